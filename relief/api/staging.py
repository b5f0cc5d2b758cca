"""Signing in to a served demo: one click, as one of its invented officers. Served nowhere else."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from relief.api import cookies
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.mistakes import unasked
from relief.api.problems import Fault, Problem
from relief.api.signing import address_of
from relief.words.edges import Edge

ENTER = "/demo/sign-in/{officer}"
"""Only an application over a service that was staged has this address (``SignIn.stage``)."""
FIRST_PAGE = "/"


def entering(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """The address: signed in, and on to the first page. Sent by a page of this very site."""

    async def enter(request: Request) -> Response:
        unasked(request)
        if not cookies.from_here(request):
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        named, where = request.path_params["officer"], address_of(request)
        desk.knocking(where)
        sign_in = desk.service.sign_in
        opened = await desk.signing(lambda: sign_in.as_staged(named, where), Edge.SIGN_IN_FAILED)
        notes(request).officer = opened.officer.id
        done = RedirectResponse(FIRST_PAGE, 303)
        cookies.keep_staged(done, opened.token)
        return done

    return enter
