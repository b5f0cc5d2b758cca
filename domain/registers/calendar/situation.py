"""What the rules of the register of calendar may look at, and nothing else."""

from datetime import date
from typing import Protocol


class Situation(Protocol):
    """The part of a situation that concerns calendar."""

    @property
    def today(self) -> date:
        """The day of the command."""
