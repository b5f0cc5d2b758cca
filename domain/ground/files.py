"""证据文件: what a scan or photograph is of, and a file as it is kept."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.people import PersonId


@says("What kind of evidence a file is.")
class EvidenceKind(StrEnum):
    PHOTOGRAPH = "photograph"
    SCAN = "scan"


@says("What a file is evidence of.")
class EvidenceOf(StrEnum):
    NOTICE_START = "notice-start"
    NOTICE_END = "notice-end"
    VISIT = "visit"
    PAPER = "paper"
    OTHER = "other"

    @property
    def of_notice(self) -> bool:
        """Whether it shows a public notice as it hung."""
        return self in (EvidenceOf.NOTICE_START, EvidenceOf.NOTICE_END)


@dataclass(frozen=True, slots=True, kw_only=True)
@says("A share of a file's key, sealed under a person's key: without all shares nothing opens.")
class FileKey:
    """``box`` is bound to the file and to whose share it is."""

    person: PersonId
    box: str


@dataclass(frozen=True, slots=True, kw_only=True)
@says("A file that was uploaded and is kept sealed.")
class SealedFile:
    """``sha256`` is of the sealed bytes; ``likeness`` tells equal files equal, and nothing else.

    ``size`` is that of the clear bytes, ``taken_on`` the day a camera wrote down.
    """

    file: str
    media: str
    size: int
    pages: int
    sha256: str
    likeness: str
    keys: tuple[FileKey, ...]
    taken_on: date | None = None
