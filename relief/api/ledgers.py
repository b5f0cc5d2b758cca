"""Questions to the ledgers: registers, worklists, time limits, notices, leads, delegations."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import DUTY_POSTS, Officer
from domain.ground.places import Places
from domain.ground.posts import acting
from domain.ground.refusal import Code
from projections import delegations, leads, limit_boards, notices, register
from projections.reading import BadCursor, Page
from relief.api import checks
from relief.api import queries as q
from relief.api.addresses import (
    COUNTY_LEDGER,
    DELEGATIONS,
    LEADS,
    ONE_LEAD,
    PUBLIC_NOTICES,
    TIME_LIMITS,
    TOWNSHIP_LEDGER,
    WORKLIST,
)
from relief.api.desk import Desk
from relief.api.fields import CountyField, TownshipField
from relief.api.limit_words import line
from relief.api.looked import numbered
from relief.api.mistakes import wrong
from relief.api.positions import ledger, reached_by_history, wanted
from relief.api.problems import POSITION, Fault, Place, Problem
from relief.api.routes import About
from relief.api.shown import answer, row
from relief.api.territory import Territory, territory
from relief.api.territory import area as area_of
from relief.sums import yuan

P = TypeVar("P", bound=Mapping[str, Any])
T = TypeVar("T")


def lists(desk: Desk) -> APIRouter:
    """Every list that is read from the ledgers."""
    made = APIRouter()
    _registers(made, desk)
    _boards(made, desk)
    _leads(made, desk)
    _delegations(made, desk)
    return made


async def read(
    desk: Desk, request: Request, asked: q.Query, find: Callable[[Connection], dict[str, Any]]
) -> Response:
    """What the ledgers say, with their position. Raises ``Problem``."""
    told, reached = await found(desk, request, asked, find)
    return answer(told, {POSITION: str(reached)})


async def found(
    desk: Desk, request: Request, asked: q.Query, find: Callable[[Connection], T]
) -> tuple[T, int]:
    """The same before it is told: what was found, and the position. Raises ``Problem``."""
    try:
        return await ledger(desk, wanted(request, asked.after), find)
    except BadCursor:
        raise wrong("cursor", "not-a-cursor") from None


def paged(page: Page[P], told: Callable[[P], Any] = row) -> dict[str, Any]:
    """A page as an answer; ``told`` is how a row is shown."""
    return {"items": [told(one) for one in page.rows], "next": q.cursor(page.next)}


def division(desk: Desk, officer: Officer, code: str) -> str:
    """A division in a path. Raises ``Problem``: 403 beyond the territory, 404 for none."""
    there(desk, code, "code")
    return territory(officer).area(code)


def there(desk: Desk, code: str, name: str) -> None:
    """Raises ``Problem`` 404 where a path names no division that is there or was: ledgers read on."""
    if desk.service.divisions.last_known(code, desk.service.clock.now().date()) is None:
        raise Problem(Fault(Code.DIVISION_UNKNOWN, None, name, {"division": code}, Place.PATH))


def _registers(made: APIRouter, desk: Desk) -> None:
    told = partial(row, amount_fen="approved_fen")

    @TOWNSHIP_LEDGER.on(made)
    async def township(
        request: Request, code: TownshipField, asked: Annotated[q.LedgerQuery, Query()]
    ) -> Response:
        area = division(desk, await desk.officer(request), code)
        await reached_by_history(desk, asked.as_of, wanted(request, asked.after))

        def find(c: Connection) -> dict[str, Any]:
            lines = register.township_ledger(
                c, area, _filter(asked), after=asked.cursor, size=asked.limit
            )
            return paged(lines, told)

        return await read(desk, request, asked, find)

    @COUNTY_LEDGER.on(made)
    async def county(
        request: Request, code: CountyField, asked: Annotated[q.LedgerQuery, Query()]
    ) -> Response:
        area = division(desk, await desk.officer(request), code)
        await reached_by_history(desk, asked.as_of, wanted(request, asked.after))

        def find(c: Connection) -> dict[str, Any]:
            which = _filter(asked)
            lines = register.county_ledger(c, area, which, after=asked.cursor, size=asked.limit)
            return {**paged(lines, told), **_summary(register.totals(c, area, which))}

        return await read(desk, request, asked, find)


def _filter(asked: q.LedgerQuery) -> register.Filter:
    return register.Filter(
        stage=asked.stage,
        category=asked.category,
        procedure=asked.procedure,
        year=asked.year,
        approved_from=q.iso(asked.approved_from),
        approved_to=q.iso(asked.approved_to),
        as_of=asked.as_of,
    )


def _summary(found: register.Summary) -> dict[str, Any]:
    return {
        "totals": _totals(found.total),
        "by_category": {name: _totals(part) for name, part in found.by_category.items()},
        "by_procedure": {name: _totals(part) for name, part in found.by_procedure.items()},
        "by_township": {name: _totals(part) for name, part in found.by_township.items()},
    }


def _totals(part: register.Totals) -> dict[str, Any]:
    """户次 and 人次 apart and together; sums in yuan."""
    return {
        "cases": part.cases,
        "persons": part.persons,
        "approved_cases": part.granted_households + part.granted_individuals,
        "approved_households": part.granted_households,
        "approved_individuals": part.granted_individuals,
        "approved_persons": part.granted_persons,
        "approved": yuan(part.approved_fen),
        "paid": yuan(part.paid_fen),
    }


def _boards(made: APIRouter, desk: Desk) -> None:
    _worklist(made, desk)
    _limits(made, desk)
    _posted(made, desk)


def _worklist(made: APIRouter, desk: Desk) -> None:
    @WORKLIST.on(made)
    async def worklist(request: Request, asked: Annotated[q.InArea, Query()]) -> Response:
        officer = await desk.officer(request)
        area = area_of(desk, officer, asked.area)
        duties = duties_of(acting(officer, area))
        today = desk.service.clock.now().date()
        told = partial(line, law=desk.service.law)

        def find(c: Connection) -> dict[str, Any]:
            lines = limit_boards.worklist(
                c, area, duties, today, after=asked.cursor, size=asked.limit
            )
            return {
                **paged(lines, told),
                "counts": limit_boards.worklist_counts(c, area, duties, today),
            }

        return await read(desk, request, asked, find)


def _limits(made: APIRouter, desk: Desk) -> None:
    @TIME_LIMITS.on(made, checks.time_limit)
    async def board(request: Request, asked: Annotated[q.LimitsQuery, Query()]) -> Response:
        area = area_of(desk, await desk.officer(request), asked.area)
        told = partial(line, law=desk.service.law)

        def find(c: Connection) -> dict[str, Any]:
            lines = limit_boards.board(
                c,
                area,
                asked.state,
                limit=asked.time_limit,
                basis=None if asked.basis is None else asked.basis.value,
                after=asked.cursor,
                size=asked.limit,
            )
            return paged(lines, told)

        return await read(desk, request, asked, find)


def _posted(made: APIRouter, desk: Desk) -> None:
    @PUBLIC_NOTICES.on(made)
    async def posted(request: Request, asked: Annotated[q.NoticesQuery, Query()]) -> Response:
        area = area_of(desk, await desk.officer(request), asked.area)
        return await read(desk, request, asked, lambda c: posted_in(c, area, asked))


def posted_in(c: Connection, area: str, asked: q.NoticesQuery) -> dict[str, Any]:
    """A page of the notice board of an area."""
    lines = notices.board(
        c,
        area,
        states=() if asked.state is None else (asked.state,),
        posted_from=q.iso(asked.posted_from),
        posted_to=q.iso(asked.posted_to),
        after=asked.cursor,
        size=asked.limit,
    )
    return paged(lines)


def duties_of(officer: Officer) -> frozenset[str]:
    """The duties of an officer's posts; every duty for one who only looks on."""
    mine = {duty for duty, post in DUTY_POSTS.items() if post in officer.posts}
    return frozenset(mine or DUTY_POSTS)


def _leads(made: APIRouter, desk: Desk) -> None:
    @LEADS.on(made)
    async def found(request: Request, asked: Annotated[q.LeadsQuery, Query()]) -> Response:
        area = area_of(desk, await desk.officer(request), asked.area)
        return await read(desk, request, asked, lambda c: leads_in(c, area, asked))

    @ONE_LEAD.on(made)
    async def one(request: Request, asked: Annotated[q.Query, Query()]) -> Response:
        mine = territory(await desk.officer(request))
        number = numbered(request, About.LEAD)

        def find(c: Connection) -> dict[str, Any]:
            held = leads.one(c, number)
            return row(mine.seen(held, lambda lead: lead["township"], About.LEAD))

        return await read(desk, request, asked, find)


def leads_in(c: Connection, area: str, asked: q.LeadsQuery) -> dict[str, Any]:
    """A page of the leads of an area."""
    return paged(leads.leads(c, area, asked.state, after=asked.cursor, size=asked.limit))


def _delegations(made: APIRouter, desk: Desk) -> None:
    @DELEGATIONS.on(made)
    async def register_of(
        request: Request, asked: Annotated[q.DelegationsQuery, Query()]
    ) -> Response:
        officer = await desk.officer(request)
        county = numbered(request, About.COUNTY)
        there(desk, county, About.COUNTY.value)
        mine = territory(officer)
        if not mine.meets(county):
            raise Problem(Fault(Code.OUT_OF_JURISDICTION))

        def find(c: Connection) -> dict[str, Any]:
            held = map(row, delegations.of_county(c, county, asked.in_force))
            stands = (one for one in held if _stands(one, desk.service.divisions, asked.in_force))
            return {"items": [one for one in stands if _concerns(one, mine)]}

        return await read(desk, request, asked, find)


def _stands(delegation: dict[str, Any], places: Places, day: date | None) -> bool:
    """Whether a township that it names is there on the day that is asked about."""
    return day is None or not all(places.ended(one, day) for one in delegation["townships"])


def _concerns(delegation: dict[str, Any], mine: Territory) -> bool:
    """A township reads those delegations of its county that name it."""
    return any(mine.holds(township) for township in delegation["townships"])
