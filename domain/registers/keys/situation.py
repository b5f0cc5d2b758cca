"""What the rules of the register of keys may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.ground.posts import Officer
from domain.law.pack import Pack
from domain.registers.keys.state import Files, MasterKeys, PersonKey


class Situation(Protocol):
    """The part of a situation that concerns keys."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def officer(self) -> Officer:
        """Who asks."""

    @property
    def pack(self) -> Pack:
        """The law of the day and place."""

    @property
    def key(self) -> PersonKey:
        """The person's key."""

    @property
    def files(self) -> Files:
        """All files that name the person."""

    @property
    def master_keys(self) -> MasterKeys:
        """The keys of the house."""
