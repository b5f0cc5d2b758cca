"""Lists of an area: the notice board, leads, and how much lies with whom."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, field_validator
from starlette.responses import Response

from relief.api import queries as q
from relief.api.asking import Whom
from relief.api.desks import LEADERS, loads
from relief.api.ledgers import found, leads_in, posted_in
from relief.api.lists import LeadState, Mark, NoticeState
from relief.api.lookups import today
from relief.api.territory import CASEWORK
from relief.api.territory import area as area_of
from relief.console.forms.choices import townships_of
from relief.console.lists import Cell, table
from relief.console.pages import HOME, division
from relief.console.view import Seat, View, called
from relief.words.dictionary import of, word
from relief.words.lists import joined
from relief.words.screens import screen

FULL = 50
"""Lines of a page."""


class Choosing(BaseModel):
    """Conditions that a form sends: what was left at “all” asks for nothing."""

    @field_validator("*", mode="before")
    @classmethod
    def chosen(cls, given: object) -> object:
        """Nothing, where nothing was chosen."""
        return None if given == "" else given


class NoticesPageQuery(Choosing, q.NoticesQuery):
    """公示栏页条件。"""

    limit: q.PageSize = FULL


class LeadsPageQuery(Choosing, q.LeadsQuery):
    """线索页条件。"""

    limit: q.PageSize = FULL


class LoadPageQuery(Choosing, q.LoadQuery):
    """人员待办件数页条件。"""


NOTICES = View("notices", "/notices", Whom.AREA, CASEWORK, menu=True)
LEADS = View("leads", "/leads", Whom.AREA, CASEWORK, menu=True)
LOAD = View("load", "/load", Whom.POSTS, posts=LEADERS, menu=True)


@NOTICES.get
async def notices(seat: Seat) -> Response:
    """What hangs where until when, and what hung."""
    asked, desk = seat.conditions(NoticesPageQuery), seat.desk
    area = area_of(desk, seat.officer, asked.area)
    told, _ = await found(desk, seat.request, asked, lambda c: posted_in(c, area, asked))
    lines = [
        [
            Cell(one["case"], f"{HOME}/cases/{one['case']}"),
            division(desk, one["township"]),
            one["village"],
            word("Category", one["category"]),
            one["members"],
            one["amount"],
            one["place"],
            one["posted_on"],
            one["last_day"] or "",
            word("NoticeState", one["state"]),
        ]
        for one in told["items"]
    ]
    columns = ("case", "township", "village", "category", "members", "sum", "place", "posted")
    made = table(
        "notices", (*columns, "last", "state"), lines, next=on(NOTICES, asked, told["next"])
    )
    return listed(seat, made, asked, ("state", NoticeState, asked.state))


@LEADS.get
async def leads(seat: Seat) -> Response:
    """Leads that somebody looks into, each with the way to close it; or those that are closed."""
    asked, desk = seat.conditions(LeadsPageQuery), seat.desk
    area = area_of(desk, seat.officer, asked.area)
    told, _ = await found(desk, seat.request, asked, lambda c: leads_in(c, area, asked))
    lines = [
        [
            Cell(one["lead"], f"{HOME}/do/leads/{one['lead']}/closing" if _open(one) else ""),
            division(desk, one["township"]),
            word("LeadSource", one["source"]),
            word("Category", one["category"]) if one["category"] else "",
            one["recorded_on"],
            word("LeadState", one["state"]),
            word("LeadOutcome", one["outcome"]) if one["outcome"] else "",
            Cell(one["case"] or "", f"{HOME}/cases/{one['case']}" if one["case"] else ""),
        ]
        for one in told["items"]
    ]
    columns = ("lead", "township", "source", "category", "recorded", "state", "outcome", "case")
    made = table("leads", columns, lines, next=on(LEADS, asked, told["next"]))
    return listed(seat, made, asked, ("state", LeadState, asked.state))


@LOAD.get
async def load(seat: Seat) -> Response:
    """How much lies with each officer, by how near its last day is; the sums below."""
    asked, desk = seat.conditions(LoadPageQuery), seat.desk
    told, _ = await found(desk, seat.request, asked, await loads(desk, seat.request, asked))
    items = told["items"]
    lines = [
        [
            await called(desk, one["officer"]),
            division(desk, one["division"]),
            joined(word("Post", post) for post in one["posts"]),
            *(one["counts"][mark] for mark in Mark),
            one["total"],
        ]
        for one in items
    ]
    sums = [sum(one["counts"][mark] for one in items) for mark in Mark]
    below = ["", "", screen("lists.sum-line"), *sums, sum(one["total"] for one in items)]
    heads = ("officer", "township", "posts")
    made = table("load", heads, lines, below=[Cell(str(one)) for one in below])
    columns = [*made.columns, *(of(mark) for mark in Mark), screen("lists.total")]
    figures = frozenset(range(len(heads), len(columns)))
    return listed(seat, replace(made, columns=columns, figures=figures), asked)


def _open(one: dict[str, Any]) -> bool:
    return bool(one["state"] == LeadState.OPEN.value)


def on(view: View, asked: BaseModel, cursor: str | None) -> str:
    """The next page of a list; none after the last."""
    if not cursor:
        return ""
    kept = asked.model_dump(exclude_defaults=True, exclude={"cursor", "limit"}, mode="json")
    query = {name: value for name, value in kept.items() if value}
    return f"{view.address}?{urlencode({**query, 'cursor': cursor})}"


def listed(seat: Seat, made: Any, asked: Any, *lists: tuple[str, Any, Any]) -> Response:
    """The page of a list, with what it can be narrowed by."""
    desk, day = seat.desk, today(seat.desk)
    everything = ("", screen("desk.all"))
    filters: list[Any] = []
    for name, kind, chosen in lists:
        of_all = [everything] if type(asked).model_fields[name].default is None else []
        choices = [*of_all, *((one.value, of(one)) for one in kind)]
        filters.append((name, screen(f"lists.{name}"), choices, chosen))
    places = townships_of(desk, seat.officer, day)
    if len(places) > 1:
        area = screen("lists.township")
        filters.append(("area", area, [everything, *places], asked.area or ""))
    return seat.page("list.html", list=made, filters=filters, way=seat.view.address)
