"""证据文件: what happens in a case. A vocabulary."""

from dataclasses import field
from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact
from domain.ground.files import EvidenceKind, EvidenceOf, FileKey


@fact("evidence-attached")
@says("A scan or photograph belongs to the case: what it is of, and how its bytes are proven.")
class EvidenceAttached(Fact):
    """``sha256`` is of the sealed bytes, ``likeness`` a keyed hash of the clear ones.

    The bytes lie beside the history under ``file``; ``keys`` are the shares of their own key.
    ``camera_on`` is the day the camera wrote down, where the officer said another.
    """

    on: date
    file: str
    kind: EvidenceKind
    of: EvidenceOf
    media: str
    size: int
    pages: int
    sha256: str
    likeness: str = field(repr=False)
    keys: tuple[FileKey, ...] = field(repr=False)
    number: int | None = None
    paper: str | None = None
    taken_on: date | None = None
    camera_on: date | None = None


EvidenceFact = EvidenceAttached
"""证据文件."""
