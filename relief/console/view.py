"""What a screen is: its address, whom it concerns, and the functions that answer it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.ground.posts import SYSTEM, Officer, Post
from relief.api import cookies
from relief.api.asking import Whom
from relief.api.desk import Desk
from relief.api.looked import conditions_of, numbered
from relief.api.mistakes import unasked
from relief.api.problems import Fault, Problem
from relief.api.reading import LARGEST_BODY
from relief.api.routes import NUMBERS, About
from relief.api.territory import competent
from relief.console.pages import CALLED, HOME, page
from relief.console.sent import Fields, fields
from relief.words.dictionary import of
from relief.words.edges import Edge

Asked = TypeVar("Asked", bound=BaseModel)

_NAMED = re.compile(r"\{([a-z]+)\}")
_NUMBERS = frozenset(about.value for about in NUMBERS)


@dataclass(frozen=True, slots=True)
class Seat:
    """One request to a screen: who sits there, and what every screen needs."""

    request: Request
    desk: Desk
    view: "View"
    who: Officer | None

    @property
    def officer(self) -> Officer:
        """Who asks; a screen for anyone has nobody to ask."""
        assert self.who is not None
        return self.who

    def conditions(self, record: type[Asked]) -> Asked:
        """What stands in the address after ``?``, read strictly. Raises ``Problem`` 400."""
        return conditions_of(self.request, record)

    def page(self, template: str, status: int = 200, **facts: Any) -> Response:
        """The screen, from its template."""
        return page(self.request, template, status=status, here=self.view.name, **facts)


Answering = Callable[[Seat], Awaitable[Response]]

Keeping = Callable[[Desk, Request, str, Fields], Awaitable[bool]]
"""Puts aside what an officer typed whose session is over; whether it did."""


@dataclass(frozen=True, slots=True)
class View:
    """A screen. ``menu``: it stands in the head of every page; ``posts``: of those it is for.

    ``bare``: it takes no conditions, and refuses any; ``instead``: it answers at an address of the
    API, for browsers that hold the cookie of this name; ``keeps``: what was typed into it is not lost
    where the session ended meanwhile: it stays on the page, and this puts it aside if it may.
    """

    name: str
    path: str
    whom: Whom
    posts: frozenset[Post] = frozenset()
    menu: bool = False
    bare: bool = False
    instead: str = ""
    keeps: Keeping | None = None
    answering: dict[str, Answering] = field(default_factory=dict, compare=False, repr=False)

    @property
    def address(self) -> str:
        """Its whole path, with the names of what it is about."""
        return self.path if self.instead else f"{HOME}{self.path}"

    @property
    def numbers(self) -> tuple[str, ...]:
        """What its path names by a number."""
        return tuple(name for name in _NAMED.findall(self.path) if name in _NUMBERS)

    def way(self, **numbers: str) -> str:
        """Its address with these numbers in it. Raises ``KeyError`` for one that is not given."""
        return self.address.format(**numbers)

    def get(self, answering: Answering) -> Answering:
        """Shows the screen by the function below."""
        self.answering["GET"] = answering
        return answering

    def post(self, answering: Answering) -> Answering:
        """Takes what the screen sends by the function below."""
        self.answering["POST"] = answering
        return answering

    async def answered(self, request: Request) -> Response:
        """The screen as it was asked for.

        Raises ``Problem``: 401 for a stranger, and for what another site's page sends; 403 for other
        posts; 404 for what can be no number.
        """
        desk: Desk = request.app.state.desk
        if not cookies.from_here(request):
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        keeps = self.keeps if request.method == "POST" else None
        whose = await sat(desk, request) if keeps else ""
        try:
            who = None if self.whom is Whom.ANYONE else await desk.officer(request)
        except Problem as problem:
            if keeps is None or problem.status != 401:
                raise
            return await kept(desk, request, whose, keeps)
        if who is not None:
            request.scope[CALLED] = await called(desk, who.id)
        if who is not None and self.whom is Whom.POSTS:
            competent(who, self.posts)
        for name in self.numbers:
            numbered(request, About(name))
        if self.bare:
            unasked(request)
        method = "GET" if request.method == "HEAD" else request.method
        return await self.answering[method](Seat(request, desk, self, who))


async def sat(desk: Desk, request: Request) -> str:
    """Whose session a browser holds, be it over or not; empty where there is none."""
    token = cookies.held(request, cookies.SESSION)
    if token is None:
        return ""
    session = await desk.blocking(lambda: desk.service.sign_in.session(token))
    return "" if session is None else session.officer


async def kept(desk: Desk, request: Request, whose: str, keeps: Keeping) -> Response:
    """The session ended while something was typed: it stays on the page until one is signed in.

    It is put aside as well, for whoever typed it.
    """
    typed = await fields(request, LARGEST_BODY)
    pairs = [(name, value) for name, values in typed.items() for value in values]
    facts: dict[str, Any] = {
        "action": request.url.path,
        "kept": pairs,
        "aside": bool(whose) and await keeps(desk, request, whose, typed),
        "sign_in": f"{HOME}/sign-in",
    }
    return page(request, "kept.html", status=401, here="kept", **facts)


async def called(desk: Desk, id: str) -> str:
    """What an officer is called; their id where no name was told."""
    return (await all_called(desk, (id,)))[id]


async def all_called(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """The same of several; what the passing of time did, the system did."""
    names = desk.service.names
    told = await desk.blocking(lambda: {id: names.of(id).name or id for id in sorted({*ids})})
    return {**told, **({SYSTEM.id: of(Post.SYSTEM)} if SYSTEM.id in told else {})}


def sent_on(address: str, headers: Mapping[str, str] | None = None) -> Response:
    """See other: after something was sent, so that going back or reloading sends nothing again."""
    return RedirectResponse(address, 303, headers)
