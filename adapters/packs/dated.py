"""From when to when an entry of a pack is in force; entries that answer one question follow on.

An entry holds from its first day (``from``; the file's own first day where it names none) until the
next entry of the same question begins, or through its own last day (``to``). So a value is changed
from a day on by one more entry. Two on one day, and days between two that have none, are mistakes.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import Any

from adapters.packs.findings import Findings
from adapters.packs.schema import DATES, Entry
from domain.ground.sayings import Saying

FROM, TO = "from", "to"
ONE_DAY = timedelta(days=1)
NEVER = date.min
"""Stands for the days of an entry that is in force on none."""

QUESTION: Mapping[str, tuple[str, ...]] = {
    "provision": ("place",),
    "parameter": ("id",),
    "reading": ("id",),
    "limit": ("id",),
    "document": ("id",),
    "tier": ("scale", "step"),
    "category": ("id",),
    "test": ("id",),
    "base": ("id",),
    "deduction": ("base", "takes"),
    "series": ("id",),
    "amount": ("categories",),
    "formula": ("id",),
    "maximum": ("categories", "claim", "collective"),
    "pool": ("id",),
    "procedure": ("id", "categories"),
    "step": ("procedure", "id", "categories"),
    "delegation": ("procedure", "categories"),
    "ground": ("id",),
    "material": ("id",),
    "frequency": ("per",),
    "fund": ("id",),
    "small-fast": ("id",),
}
"""By which keys two entries of a table answer the same question, under the same reading.

Tables that are missing here have no dates: what the file is as a whole, and published figures, which
carry their own days into the history.
"""

Question = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry with the days it is in force, both included; ``last`` is open where absent.

    ``index`` is its place in the file's table, ``first_of`` that of the question's first entry.
    """

    index: int
    entry: Entry
    question: Question
    first: date
    last: date | None
    first_of: int = 0

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


Windows = Mapping[str, tuple[Dated, ...]]
"""The entries of each table that has dates, in the order of the file."""


def dated(
    written: Mapping[str, Sequence[Entry]],
    since: date,
    found: Findings,
    left_out: Set[tuple[str, int]] = frozenset(),
) -> dict[str, tuple[Dated, ...]]:
    """Every entry with its days; gaps, overlaps and days out of order go to ``found``.

    What is ``left_out`` (table and place) keeps its place, and is in force on no day.
    """
    return {
        table: _followed(table, some, since, found, {n for name, n in left_out if name == table})
        for table, some in written.items()
        if table in QUESTION
    }


def _followed(
    table: str, written: Sequence[Entry], since: date, found: Findings, out: Set[int]
) -> tuple[Dated, ...]:
    by_question: dict[Question, list[Dated]] = {}
    never: list[Dated] = []
    for index, entry in enumerate(written):
        first, last = _day(entry, FROM) or since, _day(entry, TO)
        if last is not None and last < first:
            found.add(table, index, TO, Saying("is before {first!r}", first=FROM))
        asked = question(table, entry)
        if index in out:
            never.append(Dated(index, entry, asked, NEVER, NEVER))
        else:
            by_question.setdefault(asked, []).append(Dated(index, entry, asked, first, last))
    one_by_one = [_in_turn(table, some, found) for some in by_question.values()]
    every = _placed((*chain(*one_by_one), *never))
    return tuple(sorted(every, key=lambda one: one.index))


def _placed(every: Sequence[Dated]) -> Iterator[Dated]:
    """Each read where the first entry of its question stands, in force or not."""
    first_of: dict[Question, int] = {}
    for one in every:
        first_of[one.question] = min(one.index, first_of.get(one.question, one.index))
    return (replace(one, first_of=first_of[one.question]) for one in every)


def _day(entry: Entry, key: str) -> date | None:
    """The day of a key; what is none is told where the entry's keys are checked."""
    value = entry.get(key)
    return value if type(value) is date else None


def _in_turn(table: str, some: list[Dated], found: Findings) -> list[Dated]:
    """The entries of one question, each ending where the next begins."""
    some = sorted(some, key=lambda one: one.first)
    ended = []
    for one, next in pairwise(some):
        before = next.first - ONE_DAY
        if one.first == next.first:
            later = max(one.index, next.index)
            found.add(
                table,
                later,
                _named(table),
                Saying("{what} stands twice on {first}", what=shown(one), first=one.first),
            )
        elif one.last is not None and one.last > before:
            found.add(
                table,
                one.index,
                TO,
                Saying("{what} stands twice on {first}", what=shown(one), first=next.first),
            )
        elif one.last is not None and one.last < before:
            found.add(
                table,
                next.index,
                FROM,
                Saying("{what} has a gap after {last}", what=shown(one), last=one.last),
            )
        ended.append(replace(one, last=min(one.last or before, before)))
    return [*ended, some[-1]]


def _named(table: str) -> str:
    return QUESTION[table][0]


def question(table: str, entry: Entry) -> Question:
    """What an entry answers: its keys' values and the reading under which it applies.

    A tier that does not say which step it is is told by its edge.
    """
    values = [_value(entry.get(key)) for key in QUESTION[table]]
    if table == "tier" and "step" not in entry:
        values[-1] = f"up to {entry.get('up_to', 'any')}"
    reading = entry.get("reading")
    if isinstance(reading, Mapping):
        values += [_value(reading.get("id")), _value(reading.get("choice"))]
    return tuple(values)


def _value(value: Any) -> str:
    return ",".join(sorted(map(str, value))) if isinstance(value, list) else str(value)


def shown(one: Dated) -> str:
    """A question as a mistake names it."""
    return repr(" ".join(part for part in one.question if part != "None"))


def reread(
    known: Sequence[Dated], reading: str, choice: str, since: date, begins: date, found: Findings
) -> tuple[Dated, ...]:
    """The readings of a text with one chosen otherwise from a day on, as by one entry more.

    What begins on that very day gives way to it. Raises ``LookupError`` where nothing is asked then.
    """
    asked = [one for one in known if one.question == (reading,)]
    now = next((one for one in asked if one.covers(since)), None)
    if now is None:
        raise LookupError(f"no reading {reading!r} on {since}")
    others = [one for one in (now.entry["chosen"], *now.entry["alternatives"]) if one != choice]
    undated = {key: value for key, value in now.entry.items() if key not in DATES or key == TO}
    more = {**undated, "chosen": choice, "alternatives": others, FROM: since}
    gives_way = {one.index for one in asked if one.first == since}
    out = {one.index for one in known if one.first == NEVER} | gives_way
    ends = {key: value for key, value in now.entry.items() if key != TO}
    written = [ends if one is now else one.entry for one in known]
    return _followed("reading", [*written, more], begins, found, out)


def changes(windows: Windows, since: date) -> tuple[date, ...]:
    """The first day, and every later one on which an entry begins or has ended."""
    days = {since}
    for one in (one for some in windows.values() for one in some):
        days.add(one.first)
        if one.last is not None:
            days.add(one.last + ONE_DAY)
    return tuple(sorted(day for day in days if day >= since))


def on(windows: Windows, day: date) -> dict[str, list[Entry | None]]:
    """The entries in force on a day, each in its place and with its days; ``None`` for the others."""
    return {
        table: [_as_dated(one) if one.covers(day) else None for one in some]
        for table, some in windows.items()
    }


def _as_dated(one: Dated) -> Entry:
    """The entry, saying its days: not where they are written wrongly, which is told elsewhere."""
    if any(key in one.entry and _day(one.entry, key) is None for key in (FROM, TO)):
        return one.entry
    ends = {} if one.last is None else {TO: one.last}
    return {**one.entry, FROM: one.first, **ends}


def places(windows: Windows) -> dict[str, tuple[int, ...]]:
    """The order in which each table is read: an entry stands where its question's first one does."""
    return {
        table: tuple(d.index for d in sorted(some, key=lambda d: (d.first_of, d.index)))
        for table, some in windows.items()
    }
