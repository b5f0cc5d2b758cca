"""Which limits run in a case after which facts."""

from datetime import date, timedelta

import pytest

from adapters.packs import law
from domain.time.running import NOTHING_RUNNING, Running, RunningLimits, advance

PACK = law().on(date(2025, 1, 6))
MONDAY = date(2025, 3, 3)


Step = tuple[str, int] | tuple[str, int, tuple[str, ...]] | tuple[str, int, tuple[str, ...], str]


def run(*facts: Step, course: str = "general") -> RunningLimits:
    """The limits after facts given as (name, days after Monday, conditions, key)."""
    running = NOTHING_RUNNING
    for name, after, *rest in facts:
        day = MONDAY + timedelta(days=after)
        running = advance(running, PACK.limits, name, day, course, *rest)
    return running


@pytest.mark.article("18.1.1")
def test_acceptance_starts_the_examination_and_the_leaders_signature_stops_it() -> None:
    """Five working days run from acceptance until the examination is complete (18.1.1)."""
    assert "examination" in run(("application-accepted", 0))
    done = run(("application-accepted", 0), ("application-examined", 2, ("positive-opinion",)))
    assert list(done) == ["notice-posting"]


@pytest.mark.article("18.2.1")
def test_an_urgent_case_has_no_general_clock() -> None:
    """On an urgent course acceptance starts the same-day examination only (18.2.1)."""
    assert list(run(("application-accepted", 0), course="urgent-township")) == [
        "urgent-examination"
    ]


def test_a_case_that_is_not_urgent_after_all_counts_from_acceptance() -> None:
    """The general examination then runs from the day of acceptance, not of the finding."""
    running = run(("application-accepted", 0), course="urgent-township")
    running = advance(
        running, PACK.limits, "urgency-not-confirmed", MONDAY + timedelta(days=1), "general"
    )
    assert dict(running) == {"examination": Running("examination", MONDAY, 1)}


def test_a_restarted_limit_gets_a_new_occurrence() -> None:
    """No occurrence number is used twice, also where the limit was stopped in between."""
    running = run(
        ("public-notice-posted", 0),
        ("public-notice-interrupted", 2),
        ("public-notice-posted", 3),
    )
    assert running["public-notice"].occurrence == 2
    assert running["public-notice"].started_on == MONDAY + timedelta(days=3)


def test_objections_are_answered_one_by_one() -> None:
    """Each objection has its own clock, stopped by its own answer."""
    running = run(
        ("objection-lodged", 0, (), "1"),
        ("objection-lodged", 1, (), "2"),
        ("objection-resolved", 2, (), "1"),
    )
    assert list(running) == ["objection-handling/2"]


@pytest.mark.article("18.2.1")
def test_only_a_delegated_approval_must_be_filed_and_countersigned() -> None:
    """Filing and countersignature follow a township's approval, feedback a county's (18.2.1)."""
    follows = ("delegated", "to-file", "to-countersign")
    delegated = run(("relief-approved", 0, follows), course="urgent-township")
    neither = run(("relief-approved", 0, ("delegated",)), course="urgent-township")
    county = run(("relief-approved", 0, ("not-delegated",)))
    assert set(delegated) == {"filing", "countersignature", "urgent-payment"}
    assert set(neither) == {"urgent-payment"}
    assert set(county) == {"feedback", "payment"}


def test_the_end_of_a_case_stops_every_limit() -> None:
    """Nothing runs on after withdrawal, refusal of acceptance, handover, lapse or closing."""
    for ending in sorted(PACK.limits.ends_all):
        assert not run(("application-submitted", 0), ("relief-approved", 1), (ending, 2))


def test_every_limit_can_start_and_stop() -> None:
    """Each limit names a fact that starts it and one that stops it."""
    assert all(limit.starts and limit.stops for limit in PACK.limits)


def test_limits_forget_nothing_about_facts_that_do_not_concern_them() -> None:
    """A fact no limit names leaves the very same object."""
    running = run(("application-accepted", 0))
    assert advance(running, PACK.limits, "home-visited", MONDAY, "general") is running
