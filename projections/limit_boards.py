"""Questions about time limits: what is due, what is late, what is on whose desk."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, case, func, select

from projections.limit_rows import CASE, LIMITS, MISSED, RUNNING, LimitRow, instant
from projections.reading import Page, in_area, page
from projections.tables import typed

T = LIMITS.c
ORDER = (T.last_day, T.case_id, T.limit, T.key, T.occurrence)
BY_HOUR = (T.until, T.case_id, T.limit, T.key, T.occurrence)

OVERDUE, TODAY, SOON, LATER = "late", "today", "soon", "later"
"""How near the last day of something on a worklist is."""

SOON_DAYS = 2
"""Natural days before the last day from which a limit is marked ``soon``."""


class WorkRow(LimitRow):
    """A running limit on a worklist, with how near its last day is."""

    mark: str


def due(
    connection: Connection,
    today: date,
    *,
    kind: str = CASE,
    after: str | None = None,
    size: int = 100,
) -> Page[LimitRow]:
    """Running limits whose last day has passed, the oldest first. Raises ``BadCursor``.

    Those recorded as missed are left out: nothing more is to be done about them here. ``expiry``
    says what is to be done about the others. ``kind`` is ``case`` or ``lead``.
    """
    over = T.last_day < today.isoformat()
    wanted = select(LIMITS).where(T.state == RUNNING, over, T.kind == kind)
    return page(connection, wanted, LimitRow, ORDER, after, size)


def due_today(
    connection: Connection,
    today: date,
    now: datetime,
    *,
    after: str | None = None,
    size: int = 100,
) -> Page[LimitRow]:
    """Running limits in hours of cases that are over while their last day still is not, the oldest
    first: the others are among those ``due``. Raises ``BadCursor``.
    """
    over = (T.until <= instant(now), T.last_day >= today.isoformat())
    wanted = select(LIMITS).where(T.state == RUNNING, *over, T.kind == CASE)
    return page(connection, wanted, LimitRow, BY_HOUR, after, size)


def moved(connection: Connection, *, after: str | None = None, size: int = 100) -> Page[LimitRow]:
    """Limits of cases that run, whose last day a notice moved and whose case does not say so yet.

    The state is asked for in a way no index answers, so that the few that moved are what is read.
    Raises ``BadCursor``.
    """
    runs = T.state.concat("").in_((RUNNING, MISSED))
    wanted = select(LIMITS).where(runs, T.moved_from.is_not(None), T.kind == CASE)
    return page(connection, wanted, LimitRow, ORDER, after, size)


def of_case(connection: Connection, case_id: str, kind: str = CASE) -> list[LimitRow]:
    """Every limit that ran or runs in a case, in order of its start."""
    wanted = (
        select(LIMITS)
        .where(T.case_id == case_id, T.kind == kind)
        .order_by(T.started_on, T.limit, T.key, T.occurrence)
    )
    return [typed(LimitRow, found) for found in connection.execute(wanted).mappings()]


def board(
    connection: Connection,
    area: str,
    state: str,
    *,
    limit: str | None = None,
    basis: str | None = None,
    after: str | None = None,
    size: int = 100,
) -> Page[LimitRow]:
    """Limits of an area (4, 6 or 9 digits) in a state, by last day. Raises ``BadCursor``."""
    wanted = select(LIMITS).where(in_area(LIMITS, area), T.state == state)
    if limit is not None:
        wanted = wanted.where(T.limit == limit)
    if basis is not None:
        wanted = wanted.where(T.basis == basis)
    return page(connection, wanted, LimitRow, ORDER, after, size)


def worklist(
    connection: Connection,
    area: str,
    duties: Collection[str],
    today: date,
    *,
    soon: int = SOON_DAYS,
    after: str | None = None,
    size: int = 100,
) -> Page[WorkRow]:
    """What runs in an area and is up to these posts, most urgent first. Raises ``BadCursor``."""
    wanted = select(LIMITS, _mark(today, soon).label("mark")).where(*_on_desk(area, duties))
    return page(connection, wanted, WorkRow, ORDER, after, size)


def worklist_counts(
    connection: Connection,
    area: str,
    duties: Collection[str],
    today: date,
    *,
    soon: int = SOON_DAYS,
) -> dict[str, int]:
    """How many of a worklist are late, due today, due soon, due later."""
    marked = select(_mark(today, soon).label("mark")).where(*_on_desk(area, duties)).subquery()
    wanted = select(marked.c.mark, func.count()).group_by(marked.c.mark)
    found = {mark: int(count) for mark, count in connection.execute(wanted)}
    return {mark: found.get(mark, 0) for mark in (OVERDUE, TODAY, SOON, LATER)}


class CountRow(TypedDict):
    """How often a limit stands in a state."""

    limit: str
    basis: str
    state: str
    count: int


def counts(connection: Connection, area: str) -> list[CountRow]:
    """How many of each limit are in each state in an area. For reports: it reads them all."""
    wanted = (
        select(T.limit, T.basis, T.state, func.count().label("count"))
        .where(in_area(LIMITS, area))
        .group_by(T.limit, T.basis, T.state)
        .order_by(T.limit, T.basis, T.state)
    )
    return [typed(CountRow, found) for found in connection.execute(wanted).mappings()]


def _on_desk(area: str, duties: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    runs = T.state.in_((RUNNING, MISSED))
    return in_area(LIMITS, area), runs, T.duty.in_(sorted(duties))


def _mark(today: date, soon: int) -> ColumnElement[Any]:
    day, near = today.isoformat(), (today + timedelta(days=soon)).isoformat()
    return case(
        (T.last_day < day, OVERDUE),
        (T.last_day == day, TODAY),
        (T.last_day <= near, SOON),
        else_=LATER,
    )
