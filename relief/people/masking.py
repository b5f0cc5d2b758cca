"""How much of a personal value is shown to whoever gave no reason: the closed rules, in one place."""

from collections.abc import Mapping
from enum import Enum, auto

from domain.ground.masks import SEALED, masked_name


class Kind(Enum):
    """What kind of value a field holds, as far as masking goes."""

    NAME = auto()
    IDENTITY = auto()
    PHONE = auto()
    CARD = auto()
    TEXT = auto()


FIELDS: Mapping[str, Kind] = {
    "name": Kind.NAME,
    "id_number": Kind.IDENTITY,
    "shown": Kind.IDENTITY,
    "certificate": Kind.IDENTITY,
    "phone": Kind.PHONE,
    "number": Kind.CARD,
    "witness": Kind.NAME,
    **dict.fromkeys(
        (
            "statement",
            "address",
            "born",
            "country",
            "health",
            "occupation",
            "registered_at",
            "village_opinion",
            "email",
            "bank",
            "place",
            "whereabouts",
            "organisation",
            "reporter",
            "complainant",
            "objector",
            "receiver",
            "told",
            "content",
            "findings",
            "result",
            "resolution",
            "reason",
            "reasons",
            "exception",
            "late_reason",
            "lowered_reason",
            "unsigned_reason",
            "again",
            "urgency",
            "protective_step",
            "items",
            "note",
        ),
        Kind.TEXT,
    ),
}
"""Every private field of every fact, by its name, in the order people ask for them.

A new one must be entered here.
"""


def field_of(path: str) -> str:
    """The field a path ends in: ``members.0.name`` is ``name``, ``items.1`` is ``items``."""
    return next(part for part in reversed(path.split(".")) if not part.isdigit())


def masked(kind: Kind, text: str) -> str:
    """As much as may be seen: the first sign of several, both ends of a number, nothing of a text."""
    match kind:
        case Kind.NAME:
            return masked_name(text)
        case Kind.IDENTITY:
            return _ends(text, 4, 4, least=15)
        case Kind.PHONE:
            return _ends(text, 3, 4, least=11)
        case Kind.CARD:
            return _ends(text, 0, 4, least=12)
        case Kind.TEXT:
            return SEALED


def _ends(text: str, first: int, last: int, *, least: int) -> str:
    """The ends of a number; nothing of one so short that its ends would give it away."""
    if len(text) < least:
        return "*" * len(text)
    return f"{text[:first]}{'*' * (len(text) - first - last)}{text[-last:]}"
