"""What happens to keys of persons and of the house."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.facts import Fact, fact
from domain.ground.people import PersonId
from domain.ground.personal import Reckoned


@says("Why personal data must go.")
class DestructionGround(StrEnum):
    KEPT_LONG_ENOUGH = "retention-over"
    UNLAWFUL = "unlawfully-handled"
    OTHER_LAW = "other-law"


@fact("key-destruction-proposed")
@says("The security administrator asks that a person's key be destroyed, by a document.")
class KeyDestructionProposed(Fact):
    on: date
    person: PersonId
    ground: DestructionGround
    document: str


@fact("key-destroyed")
@says("The audit administrator agreed: nothing of the person can be read any more.")
class KeyDestroyed(Fact):
    """``files`` named the person, all closed long enough, as far as ``seen`` in the history."""

    on: date
    person: PersonId
    ground: DestructionGround
    document: str
    proposed_by: str
    files: tuple[str, ...]
    seen: int


@fact("master-key-introduced")
@says("A new master key wraps persons' keys from now on. Ids only.")
class MasterKeyIntroduced(Fact):
    on: date
    key: str
    replaces: str


class KeyRole(StrEnum):
    """What a key of the house is for."""

    MASTER = "master"
    INDEX = "index"
    DIGEST = "digest"


class CheckedBy(StrEnum):
    """Why a key is known to be the right one of this history."""

    FIRST = "first"
    """Nothing had been recorded before."""
    OPENED = "opened"
    """The oldest sealed value opened with it, and a blind index agreed."""
    NOTHING_SEALED = "nothing-sealed"
    """Facts stood there, but nothing sealed under any key: whichever is at hand will do."""
    INTRODUCED = "introduced"
    """It was brought in beside a key already known."""


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """A key by its id, and a value that only this key yields and that leads nowhere (hex)."""

    role: KeyRole
    key: Reckoned
    value: Reckoned


@fact("key-checks-recorded")
@says("Which keys open this history: whoever holds others does not start.")
class KeyChecksRecorded(Fact):
    on: date
    checks: tuple[KeyCheck, ...]
    by: CheckedBy


@fact("master-key-retired")
@says("Nothing is wrapped under this master key any more, and it was thrown away.")
class MasterKeyRetired(Fact):
    on: date
    key: str


@fact("index-key-introduced")
@says("From now on values of this year's facts are indexed under a key of its own.")
class IndexKeyIntroduced(Fact):
    """``check`` is the key's check value (hex)."""

    on: date
    year: int
    check: str


@fact("index-key-destroyed")
@says(
    "Nobody whose values were indexed under the year's key has a key any more: it is gone as well."
)
class IndexKeyDestroyed(Fact):
    on: date
    year: int


PersonFact = KeyDestructionProposed | KeyDestroyed


MasterKeyFact = (
    MasterKeyIntroduced
    | MasterKeyRetired
    | KeyChecksRecorded
    | IndexKeyIntroduced
    | IndexKeyDestroyed
)
