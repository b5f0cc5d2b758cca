"""证据文件: what an officer may ask for. Words only."""

from dataclasses import dataclass, field
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import says
from domain.ground.editions import since
from domain.ground.files import EvidenceKind, EvidenceOf, SealedFile


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("A file that was uploaded to the case becomes a part of it.")
class AttachEvidence(Command):
    """``number`` is the notice's round, ``paper`` the paper of the list that was scanned.

    ``sealed`` is the file as it lies there, which the office fills in: ``None`` where there is none.
    """

    file: str
    kind: EvidenceKind
    of: EvidenceOf
    number: int | None = None
    paper: str | None = None
    taken_on: date | None = None
    sealed: SealedFile | None = field(default=None, repr=False)
