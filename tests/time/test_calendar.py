"""The working-day calendar: which notice says what about a day."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from adapters.calendar import lhasa, national, unknown
from domain.time.calendar import Calendar, DayKind
from domain.time.notices import NATIONAL, HolidayNoticeRecorded, NoticeEffect

READ_ON = date(2026, 1, 5)
COUNTRY = Calendar.of(national(range(2018, 2027), READ_ON))
CITY = Calendar.of((*national(range(2018, 2027), READ_ON), *lhasa(READ_ON)))


def notice(name: str, region: str = NATIONAL, year: int = 2027, **days: tuple[date, ...]):
    return HolidayNoticeRecorded(
        region=region,
        year=year,
        name=name,
        off=days.get("off", ()),
        makeup=days.get("makeup", ()),
        document="通知",
        source="test",
        confidence="high",
        on=READ_ON,
    )


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2018, 12, 29), True),
        (date(2018, 12, 31), False),
        (date(2019, 5, 5), True),
        (date(2020, 1, 19), True),
        (date(2020, 1, 31), False),
        (date(2020, 2, 3), True),
        (date(2021, 2, 20), True),
        (date(2022, 12, 31), False),
        (date(2023, 10, 6), False),
        (date(2024, 2, 18), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 28), True),
    ],
)
def test_the_national_table_is_that_of_the_state_council(day: date, working: bool) -> None:
    """Days off, the extended holiday of 2020 and worked weekends are as the notices order."""
    assert COUNTRY.is_working(day) is working


WORKED_WEEKENDS = {
    2018: "0211 0224 0408 0428 0929 0930 1229",
    2019: "0202 0203 0428 0505 0929 1012",
    2020: "0119 0426 0509 0628 0927 1010",
    2021: "0207 0220 0425 0508 0918 0926 1009",
    2022: "0129 0130 0402 0424 0507 1008 1009",
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}


def year(of: int) -> list[date]:
    first = date(of, 1, 1)
    return [first + timedelta(days=n) for n in range((date(of + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("of", list(WORKED_WEEKENDS))
def test_every_worked_weekend_of_the_notices_and_no_other(of: int) -> None:
    """The nine years' make-up days, copied by hand from the State Council's notices."""
    worked = [day for day in year(of) if day.weekday() >= 5 and COUNTRY.is_working(day)]
    assert " ".join(f"{day:%m%d}" for day in worked) == WORKED_WEEKENDS[of]


@pytest.mark.parametrize(
    ("first", "last", "worked"),
    [
        (date(2019, 2, 4), date(2019, 2, 13), "0202 0203"),
        (date(2022, 3, 2), date(2022, 3, 8), "0226 0313"),
        (date(2023, 2, 20), date(2023, 2, 26), "0218 0219"),
        (date(2025, 2, 27), date(2025, 3, 4), ""),
        (date(2026, 2, 15), date(2026, 2, 26), "0214 0228"),
    ],
)
def test_losar_as_lhasas_own_notices_have_it(first: date, last: date, worked: str) -> None:
    """Each whole span is off, each weekend day named is worked, the days beside are as ever."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert not any(CITY.is_working(day) for day in span)
    named = [day for day in year(first.year) if f"{day:%m%d}" in worked.split()]
    assert all(day.weekday() >= 5 and CITY.is_working(day) for day in named)
    assert CITY.is_working(last + timedelta(days=1)) or (last + timedelta(days=1)).weekday() >= 5


def test_losar_2026_is_a_holiday_in_lhasa_only() -> None:
    """24 to 26 February 2026 are worked in the country and off in Lhasa, the 27th is worked."""
    losar = [date(2026, 2, day) for day in (24, 25, 26)]
    assert all(COUNTRY.is_working(day) for day in losar)
    assert not any(CITY.is_working(day) for day in losar)
    assert CITY.is_working(date(2026, 2, 27))


def test_a_day_names_its_source() -> None:
    """A day says which notice arranged it, with where it was read; other days name the rule."""
    assert "中新社" in CITY.day(date(2026, 2, 24)).source
    assert "chinesecalendar" in CITY.day(date(2026, 10, 1)).source
    assert CITY.day(date(2026, 3, 7)).source == "weekday-rule"


def test_the_local_notice_wins_whatever_the_order() -> None:
    """For one date the local notice decides, recorded before or after the national one."""
    day = date(2027, 2, 10)
    local = notice("藏历新年", region="5401", off=(day,))
    national_one = notice("春节", makeup=(day,))
    for order in ((local, national_one), (national_one, local)):
        assert not Calendar.of(order).is_working(day)


def test_a_notice_of_another_prefecture_says_nothing_here() -> None:
    """Shigatse's holiday is a working day in Lhasa."""
    day = date(2027, 2, 10)
    elsewhere = notice("藏历新年", region="5402", off=(day,))
    assert Calendar.of([elsewhere]).is_working(day)
    assert not Calendar.of([elsewhere], area="5402").is_working(day)


def test_a_notice_of_before_effects_replaces_the_earlier_one_of_its_name() -> None:
    """Days that only the replaced notice arranged fall back to the rules; it names no effect."""
    first, second = date(2027, 2, 10), date(2027, 2, 11)
    spring = notice("春节", off=(first,))
    calendar = Calendar.of([spring]).with_facts(replace(spring, off=(second,)))
    assert calendar.is_working(first)
    assert not calendar.is_working(second)


def test_the_version_names_the_notices() -> None:
    """The same notices give the same version, one more gives another."""
    more = CITY.with_facts(notice("元旦"))
    assert CITY.version == Calendar.of(CITY.facts).version
    assert more.version != CITY.version
    assert more.facts[:-1] == CITY.facts


def test_the_name_leaves_out_the_day_of_recording() -> None:
    """Equal notices have an equal name in every installation, whenever it was installed."""
    later = READ_ON + timedelta(days=300)
    another = Calendar.of((*national(range(2018, 2027), later), *lhasa(later)))
    assert another.version == CITY.version


def test_the_name_tells_everything_a_notice_orders() -> None:
    """Any other field of the newest notice, when changed, gives another name."""
    newest = CITY.facts[-1]
    assert isinstance(newest, HolidayNoticeRecorded)
    changed = [
        replace(newest, region="540102"),
        replace(newest, year=newest.year + 1),
        replace(newest, name="改"),
        replace(newest, off=(*newest.off, date(2026, 12, 1))),
        replace(newest, makeup=(*newest.makeup, date(2026, 12, 5))),
        replace(newest, document="改"),
        replace(newest, source="改"),
        replace(newest, confidence="low"),
        replace(newest, effect=NoticeEffect.AMENDS),
        replace(newest, amends="改"),
    ]
    names = {Calendar.of((*CITY.facts[:-1], one)).version for one in changed}
    assert len(names | {CITY.version}) == len(fields(HolidayNoticeRecorded))


def test_a_year_the_library_lacks_is_an_error() -> None:
    """No year is silently taken for one without holidays."""
    with pytest.raises(LookupError):
        national([2027], READ_ON)


def test_unknown_local_notices_are_named_and_not_guessed() -> None:
    """No fact is made for Losar 2020 or for any 雪顿节; both are listed as unknown."""
    facts = lhasa(READ_ON)
    assert {fact.year for fact in facts} == {2019, 2022, 2023, 2025, 2026}
    assert {entry.name for entry in unknown()} == {"藏历新年", "雪顿节"}
    assert CITY.day(date(2020, 2, 24)).kind is DayKind.WORKING
    assert all(fact.source and fact.document and fact.confidence for fact in facts)
