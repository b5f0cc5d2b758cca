"""One page from its template: escaped, nothing undefined, and strict about what a browser may load."""

import gzip
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from relief.api.desk import ASKING, Desk
from relief.clock import LHASA
from relief.console.static import address, wants_small
from relief.words.dictionary import CHINESE, of
from relief.words.lists import joined
from relief.words.screens import screen

HOME = "/console"
CALLED = "relief.called"
"""Where a request keeps what its officer is called."""
TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Only what this very service sends is loaded; nothing stands in a page that could be run."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Content-Language": CHINESE,
}
"""A browser told to send no referrer sends no origin either, and its forms would be refused."""

SMALLEST = 1_000
"""Bytes below which nothing is won by compressing."""


@cache
def templates() -> Environment:
    """The templates, with what all of them may call: words and static files."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(say=screen, static=address, word=of, home=HOME)
    return made


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    here: str = "",
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> Response:
    """A page: ``here`` is the name of its screen, which gives its title and its place in the menu."""
    text = templates().get_template(template).render({**_layout(request, here), **facts})
    return as_sent(request, text.encode(), {**HEADERS, **(headers or {})}, status)


def as_sent(request: Request, body: bytes, headers: Mapping[str, str], status: int) -> Response:
    """A page on its way, compressed for browsers that take it.

    Not where another site's page sent the browser here: the size of an answer would tell it something.
    """
    sent = {**headers, "Vary": "Accept-Encoding"}
    elsewhere = request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}
    if len(body) >= SMALLEST and wants_small(request) and not elsewhere:
        body = gzip.compress(body, 5, mtime=0)
        sent["Content-Encoding"] = "gzip"
    return Response(body, status, sent, "text/html; charset=utf-8")


def _layout(request: Request, here: str) -> dict[str, Any]:
    """What the frame of every page shows."""
    desk: Desk = request.app.state.desk
    officer = request.scope.get(ASKING)
    menu: Iterable[Any] = getattr(request.app.state, "menu", ())
    shown = [one for one in menu if not one.posts or (officer and officer.posts & one.posts)]
    settings = desk.service.settings
    today = desk.service.clock.now().astimezone(LHASA)
    return {
        "here": here,
        "title": screen(f"titles.{here}") if here else screen("titles.error"),
        "officer": officer,
        "called": "" if officer is None else request.scope.get(CALLED) or officer.id,
        "posts_held": "" if officer is None else joined(map(of, sorted(officer.posts))),
        "division": "" if officer is None else division(desk, officer.division),
        "menu": shown if officer else [],
        "finds": bool(officer and any(one.name == "search" for one in shown)),
        "idle": int(settings.session_idle_minutes * 60),
        "staged": bool(desk.service.sign_in.staged),
        "development": settings.development,
        "now": today.strftime("%Y-%m-%d %H:%M"),
        "language": CHINESE,
        "messages": (),
    }


def division(desk: Desk, code: str) -> str:
    """What a division is called today; its code where it has no name."""
    today = desk.service.clock.now().date()
    known = desk.service.divisions.table.get(code, ())
    return next((one.name for one in known if one.exists(today)), code)
