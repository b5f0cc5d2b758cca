"""What the rules of the register of calendar may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.posts import Officer
from domain.registers.calendar.state import Notices
from domain.time.calendar import Calendar


class Situation(Protocol):
    """The part of a situation that concerns calendar."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who commands."""

    @property
    def notices(self) -> Notices:
        """The register."""

    @property
    def calendar(self) -> Calendar:
        """What the register adds up to, in the officer's city."""
