"""A case: what can be done now, what not yet and why, whose turn it is, and what was applied for."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

from domain.case.situation import Situation
from relief.api.asking import Whom
from relief.api.casefile import public_figures
from relief.api.checks import STEPS
from relief.api.legal import materials
from relief.api.printable import told_of_names
from relief.api.steps import Told, in_course, now, sorted_for, step
from relief.api.territory import territory
from relief.console.case import File, opened
from relief.console.pages import division
from relief.console.view import Seat, View
from relief.console.views.desk import doing
from relief.console.views.notice import reveals
from relief.console.views.revealing import REVEAL
from relief.sums import in_yuan
from relief.words.dictionary import of, word
from relief.words.fields import label

CASE = View("case", "/cases/{case}", Whom.NUMBER, bare=True)

SUMS = ("recommended", "approved", "paid", "debt")


@CASE.get
async def shown(seat: Seat) -> Response:
    """The case as it stands, sorted for whoever asks; its people masked."""
    file = await opened(seat)
    papers_of, number = seat.desk.service.papers, file.situation.case.id
    unshown = await seat.desk.blocking(lambda: told_of_names(papers_of, number))
    return file.page(
        "case.html",
        steps=None if file.left else steps(file, unshown),
        facts=[*facts(file)],
        people=[{**one, "relation": word("Relation", one["relation"])} for one in people(file)],
        reached=[*reached(file)],
        papers=papers(seat, file.situation),
        reveal="" if file.left or not reveals(file) else REVEAL.way(case=file.situation.case.id),
    )


def steps(file: File, unshown: Told = ()) -> dict[str, Any]:
    """Mine now, mine but not yet, others' turn; each of mine with the page it is done on.

    What stands beside every course is told as well once it can be done: here its forms are found.
    """
    officer, situation, within = file.officer, file.situation, territory(file.officer).holds
    found = [step(route, situation, officer) for route in STEPS]
    told = sorted_for(officer, situation, found, None, unshown)
    mine = [{**one, "way": doing(one["href"])} for one in told["mine"]]
    those = (one for one in found if one.theirs and not one.reasons and not in_course(one))
    beside = [now(one, situation.case.id, within, unshown) for one in those]
    return {
        "awaited": [one for one in mine if one["awaited"]],
        "possible": [one for one in mine if not one["awaited"]],
        "beside": [{**one, "way": doing(one["href"])} for one in beside],
        "not_yet": told["not_yet"],
        "others": told["others"],
    }


def facts(file: File) -> Iterator[tuple[str, str]]:
    """What was applied for, and what came of it, each by its label."""
    case, seat = file.situation.case, file.seat
    asked = case.asked
    yield label("subject"), of(asked.subject)
    yield label("category"), of(asked.category)
    yield label("cause"), f"{of(asked.matter.cause)} {asked.matter.on.isoformat()}"
    yield label("residence"), of(asked.residence)
    yield label("township"), division(seat.desk, asked.township)
    yield label("village"), asked.village
    yield label("channel"), of(asked.channel)
    yield label("applied_on"), asked.on.isoformat()
    if case.accepted_on is not None:
        yield label("accepted_on"), case.accepted_on.isoformat()
    if case.procedure is not None:
        yield label("procedure"), of(case.procedure)
    told = in_yuan(public_figures(case, seat.desk))
    for name in SUMS:
        if told[name] not in (None, "0.00"):
            yield label(name), told[name]


def people(file: File) -> list[dict[str, Any]]:
    """Who applied with whom, masked."""
    found: list[dict[str, Any]] = file.those["people"]
    return found


def reached(file: File) -> Iterator[tuple[str, str]]:
    """How the applicant and the agent are reached, and the account: masked."""
    for part, names in (
        ("contact", ("phone", "address")),
        ("agent", ("name", "phone")),
        ("account", ("holder", "bank", "number")),
    ):
        held = file.those[part]
        told = [file.named.get(held[name], held[name]) for name in names if held and held[name]]
        if told:
            yield label(part), " ".join(told)


def papers(seat: Seat, situation: Situation) -> list[tuple[str, bool]]:
    """The papers handed in, and those that are still awaited."""
    titles, case = materials(seat.desk.service.law), situation.case
    every = ((one, True) for one in sorted(case.materials))
    awaited = ((one, False) for one in sorted(case.outstanding))
    return [(titles.get(one, one), there) for one, there in (*every, *awaited)]
