"""When a limit ends: named traps, and what holds for every limit and every start."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import find_workday
from hypothesis import given
from hypothesis import strategies as st

from adapters.calendar import lhasa, national
from adapters.packs import law
from domain.time.calendar import BeyondCalendar, Calendar
from domain.time.due import (
    LOCAL,
    MOMENT,
    Reckoned,
    Why,
    due,
    hours_after,
    is_over,
    last_day,
    reckon,
    remaining,
)
from domain.time.limits import Basis, Expiry, Limit, Unit
from domain.time.statute import ONE_DAY

READ_ON = date(2026, 1, 5)
COUNTRY = Calendar.of(national(range(2018, 2027), READ_ON))
CITY = Calendar.of((*national(range(2018, 2027), READ_ON), *lhasa(READ_ON)))


def limit(length: int, unit: Unit, *, extends: bool = False, counts_start: bool = False) -> Limit:
    return Limit(
        id="test",
        title="",
        length=length,
        unit=unit,
        starts=(),
        stops=(),
        duty="caseworker",
        expiry=Expiry.LATE,
        basis=Basis.INTERNAL,
        citation="18.1.1",
        extends=extends,
        counts_start=counts_start,
    )


LAW = law().on(READ_ON)
EXAMINATION = limit(5, Unit.WORKING_DAY)
NOTICE = limit(7, Unit.NATURAL_DAY, extends=True)
SAME_DAY = limit(0, Unit.SAME_DAY)

limits = st.one_of(
    st.builds(limit, st.integers(1, 30), st.just(Unit.WORKING_DAY), extends=st.booleans()),
    st.builds(limit, st.integers(1, 60), st.just(Unit.NATURAL_DAY), extends=st.booleans()),
    st.just(SAME_DAY),
)
days = st.dates(date(2018, 1, 1), date(2028, 12, 31))
calendars = st.sampled_from([COUNTRY, CITY, Calendar.of(())])


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param(date(2025, 3, 15), date(2025, 3, 21), id="start on a Saturday"),
        pytest.param(date(2025, 3, 14), date(2025, 3, 21), id="start on the Friday before"),
        pytest.param(date(2026, 2, 11), date(2026, 2, 28), id="worked Saturdays around Losar"),
        pytest.param(date(2020, 1, 22), date(2020, 2, 6), id="extended holiday of 2020"),
        pytest.param(date(2018, 12, 3), date(2018, 12, 10), id="the day the rules came in force"),
    ],
)
def test_five_working_days(start: date, expected: date) -> None:
    """Five working days of Lhasa, the start day not counted, end on the day worked out by hand."""
    assert due(EXAMINATION, start, CITY).last_day == expected


def test_a_start_on_a_rest_day_is_where_the_library_is_a_day_off() -> None:
    """Five working days from Saturday 15 March 2025 end on the 21st; the library says the 24th."""
    start = date(2025, 3, 15)
    assert find_workday(5, start) == date(2025, 3, 24)
    assert last_day(EXAMINATION, start, COUNTRY) == date(2025, 3, 21)


def test_losar_moves_the_end_in_lhasa_only() -> None:
    """From 13 February 2026 the country is done on the 27th, Lhasa on 3 March."""
    assert last_day(EXAMINATION, date(2026, 2, 13), COUNTRY) == date(2026, 2, 27)
    assert last_day(EXAMINATION, date(2026, 2, 13), CITY) == date(2026, 3, 3)


def test_a_makeup_saturday_is_counted() -> None:
    """14 February 2026 is a Saturday that counts as the first working day after Friday the 13th."""
    first = due(EXAMINATION, date(2026, 2, 13), CITY).days[1]
    assert (first.day, first.counted, first.number) == (date(2026, 2, 14), True, 1)


def test_a_notice_that_would_end_on_a_rest_day_ends_on_the_next_working_day() -> None:
    """Posted on Saturday 8 March 2025, day 7 is Saturday the 15th: the notice ends on the 17th."""
    found = due(NOTICE, date(2025, 3, 8), CITY)
    assert (found.warning_day, found.last_day) == (date(2025, 3, 15), date(2025, 3, 17))
    assert [day.reason for day in found.days[-2:]] == [Why.EXTENSION, Why.EXTENSION]


def test_a_notice_may_end_on_a_worked_saturday() -> None:
    """Posted 21 February 2026, day 7 is the worked Saturday 28 February: no extension."""
    assert last_day(NOTICE, date(2026, 2, 21), CITY) == date(2026, 2, 28)


BY_HAND = [
    ("examination", "2025-03-10", "2025-03-17", "2025-03-17"),
    ("examination", "2025-09-26", "2025-10-10", "2025-10-10"),
    ("public-notice", "2025-03-10", "2025-03-17", "2025-03-17"),
    ("public-notice", "2025-09-26", "2025-10-03", "2025-10-09"),
    ("county-decision", "2026-02-13", "2026-03-03", "2026-03-03"),
    ("countersignature", "2025-03-10", "2025-03-15", "2025-03-17"),
    ("countersignature", "2025-09-26", "2025-10-01", "2025-10-09"),
    ("countersignature", "2026-02-09", "2026-02-14", "2026-02-14"),
    ("urgent-verification", "2025-03-10", "2025-03-13", "2025-03-13"),
    ("urgent-verification", "2025-01-27", "2025-01-30", "2025-02-05"),
    ("urgent-decision", "2025-03-13", "2025-03-15", "2025-03-17"),
    ("urgent-seat-decision", "2025-10-01", "2025-10-01", "2025-10-01"),
    ("urgent-examination", "2025-10-01", "2025-10-01", "2025-10-01"),
    ("urgent-submission", "2025-10-01", "2025-10-01", "2025-10-01"),
]
"""Limit, start, last day unextended, last day; ISO days, worked out with the notices in hand."""


@pytest.mark.article("18")
@pytest.mark.parametrize(("limit", "start", "warning", "last"), BY_HAND)
def test_the_statutory_limits_by_hand(limit: str, start: str, warning: str, last: str) -> None:
    """5 working, 7, 5, 3 and 2 natural days, the same day: warned unextended, due by §203 (18)."""
    (known,) = (one for one in LAW.limits if one.id == limit)
    assert known.basis is Basis.STATUTORY
    found = due(known, date.fromisoformat(start), CITY)
    assert (found.warning_day, found.last_day) == (
        date.fromisoformat(warning),
        date.fromisoformat(last),
    )


def test_no_statutory_limit_in_days_is_without_a_worked_example() -> None:
    """Whoever adds one to the pack works one out by hand above."""
    statutory = {one.id for one in LAW.limits if one.basis is Basis.STATUTORY}
    assert {name for name, *_ in BY_HAND} == statutory


def test_the_same_day_is_not_moved_by_rest_days() -> None:
    """An urgent case of Sunday 4 October 2026 is due that Sunday, through 24:00."""
    found = due(SAME_DAY, date(2026, 10, 4), CITY)
    assert found.last_day == date(2026, 10, 4)
    assert not is_over(found, date(2026, 10, 4))
    assert is_over(found, date(2026, 10, 5))


def test_an_end_in_an_unpublished_year_is_provisional_until_its_notice_comes() -> None:
    """From 29 December 2026 five working days need 2027: provisional, then recomputed."""
    start = date(2026, 12, 29)
    before = due(EXAMINATION, start, CITY)
    after = due(EXAMINATION, start, CITY.with_facts(_new_year_2027()))
    assert (before.last_day, before.provisional) == (date(2027, 1, 6), True)
    assert (after.last_day, after.provisional) == (date(2027, 1, 5), False)
    assert before.calendar_version != after.calendar_version


def test_natural_days_within_an_unpublished_year_are_sure_unless_a_rest_day_matters() -> None:
    """Without extension no calendar is asked, so nothing is provisional."""
    start = date(2027, 3, 1)
    assert not due(limit(7, Unit.NATURAL_DAY), start, CITY).provisional
    assert due(NOTICE, start, CITY).provisional


def test_the_other_reading_counts_the_posting_day() -> None:
    """Five days posted on 17 November 2020 run 17 to 21 November where the posting day counts."""
    reading = limit(5, Unit.NATURAL_DAY, counts_start=True)
    assert last_day(reading, date(2020, 11, 17), COUNTRY) == date(2020, 11, 21)


def test_hours_run_from_the_moment() -> None:
    """A limit in hours ends to the minute, and has no last day."""
    day_long = limit(24, Unit.HOUR)
    moment = datetime(2026, 2, 14, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert hours_after(day_long, moment) == moment + timedelta(days=1)
    with pytest.raises(ValueError, match="hours"):
        due(day_long, date(2026, 2, 14), CITY)


@pytest.mark.parametrize(
    ("begun", "until", "day"),
    [
        ("2026-02-14T10:30", "2026-02-16T10:30", date(2026, 2, 16)),
        ("2026-02-14T00:00", "2026-02-16T00:00", date(2026, 2, 15)),
        ("2026-02-14T23:59", "2026-02-16T23:59", date(2026, 2, 16)),
    ],
)
def test_a_limit_in_hours_is_over_at_its_very_end(begun: str, until: str, day: date) -> None:
    """Forty-eight hours from the instant recorded, rest days or not; the end itself is too late."""
    start, end = (datetime.fromisoformat(text).replace(tzinfo=LOCAL) for text in (begun, until))
    found = reckon(limit(48, Unit.HOUR), start.date(), CITY, start)
    assert (found.until, found.last_day, found.provisional) == (end, day, False)
    assert not is_over(found, end.date(), end - MOMENT)
    assert is_over(found, end.date(), end)
    assert is_over(found, day + ONE_DAY) and not is_over(found, day)


def test_a_notice_or_lapse_is_not_measured_in_hours() -> None:
    """What ends by the passing of its last day needs days."""
    with pytest.raises(ValueError, match="not in hours"):
        replace(limit(48, Unit.HOUR), expiry=Expiry.ENDS_NOTICE)


@pytest.mark.parametrize("unit", (Unit.NATURAL_DAY, Unit.WORKING_DAY))
@pytest.mark.parametrize("extends", (False, True))
def test_a_limit_ends_by_the_last_day_there_is_or_says_that_it_does_not(
    unit: Unit, extends: bool
) -> None:
    """9999-12-31 is a Friday and can be a last day; one day more is refused, not a failure."""
    calendar = Calendar.of(())
    for start in (date(9999, 12, 28), date(9999, 12, 29), date(9999, 12, 30)):
        length = (date.max - start).days
        fits = limit(length, unit, extends=extends)
        assert due(fits, start, calendar).last_day == last_day(fits, start, calendar) == date.max
        longer = limit(length + 1, unit, extends=extends)
        for reckoning in (due, last_day):
            with pytest.raises(BeyondCalendar):
                reckoning(longer, start, calendar)
    with pytest.raises(BeyondCalendar):
        _ = due(limit(0, Unit.SAME_DAY), date.max, calendar).ends_before


def test_what_begins_before_the_first_day_or_ends_after_the_last_hour_is_refused() -> None:
    """The day before the first one is none either, nor the hour after the last."""
    calendar = Calendar.of(())
    counted = limit(1, Unit.NATURAL_DAY, counts_start=True)
    with pytest.raises(BeyondCalendar):
        last_day(counted, date.min, calendar)
    assert due(counted, date.min, calendar).last_day == date.min
    with pytest.raises(BeyondCalendar):
        last_day(limit(24, Unit.HOUR), date.max, calendar)


def test_remaining_days_reach_zero_on_the_last_day() -> None:
    """Natural days left: 0 on the last day, negative afterwards."""
    found = due(EXAMINATION, date(2025, 3, 14), CITY)
    assert [remaining(found, date(2025, 3, day)) for day in (20, 21, 22)] == [1, 0, -1]


@given(limits, days, calendars)
def test_the_short_way_agrees_with_the_explained_one(
    limit: Limit, start: date, calendar: Calendar
) -> None:
    """Last day, warning day and provisional are the same with and without the explanation."""
    found = due(limit, start, calendar)
    short = (found.last_day, found.warning_day, found.provisional, None)
    assert reckon(limit, start, calendar) == Reckoned(*short)


@given(limits, days, st.integers(0, 40), calendars)
def test_a_later_start_never_ends_earlier(
    limit: Limit, start: date, later: int, calendar: Calendar
) -> None:
    """Ends are monotone in the start."""
    after = start + timedelta(days=later)
    assert last_day(limit, start, calendar) <= last_day(limit, after, calendar)


@given(limits, days, calendars)
def test_the_explanation_is_gapless_and_counts_right(
    limit: Limit, start: date, calendar: Calendar
) -> None:
    """Every day appears once; the count is the length; counted working days are worked."""
    found = due(limit, start, calendar)
    span = (found.last_day - start).days + 1
    assert [day.day for day in found.days] == [start + timedelta(days=n) for n in range(span)]
    counted = [day for day in found.days if day.counted]
    assert [day.number for day in counted] == list(range(1, len(counted) + 1))
    assert len(counted) == (limit.length or 1)
    if limit.unit is Unit.WORKING_DAY:
        assert all(calendar.is_working(day.day) for day in counted)


@given(limits, days, calendars)
def test_an_end_lies_after_the_start_and_an_extended_one_is_never_a_rest_day(
    limit: Limit, start: date, calendar: Calendar
) -> None:
    """Only same-day limits end on the start day; §203 leaves no end on a rest day."""
    found = due(limit, start, calendar)
    assert found.last_day >= found.warning_day
    assert (found.last_day > start) is (limit.unit is not Unit.SAME_DAY)
    if limit.extends or limit.unit is Unit.WORKING_DAY:
        assert calendar.is_working(found.last_day)


def _new_year_2027():
    """A made-up notice: 1 January 2027 off, Sunday the 3rd worked."""
    template = national([2026], READ_ON)[0]
    return type(template)(
        region="national",
        year=2027,
        name="元旦",
        off=(date(2027, 1, 1),),
        makeup=(date(2027, 1, 3),),
        document="test",
        source="test",
        confidence="test",
        on=READ_ON,
    )
