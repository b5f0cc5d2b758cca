"""What a mutant is: one small thing that is no longer as it was, and what may notice."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is struck or changed."""

    GUARD = "guard"
    CHECK = "check"
    CAUTION = "caution"
    DUTY = "duty"
    POWER = "power"
    READ = "read"
    WRITE = "write"
    COLUMN = "column"
    PART = "part"
    PACK = "pack"


PLAIN = frozenset({"rules", "state", "facts", "commands", "fold"})
"""Names of modules that many rooms have."""


def room(module: str) -> str:
    """What a module is called here: by its own name, or by its room where many have that name."""
    *_, above, own = module.split(".")
    return above if own in PLAIN else own


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change. ``places`` are the provisions that what is changed carries.

    ``commands``, and what it is about (a chapter, or an entry's id), say which tests to ask first.
    ``before`` mutants change what tests read when they are imported: the pack.
    """

    id: str
    kind: Kind
    places: frozenset[str]
    apply: Callable[[], None]
    commands: frozenset[str] = frozenset()
    chapter: str = ""
    before: bool = False
