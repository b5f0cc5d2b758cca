"""What an officer, or the system, may ask of the register of law."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import says
from domain.ground.editions import since
from domain.registers.law.facts import EntryHeld


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("``case`` is the name of the pack or overlay; ``sha256`` its file's.")
class RecordLaw(Command):
    pack: str | None = None
    document: str
    area: str
    valid_from: date
    valid_to: date | None = None
    sha256: str
    entries: tuple[EntryHeld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("``case`` is the name of the pack or overlay; ``sha256`` its file's.")
class ProposeLaw(Command):
    area: str
    document: str
    valid_from: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("by another city officer: the same file counts from the next start on.")
class ApproveLaw(Command):
    area: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("``case`` is the name of the pack; ``reading`` the ambiguity's.")
class ProposeInterpretation(Command):
    """``correction``: it was to be read so on days that have been already."""

    area: str
    reading: str
    choice: str
    since: date
    document: str
    correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("by another city officer.")
class ApproveInterpretation(Command):
    area: str
    reading: str
