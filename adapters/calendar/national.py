"""The State Council's yearly notices, as the chinesecalendar library has them.

What the library calls in English is called as the notices call it, from ``national.json``.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from chinese_calendar import constants

from domain.time.notices import NATIONAL, HolidayNoticeRecorded, NoticeEffect

SOURCE = f"chinesecalendar {version('chinesecalendar')}"


def national(years: Iterable[int], on: date) -> tuple[HolidayNoticeRecorded, ...]:
    """One fact per holiday of each year, recorded ``on``. The library covers 2004-2026.

    Days are filed under the year they fall in. Only the table is read, never the library's own
    arithmetic: its search for the n-th working day from a rest day is off by one. Raises
    ``LookupError`` for a year the library does not cover.
    """
    return tuple(notice for year in years for notice in _of_year(year, on))


def _of_year(year: int, on: date) -> Iterable[HolidayNoticeRecorded]:
    called = _called()
    off = _by_name(constants.holidays, year)
    makeup = _by_name(constants.workdays, year)
    if not off:
        raise LookupError(f"chinesecalendar has no holidays of {year}")
    for name in sorted(
        off.keys() | makeup.keys(), key=lambda n: min(off.get(n, makeup.get(n, ())))
    ):
        yield HolidayNoticeRecorded(
            region=NATIONAL,
            year=year,
            name=called["names"].get(name, name),
            off=off.get(name, ()),
            makeup=makeup.get(name, ()),
            document=called["document"].format(year=year),
            source=SOURCE,
            confidence="library",
            on=on,
            effect=NoticeEffect.ESTABLISHES,
        )


def _by_name(table: Mapping[date, str], year: int) -> dict[str, tuple[date, ...]]:
    """The days of one year, by the holiday they belong to."""
    days: dict[str, tuple[date, ...]] = {}
    for day in sorted(day for day in table if day.year == year):
        days[table[day]] = (*days.get(table[day], ()), day)
    return days


@cache
def _called() -> Mapping[str, Any]:
    """The holidays' names and the notices' title."""
    text = files(__package__).joinpath("national.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]
