"""Signing in by the provider or the local list, and signing out."""

import json
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from relief.api import cookies, reading
from relief.api.addresses import FINISH_SIGN_IN
from relief.api.asking import Whom
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.looked import conditions_of
from relief.api.problems import Fault, Problem
from relief.api.signing import address_of, proved, returned, seated
from relief.api.signing_models import CallbackQuery, LocalSignIn
from relief.api.staging import ENTER
from relief.console import sent
from relief.console.errors import LONGEST_WAY, faults, headers, way_back
from relief.console.view import Seat, View, sent_on
from relief.people.signing import BEGUN_SECONDS, Opened
from relief.staged import Shown, officers_shown
from relief.words.edges import Edge

TO = "__Host-relief-to"
"""Holds the page to come back to from the provider."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Hosts to which newer browsers keep our cookies over plain HTTP as well."""

WHY = {edge.value: edge for edge in (Edge.UNAUTHENTICATED, Edge.TOKEN_EXPIRED, Edge.NOT_APPOINTED)}
"""Why somebody is asked to sign in, by the code in the address."""


class SignInQuery(BaseModel):
    """登录页条件。"""

    model_config = ConfigDict(extra="forbid")

    to: Annotated[str, Field(max_length=LONGEST_WAY)] = ""
    why: Annotated[str, Field(max_length=60)] = ""


SIGN_IN = View("sign-in", "/sign-in", Whom.ANYONE)
BEGIN = View("sign-in", "/sign-in/provider", Whom.ANYONE)
BACK = View("sign-in", FINISH_SIGN_IN.path, Whom.ANYONE, instead=TO)
KEPT = View("sign-in", "/sign-in/kept", Whom.ANYONE)
OUT = View("sign-out", "/sign-out", Whom.OFFICER, bare=True)


@SIGN_IN.get
async def shown(seat: Seat) -> Response:
    """The ways in, and why one is asked; over plain HTTP why there is none."""
    asked = seat.conditions(SignInQuery)
    return await door(seat, way_back(asked.to), why=asked.why if asked.why in WHY else "")


@SIGN_IN.post
async def locally(seat: Seat) -> Response:
    """By the local list: password and one-time code; what is wrong stands on the same page."""
    typed = await sent.fields(seat.request, reading.SMALL_BODY)
    to = way_back(sent.one(typed, "to"))
    said = {name: sent.one(typed, name) for name in ("officer", "password", "code")}
    try:
        body, _ = reading.body(json.dumps(said).encode(), LocalSignIn)
        assert isinstance(body, LocalSignIn)
        opened = await proved(seat.desk, seat.request, body)
    except Problem as problem:
        return await refused(seat, problem, to, said["officer"])
    return seated_at(seat, opened, to)


@BEGIN.get
async def begin(seat: Seat) -> Response:
    """Off to the provider; the way back is kept by the browser."""
    to = way_back(seat.conditions(SignInQuery).to)
    sign_in = seat.desk.service.sign_in
    if sign_in.provider is None:
        raise Problem(Fault(Edge.WAY_CLOSED))
    try:
        begun = await seat.desk.signing(sign_in.begin)
    except Problem as problem:
        return await refused(seat, problem, to)
    off = sent_on(begun.address)
    cookies.keep(off, cookies.BEGUN, begun.secret, int(BEGUN_SECONDS))
    cookies.keep(off, TO, quote(to, safe=""), int(BEGUN_SECONDS))
    return off


@BACK.get
async def back(seat: Seat) -> Response:
    """Back from the provider, to the page one came from."""
    to = way_back(sent_back(seat.request))
    try:
        asked = conditions_of(seat.request, CallbackQuery)
        opened = await returned(seat.desk, seat.request, asked)
    except Problem as problem:
        done = await refused(seat, problem, to)
    else:
        done = seated_at(seat, opened, to)
    for name in (TO, cookies.BEGUN):
        cookies.drop(done, name)
    return done


@KEPT.get
async def kept(seat: Seat) -> Response:
    """On to the page one came from, where the browser kept the session; else why it did not."""
    to = way_back(seat.conditions(SignInQuery).to)
    if cookies.held(seat.request, cookies.SESSION) is not None:
        return sent_on(to)
    return await door(seat, to, lost=True)


@OUT.post
async def out(seat: Seat) -> Response:
    """Signed out, on this browser."""
    token = cookies.held(seat.request, cookies.SESSION)
    if token is not None:
        where = address_of(seat.request)
        await seat.desk.blocking(lambda: seat.desk.service.sign_in.end(token, where))
    done = sent_on(SIGN_IN.address)
    cookies.drop_session(done, seat.request)
    return done


def sent_back(request: Request) -> str:
    """What the browser kept of the page to come back to."""
    return unquote(request.cookies.get(TO, ""))


def seated_at(seat: Seat, opened: Opened, to: str) -> Response:
    """Signed in: by way of a page that looks whether the browser kept it."""
    notes(seat.request).officer = opened.officer.id
    done = sent_on(f"{KEPT.address}?to={quote(to, safe='')}")
    seated(done, opened)
    return done


async def refused(seat: Seat, problem: Problem, to: str, officer: str = "") -> Response:
    """The door once more, with what was wrong; the password is not repeated."""
    notes(seat.request).codes.extend(one.code.value for one in problem.faults)
    wrong = faults(problem, LocalSignIn)
    sent_with = headers(problem)
    return await door(seat, to, problem.status, wrong, officer, headers=sent_with)


async def door(
    seat: Seat,
    to: str,
    status: int = 200,
    wrong: list[dict[str, object]] | None = None,
    typed: str = "",
    **more: object,
) -> Response:
    """The page with the ways in."""
    service = seat.desk.service
    sign_in = service.sign_in
    shown = await seat.desk.blocking(lambda: officers_shown(service)) if sign_in.staged else ()
    facts: dict[str, object] = {"why": "", "lost": False, **more}
    return seat.page(
        "sign-in.html",
        status,
        to=to,
        staged_officers=[entered_by(one) for one in shown],
        provider=sign_in.provider is not None,
        local=sign_in.local,
        plain=plain(seat.desk, seat.request),
        loopback=(seat.request.url.hostname or "") in LOOPBACK,
        wrong=wrong or [],
        typed=typed,
        begin=BEGIN.address,
        action=SIGN_IN.address,
        **facts,
    )


def entered_by(one: Shown) -> dict[str, object]:
    """An officer of a served demo, with the address one click signs in as them by."""
    told = {"name": one.name, "post": one.post, "place": one.place}
    return {**told, "enter": ENTER.format(officer=quote(one.officer, safe=""))}


def plain(desk: Desk, request: Request) -> bool:
    """Whether the browser came over plain HTTP, so that it may not keep a session.

    Behind a proxy that speaks TLS the address browsers use is the one in the settings.
    """
    public = urlsplit(desk.service.settings.public_address)
    told = public.scheme == "https" and public.netloc == request.headers.get("host")
    return request.url.scheme != "https" and not told
