"""The State Council's yearly notices, as the chinesecalendar library has them."""

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version

from chinese_calendar import constants

from domain.time.notices import NATIONAL, HolidayNoticeRecorded

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}

SOURCE = f"chinesecalendar {version('chinesecalendar')}"


def national(years: Iterable[int], on: date) -> tuple[HolidayNoticeRecorded, ...]:
    """One fact per holiday of each year, recorded ``on``. The library covers 2004-2026.

    Days are filed under the year they fall in. Only the table is read, never the library's own
    arithmetic: its search for the n-th working day from a rest day is off by one. Raises
    ``LookupError`` for a year the library does not cover.
    """
    return tuple(notice for year in years for notice in _of_year(year, on))


def _of_year(year: int, on: date) -> Iterable[HolidayNoticeRecorded]:
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
            name=_NAMES.get(name, name),
            off=off.get(name, ()),
            makeup=makeup.get(name, ()),
            document=f"国务院办公厅关于{year}年部分节假日安排的通知",
            source=SOURCE,
            confidence="library",
            on=on,
        )


def _by_name(table: Mapping[date, str], year: int) -> dict[str, tuple[date, ...]]:
    """The days of one year, by the holiday they belong to."""
    days: dict[str, tuple[date, ...]] = {}
    for day in sorted(day for day in table if day.year == year):
        days[table[day]] = (*days.get(table[day], ()), day)
    return days
