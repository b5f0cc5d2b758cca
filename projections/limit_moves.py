"""How many running limits a changed calendar would move, and whereto: grouped by the database."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from domain.law.pack import Law
from domain.time.calendar import Calendar
from domain.time.due import last_day
from projections.limit_rows import LIMITS, MISSED, RUNNING
from projections.reading import in_area

T = LIMITS.c


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

    Only what is counted over some day between ``first`` and ``last`` is looked at: one line for each
    limit, start and end, however many cases have it.
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
    """The limits in days that run over some day of a stretch, those that stand alike together."""
    by = (T.pack, T.limit, T.started_on, T.last_day)
    wanted = (
        select(*by, func.count())
        .where(
            in_area(LIMITS, area), T.state.in_((RUNNING, MISSED)), T.last_day >= first.isoformat()
        )
        .where(T.started_on <= last.isoformat(), T.until.is_(None))
        .group_by(*by)
        .order_by(*by)
    )
    return (Alike(*row) for row in connection.execute(wanted))
