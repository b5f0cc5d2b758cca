"""A limit across New Year: provisional until the year is arranged, then reckoned again, on record."""

from datetime import date

import pytest

from domain.case.ending import facts as e
from domain.ground.refusal import Code, Refused
from domain.time.due import due
from domain.time.notices import NoticeEffect
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import About
from tests.case.world import PACK
from tests.support import commands as c

LATE = date(2026, 12, 29)
"""A Tuesday in the last days of the last year that is arranged."""
FIRST, SECOND, THIRD = date(2027, 1, 6), date(2027, 1, 7), date(2027, 1, 8)
"""The last day: reckoned without an arrangement, with one, and with a later one."""
TODAY = date(2026, 12, 30)


FIRST_NOTICE, SECOND_NOTICE = "国办发明电〔2026〕0号（虚构）", "国办发明电〔2026〕1号（虚构）"


def arrangement(*makeup: date, instead_of: str = "") -> c.RecordHolidayNotice:
    """An invented arrangement of the new year: two more days off, some worked in exchange."""
    new_year = c.HolidayArranged(
        name="元旦（虚构）",
        effect=NoticeEffect.REPLACES if instead_of else NoticeEffect.ESTABLISHES,
        off=(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)),
        makeup=makeup,
        amends=instead_of,
    )
    return c.RecordHolidayNotice(
        case="national",
        year=2027,
        document=SECOND_NOTICE if instead_of else FIRST_NOTICE,
        source="虚构",
        confidence="虚构",
        holidays=(new_year,),
    )


NEW_YEAR = arrangement(date(2027, 1, 2))


def accepted() -> j.Journey:
    """Accepted in the last days of December; five working days lead into a year without notice."""
    return j.accepted(About(day=LATE)).on(TODAY)


def arranged() -> j.Journey:
    """And then the year was arranged."""
    at = accepted()
    return noted(at, NEW_YEAR)


def noted(at: j.Journey, notice: c.RecordHolidayNotice) -> j.Journey:
    """A notice recorded by the city, which looked at what it moves."""
    done = at.world.execute(at.world.confirmed(notice, p.CITY, TODAY), p.CITY, TODAY)
    assert not isinstance(done, Refused), done
    return at


def told() -> j.Journey:
    """And the case's history says so."""
    return arranged().go(c.RecordRecomputedLimit, started_on=LATE, was=FIRST)


WRONG: tuple[Wrong, ...] = (
    *rows(
        accepted,
        c.RecordRecomputedLimit,
        (
            "its last day is still what it was",
            Code.DONE_ALREADY,
            "民法典§203",
            "limit",
            {"started_on": LATE, "was": FIRST},
        ),
        (
            "the limit runs",
            Code.LIMIT_NOT_RUNNING,
            "民法典§203",
            "limit",
            {"started_on": LATE, "limit": "payment"},
        ),
    ),
    *rows(
        told,
        c.RecordRecomputedLimit,
        (
            "a change is recorded once",
            Code.DONE_ALREADY,
            "民法典§203",
            "limit",
            {"started_on": LATE, "was": FIRST},
        ),
    ),
)


@pytest.mark.parametrize("wrong", WRONG, ids=sentence)
def test_only_a_last_day_that_moved_is_recorded_and_once(wrong: Wrong) -> None:
    """Nothing is said of what did not change, or was said before."""
    wrong.holds()


@pytest.mark.article("民法典§203")
def test_the_change_stands_in_the_history_with_both_days_and_the_calendar() -> None:
    """Wednesday the 6th, reckoned without an arrangement, becomes Thursday the 7th (民法典 §203)."""
    calendar = accepted().world.calendar
    assert due(PACK.limits["examination"], LATE, calendar).provisional
    story = given(arranged).when(c.RecordRecomputedLimit, started_on=LATE, was=FIRST)
    story.then(
        e.TimeLimitRecomputed(
            on=TODAY,
            limit="examination",
            started_on=LATE,
            was=FIRST,
            now=SECOND,
            calendar=story.journey.world.calendar.version,
        )
    )
    assert not due(PACK.limits["examination"], LATE, story.journey.world.calendar).provisional


def test_a_second_notice_moves_it_from_where_it_stood() -> None:
    """Each change is told from the day last told, whatever the words say."""
    at = noted(told(), arrangement(instead_of=FIRST_NOTICE))
    story = given(at).when(c.RecordRecomputedLimit, started_on=LATE, was=FIRST)
    story.then(like(e.TimeLimitRecomputed, was=SECOND, now=THIRD))
