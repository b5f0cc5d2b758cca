"""How far the logs beside the history had come, set down in the history itself.

A log chained entry to entry still looks whole after its end was cut off; with its newest number and
digest on record, what was there by then can neither be cut off nor written anew unnoticed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.facts import Fact, fact

EMPTY = "0" * 64
"""The digest an empty log has, which its first entry is chained to."""


class KeptLog(StrEnum):
    """The logs that only grow."""

    ACCESS = "access"
    SIGN_IN = "sign-in"


@fact("log-anchored")
class LogAnchored(Fact):
    """The log had ``number`` entries; ``digest`` (hex SHA-256) chains the newest to all before it."""

    on: date
    log: KeptLog
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """The newest anchor of one log; ``version`` counts the facts."""

    version: int = 0
    number: int = 0
    digest: str = EMPTY


def stream(log: str) -> str:
    """The stream of a log's anchors."""
    return f"anchors-{log}"


def newest(fact: LogAnchored, version: int) -> Anchors:
    """What is known after a fact: the newest is all that counts."""
    return Anchors(version, fact.number, fact.digest)
