"""Keys of persons and of the house: destroyed for good, or replaced; and how long files are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.case.events import CashDisbursed, GoodsDelivered, ReliefDisbursed
from domain.case.state import Case
from domain.case.terms import Stage
from domain.erasure import DestructionGround
from domain.facts import Fact, fact
from domain.lead import Lead
from domain.people import PersonId

MASTER_KEYS = "keys"
"""The stream that says which master keys there were."""


@fact("key-destruction-proposed")
class KeyDestructionProposed(Fact):
    """The security administrator asks that a person's key be destroyed, by a document."""

    on: date
    person: PersonId
    ground: DestructionGround
    document: str


@fact("key-destroyed")
class KeyDestroyed(Fact):
    """The audit administrator agreed: nothing of the person can be read any more.

    ``files`` named the person, all closed long enough, as far as ``seen`` in the history.
    """

    on: date
    person: PersonId
    ground: DestructionGround
    document: str
    proposed_by: str
    files: tuple[str, ...]
    seen: int


@fact("master-key-introduced")
class MasterKeyIntroduced(Fact):
    """A new master key wraps persons' keys from now on. Ids only."""

    on: date
    key: str
    replaces: str


@fact("master-key-retired")
class MasterKeyRetired(Fact):
    """Nothing is wrapped under this master key any more, and it was thrown away."""

    on: date
    key: str


PersonFact = KeyDestructionProposed | KeyDestroyed
MasterKeyFact = MasterKeyIntroduced | MasterKeyRetired


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What was asked for about a person's key, and by whom."""

    version: int = 0
    proposed: KeyDestructionProposed | None = None
    proposed_by: str = ""
    destroyed: bool = False


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The master keys on record; ``version`` counts the facts."""

    version: int = 0
    introduced: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file that names a person: closed when (``None`` while it is open), aid last given when."""

    number: str
    closed_on: date | None
    aided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Every file that names a person, as far as ``seen`` in the history."""

    kept: tuple[KeptFile, ...] = ()
    seen: int = 0
    known: bool = False


def stream(person: str) -> str:
    """The stream about a person's key."""
    return f"person-{person}"


def evolve(key: PersonKey, fact: PersonFact, officer: str) -> PersonKey:
    """What is known after a fact; ``officer`` recorded it."""
    version = key.version + 1
    match fact:
        case KeyDestructionProposed():
            return replace(key, version=version, proposed=fact, proposed_by=officer)
        case KeyDestroyed():
            return replace(key, version=version, destroyed=True)
        case _:
            assert_never(fact)


def with_master_key(keys: MasterKeys, fact: MasterKeyFact) -> MasterKeys:
    """The master keys after a fact."""
    version = keys.version + 1
    match fact:
        case MasterKeyIntroduced():
            return replace(keys, version=version, introduced=keys.introduced | {fact.key})
        case MasterKeyRetired():
            return replace(keys, version=version, retired=keys.retired | {fact.key})
        case _:
            assert_never(fact)


AID = frozenset({ReliefDisbursed.NAME, CashDisbursed.NAME, GoodsDelivered.NAME})


def file_of(state: Case | Lead) -> KeptFile:
    """A case or lead as an archivist sees it; what is not closed is open."""
    if isinstance(state, Lead):
        return KeptFile(number=state.id, closed_on=state.closed_on)
    days = [moment.on for moment in state.moments]
    aided = [moment.on for moment in state.moments if moment.name in AID]
    closed = max(days) if state.stage is Stage.CLOSED else None
    return KeptFile(number=state.id, closed_on=closed, aided_on=max(aided, default=None))


def kept_until(file: KeptFile, years: int, after_aid: int) -> date | None:
    """The last day a file must be kept (E4); ``None`` while it is open."""
    if file.closed_on is None:
        return None
    ends = [later(file.closed_on, years)]
    if file.aided_on is not None:
        ends.append(later(file.aided_on, after_aid))
    return max(ends)


def later(day: date, years: int) -> date:
    """The same day so many years later; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def states_of(states: Sequence[object]) -> tuple[KeptFile, ...]:
    """Those of these states that are files."""
    return tuple(file_of(one) for one in states if isinstance(one, Case | Lead))
