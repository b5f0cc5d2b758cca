"""Drafts of forms: put aside by the button for it and where a session ends, given back to who typed them."""

from starlette.requests import Request

from domain.ground.posts import Officer
from relief.api.desk import Desk
from relief.api.looked import numbered
from relief.api.problems import Problem
from relief.api.routes import CommandRoute
from relief.console.forms.drawn import hidden
from relief.console.sent import Fields, one
from relief.people.drafts import Draft
from relief.words.screens import screen

STEP, KEY, SEEN, BY = "_step", "_key", "_seen", "_by"
"""What a form sends beside the body: the button, its key, the version seen, who filled it in."""
SAVE, FORGET = "save", "forget"


def version(told: str) -> int | None:
    """The version of a case that a form says it was opened over."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else None


async def save(
    desk: Desk, officer: Officer, route: CommandRoute, number: str, every: Fields
) -> None:
    """Put aside what an officer typed into the form of a command."""
    seen = version(one(every, SEEN))
    told, typed = "" if seen is None else str(seen), hidden(every)
    kept = desk.service.sign_in.drafts
    named = (officer.id, officer.division, route.name, number)
    await desk.blocking(lambda: kept.save(*named, typed, told))


async def held(desk: Desk, officer: Officer, route: CommandRoute, number: str) -> Draft | None:
    """What they put aside there."""
    kept = desk.service.sign_in.drafts
    return await desk.blocking(lambda: kept.of(officer.id, route.name, number))


async def drop(desk: Desk, officer: Officer, route: CommandRoute, number: str) -> None:
    """Forget what they put aside there."""
    kept = desk.service.sign_in.drafts
    await desk.blocking(lambda: kept.drop(officer.id, route.name, number))


async def ended(
    desk: Desk, request: Request, route: CommandRoute, whose: str, every: Fields
) -> bool:
    """Put aside what was typed by somebody whose session is over; whether it was.

    Not where the form says somebody else filled it in, or they are in no post any more.
    """
    if one(every, BY) != whose:
        return False
    try:
        number = numbered(request, route.about)
    except Problem:
        return False
    today = desk.service.clock.now().date()
    officer = (await desk.register()).officer(whose, today)
    if officer is None:
        return False
    await save(desk, officer, route, number, every)
    return True


def told(draft: Draft) -> str:
    """From when it is, and until when it is there."""
    saved, until = draft.told.saved, draft.told.until
    return screen("drafts.yours", saved=f"{saved:%Y-%m-%d %H:%M}", until=f"{until:%Y-%m-%d %H:%M}")
