"""Finding a case: by its number, by village and the sign a masked name shows, by identity with a reason."""

import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from domain.case.authority import REVEALERS
from domain.ground.access import Why
from projections.desk_rows import CASE as OF_CASE
from projections.register import of_village
from projections.register_moves import CaseRow
from relief.api import queries as q
from relief.api import reading
from relief.api.access import found as files_of
from relief.api.access_models import PersonSearch
from relief.api.asking import Whom
from relief.api.desks import masked
from relief.api.ledgers import found
from relief.api.lookups import today
from relief.api.problems import Problem, nowhere
from relief.api.routes import NUMBERS, About
from relief.api.territory import CASEWORK, area, competent
from relief.console import sent
from relief.console.errors import faults, headers
from relief.console.forms.choices import townships_of
from relief.console.lists import Cell, Table, table
from relief.console.pages import HOME, division
from relief.console.sent import Fields
from relief.console.view import Seat, View, sent_on
from relief.words.dictionary import of, word

MOST = 200
"""Cases of a village that are looked through, the latest first."""


class SearchQuery(BaseModel):
    """查找页条件。"""

    model_config = ConfigDict(extra="forbid")

    case: Annotated[str, Field(max_length=64)] = ""


SEARCH = View("search", "/search", Whom.OFFICER, CASEWORK, menu=True)
BY_PERSON = "person"
"""What the form by identity says it is."""


@SEARCH.get
async def shown(seat: Seat) -> Response:
    """The ways to search; with a number on to its case. Raises ``Problem`` 404 for what is none."""
    number = seat.conditions(SearchQuery).case.strip().upper()
    if not number:
        return ways(seat, {})
    if not NUMBERS[About.CASE].fullmatch(number):
        raise nowhere(About.CASE)
    return sent_on(f"{HOME}/cases/{number}")


@SEARCH.post
async def taken(seat: Seat) -> Response:
    """What was found, on the same page: names and identity numbers stand in no address."""
    typed = await sent.fields(seat.request, reading.SMALL_BODY)
    try:
        by_person = sent.one(typed, "by") == BY_PERSON
        made = await (by_identity(seat, typed) if by_person else by_name(seat, typed))
    except Problem as problem:
        wrong = faults(problem, PersonSearch)
        return ways(seat, typed, wrong, problem.status, headers=headers(problem))
    return ways(seat, typed, list=made)


async def by_name(seat: Seat, typed: Fields) -> Table:
    """Cases of a village whose applicant's masked name begins so; the list is one look."""
    desk, officer, request = seat.desk, seat.officer, seat.request
    place = area(desk, officer, sent.one(typed, "township") or None)
    village, name = sent.one(typed, "village").strip(), sent.one(typed, "name").strip()

    def find(c: Connection) -> tuple[list[CaseRow], dict[str, str]]:
        rows = of_village(c, place, village, MOST) if village else []
        named: Any = [{**row, "kind": OF_CASE} for row in rows]
        return rows, masked(desk, request, officer, named)

    (rows, names), _ = await found(desk, request, q.Query(after=None), find)
    lines = [
        [
            Cell(row["case_id"], f"{HOME}/cases/{row['case_id']}"),
            names[row["case_id"]],
            word("Category", row["category"]),
            word("Stage", row["stage"]),
            row["applied_on"],
        ]
        for row in rows
        if names.get(row["case_id"], "").startswith(name[:1])
    ]
    return table("found", ("case", "name", "category", "stage", "applied"), lines)


async def by_identity(seat: Seat, typed: Fields) -> Table:
    """The files that name somebody, for a reason that is kept. Raises ``Problem`` 403, 422, 429."""
    competent(seat.officer, REVEALERS)
    said = {name: sent.one(typed, name).strip() for name in ("id_number", "reason", "note")}
    raw = json.dumps({name: value for name, value in said.items() if value}).encode()
    asked, _ = await seat.desk.aside.read(raw, lambda: reading.body(raw, PersonSearch))
    assert isinstance(asked, PersonSearch)
    items = await files_of(seat.desk, seat.request, seat.officer, asked)
    lines = [
        [
            Cell(one["number"], _way(one)),
            word("FileKind", one["kind"]),
            word("Relation", one["relation"]) if one["relation"] else "",
            division(seat.desk, one["township"]),
            one["on"],
        ]
        for one in items
    ]
    return table("found", ("file", "kind", "relation", "township", "applied"), lines)


def _way(one: dict[str, str]) -> str:
    return f"{HOME}/cases/{one['number']}" if one["kind"] == OF_CASE else ""


def ways(
    seat: Seat,
    typed: Fields,
    wrong: list[dict[str, Any]] | None = None,
    status: int = 200,
    list: Table | None = None,
    **more: Any,
) -> Response:
    """The page with its three ways; what was typed stays, but the identity number."""
    desk, officer = seat.desk, seat.officer
    return seat.page(
        "search.html",
        status,
        typed={name: sent.one(typed, name) for name in ("township", "village", "name", "reason")},
        townships=townships_of(desk, officer, today(desk)),
        reasons=[(one.value, of(one)) for one in Why],
        reveals=bool(officer.posts & REVEALERS),
        wrong=wrong or [],
        list=list,
        action=SEARCH.address,
        by_person=BY_PERSON,
        **more,
    )
