"""What the rules of the register of values may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.places import Places
from domain.law.pack import Pack


class Situation(Protocol):
    """The part of a situation that concerns values."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def places(self) -> Places:
        """The divisions there are."""

    @property
    def pack(self) -> Pack:
        """The law of the day and place."""
