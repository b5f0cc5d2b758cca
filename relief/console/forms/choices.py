"""What may be chosen in a form that no closed list says: the people of a case, the officers in post."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from starlette.requests import Request

from domain.case.situation import Situation
from domain.ground.places import Level
from domain.ground.posts import Officer
from domain.ground.terms import Category, Residence
from relief.api.casefile import persons
from relief.api.desk import Desk
from relief.api.lookups import in_post, today
from relief.api.territory import territory
from relief.console import sent
from relief.console.forms import asked as a
from relief.console.forms.asked import Form
from relief.console.sent import Fields
from relief.words.dictionary import of, word
from relief.words.lists import joined
from relief.words.screens import screen

TOWNSHIP = 9
"""Digits of a township's code."""
MOST = 60
"""So many officers can be chosen from; of more, an id is typed."""


@cache
def kinds(form: Form) -> frozenset[str]:
    """The kinds of values a form asks for, those of its records as well."""
    found = {one.kind for one in form.fields} | {one.each for one in form.fields}
    for one in form.fields:
        if one.inner is not None:
            found |= kinds(one.inner)
    return frozenset(found)


async def known_to(
    desk: Desk, request: Request, officer: Officer, situation: Situation | None, form: Form
) -> dict[str, Sequence[tuple[str, str]]]:
    """The choices a form has besides its closed lists. The people of a case are a look at it."""
    found: dict[str, Sequence[tuple[str, str]]] = {}
    if situation is not None and a.PERSON in kinds(form):
        told = await desk.blocking(lambda: persons(desk, request, officer, situation))
        found[a.PERSON] = [(str(one["person"]), called(one)) for one in told["people"]]
    if a.OFFICER in kinds(form):
        found |= await colleagues(desk, officer)
    if a.TOWNSHIP in kinds(form):
        found[a.TOWNSHIP] = townships(desk, officer, today(desk))
    if situation is not None and a.PAPER in kinds(form):
        found[a.PAPER] = papers(situation, form)
    return found


def townships_of(desk: Desk, officer: Officer, day: date) -> list[tuple[str, str]]:
    """The townships of an officer's own territory, by name."""
    mine = territory(officer)
    return [one for one in townships(desk, officer, day) if mine.holds(one[0])]


def townships(desk: Desk, officer: Officer, day: date) -> list[tuple[str, str]]:
    """The townships there are on a day, by name: those of the officer's own county first."""
    places = desk.service.divisions
    there = [one for named in places.table.values() for one in named if one.exists(day)]
    counties = {one.code: one.name for one in there if one.level is Level.COUNTY}
    areas = territory(officer).areas
    own = areas[0][:6] if areas else ""
    found = [one for one in there if one.level is Level.TOWNSHIP]
    found.sort(key=lambda one: (not one.code.startswith(own), one.code))
    return [(one.code, counties.get(one.code[:6], "") + one.name) for one in found]


def villages(desk: Desk, officer: Officer) -> list[str]:
    """What the villages on record in an officer's own township are called: nowhere where it is none."""
    day, areas = today(desk), [area for area in territory(officer).areas if len(area) == TOWNSHIP]
    there = (one for named in desk.service.divisions.table.values() for one in named)
    found = (one for one in there if one.level is Level.VILLAGE and one.exists(day))
    return sorted({one.name for one in found if one.code.startswith(tuple(areas) or "-")})


def papers(situation: Situation, form: Form) -> list[tuple[str, str]]:
    """The papers such an application needs; of those that are handed in later only what is lacking."""
    later = any(one.each == a.PAPER for one in form.fields)
    return lacking(situation) if later else needed(situation)


def needed(situation: Situation) -> list[tuple[str, str]]:
    """The papers an application needs, by their titles."""
    asked, work = situation.case.asked, situation.pack.outcomes.casework
    rules = work.papers(asked.category, asked.residence, asked.by_agent)
    return [(one.id, one.title) for one in rules]


def lacking(situation: Situation) -> list[tuple[str, str]]:
    """Those of them that nobody handed in."""
    there = situation.case.materials
    return [one for one in needed(situation) if one[0] not in there]


def papers_of(desk: Desk, typed: Fields) -> list[tuple[str, str]]:
    """The papers of an application that is being filled in, as far as its kind is known; else all."""
    pack = desk.service.law.on(today(desk))
    work = pack.outcomes.casework
    category, residence = (sent.one(typed, name) for name in ("category", "residence"))
    if category not in {*Category} or residence not in {*Residence}:
        return [(rule.id, rule.title) for rule in work.materials]
    by_agent = any(sent.one(typed, name).strip() for name in typed if name.startswith("agent."))
    wanted = work.papers(Category(category), Residence(residence), by_agent)
    return [(rule.id, rule.title) for rule in wanted]


def called(one: dict[str, Any]) -> str:
    """A person of the case as far as they may be seen: masked name and relation."""
    relation = word("Relation", str(one["relation"]))
    return screen("forms.person", name=one["name"], relation=relation)


async def colleagues(desk: Desk, officer: Officer) -> dict[str, Sequence[tuple[str, str]]]:
    """Who holds posts in the officer's own territory; nothing where they are too many to choose from."""
    areas, register = territory(officer).areas, await desk.register()
    if not areas:
        return {}
    held = in_post(register, areas[0], None, today(desk), desk.service.divisions)
    posts: dict[str, list[str]] = {}
    for one in held:
        posts.setdefault(one.officer, []).append(of(one.post))
    if not posts or len(posts) > MOST:
        return {}
    names = desk.service.names
    called = await desk.blocking(lambda: {id: names.of(id).name for id in posts})
    return {
        a.OFFICER: [
            (id, screen("forms.officer", name=called[id] or id, id=id, posts=joined(those)))
            for id, those in posts.items()
        ]
    }
