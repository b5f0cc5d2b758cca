"""How far the logs beside the history had come, set down in the history itself.

A log chained entry to entry still looks whole after its end was cut off; with its newest number and
digest on record, what was there by then can neither be cut off nor written anew unnoticed.
"""

from dataclasses import dataclass

from domain.registers.anchors.facts import LogAnchored

EMPTY = "0" * 64
"""The digest an empty log has, which its first entry is chained to."""


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
