"""How the fields of a form stand together: groups with their titles, and the order within each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relief.words.dictionary import CHINESE, Unworded, file

UNGROUPED = 6
"""So many fields at most need no groups: they stand in the order of their record."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together; without a title where they are a whole short form."""

    title: str
    fields: tuple[str, ...]


def groups(form: str, fields: Sequence[str], language: str = CHINESE) -> tuple[Group, ...]:
    """The groups of a form in their order, each field in one of them.

    Raises ``Unworded`` for a long form without groups, and for a field that stands in none.
    """
    written: Sequence[Any] = file("forms", language).get(form, ())
    found = tuple(Group(one["title"], tuple(one["fields"])) for one in written)
    if not found:
        if len(fields) > UNGROUPED:
            raise Unworded("forms", "forms", form)
        return (Group("", tuple(fields)),) if fields else ()
    grouped = [name for one in found for name in one.fields]
    for name in fields:
        if name not in grouped:
            raise Unworded("forms", form, name)
    return found
