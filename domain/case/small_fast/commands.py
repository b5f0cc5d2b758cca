"""小额快救: what an officer may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.law.small_fast import HOUSE, RULE, STATUS
from domain.law.terms import Register


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(RULE, "A small sum is granted at once, upon what was registered.")
class ApproveSmallRelief(Command):
    amount: Money
    document: str
    batch: str | None = None
    seed: str = ""


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(HOUSE, "No small sum suffices, or none is due: it is accepted anew as any other.")
class LeaveSmallFast(Command):
    reasons: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(STATUS, "On which register the family stands, who said so, and when.")
class RecordKnownStatus(Command):
    status: Register
    issuer: str
    issued_on: date
    evidence: tuple[str, ...]
