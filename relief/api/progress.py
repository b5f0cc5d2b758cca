"""进度: whoever has the number and code of a slip is told how their case stands, and nothing else."""

import re
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.case.clock import running
from domain.case.governing import law_of
from domain.case.moves import moves
from domain.case.service.owed import owed
from domain.case.state import DECISIONS, Case
from domain.case.streams import case_stream
from domain.ground.terms import Stage
from domain.law.pack import Law
from relief.api import reading
from relief.api.addresses import PROGRESS
from relief.api.desk import Desk
from relief.api.problems import Fault, Problem
from relief.api.progress_models import ProgressQuestion
from relief.api.shown import answer
from relief.api.signing import address_of
from relief.people.slips import SlipCodes
from relief.words.edges import Edge
from relief.words.sentences import say

NUMBER = re.compile(r"[0-9A-Z-]{1,40}")
"""What could be the number of a case; nothing else is looked up."""
NONE = "none"


def progress(desk: Desk) -> APIRouter:
    """``/v1/progress``: asked without signing in, not often from one place."""
    made = APIRouter()
    codes = SlipCodes(desk.service.master)

    @PROGRESS.on(made)
    async def asked(request: Request) -> Response:
        desk.asking_for_progress(address_of(request))
        raw = await reading.raw_body(request, reading.SMALL_BODY)
        said, _ = reading.body(raw, ProgressQuestion)
        assert isinstance(said, ProgressQuestion)
        where = address_of(request)
        return answer(await desk.signing(lambda: told(desk, codes, said, where)))

    return made


def told(desk: Desk, codes: SlipCodes, said: ProgressQuestion, address: str) -> dict[str, Any]:
    """How the case stands. A wrong code and a number nobody has are answered alike.

    Raises ``Problem`` 404, and ``Wait`` for who tries codes out.
    """
    number = said.number.strip().upper()
    knock = desk.service.sign_in.try_slip(number, address)
    stream = case_stream(number if NUMBER.fullmatch(number) else NONE)
    case: Case = desk.service.office.states.load((stream,), fresh=True)[0][stream]
    fits = codes.fits(number, case.slips, said.code)
    if not fits or case.stage is Stage.UNKNOWN:
        raise Problem(Fault(Edge.PROGRESS_UNKNOWN))
    desk.service.sign_in.door.succeeded(knock)
    return shown(case, desk.service.law, desk.service.clock.now().date())


def shown(case: Case, law: Law, today: date) -> dict[str, Any]:
    """Stage, days, what is awaited: no name, no sum, no ground."""
    pack = law_of(case, law, today, case.asked.township)
    waits = moves(case, pack, running(case, pack))
    awaited = [f"progress.{one}" for one in dict.fromkeys(move.party.value for move in waits)]
    if to_collect(case):
        awaited.append("progress.letter")
    decided = [moment.on for moment in case.moments if moment.name in DECISIONS]
    closed = case.moments[-1].on if case.stage is Stage.CLOSED else None
    return {
        "progress": say(f"progress.{case.stage.value}"),
        "applied_on": case.asked.on.isoformat(),
        "accepted_on": iso(case.accepted_on),
        "decided_on": iso(decided[-1] if decided else None),
        "closed_on": iso(closed),
        "awaited": [say(one) for one in awaited],
    }


def to_collect(case: Case) -> bool:
    """A letter lies there for them."""
    return case.stage is not Stage.CLOSED and next(owed(case), None) is not None


def iso(day: date | None) -> str | None:
    """A day in ISO form."""
    return None if day is None else day.isoformat()
