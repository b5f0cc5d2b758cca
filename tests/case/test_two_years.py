"""Bills of two years in one decision: each year's account is charged with its own part (AMB-37)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from domain.account.account import Grant, PersonAccount
from domain.account.events import GrantCharged, GrantReleased
from domain.assessment.inputs import MedicalBill
from domain.case.releases import given_back
from domain.case.revision.facts import DecisionRevoked
from domain.ground.matter import Matter
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.hardship import bill
from tests.case.journey import Journey
from tests.case.prescribed import ILLNESS
from tests.case.story import given, like
from tests.case.test_evidence import end, shown, start
from tests.case.words import About, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e
from tests.support.lengths import walk

NOVEMBER, JANUARY = date(2026, 11, 12), date(2027, 1, 4)
OLD = bill(yuan(5000), NOVEMBER, "november")
NEW = bill(yuan(2500), JANUARY, "january")
BOTH: dict[str, Any] = {"expense_year": 2027, "also_year": 2026}


def sick(amount: int, day: date = JANUARY, case: str = "Y-1") -> About:
    """The family's illness, applied for after the turn of the year."""
    return replace(ILLNESS, case=case, amount=yuan(amount), day=day)


def told(about: About, *bills: MedicalBill, world: World | None = None, **words: Any) -> Journey:
    """The bills are on file, of the years that are named."""
    journey = j.accepted(about, world).go(c.ReportMeansCheck, c.RecordHomeVisit)
    before = journey.words(c.RecordCircumstances)
    assert isinstance(before, c.RecordCircumstances)
    facts = replace(before.circumstances, bills=bills)
    return journey.go(c.RecordCircumstances, circumstances=facts, **{**BOTH, **words})


def to_county(journey: Journey) -> Journey:
    """On the county's desk, after the box of objections was emptied."""
    journey.go(c.SignOpinion, c.CompleteExamination)
    shown(journey, **start(day=journey.about.day)).go(c.PostPublicNotice)
    over = j.after_notice(journey)
    shown(journey.on(over).go(c.EndPublicNotice), **end(day=over))
    ready = journey.on(over + timedelta(days=2)).go(c.SubmitForApproval, c.ReceiveAtCounty)
    return ready.go(c.ReportSpotCheck) if ready.case.county.spot_check else ready


def approved(amount: int = 5750) -> Journey:
    """4,000 for 2026, 1,750 for 2027."""
    return to_county(told(sick(amount), OLD, NEW)).go(c.ApproveRelief)


def standing(world: World) -> list[tuple[int, Money]]:
    """What stands in every account, year by year: the same in each."""
    found = {
        tuple(sorted((g.booked, g.amount) for g in world.account(person).standing))
        for person in p.GESANG.persons
    }
    (only,) = found
    return list(only)


@pytest.mark.article("11", "11.2")
def test_one_decision_charges_each_year_with_its_part() -> None:
    """Three members, two years: six entries, each with its year's costs (11, 11.2, AMB-37)."""
    old = {"amount": yuan(4000), "expense_year": 2026, "year": 2026, "base": yuan(5000)}
    new = {"amount": yuan(1750), "expense_year": 2027, "year": 2027, "base": yuan(2500)}
    given(to_county(told(sick(5750), OLD, NEW))).when(c.ApproveRelief).then(
        like(e.ReliefApproved, amount=yuan(5750)),
        *[like(GrantCharged, **old), like(GrantCharged, **new)] * 3,
    )


@pytest.mark.article("11")
def test_another_sum_than_the_two_years_come_to_is_not_prescribed() -> None:
    """7,500 at one rate would give 6,750 (11.2)."""
    story = given(told(sick(6750), OLD, NEW)).when(c.SignOpinion)
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, article="11.2")
    assert story.reasons[0].facts["least"] == "5750.00"


@pytest.mark.article("11", "12")
def test_what_it_left_of_either_year_is_what_the_next_case_finds() -> None:
    """Its part of 2026 uses up 2026, that of 2027 is one grant of 2027 (11, 12)."""
    world = approved().world
    assert standing(world) == [(2026, yuan(4000)), (2027, yuan(1750))]
    later = bill(yuan(7000), date(2027, 2, 3), "february")
    journey = told(sick(6800, date(2027, 2, 8), "Y-2"), OLD, NEW, later, world=world)
    story = given(journey).when(c.SignOpinion, recommended=yuan(1))
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE)
    assert story.reasons[0].facts["least"] == "6800.00"


@pytest.mark.article("12")
def test_two_years_are_one_grant() -> None:
    """Of the two that a year allows (12)."""
    world = approved().world
    journey = told(sick(100, date(2027, 2, 8), "Y-2"), OLD, NEW, world=world)
    assert journey.world.account(p.GESANG.persons[0]).version == 2
    story = given(journey).when(c.SignOpinion)
    story.then_refused(Code.NOTHING_DUE)


@pytest.mark.article("11.2")
def test_costs_of_either_year_do_not_become_less_without_a_paper() -> None:
    """What was known of 2026 is known in the next case, too (11.2)."""
    world = approved().world
    about = sick(100, date(2027, 2, 8), "Y-2")
    journey = j.accepted(about, world).go(c.ReportMeansCheck, c.RecordHomeVisit)
    before = journey.words(c.RecordCircumstances)
    assert isinstance(before, c.RecordCircumstances)
    for bills in ((NEW,), (OLD,)):
        facts = replace(before.circumstances, bills=bills)
        story = given(journey).when(c.RecordCircumstances, circumstances=facts, **BOTH)
        story.then_refused(Code.FIELD_INVALID, about="correction")
    facts = replace(before.circumstances, bills=(OLD, NEW))
    given(journey).when(c.RecordCircumstances, circumstances=facts, **BOTH).then(
        like(e.CircumstancesRecorded, also_year=2026)
    )


@pytest.mark.parametrize("also", [2025, 2027])
def test_the_other_year_is_the_one_before(also: int) -> None:
    """Not any two years."""
    journey = j.accepted(sick(1)).go(c.ReportMeansCheck, c.RecordHomeVisit)
    story = given(journey).when(c.RecordCircumstances, expense_year=2027, also_year=also)
    story.then_refused(Code.FIELD_INVALID, about="also_year")


def test_a_case_under_the_older_law_answers_one_year() -> None:
    """Accepted before December 2026, it has the law of then (AMB-40)."""
    journey = j.accepted(sick(1, date(2026, 3, 2))).go(c.ReportMeansCheck, c.RecordHomeVisit)
    story = given(journey).when(c.RecordCircumstances, expense_year=2026, also_year=2025)
    story.then_refused(Code.FIELD_INVALID, about="also_year")


@pytest.mark.article("11")
def test_a_revocation_gives_back_either_years_room() -> None:
    """Each part to its own year (11, AMB-02)."""
    journey = approved()
    given(journey.copy()).when(c.RevokeDecision).then(
        DecisionRevoked,
        *[
            like(GrantReleased, amount=yuan(4000), year=2026),
            like(GrantReleased, amount=yuan(1750), year=2027),
        ]
        * 3,
    )
    assert standing(journey.go(c.RevokeDecision).world) == []


@pytest.mark.article("11")
def test_a_lower_sum_leaves_the_earlier_year_what_it_can_keep() -> None:
    """The law names only a maximum for 12,000 of 2026: 9,000 of it stand, of 2027 nothing (11.2)."""
    large = replace(OLD, total=yuan(12000))
    journey = to_county(told(sick(11750), large, NEW)).go(c.ApproveRelief)
    assert standing(journey.world) == [(2026, yuan(10000)), (2027, yuan(1750))]
    lower = journey.copy().go(c.ChangeSum, amount=yuan(9000))
    assert standing(lower.world) == [(2026, yuan(9000))]
    assert lower.case.approval is not None and lower.case.approval.amount == yuan(9000)


def relief(cost: int) -> Money:
    """What a year's bills earn (11.2)."""
    for edge, tenths in ((3000, 7), (6000, 8), (10000, 9)):
        if cost <= edge:
            return Money(cost * 10 * tenths)
    return yuan(10000)


costs = st.integers(1, 15_000)


@pytest.mark.article("11", "11.2")
@settings(max_examples=walk(5, 60), deadline=None)
@drawn(costs, costs, st.booleans())
def test_the_years_accounts_add_up_to_what_stands(old: int, new: int, revoked: bool) -> None:
    """Every member's, and neither above its year's cap; nothing once it is revoked (11, 11.2)."""
    first, second = relief(old), relief(new)
    about = replace(sick(1), amount=first + second)
    bills = (replace(OLD, total=yuan(old)), replace(NEW, total=yuan(new)))
    journey = to_county(told(about, *bills)).go(c.ApproveRelief)
    assert standing(journey.world) == [(2026, first), (2027, second)]
    assert max(first, second) <= yuan(10000)
    if revoked:
        assert standing(journey.go(c.RevokeDecision).world) == []


parts = st.lists(st.integers(1, 900), min_size=1, max_size=2)


@pytest.mark.article("11")
@settings(deadline=None)
@drawn(parts, st.integers(0, 2000))
def test_what_is_kept_and_what_is_given_back_add_up(sums: list[int], kept: int) -> None:
    """Year by year, the earlier one keeping what it can; never more than stood (11, AMB-02)."""
    grants = tuple(
        Grant(
            case="Y-1",
            on=JANUARY,
            subject=Subject.HOUSEHOLD,
            category=Category.MEDICAL,
            matter=Matter(cause=Cause.ILLNESS, on=NOVEMBER),
            amount=Money(fen),
            beneficiary=True,
            expense_year=2027 - n,
            year=2027 - n,
        )
        for n, fen in enumerate(sums)
    )
    stood = sum((g.amount for g in grants), ZERO)
    back = given_back(PersonAccount(grants=grants), "Y-1", Money(kept))
    given_ = sum((fen for _, fen in back), ZERO)
    assert given_ == max(stood - Money(kept), ZERO)
    assert all(ZERO < fen <= grant.amount for grant, fen in back)
    if len(sums) == 2 and kept <= sums[1]:
        assert grants[0].year in [grant.year for grant, _ in back]
    assert given_back(PersonAccount(grants=grants), "another", ZERO) == ()
