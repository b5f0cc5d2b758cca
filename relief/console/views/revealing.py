"""Clear values of a case, one look at a time: whose, which, and the reason that is kept with it."""

import json
from typing import Any

from starlette.responses import Response

from domain.case.authority import REVEALERS
from domain.ground.access import Why
from domain.ground.facts import FACTS as KINDS
from relief.api import reading
from relief.api.access import clear, file_of, place_of, said
from relief.api.access_models import FieldName, Reveal
from relief.api.asking import Whom
from relief.api.looked import numbered
from relief.api.problems import Problem
from relief.api.routes import About
from relief.api.territory import competent
from relief.console import sent
from relief.console.case import File, opened
from relief.console.errors import faults, headers
from relief.console.sent import Fields
from relief.console.view import Seat, View
from relief.words.dictionary import of
from relief.words.fields import label, of_path

REVEAL = View("reveal", "/cases/{case}/reveal", Whom.NUMBER, bare=True)


@REVEAL.get
async def shown(seat: Seat) -> Response:
    """Whose values, which and why. Raises ``Problem`` 403 for who may have none."""
    file = await opened(seat, theirs=True)
    competent(file.officer, REVEALERS, file.situation.case.asked.township)
    return asking(file, {})


@REVEAL.post
async def told(seat: Seat) -> Response:
    """The values, once the look is kept; or what is wrong. Reloading is another look."""
    file = await opened(seat, theirs=True)
    typed = await sent.fields(seat.request, reading.SMALL_BODY)
    try:
        items = await revealed(seat, file, typed)
    except Problem as problem:
        if problem.status == 403:
            raise
        wrong = faults(problem, Reveal)
        return asking(file, typed, problem.status, wrong=wrong, headers=headers(problem))
    return asking(file, typed, items=items)


async def revealed(seat: Seat, file: File, typed: Fields) -> list[tuple[str, str, str]]:
    """Who, what, and the value in clear. Raises ``Problem`` 403, 409, 422."""
    desk, request, officer = seat.desk, seat.request, file.officer
    number = numbered(request, About.CASE)
    records = await desk.blocking(lambda: file_of(desk, officer, About.CASE, number))
    competent(officer, REVEALERS, place_of(officer, About.CASE, records))
    body: dict[str, Any] = {name: typed.get(name, []) for name in ("fields", "persons")}
    for name in ("reason", "note"):
        if sent.one(typed, name).strip():
            body[name] = sent.one(typed, name).strip()
    raw = json.dumps(body).encode()
    asked, _ = await desk.aside.read(raw, lambda: reading.body(raw, Reveal))
    assert isinstance(asked, Reveal)
    said(asked)
    found = await desk.blocking(lambda: clear(desk, request, officer, asked, records))
    return [(file.named.get(one["person"], ""), what(one), one["value"]) for one in found["items"]]


def what(one: dict[str, Any]) -> str:
    """What a value is: the field of its fact, in words."""
    return of_path(one["field"], KINDS[one["fact"]])


def asking(file: File, typed: Fields, status: int = 200, **more: Any) -> Response:
    """The page, with what was found or what is wrong."""
    facts: dict[str, Any] = {"items": [], "wrong": [], **more}
    return file.page(
        "reveal.html",
        status=status,
        typed={name: typed.get(name, []) for name in ("fields", "persons", "reason", "note")},
        people=[(one["person"], one["name"]) for one in file.those["people"]],
        choices=[(one.value, label(one.value)) for one in FieldName],
        reasons=[(one.value, of(one)) for one in Why],
        action=REVEAL.way(case=file.situation.case.id),
        **facts,
    )
