"""The register of divisions as questions: what is on record, and what a confirmation would move."""

from collections.abc import Iterator
from typing import Any, cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.ground.refusal import Refused
from domain.registers.divisions.commands import Showing
from domain.registers.divisions.facts import (
    DivisionChange,
    DivisionEffect,
    DivisionsConfirmed,
    DivisionsInstalled,
    DivisionsProposed,
    DivisionsRejected,
    DivisionsWithdrawn,
)
from domain.registers.divisions.foreseen import Foreseen, Moved
from domain.registers.divisions.state import Divisions, Noted
from relief.api import reading
from relief.api.addresses import DIVISION_RECORDS, FORESEEN
from relief.api.bodies import BODIES, command_of
from relief.api.desk import Desk
from relief.api.mistakes import unasked
from relief.api.routes import ROUTES, About
from relief.api.shown import answer
from relief.api.territory import competent, territory
from relief.dividing import on_record, would_move
from relief.words.dictionary import fact as fact_word
from relief.words.dictionary import of
from relief.words.sentences import say

ROUTE = next(one for one in ROUTES if one.command is Showing)


def dividing(desk: Desk) -> APIRouter:
    """``/v1/divisions/records`` and what would move, ``…/confirmation/foreseen``."""
    made = APIRouter()

    @DIVISION_RECORDS.on(made)
    async def records(request: Request) -> Response:
        await desk.officer(request)
        unasked(request)
        register = await desk.blocking(lambda: on_record(desk.service.journal))
        return answer({"version": register.version, "items": list(lines(register))})

    @FORESEEN[Showing].on(made)
    async def foreseen(request: Request) -> Response:
        officer = await desk.officer(request)
        raw = await reading.raw_body(request)
        competent(officer, FORESEEN[Showing].posts)
        body, _ = await desk.aside.read(raw, lambda: reading.body(raw, BODIES[Showing]))
        given = cast(Showing, command_of(ROUTE, body, ""))
        found = await desk.blocking(lambda: would_move(desk.service, given, officer))
        if isinstance(found, Refused):
            raise territory(officer).refusal(found, About.NOTHING)
        return answer(told(found))

    return made


def lines(register: Divisions) -> Iterator[dict[str, Any]]:
    """Each fact of the register, with whether it waits and whether it counts."""
    for one in register.noted:
        counts = one.number in register.counting
        yield {**line(one), "pending": one.number in register.pending, "counts": counts}


def line(one: Noted) -> dict[str, Any]:
    """A fact of the register as it was recorded."""
    fact = one.fact
    proposed = isinstance(fact, DivisionsProposed)
    answered = isinstance(fact, DivisionsConfirmed | DivisionsRejected | DivisionsWithdrawn)
    why = isinstance(fact, DivisionsRejected | DivisionsWithdrawn)
    begun = isinstance(fact, DivisionsInstalled)
    told: Any = fact
    return {
        "number": one.number,
        "fact": fact.NAME,
        "title": fact_word(fact.NAME),
        "city": told.city if proposed or begun else None,
        "proposal": told.number if answered else None,
        "document": told.document if proposed else None,
        "source": told.source if proposed or begun else None,
        "changes": list(map(said, told.changes)) if proposed else [],
        "reason": told.reason if why else None,
        "recorded_on": fact.on.isoformat(),
        "officer": one.by,
    }


def said(one: DivisionChange) -> dict[str, Any]:
    """A change as it was said."""
    return {
        "effect": one.effect.value,
        "effect_text": of(one.effect),
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "level": None if one.level is None else one.level.value,
        "parent": one.parent,
        "first_day": None if one.first_day is None else one.first_day.isoformat(),
        "last_day": None if one.last_day is None else one.last_day.isoformat(),
        "successor": one.successor,
        "origin": one.origin,
        "seat": one.seat,
        "address": one.address,
        "phone": one.phone,
    }


def told(found: Foreseen) -> dict[str, Any]:
    """What would move, in words beside its codes."""
    return {"shown": found.mark, "number": found.number, "items": list(map(moved, found.moved))}


def lapsing(one: Moved) -> str | None:
    """That what was delegated does not pass on, where a division with delegations ends or passes."""
    ends = one.change.effect in (DivisionEffect.ENDS, DivisionEffect.PASSES)
    if not ends or not one.load.delegations:
        return None
    return say("divisions.delegations-lapse", count=one.load.delegations)


def moved(one: Moved) -> dict[str, Any]:
    """What one change moves."""
    return {
        "effect": one.change.effect.value,
        "effect_text": of(one.change.effect),
        "code": one.change.code,
        "was_name": None if one.was is None else one.was.name,
        "since": None if one.since is None else one.since.isoformat(),
        "successor": one.change.successor,
        "open_cases": one.load.open,
        "open_leads": one.load.leads,
        "delegations": one.load.delegations,
        "delegations_text": lapsing(one),
        "officers": one.officers,
    }
