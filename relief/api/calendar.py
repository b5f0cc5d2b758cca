"""When would a limit end, day by day: the reckoning the rules use, open to look at."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.law.pack import Law
from domain.time.calendar import BeyondCalendar
from domain.time.due import Due, due
from domain.time.limits import Limit, Unit
from relief.api import checks
from relief.api.addresses import DUE
from relief.api.coded import LIMITS
from relief.api.desk import Desk
from relief.api.mistakes import choices, wrong
from relief.api.problems import article_text
from relief.api.queries import DueQuery
from relief.api.shown import answer
from relief.words.days import source
from relief.words.dictionary import of


def reckoning(desk: Desk) -> APIRouter:
    """``/v1/calendar/due``."""
    made = APIRouter()

    @DUE.on(made, checks.reckoned)
    async def ends(request: Request, asked: Annotated[DueQuery, Query()]) -> Response:
        await desk.officer(request)
        limit = _limit(asked, desk.service.law)
        calendar = await desk.blocking(desk.service.calendars.current)
        try:
            return answer(told(limit, due(limit, asked.start, calendar)))
        except BeyondCalendar:
            raise wrong("start", "beyond-calendar") from None

    return made


def _limit(asked: DueQuery, law: Law) -> Limit:
    """The limit asked for, which ends with a day. Raises ``Problem`` 400."""
    known = law.on(asked.start).limits
    by_days = {one.id: one for one in known.table if one.unit is not Unit.HOUR}
    if asked.limit not in by_days:
        hours = asked.limit in (one.id for one in known.table)
        raise wrong("limit", "in-hours" if hours else "not-in-list", **choices(by_days, LIMITS))
    return by_days[asked.limit]


def told(limit: Limit, end: Due) -> dict[str, Any]:
    """The end of a limit, and each day on the way to it."""
    return {
        "limit": limit.id,
        "title": limit.title,
        "length": limit.length,
        "unit": limit.unit.value,
        "basis": limit.basis.value,
        "article": limit.citation,
        "article_text": article_text(limit.citation),
        "start": end.start.isoformat(),
        "last_day": end.last_day.isoformat(),
        "warning_day": end.warning_day.isoformat(),
        "provisional": end.provisional,
        "calendar": end.calendar_version,
        "days": [
            {
                "day": one.day.isoformat(),
                "counted": one.counted,
                "number": one.number,
                "reason": one.reason.value,
                "reason_text": of(one.reason),
                "firm": one.firm,
                "source": one.source,
                "source_text": source(one.source),
            }
            for one in end.days
        ],
    }
