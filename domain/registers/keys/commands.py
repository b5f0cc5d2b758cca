"""What an officer, or the system, may ask of the register of keys."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import says
from domain.ground.editions import since
from domain.ground.personal import NOTHING_RECKONED, Reckoned
from domain.registers.keys.facts import CheckedBy, DestructionGround, KeyCheck


@dataclass(frozen=True, slots=True, kw_only=True)
@says("``case`` is the person's identifier.")
class ProposeKeyDestruction(Command):
    ground: DestructionGround
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@says("by another person, and for good.")
class ConfirmKeyDestruction(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@says('ids only; ``case`` is "keys".')
class IntroduceMasterKey(Command):
    key: Reckoned
    replaces: Reckoned
    check: Reckoned
    """The check value of the new key (hex)."""


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says('which keys open this history, told once; ``case`` is "keys".')
class RecordKeyChecks(Command):
    checks: tuple[KeyCheck, ...]
    by: CheckedBy


@dataclass(frozen=True, slots=True, kw_only=True)
@says('nothing is wrapped under it any more; ``case`` is "keys".')
class RetireMasterKey(Command):
    key: Reckoned


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says('the key under which this year\'s values are indexed; ``case`` is "keys".')
class IntroduceIndexKey(Command):
    year: int
    check: Reckoned = NOTHING_RECKONED
    """The check value of the key (hex), given by the office that makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says(
    "the year is over, and nobody indexed under its key has a key any more; ``living`` says whether"
    ' somebody was found who has. ``case`` is "keys".'
)
class DestroyIndexKey(Command):
    year: int
    living: bool
