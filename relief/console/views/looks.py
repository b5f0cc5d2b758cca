"""Who looked at whose what, when and why: for those who judge it."""

from typing import Any

from starlette.responses import Response

from domain.case.authority import ACCESS_LOG_READERS
from domain.ground.access import Act, Why
from relief.api.access import page
from relief.api.access_models import LooksQuery
from relief.api.asking import Whom
from relief.console.lists import Cell, table
from relief.console.pages import division
from relief.console.view import Seat, View, called
from relief.console.views.boards import Choosing, on
from relief.words.dictionary import Unworded, knows, of, word
from relief.words.fields import label
from relief.words.lists import joined
from relief.words.screens import screen


class LooksPageQuery(Choosing, LooksQuery):
    """查阅记录页条件。"""


LOOKS = View("looks", "/looks", Whom.POSTS, posts=ACCESS_LOG_READERS, menu=True)


@LOOKS.get
async def shown(seat: Seat) -> Response:
    """The log, the newest first, of one case or one officer where that is asked."""
    asked, desk = seat.conditions(LooksPageQuery), seat.desk
    told = await desk.blocking(lambda: page(desk, asked))
    lines = [await line(seat, one) for one in told["items"]]
    columns = ("at", "officer", "township", "act", "case", "fields", "reason", "note")
    made = table("looks", columns, lines, next=on(LOOKS, asked, told["next"]))
    return seat.page("looks.html", list=made, way=LOOKS.address, asked=asked)


async def line(seat: Seat, one: dict[str, Any]) -> list[Any]:
    """A look."""
    reason = of(Why(one["reason"])) if one["reason"] else ""
    return [
        one["at"],
        await called(seat.desk, one["officer"]),
        division(seat.desk, one["division"]),
        of(Act(one["act"])),
        Cell(one["case"]),
        joined(dict.fromkeys(map(called_here, one["fields"]))),
        reason,
        one["note"] or "",
    ]


def called_here(field: str) -> str:
    """What was looked at, in words: a field, a document, or else only that it was something else."""
    if knows("DocumentKind", field):
        return word("DocumentKind", field)
    try:
        return label(field)
    except Unworded:
        return screen("lists.else")
