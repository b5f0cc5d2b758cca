"""What is answered of the files of a case."""

from domain.ground.files import EvidenceKind, EvidenceOf
from relief.api.answers import Answer, Day


class Uploaded(Answer):
    """A file that was taken in, and waits to become a part of its case."""

    case: str
    file: str
    media: str
    size: int
    pages: int
    taken_on: Day | None
    repeated: bool
    alike: list[str] | None
    elsewhere: int | None


class EvidenceLine(Answer):
    """A file of a case."""

    version: int
    on: Day
    officer: str
    file: str
    kind: EvidenceKind
    of: EvidenceOf
    number: int | None
    paper: str | None
    media: str
    size: int
    pages: int
    sha256: str
    taken_on: Day | None
    camera_on: Day | None
    alike: list[str] | None
    elsewhere: int | None
    href: str


class EvidenceList(Answer):
    """The files of a case, the oldest first."""

    case: str
    items: list[EvidenceLine]
