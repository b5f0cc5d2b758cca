"""The first page: who is signed in, in which posts, and where to go from here."""

from starlette.responses import Response

from relief.api.asking import Whom
from relief.console.view import Seat, View

FIRST = View("first", "", Whom.OFFICER, menu=True, bare=True)


@FIRST.get
async def shown(seat: Seat) -> Response:
    """Posts held, and the menu."""
    return seat.page("first.html", posts=sorted(seat.officer.posts))
