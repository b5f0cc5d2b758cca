"""What was put aside: one's own forms to go on with, and for leaders who began what."""

from starlette.responses import Response

from domain.ground.posts import Post
from relief.api.asking import Whom
from relief.api.desk import Desk
from relief.api.territory import territory
from relief.console.forms.drafts import way
from relief.console.view import Seat, View, called
from relief.console.views.done import BY_NAME
from relief.people.drafts import Told

DRAFTS = View("drafts", "/drafts", Whom.OFFICER, menu=True, bare=True)
LEADERS = frozenset({Post.TOWNSHIP_LEADER})
"""Who is told what others of their township began."""


@DRAFTS.get
async def shown(seat: Seat) -> Response:
    """One's own, with the way back to each; of others, to their leader, only that they are there."""
    desk, officer = seat.desk, seat.officer
    kept = desk.service.sign_in.drafts
    mine = await desk.blocking(lambda: kept.mine(officer.id))
    leads = territory(officer, LEADERS).areas
    others = await desk.blocking(lambda: kept.others(officer.id, leads)) if leads else []
    return seat.page(
        "drafts.html",
        mine=[await line(desk, one) for one in mine if one.command in BY_NAME],
        leads=bool(leads),
        others=[await line(desk, one) for one in others if one.command in BY_NAME],
    )


async def line(desk: Desk, one: Told) -> dict[str, str]:
    """A draft in words: what it is of, about what, whose, since and until when."""
    route = BY_NAME[one.command]
    return {
        "title": route.summary,
        "address": way(route, one.number),
        "number": one.number if route.about else "",
        "officer": await called(desk, one.officer),
        "saved": f"{one.saved:%Y-%m-%d %H:%M}",
        "until": f"{one.until:%Y-%m-%d %H:%M}",
    }
