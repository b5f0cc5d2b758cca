"""What an officer, or the system, may ask of the register of delegations."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.terms import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1", "``case`` is the county's division code.")
class GrantDelegation(Command):
    number: str
    townships: tuple[str, ...]
    kinds: tuple[Cause, ...]
    ceiling: Money
    valid_from: date
    valid_to: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1", "``case`` is the county's division code.")
class RevokeDelegation(Command):
    number: str
    document: str
