"""规则版次: which edition of the procedure's own rules a deed was held to.

The law has its days, and so have the rules of the procedure: who may do what, who keeps apart from
whom, what is asked before a deed. Each fact carries the edition it was decided under, so that what
was lawful when it was done stays so, however strict the rules become. Commands are always held to
the newest edition.

To make a rule stricter: number a new edition below (unless the newest is not released yet), and
declare what begins with it by ``since``. A rule whose words became narrower begins anew: what it
said before is not asked of older facts any more. What became wider, or was dropped, needs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")

_KEPT_IN = "__since__"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the rules: from which day's release on, and what changed and why."""

    began: date
    changed: str


EDITIONS: Mapping[int, Edition] = {
    1: Edition(
        date(2026, 2, 25), "The rules as at release 11a5808; facts of then name no edition."
    ),
    2: Edition(
        date(2026, 11, 28),
        "An account is changed by two hands, and ordering and answering the bank are two (19, 30). "
        "Handing over is a deed of its own, before a witness (19, 20, 30). Who goes along on a visit "
        "is an officer in post or a named helper, under one spelling (30). Numbers of papers prove "
        "one thing only. No plain text leads to a person in any script; no mask is kept as a text. "
        "A decision is taken back or changed by another hand than gave it. A deed entered late says "
        "why; objections in time, doubts and papers that follow stop what would go on over them.",
    ),
    3: Edition(
        date(2026, 11, 29),
        "What people err in is put right on record, and what comes late keeps its own day.",
    ),
}
"""Every edition there was, with the reason for it."""

RULES_EDITION = max(EDITIONS)
"""The edition commands are held to now."""

RELEASED = 2
"""The newest edition some release was held to. Nothing begins with it, or before it, any more."""

FIRST = 1
"""What facts without an edition were held to, and where whatever declares nothing began."""

ONE_SPELLING = 2
"""Since when an officer's id has one spelling. Before, ``zhang.san`` and ``Zhang.San`` were two."""

DEAD_STAY_KIN = 3
"""Since when whoever died stays one of the family whose kin does nothing in its case."""

UNSEEN_IS_BLANK = 2
"""Since when a text of nothing but signs that nobody sees says nothing."""

INDEXED = 2
"""Since when every value that is told equal by an index has one."""

STATUTES = 3
"""Since when statutory rest days are off by rule; before, only what notices said, and 1 January."""


def since(edition: int) -> Callable[[T], T]:
    """Declare with which edition a guard, check, caution or command began.

    Raises ``ValueError`` for an edition that is not numbered.
    """
    if edition not in EDITIONS:
        raise ValueError(f"there is no edition {edition} of the rules")

    def keep(thing: T) -> T:
        held: Any = thing
        setattr(held, _KEPT_IN, edition)
        return thing

    return keep


def began(thing: Any) -> int:
    """With which edition a guard, check, caution or command began; a subclass says so itself."""
    return int(getattr(thing, "__dict__", {}).get(_KEPT_IN, FIRST))
