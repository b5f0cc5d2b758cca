"""A case's history as a timeline, and the case as it stood after any of its facts."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from domain.ground.posts import Post
from relief.api import fields as f
from relief.api.asking import Whom
from relief.api.casefile import entries
from relief.clock import LHASA
from relief.console.case import opened
from relief.console.facts import Teller, changed
from relief.console.view import Seat, View, all_called
from relief.words.dictionary import fact, word


class HistoryPageQuery(BaseModel):
    """经过页条件。"""

    model_config = ConfigDict(extra="forbid")

    v: Annotated[int, Field(strict=True, ge=1, le=100_000), f.Spelled] | None = None


HISTORY = View("history", "/cases/{case}/history", Whom.NUMBER)


@HISTORY.get
async def shown(seat: Seat) -> Response:
    """Every fact in order; with a version what it said, what the case came to, and what it changed."""
    asked, desk = seat.conditions(HistoryPageQuery), seat.desk
    file = await opened(seat)
    found = await desk.blocking(lambda: entries(desk, seat.request, file.officer, file.situation))
    teller = Teller(desk.service.law, file.named)
    names = await all_called(desk, (one["officer"] for one in found))
    found = [{**one, "officer": names[one["officer"]]} for one in found]
    last = len(found)
    version = None if asked.v is None else min(asked.v, last)
    return file.page(
        "history.html",
        entries=[line(one) for one in reversed(found)],
        at=None if version is None else replayed(found, version, teller),
        last=last,
        way=seat.view.way(case=file.situation.case.id),
    )


def line(one: dict[str, Any]) -> dict[str, Any]:
    """A fact on the timeline: when, who, by what power; the day of recording where it is another."""
    recorded = datetime.fromisoformat(one["recorded_at"]).astimezone(LHASA)
    day, post = recorded.strftime("%Y-%m-%d"), one["authority"]["post"]
    return {
        **one,
        "title": fact(one["fact"]),
        "post": "" if post == Post.SYSTEM else word("Post", post),
        "recorded": "" if day == one["on"] else day,
        "time": recorded.strftime("%H:%M"),
        "stage": word("Stage", one["after"]["stage"]),
    }


def replayed(found: list[dict[str, Any]], version: int, teller: Teller) -> dict[str, Any]:
    """The case right after one of its facts, and what is otherwise than after the one before."""
    one = found[version - 1]
    now = teller.figures(one["after"])
    before = teller.figures(found[version - 2]["after"]) if version > 1 else {}
    return {
        **line(one),
        "said": teller.fields(one["fact"], one["fields"]),
        "figures": [*now.items()],
        "changed": changed(before, now),
    }
