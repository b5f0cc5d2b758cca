"""When a time limit ends, and why: 民法典 §§200-204 applied to one limit and one start."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from domain.ground.declared import carries
from domain.time.calendar import BeyondCalendar, Calendar
from domain.time.limits import Limit, Unit
from domain.time.statute import ONE_DAY

LOCAL = timezone(timedelta(hours=8), "CST")
"""China has one zone and no summer time: where a day begins and ends."""


MOMENT = timedelta(microseconds=1)
"""The least time there is: the last moment of a period lies this much before its exclusive end."""


class Why(StrEnum):
    """Why a day was counted, or not."""

    START_DAY = "start-day"
    """The day of the event is not counted (民法典 §201)."""
    COUNTED = "counted"
    REST_DAY = "rest-day"
    """Working days are counted, and this is none."""
    EXTENSION = "extension"
    """The last day would be a rest day, so the end moves on (民法典 §203)."""
    SAME_DAY = "same-day"
    """当天: through 24:00 of the start date, which rest days do not move."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One day on the way to the end: its number if counted (else 0), why, and by what source.

    ``firm``: what kind of day it is hangs on no notice still to come.
    """

    day: date
    counted: bool
    number: int
    reason: Why
    source: str
    firm: bool


class Reckoned(NamedTuple):
    """The end of a limit without its explanation; see ``Due``.

    ``until`` is the instant at which a limit in hours is over, itself not included any more; the
    days are then those of its last moment.
    """

    last_day: date
    warning_day: date
    provisional: bool
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit with every day that led there.

    ``last_day`` is the legal last day (through 24:00 local), ``warning_day`` the last day without
    the rest-day extension. ``provisional``: a day that is not firm decided it.
    """

    limit: str
    length: int
    unit: Unit
    start: date
    days: tuple[Counted, ...]
    last_day: date
    warning_day: date
    provisional: bool
    calendar_version: str

    @property
    def ends_before(self) -> date:
        """The first day that is too late; its midnight is the exclusive end.

        Raises ``BeyondCalendar``.
        """
        return _moved(self.last_day, 1)


def reckon(limit: Limit, start: date, calendar: Calendar, at: datetime | None = None) -> Reckoned:
    """The end of a limit, without explanation.

    ``at`` is the instant from which a limit in hours runs; without one, the day's first.
    Raises ``BeyondCalendar``.
    """
    if limit.unit is Unit.SAME_DAY:
        return Reckoned(start, start, False)
    before = _moved(start, -1) if limit.counts_start else start
    if limit.unit is Unit.WORKING_DAY:
        last = calendar.working_day_after(before, limit.length)
        return Reckoned(last, last, not calendar.firm(before + ONE_DAY, last))
    if limit.unit is Unit.HOUR:
        until = hours_after(limit, at or datetime.combine(start, time(), LOCAL))
        last = (until - MOMENT).astimezone(LOCAL).date()
        return Reckoned(last, last, False, until)
    warning = _moved(before, limit.length)
    if not limit.extends:
        return Reckoned(warning, warning, False)
    last = calendar.working_day_from(warning)
    return Reckoned(last, warning, not calendar.firm(warning, last))


def last_day(limit: Limit, start: date, calendar: Calendar) -> date:
    """The legal last day, by the short way; always equal to ``due(...).last_day``."""
    return reckon(limit, start, calendar).last_day


def due(limit: Limit, start: date, calendar: Calendar) -> Due:
    """When a limit that starts on ``start`` ends, day by day.

    Raises ``ValueError`` for hours, and ``BeyondCalendar``.
    """
    if limit.unit is Unit.HOUR:
        raise ValueError(f"limit {limit.id!r} runs in hours: see hours_after")
    days = tuple(_count(limit, start, calendar))
    nominal = max(day.day for day in days if day.counted)
    last = days[-1].day
    doubtful = {
        Unit.WORKING_DAY: [day for day in days if day.reason is not Why.START_DAY],
        Unit.NATURAL_DAY: [day for day in days if limit.extends and day.day >= nominal],
    }.get(limit.unit, [])
    return Due(
        limit=limit.id,
        length=limit.length,
        unit=limit.unit,
        start=start,
        days=days,
        last_day=last,
        warning_day=nominal,
        provisional=not all(day.firm for day in doubtful),
        calendar_version=calendar.version,
    )


@carries("民法典§201", "The exclusive end of a limit in hours, which runs from the moment itself.")
def hours_after(limit: Limit, moment: datetime) -> datetime:
    """Raises ``ValueError`` for any other unit, and ``BeyondCalendar``."""
    if limit.unit is not Unit.HOUR:
        raise ValueError(f"limit {limit.id!r} does not run in hours")
    try:
        return moment + timedelta(hours=limit.length)
    except OverflowError:
        raise BeyondCalendar from None


def is_over(end: Due | Reckoned, today: date, now: datetime | None = None) -> bool:
    """Whether the last day has passed: it counts in full, through 24:00.

    A limit in hours is over at its very end; where nobody says what time it is, with its last day.
    """
    if isinstance(end, Reckoned) and end.until is not None and now is not None:
        return now >= end.until
    return today > end.last_day


def remaining(due: Due | Reckoned, today: date) -> int:
    """Natural days left after today: 0 on the last day, negative once it is over."""
    return (due.last_day - today).days


def _count(limit: Limit, start: date, calendar: Calendar) -> Iterator[Counted]:
    """Each day from the start to the legal last day, as it was counted or passed over."""
    if limit.unit is Unit.SAME_DAY:
        yield _counted(start, 1, Why.SAME_DAY, calendar)
        return
    days, end, number = _from(start), start, 0
    if not limit.counts_start:
        end = next(days)
        yield _counted(end, 0, Why.START_DAY, calendar)
    while number < limit.length:
        end = next(days)
        counts = limit.unit is Unit.NATURAL_DAY or calendar.is_working(end)
        number += counts
        reason = Why.COUNTED if counts else Why.REST_DAY
        yield _counted(end, number if counts else 0, reason, calendar)
    while limit.extends and not calendar.is_working(end):
        end = next(days)
        yield _counted(end, 0, Why.EXTENSION, calendar)


def _counted(day: date, number: int, reason: Why, calendar: Calendar) -> Counted:
    """A day with its number, or passed over."""
    known = calendar.day(day)
    return Counted(day, number > 0, number, reason, known.source, known.firm)


def _from(day: date) -> Iterator[date]:
    """A day and those after it. Raises ``BeyondCalendar`` where one more is asked for than there is."""
    while True:
        yield day
        day = _moved(day, 1)


def _moved(day: date, days: int) -> date:
    """So many days later. Raises ``BeyondCalendar``."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise BeyondCalendar from None
