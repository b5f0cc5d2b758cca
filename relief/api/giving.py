"""Giving a command over HTTP: read strictly, hand to the office, answer with its receipt."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from domain.authority import Officer
from domain.refusal import Refused
from relief.api import reading
from relief.api.bodies import BODIES, command_of
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.problems import nowhere
from relief.api.routes import NUMBERS, About, CommandRoute
from relief.api.territory import territory
from relief.requests import Receipt
from relief.requests import Request as Asked

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(desk: Desk, route: CommandRoute) -> Endpoint:
    """The endpoint of one command."""

    async def give(request: Request) -> Response:
        officer = await desk.officer(request)
        key = reading.idempotency_key(request)
        seen = reading.version_seen(request, route)
        raw = await reading.raw_body(request)
        number = numbered(request, route.about)
        asked = _asked(desk, route, request, officer, key, raw, number, seen)
        answer = await desk.blocking(lambda: desk.service.office.execute(asked))
        if isinstance(answer, Refused):
            raise territory(officer).refusal(answer, route.about)
        notes(request).case = answer.case
        return receipt(answer, route)

    return give


def numbered(request: Request, about: About) -> str:
    """The number in the path. Raises ``Problem`` 404 where it is none that could exist."""
    if about is About.NOTHING:
        return ""
    number: str = request.path_params[about.value]
    if not NUMBERS[about].fullmatch(number):
        raise nowhere(about)
    notes(request).case = number
    return number


def _asked(
    desk: Desk,
    route: CommandRoute,
    request: Request,
    officer: Officer,
    key: str,
    raw: bytes,
    number: str,
    seen: int | None,
) -> Asked:
    """The request to the office; its digest tells the same words from other words."""
    body, canonical = reading.body(raw, BODIES[route.command])
    payload = f"{request.method} {request.url.path}\n".encode() + canonical
    return Asked(
        command=command_of(route, body, number),
        officer=officer,
        id=f"{officer.id}/{key}",
        digest=desk.service.master.digest(payload),
        seen=seen,
    )


def receipt(done: Receipt, route: CommandRoute) -> Response:
    """201 for something new, 200 for what an earlier request did."""
    told = {
        "case": done.case,
        "version": done.version,
        "position": done.position,
        "facts": done.facts,
        "repeated": done.repeated,
    }
    headers = {"ETag": f'"{done.version}"', "Relief-Position": str(done.position)}
    if route.path in ("/v1/cases", "/v1/leads"):
        headers["Location"] = f"{route.path}/{done.case}"
    body = json.dumps(told, ensure_ascii=False).encode()
    return Response(body, 200 if done.repeated else 201, headers, "application/json")
