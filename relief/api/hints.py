"""What is known elsewhere of the persons of an application: no place, number or name beyond one's own."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.case.knowledge import hints as known
from domain.case.knowledge.called import Otherwise, names
from domain.case.situation import Situation
from domain.ground.access import Act
from domain.ground.posts import Officer
from relief.api.access import noted
from relief.api.addresses import HINTS
from relief.api.casefile import asked
from relief.api.desk import Desk
from relief.api.shown import answer
from relief.api.territory import Territory, territory
from relief.people.looks import Seen
from relief.people.namings import Namings
from relief.words.dictionary import of


def hints_of_cases(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/hints``."""
    made = APIRouter()

    @HINTS.on(made)
    async def hints(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        return answer(await desk.blocking(lambda: looked_up(desk, request, officer, situation)))

    return made


def looked_up(
    desk: Desk, request: Request, officer: Officer, situation: Situation
) -> dict[str, Any]:
    """What is known elsewhere of a case's people; kept in the access log first."""
    case, fields = situation.case, ("deaths", "names", "others", "year", "likenesses")
    seen = Seen(act=Act.MASKED, case=case.id, persons=case.asked.members, fields=fields)
    noted(desk, request, officer, seen)
    return told(desk, situation, territory(officer))


def told(desk: Desk, situation: Situation, mine: Territory) -> dict[str, Any]:
    """Deaths, other names, whom members live with, the year, and what looks alike."""
    seen, others = desk.service.office.looking.hinted(situation)
    otherwise = named_otherwise(desk, seen)
    return {
        "case": situation.case.id,
        "deaths": [
            {"person": one.person, "day": one.day.isoformat(), "answered": one.answered}
            for one in known.deaths(seen)
        ],
        "names": [
            {"person": one.person, "others": one.others, "answered": one.answered}
            for one in names(seen, otherwise)
        ],
        "others": [{"person": who, "others": number} for who, number in known.others(seen)],
        "year": [
            {"person": one.person, "grants": one.grants, "sum": str(one.total)}
            for one in known.years(seen)
        ],
        "likenesses": [
            line(one, mine.holds(others[one.case].asked.township))
            for one in known.hints(seen, others)
        ],
    }


def named_otherwise(desk: Desk, seen: Situation) -> Otherwise:
    """Whom other applications call otherwise."""
    namings = Namings(desk.service.journal, desk.service.personal)
    return namings.otherwise(seen.case.id, seen.case.asked.members, seen.homes)


def line(one: known.Hint, within: bool) -> dict[str, Any]:
    """An application that looks alike, its number only ``within`` the territory of whoever asks."""
    return {
        "person": one.person,
        "listing": one.listing,
        "likenesses": [each.value for each in one.likenesses],
        "told_same": one.told_same,
        "course": one.course.value,
        "course_title": of(one.course),
        "sameness": None if one.sameness is None else one.sameness.value,
        "case": one.case if within else None,
    }
