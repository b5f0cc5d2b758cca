"""Decisions reckoned again from their traces: those of a case, and all that must be looked at again.

``POST /v1/cases/{case}/recomputation``, where each deed is also held again to the rules it was
decided under, and ``GET /v1/reviews``.
"""

import json
from collections.abc import Iterator
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.case.recomputation import Reckoned, Why, reckoned, trace_of
from domain.case.transfer.facts import FileTakenOver
from domain.ground.facts import topics
from domain.ground.posts import TOWNSHIP
from domain.law.pack import joint
from projections.reckonings import DifferingRow
from relief.api import reading
from relief.api.addresses import RECOMPUTATION, REVIEWS
from relief.api.casefile import asked
from relief.api.desk import Desk
from relief.api.queries import ReviewsQuery
from relief.api.records import Body
from relief.api.shown import answer, file
from relief.api.territory import NOWHERE
from relief.api.territory import area as area_of
from relief.beside import Granted, Known, household
from relief.beside import again as by_its_rules
from relief.office.streams import case_stream
from relief.words.dictionary import fact as fact_word
from relief.words.dictionary import of
from relief.words.refusals import against

PAGE = 1_000
"""So many facts are read at once."""
TAKEN_OVER = topics(FileTakenOver)


def recomputing(desk: Desk) -> APIRouter:
    """The one address. It takes no words and records nothing."""
    made = APIRouter()

    @RECOMPUTATION.on(made)
    async def recompute(request: Request) -> Response:
        _, situation = await asked(desk, request)
        reading.body(await reading.raw_body(request), Body)
        case = situation.case.id
        items = await desk.blocking(lambda: list(again(desk, case)))
        deeds = await desk.blocking(lambda: list(held_again(desk, case)))
        headers = {"ETag": f'"{situation.case.version}"'}
        return answer({"case": case, "items": items, "deeds": deeds}, headers)

    return made


def reviewing(desk: Desk) -> APIRouter:
    """What was decided on an entry that was corrected since, or comes out otherwise since an upgrade:
    in the officer's territory.
    """
    made = APIRouter()

    @REVIEWS.on(made)
    async def reviews(request: Request, query: Annotated[ReviewsQuery, Query()]) -> Response:
        area = area_of(desk, await desk.officer(request), query.area)
        return answer({"items": await desk.blocking(lambda: list(in_area(desk, area)))})

    return made


def in_area(desk: Desk, area: str) -> Iterator[dict[str, Any]]:
    """Those of the cases whose township lies there: it is the one their number begins with, but for
    files that another one took over.
    """
    if area == NOWHERE:
        return
    moved, places = taken_over(desk), desk.service.divisions
    today = desk.service.clock.now().date()

    def lies(case: str) -> bool:
        """There, or with whoever stands for its township by now."""
        here = moved.get(case, case[:TOWNSHIP])
        return here.startswith(area) or places.standing(here, today).startswith(area)

    for one in desk.service.reviews.current(desk.service.law):
        if lies(one.case):
            yield {"case": one.case, "href": file(one.case), **told(one.reckoned, one.version)}
    for row in desk.service.reckonings.differing():
        if lies(row["case_id"]):
            yield differing(row)


def taken_over(desk: Desk) -> dict[str, str]:
    """The township that has each case another one had before, by its number."""
    found: dict[str, str] = {}
    position, journal = 0, desk.service.journal
    while page := journal.following(position, PAGE, topics=TAKEN_OVER):
        for one in page:
            found[one.stream.partition("-")[2]] = cast(FileTakenOver, one.fact).township
        position = page[-1].position
    return found


def differing(row: DifferingRow) -> dict[str, Any]:
    """A decision that came out otherwise at the upgrade, as ``told`` tells one."""
    return {
        "case": row["case_id"],
        "href": file(row["case_id"]),
        "version": row["version"],
        "fact": row["fact"],
        "title": fact_word(row["fact"]),
        "on": row["decided_on"],
        "law": row["law"],
        "fingerprint": row["fingerprint"],
        "same": False,
        "why": row["why"],
        "why_text": of(Why(row["why"])),
        "differences": json.loads(row["differences"]),
    }


def again(desk: Desk, case: str) -> Iterator[dict[str, Any]]:
    """Each decision that kept its trace, in the order they were made."""
    stream, service = case_stream(case), desk.service
    known = service.references.current()
    for recorded in service.journal.read((stream,))[stream]:
        found = reckoned(recorded.fact, service.law, known)
        if found is not None:
            yield told(found, recorded.version)


def held_again(desk: Desk, case: str) -> Iterator[dict[str, Any]]:
    """Each deed of a case, held to the rules it was decided under."""
    service = desk.service
    facts = service.journal.placed((case_stream(case),))
    granted = Granted(service, household(facts))
    for found in by_its_rules(facts, Known(service), granted):
        yield {
            "version": found.version,
            "fact": found.fact,
            "title": fact_word(found.fact),
            "rules": found.edition,
            "asked": found.asked,
            "untold": sorted(found.untold),
            "against": [
                {"rule": one.rule, "code": one.code, "text": against(one.code)}
                for one in found.against
            ],
        }


def told(found: Reckoned, version: int) -> dict[str, Any]:
    """One decision, whether it would come out the same, and where it would not."""
    fact, trace = found.fact, trace_of(found.fact)
    assert trace is not None
    return {
        "version": version,
        "fact": fact.NAME,
        "title": fact_word(fact.NAME),
        "on": fact.on.isoformat(),
        "law": joint(trace.pack, trace.overlay),
        "fingerprint": trace.fingerprint,
        "same": found.why is None,
        "why": None if found.why is None else found.why.value,
        "why_text": None if found.why is None else of(found.why),
        "differences": [
            {"what": one.what, "was": one.was, "now": one.now} for one in found.differences
        ],
    }
