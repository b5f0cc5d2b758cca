"""The holiday notices that come with the program."""

from datetime import date

from adapters import calendar
from domain.time.notices import HolidayNoticeRecorded

FIRST_YEAR, LAST_YEAR = 2018, 2026
"""The years whose national arrangement the calendar library holds."""


def known_notices(today: date) -> tuple[HolidayNoticeRecorded, ...]:
    """The State Council's and Lhasa's own, as facts recorded today."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return (*calendar.national(years, today), *calendar.lhasa(today))
