"""What the rules of the register of delegations may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.money import Money
from domain.ground.places import Places
from domain.ground.posts import Appointment, Officer
from domain.law.casework import DelegationRule
from domain.law.pack import Pack
from domain.law.reference import References
from domain.registers.delegations.state import Delegations


class Engine(Protocol):
    """What the law lets a county delegate."""

    def delegable(
        self, county: str, day: date, references: References
    ) -> tuple[DelegationRule, Money | None] | None:
        """The rule by which a county may delegate most on a day, and how much."""


class Register(Protocol):
    """Who holds which posts."""

    def all_of(self, id: str) -> tuple[Appointment, ...]:
        """Every appointment there ever was of a human, under whichever id."""


class Situation(Protocol):
    """The part of a situation that concerns delegations."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def places(self) -> Places:
        """The divisions there are."""

    @property
    def pack(self) -> Pack:
        """The law of the day and place."""

    @property
    def engine(self) -> Engine:
        """The law's own answers."""

    @property
    def references(self) -> References:
        """The figures on record."""

    @property
    def officer(self) -> Officer:
        """Who asks."""

    @property
    def officers(self) -> "Register":
        """The register of officers."""

    @property
    def delegations(self) -> Delegations:
        """The county's delegations."""
