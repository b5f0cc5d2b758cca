"""What the rules of the register of officers may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.places import Places
from domain.ground.posts import Officer
from domain.registers.officers.state import Officers


class Situation(Protocol):
    """The part of a situation that concerns officers."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who asks."""

    @property
    def places(self) -> Places:
        """The divisions there are."""

    @property
    def officers(self) -> Officers:
        """The register."""
