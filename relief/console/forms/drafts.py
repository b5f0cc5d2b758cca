"""Drafts of forms: put aside by the button for it and where a session ends, given back to who typed them."""

import re
from urllib.parse import urlencode

from starlette.requests import Request

from domain.ground.posts import Officer
from relief.api.desk import Desk
from relief.api.looked import numbered
from relief.api.problems import Problem
from relief.api.routes import CommandRoute
from relief.console.forms.acts import address_of, fresh_key
from relief.console.forms.drawn import hidden
from relief.console.pages import HOME
from relief.console.sent import Fields, one
from relief.people.drafts import Draft
from relief.words.screens import screen

STEP, KEY, SEEN, BY = "_step", "_key", "_seen", "_by"
"""What a form sends beside the body: the button, its key, the version seen, who filled it in."""
SAVE, FORGET = "save", "forget"

_KEY = re.compile(r"[0-9A-Za-z_-]{1,64}")


def key_of(every: Fields) -> str:
    """The key of a form; a fresh one where it says none that we make."""
    told = one(every, KEY)
    return told if _KEY.fullmatch(told) else fresh_key()


def under(route: CommandRoute, number: str, key: str) -> str:
    """What a draft is kept under beside its command: what it is about, or the key of its form.

    Of what is about nothing yet an officer may have begun several.
    """
    return number if route.about else key


def way(route: CommandRoute, under: str) -> str:
    """The address of a form, with the draft of it that is kept under this."""
    path = f"{HOME}{address_of(route)}"
    if route.about:
        return path.format(**{route.about.value: under})
    return f"{path}?{urlencode({'draft': under})}"


def version(told: str) -> int | None:
    """The version of a case that a form says it was opened over."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else None


async def save(
    desk: Desk, officer: Officer, route: CommandRoute, under: str, every: Fields
) -> None:
    """Put aside what an officer typed into the form of a command."""
    seen = version(one(every, SEEN))
    told, typed = "" if seen is None else str(seen), hidden(every)
    kept = desk.service.sign_in.drafts
    named = (officer.id, officer.division, route.name, under)
    await desk.blocking(lambda: kept.save(*named, typed, told))


async def held(desk: Desk, officer: Officer, route: CommandRoute, under: str) -> Draft | None:
    """What they put aside there."""
    kept = desk.service.sign_in.drafts
    return await desk.blocking(lambda: kept.of(officer.id, route.name, under))


async def drop(desk: Desk, officer: Officer, route: CommandRoute, under: str) -> None:
    """Forget what they put aside there."""
    kept = desk.service.sign_in.drafts
    await desk.blocking(lambda: kept.drop(officer.id, route.name, under))


async def ended(
    desk: Desk, request: Request, route: CommandRoute, whose: str, every: Fields
) -> bool:
    """Put aside what was typed by somebody whose session is over; whether it was.

    Not where the form says somebody else filled it in, or they are in no post any more.
    """
    if one(every, BY) != whose:
        return False
    try:
        number = under(route, numbered(request, route.about), key_of(every))
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
