"""Mutants of what else a row says: when it is in order, whose turn it is, what comes of it, where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from domain.case import moves
from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.declared import named
from domain.ground.rows import Rule
from tests.mutants.mutant import Kind, Mutant
from tests.mutants.rows import Column, struck, turned
from tests.mutants.tables import COLUMNS, HANDS

PLAIN: Mapping[str, Any] = {
    one.name: one.default for one in fields(Rule) if one.init and one.default is not MISSING
}
"""What a row says in a column in which nothing is written."""

WHERE_ASKED = "columns"
"""The file of tests that has these columns written down once more."""


def anew(command: type[Command], row: Rule) -> None:
    """What is made of the rows when they are imported, made again: all that is ever awaited."""
    moves.AWAITED.update({stage: moves.awaited_at(stage) for stage in moves.AWAITED})
    moves.LIFTED = frozenset(guard for rule in RULES.values() for guard in rule.lifts)
    moves.BROUGHT[command] = frozenset(fact.NAME for fact in row.brings)


def column(
    name: str,
    called: Callable[[Any], str] = lambda _: "",
    about: str = WHERE_ASKED,
    carried: frozenset[str] = frozenset(),
) -> Column:
    """A column, whose mutants bear its name."""

    def full(member: Any) -> str:
        return "-".join(filter(None, (name, called(member))))

    return Column(Kind.COLUMN, RULES, name, full, lambda *_: carried, lambda _: about, anew)


LISTS = (
    column("stages", str),
    column("later", str),
    column("about", str, "duties", HANDS),
    column("brings", lambda fact: fact.NAME),
    column("letters", lambda letter: letter.kind.value, "rows"),
    column("lifts", named),
    column("families", named),
    column("formerly", lambda was: getattr(was, "NAME", str(was))),
    column("joined", str, "editions"),
)
"""Struck member by member."""

MARKS = (
    *map(column, ("hand", "turn", "whose", "applicants", "by_lot", "aside", "belated", "late")),
    *map(column, ("receives", "by_article")),
    column("opens", about="rows"),
    column("under_delegation", about="rows"),
    column("chance", about="rows"),
    column("address", about="rows"),
)
"""Turned back to what a row says that says nothing."""

BOTH_WAYS = (column("awaited"), column("sees_version", about="rows"))
"""Turned either way: a row says something by not having them, too."""

AS_DUTIES = frozenset({"together", "short_handed"})
"""Struck by ``of_duties``, all that a row allows at once."""

LEFT_OUT = {
    "article": "no row can be made without one, and whether it is the right one is read in the law:"
    " tests/law compares what is cited with what there is",
    "facts": "without it nothing is recorded and every story fails; what it brings about is struck"
    " fact by fact from `brings`",
    "chapter": "put in by the table: it says where a command stands in the API and decides nothing",
    "serves": "put in by the table, from the `letters` of all rows, which are struck one by one",
}
"""Columns of which no mutant is made, and why."""

STRUCK = {one.name for one in (*COLUMNS, *LISTS, *MARKS, *BOTH_WAYS)} | AS_DUTIES
"""Every column that something is struck from."""


def of_columns() -> Iterator[Mutant]:
    """Each member of a list, each mark, struck from the row that has it; some flags turned up as well."""
    for one in LISTS:
        yield from struck(one)
    for one in MARKS:
        yield from turned(one, PLAIN[one.name])
    for one in BOTH_WAYS:
        yield from turned(one, PLAIN[one.name], both=True)
