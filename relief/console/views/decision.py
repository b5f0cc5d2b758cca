"""One decision on one page: opinion and objections first, then what the law prescribes, then the choice."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from starlette.responses import Response

from domain.ground.duties import Deed
from relief.api.asking import Whom
from relief.api.casefile import prescribed
from relief.api.checks import STEPS
from relief.api.hints import looked_up
from relief.api.problems import Problem
from relief.api.problems import told as in_words
from relief.api.routes import Tag
from relief.api.steps import step, whole
from relief.api.territory import territory
from relief.console.case import File, opened
from relief.console.forms.reckoning import lines
from relief.console.view import Seat, View, all_called
from relief.console.views.desk import doing
from relief.words.dictionary import of
from relief.words.screens import screen

DECISION = View("decision", "/cases/{case}/decision", Whom.NUMBER, bare=True)


@DECISION.get
async def shown(seat: Seat) -> Response:
    """All that a decision rests on, and the ways to take it; each on the form of its own."""
    file = await opened(seat, theirs=True)
    desk, request, situation = seat.desk, seat.request, file.situation
    known = await desk.blocking(lambda: looked_up(desk, request, file.officer, situation))
    found, wanting = reckoned(file)
    did = hands(file)
    names = await all_called(desk, chain.from_iterable(did.values()))
    return file.page(
        "decision.html",
        opinion=situation.case.examination,
        notice=situation.case.notice,
        objections=[*enumerate(situation.case.objections, 1)],
        found=found,
        wanting=wanting,
        lines=[] if found is None else [*lines(found, file.named)],
        known=[{**one, "name": whose(one["person"], file)} for one in known["year"]],
        alike=[{**one, "name": file.named.get(one["person"], "")} for one in known["likenesses"]],
        hands=[(of(deed), [names[one] for one in those]) for deed, those in did.items()],
        choices=[*choices(file)],
    )


def whose(person: str | None, file: File) -> str:
    """Somebody's masked name; of nobody by themselves it is the household's."""
    return screen("decision.household") if person is None else file.named.get(person, "")


def reckoned(file: File) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """What the law prescribes on the circumstances recorded; or all that keeps it from being said."""
    try:
        return prescribed(file.situation, territory(file.officer).holds), []
    except Problem as problem:
        return None, [in_words(fault) for fault in problem.faults]


def hands(file: File) -> dict[Deed, list[str]]:
    """Who did what in the case so far: whoever did one half does not do the other."""
    did = file.situation.case.hands
    return {deed: those for deed in Deed if (those := sorted(getattr(did, deed.value)))}


def choices(file: File) -> Iterator[dict[str, Any]]:
    """The steps of a decision that are this officer's: with the form, or all that stands against."""
    officer, situation = file.officer, file.situation
    within = territory(officer).holds
    for route in STEPS:
        if route.tag is not Tag.DECISION:
            continue
        one = step(route, situation, officer)
        if one.theirs and one.turn:
            told = whole(one, situation.case.id, within)
            yield {**told, "way": doing(told["href"])}
