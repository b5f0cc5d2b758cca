"""What the rules of the register of anchors may look at, and nothing else."""

from datetime import date
from typing import Protocol

from domain.registers.anchors.state import Anchors


class Situation(Protocol):
    """The part of a situation that concerns anchors."""

    @property
    def today(self) -> date:
        """The day of the command."""

    @property
    def anchors(self) -> Anchors:
        """How far the log had come."""
