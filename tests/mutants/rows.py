"""Mutants of tables of rows: each member of a column struck from its row, whatever the column holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.ground.commands import Command
from tests.mutants.mutant import Kind, Mutant

Row = Any
"""A frozen dataclass; its columns are tuples."""


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
        members = getattr(row, column.name)
        names = [column.called(member) for member in members]
        for place in range(column.first, len(members)):
            name, member = names[place], members[place]
            again = names[:place].count(name)
            yield Mutant(
                id=f"{column.kind}:{command.__name__}:{name}{f'#{again + 1}' if again else ''}",
                kind=column.kind,
                places=column.places(row, member),
                apply=without(column, command, place),
                commands=frozenset({command.__name__}),
                chapter=column.about(row),
            )


def without(column: Column, command: type[Command], place: int) -> Callable[[], None]:
    """Put a row in place that lacks one member."""

    def apply() -> None:
        row = column.table[command]
        rest = [one for n, one in enumerate(getattr(row, column.name)) if n != place]
        changed = replace(row, **{column.name: tuple(rest)})
        put(column.table, command, changed)
        column.then(command, changed)

    return apply
