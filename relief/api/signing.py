"""Signing in and out, who is signed in, and the register of officers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import Officer
from domain.ground.posts import Appointment
from domain.registers.officers.state import Entry as Registered
from relief.api import cookies, reading
from relief.api import queries as q
from relief.api.addresses import (
    BEGIN_SIGN_IN,
    DOOR_READERS,
    FINISH_SIGN_IN,
    OFFICERS,
    SESSION,
    SIGN_IN_LOCALLY,
    SIGN_INS,
    SIGN_OUT,
    WAYS_IN,
)
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.problems import Fault, Problem
from relief.api.shown import answer
from relief.api.signing_models import (
    CallbackQuery,
    DoorQuery,
    LocalSignIn,
    PageQuery,
)
from relief.api.territory import competent
from relief.clock import LHASA
from relief.outside import Entry, Noted
from relief.people.signing import BEGUN_SECONDS, DEVICE_SECONDS, Opened
from relief.people.signing import Answer as Returned
from relief.words.edges import Edge

KIN_READERS = DOOR_READERS
"""Who reads of kin in the register."""


def signing(desk: Desk) -> APIRouter:
    """``/v1/sign-in``, ``/v1/session``, ``/v1/sign-ins`` and ``/v1/officers``."""
    made = APIRouter()
    _by_provider(made, desk)
    _locally(made, desk)
    _session(made, desk)
    _register(made, desk)
    return made


def _by_provider(made: APIRouter, desk: Desk) -> None:
    sign_in = desk.service.sign_in

    @WAYS_IN.on(made)
    async def ways() -> Response:
        ways = {"provider": sign_in.provider is not None, "local": sign_in.local}
        return answer({**ways, "development": desk.service.settings.development})

    @BEGIN_SIGN_IN.on(made)
    async def begin() -> Response:
        if sign_in.provider is None:
            raise Problem(Fault(Edge.WAY_CLOSED))
        begun = await desk.signing(sign_in.begin)
        sent = answer({"address": begun.address}, {"Location": begun.address})
        sent.status_code = 303
        cookies.keep(sent, cookies.BEGUN, begun.secret, int(BEGUN_SECONDS))
        return sent

    _back(made, desk)


def _back(made: APIRouter, desk: Desk) -> None:
    @FINISH_SIGN_IN.on(made)
    async def finish(request: Request, asked: Annotated[CallbackQuery, Query()]) -> Response:
        done = signed_in(desk, request, await returned(desk, request, asked))
        cookies.drop(done, cookies.BEGUN)
        return done


async def returned(desk: Desk, request: Request, asked: CallbackQuery) -> Opened:
    """Who comes back from the provider. Raises ``Problem`` 401, 404, 503."""
    sign_in = desk.service.sign_in
    if sign_in.provider is None:
        raise Problem(Fault(Edge.WAY_CLOSED))
    secret = cookies.held(request, cookies.BEGUN)
    if secret is None or asked.code is None:
        raise Problem(Fault(Edge.SIGN_IN_FAILED))
    back = Returned(secret, asked.code, asked.state, asked.iss)
    where = address_of(request)
    return await desk.signing(lambda: sign_in.finish(back, where), Edge.SIGN_IN_FAILED)


def _locally(made: APIRouter, desk: Desk) -> None:
    @SIGN_IN_LOCALLY.on(made)
    async def local(request: Request) -> Response:
        said, _ = reading.body(await reading.raw_body(request, reading.SMALL_BODY), LocalSignIn)
        assert isinstance(said, LocalSignIn)
        if not cookies.from_here(request):
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        return signed_in(desk, request, await proved(desk, request, said))


async def proved(desk: Desk, request: Request, said: LocalSignIn) -> Opened:
    """Who signs in by the local list. Raises ``Problem`` 401, 429."""
    where, service = address_of(request), desk.service.sign_in
    desk.knocking(where)
    device = device_of(request)
    return await desk.proving(
        lambda: service.by_password(said.officer, said.password, said.code, where, device),
        Edge.SIGN_IN_FAILED,
    )


def _session(made: APIRouter, desk: Desk) -> None:
    @SESSION.on(made)
    async def session(request: Request) -> Response:
        officer = await desk.officer(request)
        token = cookies.held(request, cookies.SESSION)
        ends = None
        if token is not None and not request.headers.get("authorization"):
            ends = await desk.blocking(lambda: desk.service.sign_in.until(token))
        return answer(who(officer, ends))

    @SIGN_OUT.on(made)
    async def sign_out(request: Request) -> Response:
        await desk.officer(request)
        token = cookies.held(request, cookies.SESSION)
        if token is not None:
            where = address_of(request)
            await desk.blocking(lambda: desk.service.sign_in.end(token, where))
        done = answer({"signed_out": token is not None})
        cookies.drop_session(done, request)
        return done


def _register(made: APIRouter, desk: Desk) -> None:
    @OFFICERS.on(made)
    async def officers(request: Request, asked: Annotated[PageQuery, Query()]) -> Response:
        officer = await desk.officer(request)
        competent(officer, OFFICERS.posts)
        register = await desk.register()
        after = asked.cursor or ""
        ids = sorted(id for id in register.entries if id > after)
        links: dict[str, list[str]] = {}
        for (issuer, _), id in register.links.items():
            links.setdefault(id, []).append(issuer)
        kin = bool(officer.posts & KIN_READERS)
        shown = ids[: asked.limit]
        items = [line(id, register.entry(id), sorted(links.get(id, ())), kin) for id in shown]
        return answer(
            {"items": items, "next": q.cursor(shown[-1]) if len(ids) > len(shown) else None}
        )

    @SIGN_INS.on(made)
    async def sign_ins(request: Request, asked: Annotated[DoorQuery, Query()]) -> Response:
        competent(await desk.officer(request), SIGN_INS.posts)
        door = desk.service.sign_in.door
        found = await desk.blocking(lambda: door.log.page(asked.limit + 1, asked.cursor))
        shown = found[: asked.limit]
        more = len(found) > len(shown)
        items = [logged(one) for one in shown]
        return answer({"items": items, "next": q.cursor(str(shown[-1].number)) if more else None})


def signed_in(desk: Desk, request: Request, opened: Opened) -> Response:
    """Who signed in, and the session for their browser."""
    notes(request).officer = opened.officer.id
    ends = desk.service.clock.now().timestamp() + opened.seconds
    done = answer(who(opened.officer, ends))
    seated(done, opened)
    return done


def seated(done: Response, opened: Opened) -> None:
    """The session for a browser, put into an answer to it."""
    cookies.keep(done, cookies.SESSION, opened.token, opened.seconds)
    if opened.device is not None:
        cookies.keep(done, cookies.DEVICE, opened.device, int(DEVICE_SECONDS))


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def device_of(request: Request) -> str | None:
    """What the browser kept of an earlier sign-in."""
    return cookies.held(request, cookies.DEVICE)


def who(officer: Officer, ends: float | None) -> dict[str, Any]:
    """An officer as signed in."""
    return {
        "officer": officer.id,
        "division": officer.division,
        "posts": sorted(officer.posts),
        "appointments": list(holdings(officer.appointments)),
        "until": None if ends is None else instant(ends),
    }


def holdings(appointments: tuple[Appointment, ...]) -> Iterator[dict[str, Any]]:
    """Appointments as answers have them."""
    for one in appointments:
        yield {
            "number": one.number,
            "post": one.post.value,
            "division": one.division,
            "valid_from": one.valid_from.isoformat(),
            "valid_to": None if one.valid_to is None else one.valid_to.isoformat(),
            "document": one.document,
            "deputy_for": one.deputy_for,
        }


def line(id: str, entry: Registered, linked: list[str], kin: bool) -> dict[str, Any]:
    """An officer of the register."""
    related = [{"person": p, "relation": relation.value} for p, relation in entry.kin.items()]
    return {
        "officer": id,
        "appointments": list(holdings(entry.appointments)),
        "kin": related if kin else None,
        "credentials": sorted(entry.credentials),
        "linked": linked,
    }


def logged(noted: Noted[Entry]) -> dict[str, Any]:
    """A line of the sign-in log."""
    entry = noted.entry
    return {
        "number": noted.number,
        "at": instant(entry.at),
        "officer": entry.officer,
        "event": entry.event,
        "method": entry.method,
        "address": entry.address,
    }


def instant(seconds: float) -> str:
    """A moment as the clock of Lhasa shows it."""
    return datetime.fromtimestamp(int(seconds), LHASA).isoformat()
