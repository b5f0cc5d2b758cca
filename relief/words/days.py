"""Why a day counts or does not, in words: the rules of the calendar by name, notices by their own."""

from domain.time.calendar import NEW_YEAR_RULE, WEEKDAY_RULE
from relief.words.sentences import say

RULES = frozenset({WEEKDAY_RULE, NEW_YEAR_RULE})


def source(named: str) -> str:
    """The notice or rule that says what kind of day it is."""
    return say(f"calendar.{named}") if named in RULES else named
