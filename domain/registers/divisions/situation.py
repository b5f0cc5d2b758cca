"""What the rules of the register of divisions may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.places import Places
from domain.ground.posts import Officer
from domain.registers.divisions.state import Divisions, Lying
from domain.registers.officers.state import Officers


class Situation(Protocol):
    """The part of a situation that concerns divisions."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who commands."""

    @property
    def places(self) -> Places:
        """The divisions there are: what counts in the register."""

    @property
    def divisions(self) -> Divisions:
        """The register."""

    @property
    def officers(self) -> Officers:
        """Who is in post."""

    @property
    def lying(self) -> Lying:
        """What lies in a division, by its code."""
