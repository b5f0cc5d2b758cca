"""Statutory rest days (全国年节及纪念日放假办法 §2): off by rule, before any notice says so.

Each text of the regulation holds from its own first day. Where a rest day falls on a weekend it is
made up for on a working day (§6); on which, and what is moved around it (§7), a notice alone says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from domain.ground.declared import says
from domain.time.festivals import lunar

ONE_DAY = timedelta(days=1)


@says("法定节日: the festivals on which all citizens are off.")
class Festival(StrEnum):
    """In the order of the regulation."""

    NEW_YEAR = "new-year"
    SPRING_FESTIVAL = "spring-festival"
    TOMB_SWEEPING = "tomb-sweeping"
    LABOUR_DAY = "labour-day"
    DRAGON_BOAT = "dragon-boat"
    MID_AUTUMN = "mid-autumn"
    NATIONAL_DAY = "national-day"


@dataclass(frozen=True, slots=True)
class Off:
    """An item of article 2: the days off by their distance from the festival's own day."""

    festival: Festival
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Statute:
    """One text of the regulation: the order of the State Council, and since when it is in force."""

    order: int
    since: date
    items: tuple[Off, ...]


_F = Festival
_SINCE_2008 = (_F.TOMB_SWEEPING, _F.LABOUR_DAY, _F.DRAGON_BOAT, _F.MID_AUTUMN)

STATUTES: tuple[Statute, ...] = (
    Statute(
        270,
        date(1999, 9, 18),
        (
            Off(_F.NEW_YEAR),
            Off(_F.SPRING_FESTIVAL, 0, 2),
            Off(_F.LABOUR_DAY, 0, 2),
            Off(_F.NATIONAL_DAY, 0, 2),
        ),
    ),
    Statute(
        513,
        date(2008, 1, 1),
        (
            Off(_F.NEW_YEAR),
            Off(_F.SPRING_FESTIVAL, -1, 1),
            *map(Off, _SINCE_2008),
            Off(_F.NATIONAL_DAY, 0, 2),
        ),
    ),
    Statute(
        644,
        date(2014, 1, 1),
        (
            Off(_F.NEW_YEAR),
            Off(_F.SPRING_FESTIVAL, 0, 2),
            *map(Off, _SINCE_2008),
            Off(_F.NATIONAL_DAY, 0, 2),
        ),
    ),
    Statute(
        795,
        date(2025, 1, 1),
        (
            Off(_F.NEW_YEAR),
            Off(_F.SPRING_FESTIVAL, -1, 2),
            Off(_F.TOMB_SWEEPING),
            Off(_F.LABOUR_DAY, 0, 1),
            Off(_F.DRAGON_BOAT),
            Off(_F.MID_AUTUMN),
            Off(_F.NATIONAL_DAY, 0, 2),
        ),
    ),
)
"""国务院令第270号 (1999), 第513号 (2007), 第644号 (2013), 第795号 (2024), as article 2 has it in each."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A festival of one year, with its statutory days, by which item of which text."""

    year: int
    festival: Festival
    order: int
    item: int
    days: tuple[date, ...]

    @property
    def source(self) -> str:
        """What says that its days are off, as ``statute:795:2:spring-festival``."""
        return f"{STATUTE}:{self.order}:{self.item}:{self.festival}"


STATUTE = "statute"
"""The first word of the source of a day that is off by the regulation itself."""


@cache
def occasions(year: int) -> tuple[Occasion, ...]:
    """In the order of their days; none before the first text that is held here."""
    found = []
    for festival, day in _own_days(year).items():
        statute = statute_of(day)
        for item, off in enumerate(() if statute is None else statute.items, start=1):
            if off.festival is festival and statute is not None:
                days = tuple(day + timedelta(n) for n in range(off.first, off.last + 1))
                found.append(Occasion(year, festival, statute.order, item, days))
    return tuple(sorted(found, key=lambda one: one.days[0]))


@cache
def statutory(year: int) -> Mapping[date, Occasion]:
    """Every statutory rest day of a year, with the festival it belongs to."""
    return {day: one for one in occasions(year) for day in one.days if day.year == year}


def statute_of(day: date) -> Statute | None:
    """The text of the regulation in force on a day."""
    return next((one for one in reversed(STATUTES) if one.since <= day), None)


def _own_days(year: int) -> dict[Festival, date]:
    """The festivals' own days; of a year beyond the table only those of the common calendar."""
    own = {
        _F.NEW_YEAR: date(year, 1, 1),
        _F.LABOUR_DAY: date(year, 5, 1),
        _F.NATIONAL_DAY: date(year, 10, 1),
    }
    told = lunar(year)
    if told is not None:
        names = (_F.SPRING_FESTIVAL, _F.TOMB_SWEEPING, _F.DRAGON_BOAT, _F.MID_AUTUMN)
        own |= dict(zip(names, told, strict=True))
    return own
