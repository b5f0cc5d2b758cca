"""Lateness follows what is known: a notice that frees days makes late limits timely, and back again."""

from datetime import date

import pytest

from domain.case.ending.facts import TimeLimitMissed
from domain.ground.facts import Fact
from domain.time.notices import (
    NATIONAL,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from projections.known_limits import known
from projections.limit_rows import LATE, LIMITS, MET, MISSED, RUNNING
from projections.rows import Row
from tests.projections.folding import LAW, folded
from tests.projections.histories import Log, accepted, signed, submitted

EIGHTH, NINTH, TENTH = date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 10)
FIRST = date(2026, 6, 1)
BEGUN: tuple[Fact, ...] = (submitted(on=FIRST), accepted(FIRST))
"""Five working days from 1 June 2026: 8 June."""

MISSED_ON_9 = TimeLimitMissed(on=NINTH, limit="examination", started_on=FIRST, last_day=EIGHTH)


def freeing(number: int = 1) -> HolidayNoticeRecorded:
    """8 and 9 June are off after all."""
    return HolidayNoticeRecorded(
        region=NATIONAL,
        year=2026,
        name="临时放假（虚构）",
        off=(EIGHTH, NINTH),
        makeup=(),
        document="虚构",
        source="虚构",
        confidence="虚构",
        on=NINTH,
        effect=NoticeEffect.ESTABLISHES,
    )


TAKEN_BACK = HolidayNoticeWithdrawn(
    on=TENTH,
    number=1,
    region=NATIONAL,
    year=2026,
    name="临时放假（虚构）",
    document="虚构",
    reason="误登",
)


def examination(*happened: Fact | CalendarFact) -> Row:
    """The limit of examination after these facts, of one case and of the calendar, in this order."""
    log = Log()
    for fact in happened:
        if isinstance(fact, CalendarFact):
            log.add("calendar", fact)
        else:
            log.case(fact)
    (row,) = [r for r in folded(log.records).all(LIMITS) if r["limit"] == "examination"]
    assert [dict(one) for one in known(LAW, log.records) if one["limit"] == "examination"] == [row]
    return row


def told(row: Row) -> tuple[str, str]:
    """How it stands, and its last day."""
    return row["state"], row["last_day"]


@pytest.mark.article("民法典§203")
def test_what_was_missed_is_not_missed_once_a_notice_frees_the_day() -> None:
    """Missed on 8 June; on the 9th 8 and 9 June are freed: it runs until the 10th (§203)."""
    assert told(examination(*BEGUN, MISSED_ON_9)) == (MISSED, "2026-06-08")
    assert told(examination(*BEGUN, MISSED_ON_9, freeing())) == (RUNNING, "2026-06-10")


def test_what_was_freed_may_be_missed_again() -> None:
    """Its lateness is recorded anew once the later day is past as well."""
    again = TimeLimitMissed(
        on=date(2026, 6, 11), limit="examination", started_on=FIRST, last_day=TENTH
    )
    row = examination(*BEGUN, MISSED_ON_9, freeing(), again)
    assert (*told(row), row["missed_on"]) == (MISSED, "2026-06-10", "2026-06-11")


def test_what_was_freed_by_mistake_is_missed_as_before() -> None:
    """The notice is withdrawn: what was on record of 8 June holds again."""
    assert told(examination(*BEGUN, MISSED_ON_9, freeing(), TAKEN_BACK)) == (MISSED, "2026-06-08")


def test_what_was_done_late_was_done_in_time_once_the_days_are_freed() -> None:
    """A limit that stopped on the 9th was late by the calendar of then, and is not any more."""
    done = (*BEGUN, *signed(NINTH))
    assert told(examination(*done)) == (LATE, "2026-06-08")
    assert told(examination(*done, freeing())) == (MET, "2026-06-10")
    assert told(examination(*done, freeing(), TAKEN_BACK)) == (LATE, "2026-06-08")


def test_what_was_done_in_time_stays_so_whatever_is_known_later() -> None:
    """Who relied on the calendar of the day is not late by one that was corrected afterwards."""
    done = (*BEGUN, freeing(), *signed(TENTH), TAKEN_BACK)
    assert told(examination(*done)) == (MET, "2026-06-10")
