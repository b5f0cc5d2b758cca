"""The documents of a case: which there are, what keeps others from being made, and which were served."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from domain.case.authority import REVEALERS
from relief.api.asking import Whom
from relief.api.documents import listed
from relief.api.problems import Problem
from relief.api.territory import competent, territory
from relief.console.case import opened
from relief.console.view import Seat, View, all_called
from relief.words.dictionary import word

PAPERS = View("papers", "/cases/{case}/documents", Whom.NUMBER, bare=True)


@PAPERS.get
async def shown(seat: Seat) -> Response:
    """Each document; its files for those who may have them."""
    file = await opened(seat, theirs=True)
    desk, situation = seat.desk, file.situation
    items = await desk.blocking(lambda: listed(desk, situation, file.officer))
    names = await all_called(desk, (each["officer"] for one in items for each in one["served"]))
    hands_out = True
    try:
        competent(file.officer, REVEALERS, territory(file.officer).of_case(situation.case))
    except Problem:
        hands_out = False
    return file.page("papers.html", items=[line(one, names) for one in items], hands_out=hands_out)


def line(one: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A document with the words of its formats, and how and by whom it was served."""
    served = [
        {**each, "manner": word("Manner", each["manner"]), "officer": names[each["officer"]]}
        for each in one["served"]
    ]
    number = "" if one["number"] is None else f"&number={one['number']}"
    formats = [
        (word("DocumentFormat", each), f"{one['href']}?format={each}{number}")
        for each in one["formats"]
        if one["href"]
    ]
    return {**one, "served": served, "formats": formats}
