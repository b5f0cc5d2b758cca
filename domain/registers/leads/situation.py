"""What the rules of the register of leads may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.places import Places
from domain.registers.leads.state import Lead


class Situation(Protocol):
    """The part of a situation that concerns leads."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def places(self) -> Places:
        """The divisions there are."""

    @property
    def lead(self) -> Lead:
        """The lead."""
