"""Mutants of tables of rows: each member of a column struck from its row, whatever the column holds."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.ground.commands import Command
from tests.mutants.mutant import Kind, Mutant

Row = Any
"""A frozen dataclass; its columns are tuples, sets, tables, or hold one thing each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose members each do something: guards, checks, posts, and whatever a row will have.

    ``called`` names a member, ``places`` says what it carries, given the row it stands in; ``about``
    is the chapter of a row. ``then`` is told the command and its new row, where something made from
    the table when it was imported has to follow. Members before ``first`` stay.
    """

    kind: Kind
    table: Mapping[type[Command], Row]
    name: str
    called: Callable[[Any], str]
    places: Callable[[Row, Any], frozenset[str]]
    about: Callable[[Row], str]
    then: Callable[[type[Command], Row], None] = lambda command, row: None
    first: int = 0


def put(table: Any, key: Any, value: Any) -> None:
    """Change a row of a table that is a constant to everybody else."""
    table[key] = value


def struck(column: Column) -> Iterator[Mutant]:
    """Each member of a column taken out of its row; those of one name are counted."""
    for command, row in column.table.items():
        members = listed(getattr(row, column.name))
        names = [column.called(member) for member in members]
        for place in range(column.first, len(members)):
            name, again = names[place], names[:place].count(names[place])
            name += f"#{again + 1}" if again else ""
            rest = lacking(getattr(row, column.name), place)
            yield mutant(column, command, name, members[place], rest)


def turned(column: Column, plain: Any, *, both: bool = False) -> Iterator[Mutant]:
    """A column of one thing back to what a row says that says nothing of it; ``both``: or the flag up."""
    for command, row in column.table.items():
        says = getattr(row, column.name)
        if says != plain or both:
            turn = plain if says != plain else not plain
            yield mutant(column, command, column.called(says), says, turn)


def mutant(column: Column, command: type[Command], name: str, says: Any, then: Any) -> Mutant:
    """A row that says something else in a column than it did."""
    row = column.table[command]
    return Mutant(
        id=f"{column.kind}:{command.__name__}:{name}",
        kind=column.kind,
        places=column.places(row, says),
        apply=saying(column, command, then),
        commands=frozenset({command.__name__}),
        chapter=column.about(row),
    )


def listed(held: Collection[Any]) -> list[Any]:
    """The members of a column, a set's in an order that stays."""
    return sorted(held, key=str) if isinstance(held, frozenset) else list(held)


def lacking(held: Collection[Any], place: int) -> Collection[Any]:
    """The same without one member."""
    rest = [one for n, one in enumerate(listed(held)) if n != place]
    if isinstance(held, Mapping):
        return {one: held[one] for one in rest}
    return frozenset(rest) if isinstance(held, frozenset) else tuple(rest)


def saying(column: Column, command: type[Command], then: Any) -> Callable[[], None]:
    """Put a row in place that says this."""

    def apply() -> None:
        changed = replace(column.table[command], **{column.name: then})
        put(column.table, command, changed)
        column.then(command, changed)

    return apply
