"""How many running limits a changed calendar would move, and whereto: grouped by the database, in steps."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from domain.law.pack import Law
from domain.time.calendar import Calendar
from domain.time.due import last_day
from projections.limit_rows import LIMITS, MISSED, RUNNING
from projections.reading import in_area

T = LIMITS.c
ORDER = (T.last_day, T.case_id)
"""As the index has it: rows of one state."""
STEP = 5_000
"""So many rows are counted by one statement."""


class Alike(NamedTuple):
    """Limits that stand alike: under one entry of one pack, from and to one day."""

    pack: str
    limit: str
    started_on: str
    last_day: str
    runs: int


class Move(NamedTuple):
    """A limit's last day as it is, and as it would be."""

    limit: str
    title: str
    was: date
    becomes: date


def moves(
    connection: Connection, law: Law, calendar: Calendar, first: date, last: date
) -> Counter[Move]:
    """How many limits of a city would move, by limit and days, under its calendar as it would be.

    Only what is counted over some day between ``first`` and ``last`` is looked at: what is held is one
    line for each limit and its days, however many cases have it.
    """
    found: Counter[Move] = Counter()
    for one in alike(connection, calendar.area, first, last):
        limit = law.pack(one.pack).limit(one.limit, date.fromisoformat(one.started_on))
        becomes = last_day(limit, date.fromisoformat(one.started_on), calendar)
        was = date.fromisoformat(one.last_day)
        if becomes != was:
            found[Move(one.limit, limit.title, was, becomes)] += one.runs
    return found


def alike(connection: Connection, area: str, first: date, last: date) -> Iterator[Alike]:
    """The limits in days that run over some day of a stretch, those that stand alike together.

    In steps of so many rows, in the order of an index, so that no statement is longer than a step and
    nothing is held of all of them; those that stand alike in two steps come twice.
    """
    by = (T.pack, T.limit, T.started_on, T.last_day)
    for state in (RUNNING, MISSED):
        for after, end in _steps(connection, state, first):
            wanted = (
                select(*by, func.count())
                .where(T.state == state, *_between(after, end), in_area(LIMITS, area))
                .where(T.started_on <= last.isoformat(), T.until.is_(None))
                .group_by(*by)
            )
            yield from (Alike(*row) for row in connection.execute(wanted))


Edge = tuple[str, str]
"""A last day, and the number of a case: where a step ends."""


def _steps(connection: Connection, state: str, first: date) -> Iterator[tuple[Edge, Edge | None]]:
    """Where each step of the limits in a state begins and ends; the last one ends nowhere."""
    after: Edge = (first.isoformat(), "")
    while True:
        found = connection.execute(
            select(*ORDER)
            .where(T.state == state, *_between(after, None))
            .order_by(*ORDER)
            .offset(STEP - 1)
            .limit(1)
        ).first()
        end: Edge | None = None if found is None else (found[0], found[1])
        yield after, end
        if end is None:
            return
        after = end


def _between(after: Edge, end: Edge | None) -> Iterator[ColumnElement[bool]]:
    """Rows beyond one edge, up to another with everything that stands at it."""
    yield tuple_(*ORDER) > tuple_(*after)
    if end is not None:
        yield tuple_(*ORDER) <= tuple_(*end)
