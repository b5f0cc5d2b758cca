"""What an officer, or the system, may ask of the register of divisions."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.registers.divisions.facts import CHANGES, DivisionChange


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@says("the divisions that an installation begins with. ``case`` is their city.")
class InstallDivisions(Command):
    source: str
    changes: tuple[DivisionChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@carries(CHANGES, "what a document says of divisions is to count.")
class ProposeDivisions(Command):
    """``document`` is the approval, ``source`` where its text was read."""

    document: str
    source: str
    changes: tuple[DivisionChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@carries(CHANGES, "by another city officer, who saw what moves: it counts.")
class ConfirmDivisions(Command):
    """``number`` is the proposal's place in the register; ``shown`` the mark of what was shown."""

    number: int
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@carries(CHANGES, "a proposal does not count, and why.")
class RejectDivisions(Command):
    """``number`` is the proposal's place in the register."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@carries(CHANGES, "what was confirmed by mistake is taken off the record, by another hand.")
class WithdrawDivisions(Command):
    """``number`` is the proposal's place in the register. Nothing may rest on it yet."""

    number: int
    reason: str


Showing = ConfirmDivisions
"""What is shown before it counts."""
