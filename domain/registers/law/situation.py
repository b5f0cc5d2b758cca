"""What the rules of the register of law may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.places import Places
from domain.ground.posts import Officer
from domain.law.pack import Pack
from domain.registers.law.state import Enacted, Laid


class Situation(Protocol):
    """The part of a situation that concerns law."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who asks."""

    @property
    def enacted(self) -> Enacted:
        """What is on record of a name."""

    @property
    def places(self) -> Places:
        """The divisions there are."""

    @property
    def laid(self) -> tuple[Laid, ...]:
        """The files of a name that were laid ready and do not count yet."""

    @property
    def named(self) -> Pack | None:
        """The pack an interpretation names, as it counts now."""
