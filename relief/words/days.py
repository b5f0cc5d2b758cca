"""Why a day counts or does not, in words: rules and statutes by name, notices by their own."""

from collections.abc import Iterable

from domain.time.calendar import NEW_YEAR_RULE, WEEKDAY_RULE
from domain.time.statute import STATUTE, Festival, Occasion
from relief.words.dictionary import of, table
from relief.words.lists import joined
from relief.words.sentences import say

RULES = frozenset({WEEKDAY_RULE, NEW_YEAR_RULE})


def source(named: str) -> str:
    """The notice, statute or rule that says what kind of day it is."""
    if named in RULES:
        return say(f"calendar.{named}")
    rule, *parts = named.split(":")
    if rule != STATUTE or len(parts) != 3:
        return whence(named)
    order, item, festival = parts
    return say("calendar.statute", order=order, item=item, festival=of(Festival(festival)))


def whence(recorded: str) -> str:
    """Where a notice was read, as it is said today: what was recorded in other words stays on record."""
    for formerly, now in table("notices", "formerly").items():
        recorded = recorded.replace(formerly, now)
    return recorded


def trusted(confidence: str) -> str:
    """How far the copy of a notice is trusted; an officer's own words stay as they are."""
    return str(table("notices", "confidence").get(confidence, confidence))


def awaited(festivals: Iterable[Occasion]) -> str:
    """The festivals whose notices are still to come, as 2027年元旦、2027年春节; or that nobody knows."""
    told = [say("calendar.of-year", year=o.year, festival=of(o.festival)) for o in festivals]
    return joined(told) if told else say("calendar.beyond-tables")


def settled(firm: bool) -> str:
    """Whether a day is firm."""
    return say("calendar.firm" if firm else "calendar.not-firm")
