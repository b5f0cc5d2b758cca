"""The time limits of one case: every run of each, from the ledgers."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import DUTY_POSTS, Officer
from domain.case.situation import Situation
from domain.law.pack import Pack
from projections import limit_boards
from projections.known_limits import known
from projections.limit_rows import LimitRow
from relief.api import queries as q
from relief.api.addresses import CASE_LIMITS
from relief.api.casefile import read_by
from relief.api.desk import Desk
from relief.api.ledgers import found
from relief.api.limit_words import titles
from relief.api.positions import reached_by_history, wanted
from relief.api.problems import POSITION
from relief.api.shown import answer
from relief.api.territory import territory
from relief.bootstrap import Service
from relief.office.streams import CALENDAR, case_stream
from relief.words.dictionary import of

AS_THEY_ARE = (
    *("limit", "duty", "basis", "started_on", "last_day", "warning_day", "until"),
    *("provisional", "state", "ended_on", "missed_on"),
)
"""Columns that are told as the ledger has them."""


def limits_of_cases(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/time-limits``."""
    made = APIRouter()

    @CASE_LIMITS.on(made)
    async def limits(request: Request, asked: Annotated[q.CaseLimitsQuery, Query()]) -> Response:
        officer, situation = await read_by(desk, request)
        told, at = await runs(desk, request, officer, situation, asked)
        return answer(told, {POSITION: str(at)})

    return made


async def runs(
    desk: Desk, request: Request, officer: Officer, situation: Situation, asked: q.CaseLimitsQuery
) -> tuple[dict[str, Any], int]:
    """Every run of a limit in a case, and up to which position. Raises ``Problem`` 400, 503."""
    number, pack, mine = situation.case.id, situation.pack, territory(officer)
    whole = mine.holds(mine.of_case(situation.case))

    def told(held: Iterable[LimitRow]) -> dict[str, Any]:
        theirs = [one for one in held if whole or mine.holds(one["township"])]
        return {"case": number, "items": [line(one, pack) for one in theirs]}

    if asked.as_of is not None:
        at = asked.as_of
        await reached_by_history(desk, at, wanted(request, asked.after))
        return told(await desk.blocking(lambda: as_known(desk.service, number, at))), at
    return await found(desk, request, asked, lambda c: told(limit_boards.of_case(c, number)))


def as_known(service: Service, case: str, position: int) -> list[LimitRow]:
    """The limits of a case as they were known then."""
    found = service.journal.placed((CALENDAR, case_stream(case)))
    return known(service.law, (one for one in found if one.position <= position))


def line(one: LimitRow, pack: Pack) -> dict[str, Any]:
    """One run of a limit, in words; ``post`` is whose worklist it stands on."""
    told: Mapping[str, Any] = one
    post = DUTY_POSTS[one["duty"]]
    return {
        **{name: told[name] for name in AS_THEY_ARE},
        **titles(one, pack),
        "post": post.value,
        "post_title": of(post),
        "article": one["citation"],
    }
