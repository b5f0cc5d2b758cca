"""举报与投诉: what an officer may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("31", "Somebody reports something of a case; ``received_on``: when, if not today.")
class RecordComplaint(Command):
    content: Private
    complainant: Private | None = None
    received_on: date | None = None
    late_reason: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("31", "The county's answer, upon what it found.")
class AnswerComplaint(Command):
    number: int
    founded: bool
    findings: Private
    evidence: tuple[str, ...]
