"""Keys of persons and of the house: destroyed for good, or replaced; and how long files are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.ground.facts import unfolded
from domain.ground.names import folded
from domain.registers.keys.facts import (
    IndexKeyDestroyed,
    IndexKeyIntroduced,
    KeyCheck,
    KeyChecksRecorded,
    KeyDestroyed,
    KeyDestructionProposed,
    KeyRole,
    MasterKeyFact,
    MasterKeyIntroduced,
    MasterKeyRetired,
    PersonFact,
)

MASTER_KEYS = "keys"
"""The stream that says which master keys there were."""


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What was asked for about a person's key, and by whom."""

    version: int = 0
    proposed: KeyDestructionProposed | None = None
    proposed_by: str = ""
    destroyed: bool = False


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The keys on record; ``version`` counts the facts, ``newest`` was introduced last.

    ``years`` are the index keys ever made, by year, with their check values.
    """

    version: int = 0
    introduced: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    newest: str = ""
    checks: tuple[KeyCheck, ...] = ()
    years: Mapping[int, str] = field(default_factory=dict)
    years_destroyed: frozenset[int] = frozenset()

    def years_standing(self) -> tuple[int, ...]:
        """The years whose index keys were made and not destroyed, the oldest first."""
        return tuple(sorted(self.years.keys() - self.years_destroyed))

    def standing(self) -> frozenset[str]:
        """The ids of every master key this history ever named and nobody retired."""
        named = {check.key for check in self.checks if check.role is KeyRole.MASTER}
        return frozenset(named | self.introduced | self.replaced) - self.retired


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
            return replace(key, version=version, proposed=fact, proposed_by=folded(officer))
        case KeyDestroyed():
            return replace(key, version=version, destroyed=True)
        case _:
            unfolded(fact, __name__)


def with_master_key(keys: MasterKeys, fact: MasterKeyFact) -> MasterKeys:
    """The master keys after a fact."""
    version = keys.version + 1
    match fact:
        case MasterKeyIntroduced():
            return replace(
                keys,
                version=version,
                introduced=keys.introduced | {fact.key},
                replaced=keys.replaced | {fact.replaces},
                newest=fact.key,
            )
        case MasterKeyRetired():
            return replace(keys, version=version, retired=keys.retired | {fact.key})
        case KeyChecksRecorded():
            return replace(keys, version=version, checks=(*keys.checks, *fact.checks))
        case IndexKeyIntroduced():
            return replace(keys, version=version, years={**keys.years, fact.year: fact.check})
        case IndexKeyDestroyed():
            gone = keys.years_destroyed | {fact.year}
            return replace(keys, version=version, years_destroyed=gone)
        case _:
            unfolded(fact, __name__)


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
