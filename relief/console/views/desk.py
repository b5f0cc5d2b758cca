"""The first page: what lies with whoever signed in, what is due first before, and what to do next."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field, field_validator
from sqlalchemy import Connection
from starlette.responses import Response

from domain.ground.posts import Post
from domain.ground.terms import Stage
from projections import desk_boards
from projections.desk_boards import Only
from relief.api import queries as q
from relief.api.asking import Whom
from relief.api.desks import seats_of, waiting
from relief.api.ledgers import found
from relief.api.lists import Mark
from relief.console.pages import HOME
from relief.console.view import Seat, View
from relief.words.dictionary import of

FULL = 50
"""Lines of a page."""
TAIL = 6
"""Signs at the end of a number by which its readers tell cases apart."""


class DeskPageQuery(q.DeskQuery):
    """待办页条件。"""

    limit: q.PageSize = FULL
    mark: Mark | None = None
    stage: Stage | None = None
    village: Annotated[str, Field(max_length=100)] | None = None

    @field_validator("area", "mark", "stage", "village", "cursor", mode="before")
    @classmethod
    def chosen(cls, given: object) -> object:
        """What was left at “all” asks for nothing."""
        return None if given == "" else given


DESK = View("desk", "", Whom.OFFICER, menu=True)


@DESK.get
async def shown(seat: Seat) -> Response:
    """Counts by what is due, filters, and a line for each case or lead that waits."""
    asked = seat.conditions(DeskPageQuery)
    desk, officer = seat.desk, seat.officer
    seats, today = seats_of(desk, officer, asked.area), desk.service.clock.now().date()
    only = Only(asked.mark, asked.stage, asked.village)

    def find(c: Connection) -> dict[str, Any]:
        told = waiting(c, desk, seat.request, officer, seats, asked, only)
        return {**told, "choices": desk_boards.choices(c, seats, today)}

    told, _ = await found(desk, seat.request, asked, find)
    stages, villages = told["choices"]
    return seat.page(
        "desk.html",
        asked=asked,
        filtered=any((asked.mark, asked.stage, asked.village)),
        marks=[(one, told["counts"][one], way(asked, mark=one.value)) for one in Mark],
        lists=[(one, way(asked, whose=one.value)) for one in type(asked.whose)],
        stages=[one for one in Stage if one.value in stages],
        villages=villages,
        items=[line(one, today) for one in told["items"]],
        next=way(asked, cursor=told["next"]) if told["next"] else "",
        clear=HOME,
        apply=f"{HOME}/do/cases" if Post.CASEWORKER in officer.posts else "",
    )


def way(asked: DeskPageQuery, **changed: str) -> str:
    """The same list with other conditions, from its beginning."""
    kept = asked.model_dump(exclude_defaults=True, exclude={"cursor", "limit"}, mode="json")
    query = urlencode({name: value for name, value in {**kept, **changed}.items() if value})
    return f"{HOME}?{query}" if query else HOME


def line(one: dict[str, Any], today: date) -> dict[str, Any]:
    """A line: what is waited for, and where that is done."""
    number = one["case"] or one["lead"]
    return {
        **one,
        "number": number,
        "short": number[-TAIL:],
        "href": f"{HOME}/cases/{one['case']}" if one["case"] else "",
        "stage": of(Stage(one["stage"])) if one["stage"] else "",
        "mark": Mark(one["mark"]),
        "left": (date.fromisoformat(one["due_on"]) - today).days if one["due_on"] else None,
        "acts": [(act["title"], doing(act["href"])) for act in one["acts"]],
    }


def doing(href: str | None) -> str:
    """The page on which an act of the API's address is done; none where only the system does it."""
    return f"{HOME}/do{href.removeprefix('/v1')}" if href else ""
