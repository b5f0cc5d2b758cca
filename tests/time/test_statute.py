"""Statutory rest days: off by the regulation of their year, before any notice and whatever it says."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from chinese_calendar import constants

from adapters.calendar import national
from domain.time.calendar import Calendar, DayKind
from domain.time.festivals import DAYS
from domain.time.notices import NATIONAL, HolidayNoticeRecorded, NoticeEffect
from domain.time.statute import STATUTES, Festival, occasions, statute_of, statutory

ON = date(2026, 11, 30)
UNTIL_2026 = tuple(national(range(2018, 2027), ON))
"""What is on record before anybody arranged 2027."""


def notice(name: str, *off: date, makeup: tuple[date, ...] = (), year: int = 2027):
    """A national notice that establishes a holiday."""
    return HolidayNoticeRecorded(
        region=NATIONAL,
        year=year,
        name=name,
        off=off,
        makeup=makeup,
        document="国办发明电〔2026〕0号（虚构）",
        source="虚构",
        confidence="虚构",
        on=ON,
        effect=NoticeEffect.ESTABLISHES,
    )


NEW_YEAR = notice("元旦", date(2027, 1, 1))


@pytest.mark.article("全国年节及纪念日放假办法§2")
@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2000, "0101 0205 0206 0207 0501 0502 0503 1001 1002 1003"),
        (2008, "0101 0206 0207 0208 0404 0501 0608 0914 1001 1002 1003"),
        (2014, "0101 0131 0201 0202 0405 0501 0602 0908 1001 1002 1003"),
        (2024, "0101 0210 0211 0212 0404 0501 0610 0917 1001 1002 1003"),
        (2025, "0101 0128 0129 0130 0131 0404 0501 0502 0531 1001 1002 1003 1006"),
        (2027, "0101 0205 0206 0207 0208 0405 0501 0502 0609 0915 1001 1002 1003"),
    ],
)
def test_each_years_statutory_days_are_those_of_the_text_statute_of(year: int, days: str) -> None:
    """Three days in May until 2007, the eve since 2008, not from 2014, again from 2025 (§2)."""
    assert " ".join(f"{day:%m%d}" for day in sorted(statutory(year))) == days


def test_each_text_of_the_regulation_holds_from_its_own_first_day() -> None:
    """国务院令第270, 513, 644 and 795号; before the first nothing but 1 January is held here."""
    for earlier, later in pairwise(STATUTES):
        assert statute_of(later.since - timedelta(days=1)) is earlier
        assert statute_of(later.since) is later
    assert statute_of(date(1999, 9, 17)) is None and occasions(1998) == ()
    assert not Calendar.of(()).is_working(date(1998, 1, 1))
    assert Calendar.of(()).is_working(date(1998, 5, 1))


def test_the_lunar_table_agrees_with_every_notice_of_the_state_council() -> None:
    """No statutory day of 2004 to 2026 was ever worked, and each is off or in a weekend."""
    for year in range(2004, 2027):
        for day in statutory(year):
            assert day not in constants.workdays
            assert day in constants.holidays or day.weekday() >= 5, day


def test_beyond_the_lunar_table_only_days_of_the_common_calendar_are_off_by_rule() -> None:
    """Nobody's table of 2057 is trusted: its festivals wait for their notices."""
    after = max(DAYS) + 1
    assert {one.festival for one in occasions(after)} == {
        Festival.NEW_YEAR,
        Festival.LABOUR_DAY,
        Festival.NATIONAL_DAY,
    }


@pytest.mark.article("全国年节及纪念日放假办法§2")
def test_with_new_year_alone_recorded_february_is_provisional_and_1_october_off() -> None:
    """A statutory day is off, firm and says by which text; what lies about it waits for a notice."""
    calendar = Calendar.of((*UNTIL_2026, NEW_YEAR))
    national_day = calendar.day(date(2027, 10, 1))
    assert (national_day.kind, national_day.firm) == (DayKind.REST, True)
    assert national_day.source == "statute:795:7:national-day"
    february = [date(2027, 2, 1) + timedelta(days=n) for n in range(28)]
    firm = [day for day in february if calendar.day(day).firm]
    assert firm == [date(2027, 2, day) for day in (5, 6, 7, 8)]
    assert not calendar.day(date(2027, 10, 4)).firm
    assert calendar.day(date(2027, 1, 4)).firm


def test_a_year_ends_firm_only_up_to_where_the_next_new_year_may_reach() -> None:
    """30 and 31 December 2018 were arranged by the notice of 2019: the end of a year waits for it."""
    before, after = Calendar.of(UNTIL_2026), Calendar.of((*UNTIL_2026, NEW_YEAR))
    assert before.firm(date(2026, 10, 8), date(2026, 12, 16))
    assert not before.day(date(2026, 12, 17)).firm
    assert [one.festival for one in before.awaited(date(2026, 12, 31))] == [Festival.NEW_YEAR]
    assert after.firm(date(2026, 10, 8), date(2027, 1, 15))


def test_a_year_whose_festivals_are_all_arranged_is_firm_between_them() -> None:
    """Every day from the first festival of 2018 to the last of 2026 hangs on nothing any more."""
    calendar = Calendar.of(UNTIL_2026)
    assert calendar.firm(date(2018, 1, 1), date(2026, 10, 7))
    assert calendar.awaited(date(2026, 3, 2)) == ()


def test_before_edition_3_only_1_january_was_off_by_rule() -> None:
    """What was decided then is held to the calendar of then."""
    calendar = Calendar.of((*UNTIL_2026, NEW_YEAR), statutes=False)
    assert calendar.is_working(date(2027, 10, 1))
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.day(date(2028, 1, 1)).source == "new-year-rule"
