"""What may be chosen in a form that no closed list says: the people of a case, the officers in post."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from starlette.requests import Request

from domain.case.situation import Situation
from domain.ground.posts import Officer
from relief.api.casefile import persons
from relief.api.desk import Desk
from relief.api.lookups import in_post, today
from relief.api.territory import territory
from relief.console.forms import asked as a
from relief.console.forms.asked import Form
from relief.words.dictionary import of, word
from relief.words.lists import joined
from relief.words.screens import screen

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
    return found


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
