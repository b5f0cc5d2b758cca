"""What a notice would move (登记前所示影响): shown before it is recorded, and confirmed by its mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from domain.time.calendar import Calendar, Day
from domain.time.notices import CalendarFact


@dataclass(frozen=True, slots=True)
class Turned:
    """A day that is worked and would be off, or the other way round."""

    was: Day
    becomes: Day


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The days that turn, under the calendar before and after; ``mark`` names both and every day.

    Limits that move follow from these days. How many there are changes with every case of a city, so
    that the mark leaves them out.
    """

    before: Calendar
    after: Calendar
    days: tuple[Turned, ...]
    mark: str


def foreseen(before: Calendar, facts: Iterable[CalendarFact]) -> Foreseen:
    """What facts would do to a calendar."""
    after = before.with_facts(*facts)
    days = tuple(Turned(before.day(day), after.day(day)) for day in before.turned(after))
    told = (before.area, before.version, after.version, *(str(one.was.day) for one in days))
    return Foreseen(before, after, days, sha256("\n".join(told).encode()).hexdigest()[:16])
