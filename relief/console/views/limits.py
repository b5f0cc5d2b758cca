"""The time limits of a case: every run, and a calendar in which each day is counted or skipped, and why."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from domain.law.pack import Pack
from domain.time.calendar import BeyondCalendar, Calendar
from domain.time.due import due
from domain.time.limits import Unit
from projections.limit_rows import RUNNING
from relief.api import fields as f
from relief.api import queries as q
from relief.api.asking import Whom
from relief.api.calendar import told as reckoned
from relief.api.case_limits import runs
from relief.console.case import opened
from relief.console.view import Seat, View


class CaseLimitsPageQuery(q.CaseLimitsQuery):
    """时限页条件。"""

    run: Annotated[int, Field(strict=True, ge=1, le=10_000), f.Spelled] | None = None


LIMITS = View("limits", "/cases/{case}/time-limits", Whom.NUMBER)


@LIMITS.get
async def shown(seat: Seat) -> Response:
    """Every run in a table; those that still run day by day, or the one that is asked for."""
    asked, desk = seat.conditions(CaseLimitsPageQuery), seat.desk
    file = await opened(seat)
    found, _ = await runs(desk, seat.request, file.officer, file.situation, asked)
    calendar = await desk.blocking(desk.service.calendars.current)
    today, pack = desk.service.clock.now().date(), file.situation.pack
    items = list(enumerate(found["items"], 1))
    wanted = [
        one
        for number, one in items
        if (one["state"] == RUNNING if asked.run is None else number == asked.run)
    ]
    return file.page(
        "limits.html",
        runs=items,
        run=asked.run,
        drawn=[drawn(one, pack, calendar, today) for one in wanted],
        way=seat.view.way(case=file.situation.case.id),
    )


def drawn(one: dict[str, Any], pack: Pack, calendar: Calendar, today: date) -> dict[str, Any]:
    """A run as a calendar: no months where it runs in hours, or beyond what the calendar knows."""
    start = date.fromisoformat(one["started_on"])
    limit = pack.limit(one["limit"], start)
    if limit.unit is Unit.HOUR:
        return {**one, "months": [], "hours": True, "told": None}
    try:
        told = reckoned(limit, due(limit, start, calendar))
    except BeyondCalendar:
        return {**one, "months": [], "hours": False, "told": None}
    return {**one, "months": [*months(told, today)], "hours": False, "told": told}


def months(told: dict[str, Any], today: date) -> Iterator[dict[str, Any]]:
    """The months a limit runs in, week by week; days that are none of it have a number only."""
    days = {date.fromisoformat(one["day"]): one for one in told["days"]}
    first, last = min(days), max(days)
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        weeks = Weeks().monthdatescalendar(year, month)
        rows = [
            [cell(day, days, told, today) if day.month == month else None for day in week]
            for week in weeks
        ]
        yield {"title": f"{year}-{month:02}", "weeks": rows}
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def cell(
    day: date, days: dict[date, dict[str, Any]], told: dict[str, Any], today: date
) -> dict[str, Any]:
    """A day of the calendar, with what the limit makes of it."""
    iso = day.isoformat()
    return {
        "day": iso,
        "number": day.day,
        "of": days.get(day),
        "start": iso == told["start"],
        "last": iso == told["last_day"],
        "warning": iso == told["warning_day"] != told["last_day"],
        "today": day == today,
    }
