"""What the rules of the register of calendar may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.posts import Officer


class Situation(Protocol):
    """The part of a situation that concerns calendar."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who commands."""
