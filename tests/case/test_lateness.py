"""第三十一条逾期督办: lateness is a fact of one clock, and the case goes on."""

from datetime import date
from typing import Any

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Stage
from domain.time.limits import Expiry
from tests.case import journeys as j
from tests.case.story import Wrong, given, rows, sentence
from tests.case.words import MONDAY, after
from tests.case.world import PACK
from tests.support import commands as c
from tests.support import facts as e

OTHER_ENDS = {"public-notice": Expiry.ENDS_NOTICE, "supplement": Expiry.LAPSES}
"""Limits whose end has a fact of its own."""


def two_referrals() -> j.Journey:
    """Referred twice on the same day: two clocks, told apart by their key."""
    return j.referred().go(c.ReferCase)


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.accepted,
        c.RecordMissedLimit,
        (
            "the limit runs",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"limit": "payment", "day": after(30), "started_on": MONDAY},
        ),
        (
            "the limit started on that day",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"started_on": after(-1), "day": after(30)},
        ),
        (
            "the fifth working day counts in full",
            Code.LIMIT_NOT_OVER,
            "31",
            "limit",
            {"started_on": MONDAY, "day": after(7)},
        ),
    ),
    *rows(
        lambda: j.accepted().on(after(8)).go(c.RecordMissedLimit, started_on=MONDAY),
        c.RecordMissedLimit,
        ("lateness is recorded once", Code.DONE_ALREADY, "31", "limit", {"started_on": MONDAY}),
    ),
    *rows(
        j.in_notice,
        c.RecordMissedLimit,
        (
            "the end of the notice is no lateness",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"limit": "public-notice", "started_on": MONDAY, "day": after(30)},
        ),
    ),
    *rows(
        j.notified,
        c.RecordMissedLimit,
        (
            "papers that do not come are no lateness",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"limit": "supplement", "started_on": MONDAY, "day": after(90)},
        ),
    ),
    *rows(
        two_referrals,
        c.RecordMissedLimit,
        *(
            (
                sentence,
                Code.LIMIT_NOT_RUNNING,
                "31",
                "limit",
                {"limit": "referral-answer", "key": key, "started_on": after(8), "day": after(60)},
            )
            for sentence, key in (("a keyed limit says its key", ""), ("a key that runs", "3"))
        ),
    ),
    *rows(
        j.accepted,
        c.RecordMissedLimit,
        (
            "a limit without keys has none",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"key": "1", "started_on": MONDAY, "day": after(30)},
        ),
        (
            "the pack knows the limit",
            Code.LIMIT_NOT_RUNNING,
            "31",
            "limit",
            {"limit": "no-such-limit", "started_on": MONDAY, "day": after(30)},
        ),
    ),
)


@pytest.mark.article("31")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_lateness_is_recorded_only_of_what_is_late(case: Wrong) -> None:
    """Each refusal says its code, article and field, and leaves no trace."""
    case.holds()


def test_every_end_of_a_limit_that_is_no_lateness_is_known_here() -> None:
    """A new kind of end would need a fact of its own, and a row above."""
    lateness = {Expiry.LATE, Expiry.REMINDS}
    ends = {limit.id: limit.expiry for limit in PACK.limits if limit.expiry not in lateness}
    assert ends == OTHER_ENDS


@pytest.mark.article("31")
def test_two_clocks_of_one_limit_are_late_one_by_one() -> None:
    """The key tells them apart, though both started on the same day (A31)."""
    story = given(two_referrals)
    for key in ("1", "2"):
        words: dict[str, Any] = {"limit": "referral-answer", "key": key, "started_on": after(8)}
        story.when(c.RecordMissedLimit, day=after(60), **words).then(
            e.TimeLimitMissed(on=after(60), last_day=date(2025, 4, 1), **words)
        )
        story.when(c.RecordMissedLimit, **words).then_refused(Code.DONE_ALREADY, article="31")


@pytest.mark.article("31")
def test_a_missed_limit_is_a_fact_and_the_case_goes_on() -> None:
    """督办: lateness recorded as lateness; nothing else changes (A31)."""
    story = given(j.accepted).when(c.RecordMissedLimit, day=after(8), started_on=MONDAY)
    story.then(
        e.TimeLimitMissed(on=after(8), limit="examination", started_on=MONDAY, last_day=after(7))
    )
    assert story.journey.stage is Stage.ACCEPTED
    story.when(c.ReportMeansCheck).then(e.MeansCheckReported)
