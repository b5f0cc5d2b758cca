"""When would a limit end, day by day: the reckoning the rules use, open to look at."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.time.calendar import BeyondCalendar
from domain.time.due import Due, due
from domain.time.limits import Limit, Unit
from relief.api.addresses import DUE
from relief.api.desk import Desk
from relief.api.problems import Fault, Problem, article_text
from relief.api.queries import DueQuery
from relief.api.shown import answer
from relief.words.days import source
from relief.words.dictionary import of
from relief.words.refusals import Edge


def reckoning(desk: Desk) -> APIRouter:
    """``/v1/calendar/due``."""
    made = APIRouter()

    @DUE.on(made)
    async def ends(request: Request, asked: Annotated[DueQuery, Query()]) -> Response:
        await desk.officer(request)
        try:
            limit = desk.service.law.on(asked.start).limits[asked.limit]
        except LookupError:
            raise Problem(Fault(Edge.QUERY_INVALID, field="limit")) from None
        if limit.unit is Unit.HOUR:
            raise Problem(Fault(Edge.QUERY_INVALID, field="limit"))
        calendar = await desk.blocking(desk.service.calendars.current)
        try:
            return answer(_told(limit, due(limit, asked.start, calendar)))
        except BeyondCalendar:
            raise Problem(Fault(Edge.QUERY_INVALID, field="start")) from None

    return made


def _told(limit: Limit, end: Due) -> dict[str, Any]:
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
                "source": one.source,
                "source_text": source(one.source),
            }
            for one in end.days
        ],
    }
