"""What is wrong, as a page: the same words as the API's problem document, and a way on."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from relief.api import cookies
from relief.api.problems import MOST_TOLD, RETRY_SECONDS, Problem
from relief.api.problems import told as in_words
from relief.api.telling import number
from relief.console.pages import HOME, page
from relief.console.view import sent_on
from relief.words.refusals import wording

SIGN_IN = f"{HOME}/sign-in"
LONGEST_WAY = 500
"""Signs of an address to come back to."""


def told(scope: Scope, problem: Problem, record: type | None = None) -> Response:
    """A page that says what is wrong; a stranger who asked for a screen is sent to sign in first."""
    request = Request(scope)
    reading = request.method in cookies.SAFE
    if problem.status == 401 and reading and not request.url.path.startswith(SIGN_IN):
        return sent_on(f"{SIGN_IN}?to={quote(here(request), safe='')}&why={why(problem)}")
    return page(
        request,
        "error.html",
        status=problem.status,
        headers=headers(problem),
        heading=wording(problem.faults[0].code).title,
        faults=faults(problem, record),
        more=problem.more,
        number=number(scope),
        again=problem.headers.get("Retry-After", str(RETRY_SECONDS)) if waits(problem) else "",
        sign_in=SIGN_IN if problem.status == 401 else "",
    )


def faults(problem: Problem, record: type | None) -> list[dict[str, Any]]:
    """Each ground in words, as the API tells it."""
    return [in_words(fault, record) for fault in problem.faults[:MOST_TOLD]]


def headers(problem: Problem) -> dict[str, str]:
    """The headers of a refusal: when to try again, and by what to say who one is."""
    made = dict(problem.headers)
    if problem.status == 503:
        made.setdefault("Retry-After", str(RETRY_SECONDS))
    if problem.status == 401:
        made["WWW-Authenticate"] = 'Bearer realm="relief"'
    return made


def waits(problem: Problem) -> bool:
    """Whether trying again later may do."""
    return problem.status in (429, 503)


def why(problem: Problem) -> str:
    """The code of the first ground, for the page that asks to sign in."""
    return str(problem.faults[0].code.value)


def here(request: Request) -> str:
    """The address asked for, to come back to; too long a one is nowhere to come back to."""
    query = request.url.query
    return way_back(f"{request.url.path}?{query}" if query else request.url.path)


def way_back(given: str) -> str:
    """Where somebody goes once signed in: a page of the console, or the first one."""
    fits = len(given) <= LONGEST_WAY and given.isascii() and given.isprintable()
    inside = given == HOME or given.startswith((f"{HOME}/", f"{HOME}?"))
    return given if fits and inside and "\\" not in given else HOME
