"""Giving a command from a page: what was typed becomes the body, and is given as the API gives it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from starlette.requests import Request

from domain.case.plain import Said as Words
from domain.case.plain import nothing_blank_listed, right_written, rightly_written
from domain.ground.posts import Officer
from relief.api import giving, reading
from relief.api.bodies import BODIES, command_of
from relief.api.desk import Desk
from relief.api.problems import MOST_TOLD, Fault, Place, Problem, faults
from relief.api.problems import told as in_words
from relief.api.routes import CommandRoute
from relief.console.forms.asked import form_of
from relief.console.forms.drawn import id_of
from relief.console.forms.typed import Said, said
from relief.console.sent import Fields
from relief.office.requests import Receipt


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, read: a body that stands for a command, or all that keeps it from being one."""

    said: Said
    body: Any = None
    canonical: bytes = b""
    problem: Problem | None = None


def address_of(route: CommandRoute) -> str:
    """Where a command's form is found, below the console: as its API's address goes on."""
    return f"/do{route.path.removeprefix('/v1')}"


def fresh_key() -> str:
    """The number of one giving: the same however often its form is sent."""
    return f"page-{token_urlsafe(18)}"


async def read(desk: Desk, route: CommandRoute, typed: Fields) -> Read:
    """The body that was typed, by the same reader as the API's."""
    record = BODIES[route.command]
    found = said(form_of(record), typed)
    raw = json.dumps(found.body, ensure_ascii=False).encode()
    try:
        body, canonical = await desk.aside.read(raw, lambda: reading.body(raw, record))
    except Problem as problem:
        return Read(found, problem=problem)
    return Read(found, body, canonical)


def miswritten(route: CommandRoute, mine: Read, number: str) -> Problem | None:
    """What is wrong with how its words are written, told before it is given; ``None`` for nothing."""
    words = Words(right_written(command_of(route, mine.body, number)))
    found = (*rightly_written(words), *nothing_blank_listed(words))
    told = faults(found, lambda _: False)
    return Problem(*told) if told else None


async def give(
    desk: Desk,
    request: Request,
    route: CommandRoute,
    officer: Officer,
    mine: Read,
    key: str,
    seen: int | None,
    number: str,
) -> tuple[Receipt, list[dict[str, Any]] | None]:
    """The command given, with the key of the form and the version it was made over. Raises ``Problem``."""
    if mine.problem is not None:
        raise mine.problem
    reading.usable_key(key)
    path = route.path.format(**{route.about.value: number}) if number else route.path
    command = command_of(route, mine.body, number)
    given = giving.Said(path, key, seen, number, command, mine.canonical)
    return await giving.given(desk, request, route, officer, given)


def wrong(
    problem: Problem, mine: Said, route: CommandRoute
) -> tuple[list[dict[str, Any]], Mapping[str, Sequence[dict[str, Any]]]]:
    """All that is wrong in words, each with the input it is about; and the same by input."""
    told: list[dict[str, Any]] = []
    beside: dict[str, list[dict[str, Any]]] = {}
    for fault in problem.faults[:MOST_TOLD]:
        place = _place(fault, mine.places)
        one = {**in_words(fault, BODIES[route.command]), "at": id_of(place) if place else ""}
        told.append(one)
        if place:
            beside.setdefault(place, []).append(one)
    return told, beside


def _place(fault: Fault, places: Mapping[str, str]) -> str:
    """The input a fault is about, or that of what its field stands in; none where it is about no field."""
    if fault.where is not Place.BODY or fault.field is None:
        return ""
    parts = fault.field.split(".")
    while parts and ".".join(parts) not in places:
        parts.pop()
    return places[".".join(parts)] if parts else ""
