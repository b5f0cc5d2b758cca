"""What a command lists is listed once: said of every list of texts, in one place."""

from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from domain.ground.commands import Command
from domain.ground.declared import internal
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason

ELSEWHERE = frozenset({"visitors", "townships"})
"""Lists with a check of their own: of persons by every spelling, of places by their law."""


@since(3)
@internal(
    "A paper is named once in a list: named twice, it may stand for another that was left out."
)
def listed_once(command: Command) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.FIELD_INVALID, field=f"{name}.{place}", fault="listed-twice")
        for name in lists_of(type(command))
        for place in _again(getattr(command, name))
    )


def _again(listed: tuple[str, ...] | None) -> list[int]:
    """The places where something stands that stood before."""
    texts = [" ".join(text.split()) for text in listed or ()]
    return [n for n, text in enumerate(texts) if text and text in texts[:n]]


def lists_of(kind: Any) -> tuple[str, ...]:
    """The fields of a command that are lists of texts."""
    return _lists(kind)


@cache
def _lists(kind: Any) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    wanted = (tuple[str, ...], tuple[str, ...] | None)
    names = (one.name for one in fields(kind))
    return tuple(name for name in names if hints[name] in wanted and name not in ELSEWHERE)
