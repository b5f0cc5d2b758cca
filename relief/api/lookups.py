"""What a client looks up before it fills anything in: divisions, papers, who is in post."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import Post
from domain.ground.places import Division, Places, within
from domain.ground.posts import ADMINISTRATORS
from domain.ground.terms import Category, Residence
from domain.law.casework import MaterialRule
from domain.law.pack import NoLawInForce, Pack
from domain.registers.officers.state import Officers
from relief.api import fields as f
from relief.api import queries as q
from relief.api.addresses import COLLEAGUES, DIVISIONS, MATERIALS
from relief.api.assessed import cited
from relief.api.desk import Desk
from relief.api.mistakes import wrong
from relief.api.shown import answer
from relief.api.territory import area as area_of
from relief.people.names import Called
from relief.words.dictionary import of


class DivisionsQuery(BaseModel):
    """行政区划查询条件。"""

    model_config = ConfigDict(extra="forbid")

    area: q.Area | None = None
    on: f.DayField | None = None


def _flag(given: Any) -> bool:
    """A flag in a query, spelled as JSON spells it."""
    if given not in ("true", "false"):
        raise f.fault("not-a-flag")
    return bool(given == "true")


class MaterialsQuery(BaseModel):
    """所需材料查询条件。"""

    model_config = ConfigDict(extra="forbid")

    category: Category
    residence: Residence = Residence.LOCAL
    by_agent: Annotated[bool, BeforeValidator(_flag)] = False
    township: f.TownshipField | None = None
    village: f.TextField | None = None
    on: f.DayField | None = None


class ColleaguesQuery(q.InPages):
    """在任人员查询条件。"""

    area: q.Area | None = None
    post: Post | None = None
    on: f.DayField | None = None
    cursor: q.Cursor | None = None


def looking_up(desk: Desk) -> APIRouter:
    """``/v1/divisions``, ``/v1/materials`` and ``/v1/colleagues``."""
    made = APIRouter()

    @DIVISIONS.on(made)
    async def divisions(request: Request, asked: Annotated[DivisionsQuery, Query()]) -> Response:
        await desk.officer(request)
        day = asked.on or today(desk)
        places = desk.service.divisions
        every = (one for named in places.table.values() for one in named)
        return answer({"on": day.isoformat(), "items": there(every, asked.area, day)})

    @MATERIALS.on(made)
    async def materials(request: Request, asked: Annotated[MaterialsQuery, Query()]) -> Response:
        await desk.officer(request)
        day = asked.on or today(desk)
        pack = law(desk, day, asked.township, asked.village)
        papers = pack.outcomes.casework.papers(asked.category, asked.residence, asked.by_agent)
        items = [material(one, pack) for one in papers]
        return answer({"on": day.isoformat(), "law": pack.name, "items": items})

    @COLLEAGUES.on(made)
    async def colleagues(request: Request, asked: Annotated[ColleaguesQuery, Query()]) -> Response:
        area = area_of(desk, await desk.officer(request), asked.area)
        day = asked.on or today(desk)
        held = in_post(await desk.register(), area, asked.post, day, desk.service.divisions)
        told = await desk.blocking(
            lambda: page(held, asked.cursor, asked.limit, desk.service.names.of)
        )
        return answer({"on": day.isoformat(), **told})

    return made


def today(desk: Desk) -> date:
    """The day it is here."""
    return desk.service.clock.now().date()


def there(every: Iterable[Division], area: str | None, day: date) -> list[dict[str, Any]]:
    """The divisions there are on a day, those of an area if one is named, by code."""
    found = (d for d in every if d.exists(day) and (area is None or within(d.code, area)))
    return [division(one) for one in sorted(found, key=lambda d: d.code)]


def division(one: Division) -> dict[str, Any]:
    """A division as an answer has it."""
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level.value,
        "level_title": of(one.level),
        "kind": one.kind,
        "parent": one.parent,
        "seat": one.seat,
        "valid_from": None if one.valid_from is None else one.valid_from.isoformat(),
        "valid_to": None if one.valid_to is None else one.valid_to.isoformat(),
        "source": one.source,
    }


def law(desk: Desk, day: date, township: str | None, village: str | None = None) -> Pack:
    """The law of a day, with a county's own where a township is named, or that of a village of it which
    is on record by that name. Raises ``Problem`` 400.
    """
    every = desk.service.law
    try:
        if township is None:
            return every.on(day)
        own = "" if village is None else desk.service.divisions.village(township, village, day)
        return every.governing(day, own or township)
    except NoLawInForce:
        raise wrong("on" if township is None else "township", "no-law-in-force") from None


def material(one: MaterialRule, pack: Pack) -> dict[str, Any]:
    """A paper with the provision that asks for it."""
    return {"id": one.id, "title": one.title, **cited(str(one.citation), pack)}


class Held(NamedTuple):
    """A post somebody holds, in the order lists tell it."""

    officer: str
    division: str
    post: Post
    deputy_for: str = ""


def in_post(
    register: Officers, area: str, post: Post | None, day: date, places: Places
) -> list[Held]:
    """Who holds posts in an area on a day, by id. Administrators touch no case and are not told."""
    found = set[Held]()
    for id in register.entries:
        who = register.officer(id, day)
        for one in () if who is None else who.appointments:
            touches = one.post not in ADMINISTRATORS and one.post in (post or one.post,)
            there = touches and not places.ended(one.division, day)
            if there and one.division.startswith(area):
                found.add(Held(id, one.division, one.post, one.deputy_for or ""))
    return sorted(found)


def page(
    held: list[Held], after: str | None, size: int, called: Callable[[str], Called]
) -> dict[str, Any]:
    """A page of whole officers: all posts of one stand on the same page."""
    ids = sorted({one.officer for one in held if after is None or one.officer > after})
    told = set(ids[:size])
    items = [
        {
            "officer": one.officer,
            "post": one.post.value,
            "post_title": of(one.post),
            "division": one.division,
            "deputy_for": one.deputy_for or None,
            "name": called(one.officer).name or None,
            "phone": called(one.officer).phone or None,
        }
        for one in held
        if one.officer in told
    ]
    return {"items": items, "next": q.cursor(ids[size - 1]) if len(ids) > size else None}
