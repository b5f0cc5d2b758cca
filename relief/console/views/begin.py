"""What can be begun: every command of one's posts that hangs on no case, and a case by its number."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from domain.case.decide import RULES
from domain.ground.posts import Officer
from relief.api.asking import Whom
from relief.api.mistakes import wrong
from relief.api.problems import Problem
from relief.api.routes import NUMBERS, ROUTES, About, CommandRoute
from relief.console.errors import faults, headers
from relief.console.forms.acts import address_of
from relief.console.pages import HOME
from relief.console.view import Seat, View, sent_on
from relief.console.views.case import CASE
from relief.words.fields import label

LONGEST = 64
"""Signs of a number."""


class BeginQuery(BaseModel):
    """办理事项页条件。"""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(max_length=60)] = ""
    number: Annotated[str, Field(max_length=LONGEST)] | None = None


BEGIN = View("begin", "/do", Whom.OFFICER, menu=True)


@BEGIN.get
async def shown(seat: Seat) -> Response:
    """The list; with a number on to the form of the command about it, or to the case."""
    asked = seat.conditions(BeginQuery)
    if asked.number is None:
        return listed(seat)
    mine = {one.name: one for one in begun(seat.officer)}
    route = mine.get(asked.act)
    about = About.CASE if route is None else route.about
    number = asked.number.strip()
    if (asked.act and route is None) or not about or not NUMBERS[about].fullmatch(number):
        return listed(seat, wrong("number", "wrong-form"), asked)
    way = CASE.address if route is None else f"{HOME}{address_of(route)}"
    return sent_on(way.format(**{about.value: number}))


def listed(seat: Seat, problem: Problem | None = None, asked: BeginQuery | None = None) -> Response:
    """The page: by chapter what can be begun at once, and what about a number that is typed."""
    chapters: dict[str, list[dict[str, Any]]] = {}
    for one in begun(seat.officer):
        chapters.setdefault(one.tag.value, []).append(line(one))
    return seat.page(
        "begin.html",
        200 if problem is None else problem.status,
        headers={} if problem is None else headers(problem),
        wrong=[] if problem is None else faults(problem, None),
        asked=asked or BeginQuery(),
        action=BEGIN.address,
        of_case=label(About.CASE.value),
        longest=LONGEST,
        chapters=[*chapters.items()],
    )


def begun(officer: Officer) -> Iterator[CommandRoute]:
    """The commands of an officer's posts that are about no case: those stand on the pages of cases."""
    for one in ROUTES:
        if one.about is not About.CASE and officer.posts & set(RULES[one.command].by):
            yield one


def line(one: CommandRoute) -> dict[str, Any]:
    """A command with its form, or what has to be typed before it is found."""
    about = one.about.value
    return {
        "name": one.name,
        "title": one.summary,
        "way": "" if about else f"{HOME}{address_of(one)}",
        "label": label(about) if about else "",
    }
