"""What begins: every command of an officer's posts that is about no case yet, and the way to its form."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from domain.case.table import RULES
from domain.ground.posts import Officer
from relief.api.asking import Whom
from relief.api.problems import nowhere
from relief.api.routes import NUMBERS, ROUTES, About, CommandRoute
from relief.api.territory import held
from relief.console.forms.acts import address_of
from relief.console.pages import HOME
from relief.console.view import Seat, View, sent_on
from relief.words.screens import screen

START = View("start", "/start", Whom.OFFICER, menu=True, bare=True)
BEGIN_ACT = View("begin", "/begin", Whom.OFFICER)
COUNTY = 6
"""Digits of a county's code."""


class BeginQuery(BaseModel):
    """开始办理的条件。"""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(max_length=60)]
    number: Annotated[str, Field(max_length=64)] = ""


@START.get
async def shown(seat: Seat) -> Response:
    """By chapter: a link where nothing is to be named, else a field for the number it is about."""
    chapters: dict[str, list[dict[str, Any]]] = {}
    for route in mine(seat.officer):
        chapters.setdefault(route.tag.value, []).append(line(route, seat.officer))
    return seat.page("start.html", chapters=chapters, action=BEGIN_ACT.address)


@BEGIN_ACT.get
async def begun(seat: Seat) -> Response:
    """On to the form. Raises ``Problem`` 404 for what names nothing, or is no act of theirs."""
    asked = seat.conditions(BeginQuery)
    route = next((one for one in mine(seat.officer) if one.name == asked.act), None)
    number = asked.number.strip()
    if route is None or (route.about and not NUMBERS[route.about].fullmatch(number)):
        raise nowhere(About.CASE if route is None else route.about)
    return sent_on(f"{HOME}{address_of(route).format(**{route.about.value: number})}")


def mine(officer: Officer) -> Iterator[CommandRoute]:
    """The acts of an officer that are about no case and no lead."""
    posts = {post for post, _ in held(officer)}
    for route in ROUTES:
        if route.about not in (About.CASE, About.LEAD) and posts & {*RULES[route.command].by}:
            yield route


def line(route: CommandRoute, officer: Officer) -> dict[str, Any]:
    """An act: where its form is, or what is to be named first, with what it is for most."""
    county = next((code[:COUNTY] for _, code in sorted(held(officer)) if len(code) >= COUNTY), "")
    asks = route.about is not About.NOTHING
    return {
        "name": route.name,
        "title": route.summary,
        "way": "" if asks else f"{HOME}{address_of(route)}",
        "asks": screen(f"about.{route.about.value}") if asks else "",
        "usual": county if route.about is About.COUNTY else "",
    }
