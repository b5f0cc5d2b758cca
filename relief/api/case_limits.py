"""The time limits of one case: every run of each, from the ledgers."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import DUTY_POSTS
from domain.law.pack import Pack
from projections import limit_boards
from projections.limit_rows import LimitRow
from relief.api import queries as q
from relief.api.addresses import CASE_LIMITS
from relief.api.casefile import read_by
from relief.api.desk import Desk
from relief.api.ledgers import read
from relief.api.limit_words import titles
from relief.api.territory import territory
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
    async def limits(request: Request, asked: Annotated[q.Query, Query()]) -> Response:
        officer, situation = await read_by(desk, request)
        number, pack, mine = situation.case.id, situation.pack, territory(officer)
        whole = mine.holds(mine.of_case(situation.case))

        def find(connection: Connection) -> dict[str, Any]:
            held = limit_boards.of_case(connection, number)
            theirs = [one for one in held if whole or mine.holds(one["township"])]
            return {"case": number, "items": [line(one, pack) for one in theirs]}

        return await read(desk, request, asked, find)

    return made


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
