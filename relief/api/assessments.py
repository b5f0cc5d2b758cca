"""试算: what the law prescribes on given facts. It decides nothing and stores nothing."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.assessment.engine import Assessor
from domain.law.outcome import SeriesRule
from domain.law.pack import Pack
from domain.law.reference import ReferenceValueRecorded
from domain.law.terms import AsOf
from relief.api import checks, reading
from relief.api.addresses import ASSESS, REFERENCE_VALUES
from relief.api.assessed import cited, plain, told
from relief.api.desk import Desk
from relief.api.gathered import question
from relief.api.queries import ReferencesQuery
from relief.api.shown import answer
from relief.words.dictionary import of


def assessing(desk: Desk) -> APIRouter:
    """``/v1/assessments`` and the figures recorded for them, ``/v1/reference-values``."""
    made = APIRouter()
    assessor = Assessor(desk.service.law)

    @ASSESS.on(made)
    async def assess(request: Request) -> Response:
        await desk.officer(request)
        raw = await reading.raw_body(request)
        return answer(await desk.blocking(lambda: assessed(desk, assessor, raw)))

    @REFERENCE_VALUES.on(made, checks.series)
    async def recorded(request: Request, asked: Annotated[ReferencesQuery, Query()]) -> Response:
        await desk.officer(request)
        known = await desk.blocking(desk.service.references.current)
        pack = desk.service.law.on(desk.service.clock.now().date())
        rules = pack.outcomes.series
        found = [item(f) for f in known.recorded if wanted(f, asked)]
        told = [one_series(rule, pack) for rule in rules.values()]
        return answer({"version": known.version, "series": told, "items": found})

    return made


def assessed(desk: Desk, assessor: Assessor, raw: bytes) -> dict[str, Any]:
    """The answer to a body. Raises ``Problem``."""
    service = desk.service
    asked = question(raw, service.law, service.divisions, service.clock.now().date())
    known = asked.question
    engine = assessor.engine(known.accepted_on, known.township)
    return told(engine.assess(known, service.references.current()), engine.pack, asked)


def wanted(value: ReferenceValueRecorded, asked: ReferencesQuery) -> bool:
    """Whether a figure is of the series, counts in the region, and was in force or published."""
    if asked.series not in (None, value.series):
        return False
    if asked.region is not None and not asked.region.startswith(value.area):
        return False
    day = asked.on
    if day is None:
        return True
    first = value.valid_from or value.published_on
    return (first is None or first <= day) and (value.valid_to is None or day <= value.valid_to)


def one_series(rule: SeriesRule, pack: Pack) -> dict[str, Any]:
    """A series of figures with the provision that asks for it."""
    return {
        "series": rule.id,
        "title": rule.title,
        "unit": rule.unit.value,
        "unit_title": of(rule.unit),
        "yearly": rule.as_of is AsOf.LAST_YEAR,
        **cited(str(rule.citation), pack),
    }


def item(value: ReferenceValueRecorded) -> dict[str, Any]:
    """A figure as it was recorded."""
    shown: dict[str, Any] = plain(value)
    shown["region"] = shown.pop("area")
    shown["recorded_on"] = shown.pop("on")
    return shown
