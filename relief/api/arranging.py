"""The register of holiday notices as questions: what is on record, and what a notice would move."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.ground.refusal import Refused
from domain.registers.calendar.commands import Kept
from domain.registers.calendar.foreseen import Foreseen
from domain.registers.calendar.state import STREAM, Noted, Notices
from domain.time.notices import HolidayNoticeWithdrawn
from domain.time.standing import counting
from relief.api import reading
from relief.api.addresses import FORESEEN, NOTICES
from relief.api.asking import Question
from relief.api.bodies import BODIES, command_of
from relief.api.calendar_models import HolidayNoticesQuery
from relief.api.desk import Desk
from relief.api.positions import Wanted, ledger
from relief.api.problems import POSITION
from relief.api.routes import ROUTES, About
from relief.api.shown import answer
from relief.api.territory import competent, territory
from relief.foreseeing import Moving, foresee, moving
from relief.office.streams import fold
from relief.words.days import source, trusted, whence
from relief.words.dictionary import of

Endpoint = Callable[[Request], Awaitable[Response]]

OF_A_NOTICE = (
    *("effect", "effect_text", "amends"),
    *("source", "source_text", "confidence", "confidence_text"),
)
"""What a line tells of a notice, and not of a withdrawal."""


def arranging(desk: Desk) -> APIRouter:
    """``/v1/calendar/notices`` and what would move, ``…/foreseen``."""
    made = APIRouter()

    @NOTICES.on(made)
    async def noted(request: Request, asked: Annotated[HolidayNoticesQuery, Query()]) -> Response:
        await desk.officer(request)
        facts = await desk.blocking(lambda: desk.service.journal.after(STREAM, 0))
        register: Notices = fold(STREAM, facts)
        return answer({"version": register.version, "items": list(lines(register, asked))})

    for command in get_args(Kept):
        FORESEEN[command].on(made)(foreseeing(desk, command, FORESEEN[command]))
    return made


def lines(register: Notices, asked: HolidayNoticesQuery) -> Iterator[dict[str, Any]]:
    """The facts of a year and region, each with whether it counts and stands."""
    counts = counting(register.facts)
    stands = {id(notice) for chain in register.standing.values() for notice in chain}
    for one in register.noted:
        fact = one.fact
        if asked.year in (None, fact.year) and asked.region in (None, fact.region):
            yield {**line(one), "counts": one.number in counts, "stands": id(fact) in stands}


def line(one: Noted) -> dict[str, Any]:
    """A fact of the register as it was recorded."""
    fact = one.fact
    told: dict[str, Any] = {
        "number": one.number,
        "region": fact.region,
        "year": fact.year,
        "name": fact.name,
        "document": fact.document,
        "recorded_on": fact.on.isoformat(),
        "officer": one.by,
    }
    if isinstance(fact, HolidayNoticeWithdrawn):
        nothing = dict.fromkeys(OF_A_NOTICE)
        days: dict[str, Any] = {"off": [], "makeup": []}
        return {**told, **nothing, **days, "mistaken": fact.number, "reason": fact.reason}
    return {
        **told,
        "effect": fact.effect.value,
        "effect_text": of(fact.effect),
        "amends": fact.amends or None,
        "mistaken": None,
        "off": [day.isoformat() for day in fact.off],
        "makeup": [day.isoformat() for day in fact.makeup],
        "source": fact.source,
        "source_text": whence(fact.source),
        "confidence": fact.confidence,
        "confidence_text": trusted(fact.confidence),
        "reason": None,
    }


def foreseeing(desk: Desk, command: type[Kept], question: Question) -> Endpoint:
    """What a command of the register would move: sent, and refused, as the command itself is."""
    route = next(one for one in ROUTES if one.command is command)

    async def foreseen(request: Request) -> Response:
        officer = await desk.officer(request)
        raw = await reading.raw_body(request)
        competent(officer, question.posts)
        body, _ = await desk.aside.read(raw, lambda: reading.body(raw, BODIES[command]))
        given = cast(Kept, command_of(route, body, ""))
        found = await desk.blocking(lambda: foresee(desk.service, given, officer))
        if isinstance(found, Refused):
            raise territory(officer).refusal(found, About.NOTHING)
        law = desk.service.law
        moved, position = await ledger(desk, Wanted(0), lambda ledgers: moving(ledgers, law, found))
        return answer(told(found, moved), {POSITION: str(position)})

    return foreseen


def told(found: Foreseen, moved: Moving) -> dict[str, Any]:
    """What would move, in words beside its codes."""
    return {
        "shown": found.mark,
        "calendar": found.before.version,
        "days": [
            {
                "day": one.was.day.isoformat(),
                "was": one.was.kind.value,
                "was_text": of(one.was.kind),
                "was_source_text": source(one.was.source),
                "becomes": one.becomes.kind.value,
                "becomes_text": of(one.becomes.kind),
                "becomes_source_text": source(one.becomes.source),
                "firm": one.was.firm,
            }
            for one in found.days
        ],
        "moving": moved.total,
        "left_off": moved.left_off,
        "limits": [
            {
                "limit": move.limit,
                "title": move.title,
                "last_day": move.was.isoformat(),
                "new_last_day": move.becomes.isoformat(),
                "count": count,
            }
            for move, count in moved.moves
        ],
    }
