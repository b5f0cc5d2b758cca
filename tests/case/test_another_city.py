"""A city whose rules are built otherwise decides whole cases: no line of Python knows it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.assessment.inputs import Certainty, Figure, Source
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Ground, Stage
from domain.law.pack import Law
from domain.law.reference import fold
from tests.assessment.test_another_city import PACK
from tests.case import journeys as j
from tests.case.hardship import bill
from tests.case.prescribed import NEGATIVE
from tests.case.story import Story, given, like
from tests.case.test_recomputed import reckoned_again
from tests.case.words import About, circumstances_of, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e

HERE = replace(PACK, area="5401")
"""The invented city's rules, laid over the townships these tests know."""
KNOWN = fold(replace(fact, area="5401") for fact in PACK.outcomes.published)
DAY = date(2023, 5, 8)
FIRE = About(category=Category.SUDDEN_HARDSHIP, amount=yuan(3000), day=DAY)
SEEN = Source(Certainty.VERIFIED, "check-1", DAY)
ILL = About(category=Category.MEDICAL, cause=Cause.ILLNESS, amount=yuan(6000), day=DAY)


def world() -> World:
    """Nothing but the other city's law and figures."""
    return World(law=Law.of([HERE]), references=KNOWN)


def accepted(about: About) -> j.Journey:
    """With the one paper this city asks for (8)."""
    return j.accepted(about, world(), materials=("identity-card",))


def looked_into(about: About, **changes: Any) -> j.Journey:
    """Accepted, looked into, and its circumstances recorded."""
    journey = accepted(about).go(c.ReportMeansCheck, c.RecordHomeVisit)
    periods = changes.pop("periods", None)
    told = circumstances_of(about, **changes)
    return journey.go(c.RecordCircumstances, circumstances=told, periods=periods)


def said(story: Story) -> list[tuple[Code, str | None]]:
    """Why something was refused, by which provision of this city."""
    return [(one.code, one.article) for one in story.reasons]


def at_county(journey: j.Journey) -> j.Journey:
    """Both signed, and the county received it: the notice comes after approval (7)."""
    return journey.go(c.SignOpinion, c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty)


def test_months_times_persons_are_granted_and_posted_afterwards() -> None:
    """Three heads, three months, a third of 1,000 each: 3,000, then the notice (5.1, 7)."""
    journey = at_county(looked_into(FIRE, periods=3))
    given(journey).when(c.ApproveRelief).then(
        like(e.ReliefApproved, amount=yuan(3000)), *[GrantCharged] * 3
    )
    assert journey.stage is Stage.APPROVED
    given(journey).when(c.PostPublicNotice).then(e.PublicNoticePosted)
    assert reckoned_again(journey.world) == 1


@pytest.mark.parametrize(
    ("sum", "right"), [("999", False), ("1000", True), ("6000", True), ("6001", False)]
)
def test_the_range_is_one_to_six_months(sum: str, right: bool) -> None:
    """A judgement between them, in writing (5.1)."""
    story = given(looked_into(FIRE, periods=3)).when(c.SignOpinion, recommended=yuan(sum))
    if right:
        story.then(e.OpinionSigned)
    else:
        assert said(story) == [(Code.AMOUNT_OUTSIDE_RANGE, f"{PACK.document}§5.1")]


def test_the_same_bills_give_another_sum_than_in_lhasa() -> None:
    """60% of 10,000, not 90% (5.2)."""
    journey = looked_into(ILL, bills=(bill(yuan(10000), DAY),))
    story = given(journey).when(c.SignOpinion, recommended=yuan(9000))
    assert said(story) == [(Code.AMOUNT_OUTSIDE_RANGE, f"{PACK.document}§5.2")]
    given(at_county(journey)).when(c.ApproveRelief).then(
        like(e.ReliefApproved, amount=yuan(6000)), *[GrantCharged] * 3
    )


def test_a_kind_this_city_does_not_relieve_is_refused_as_not_covered() -> None:
    """Other households are nobody's here (2)."""
    journey = accepted(About(day=DAY)).go(c.ReportMeansCheck, c.RecordHomeVisit)
    journey.go(c.RecordCircumstances)
    given(journey).when(c.SignOpinion).then_refused(Code.NOT_COVERED)
    given(journey).when(c.SignOpinion, **NEGATIVE, ground=Ground.NOT_COVERED).then(e.OpinionSigned)


def test_a_failed_test_bears_out_a_refusal_by_the_clause_that_stands_for_ours() -> None:
    """Income is its article 3, which answers our article 9; nothing bears out a yearly count."""
    means = circumstances_of(ILL).means
    rich = replace(means, income_per_head=Figure(yuan(20000), SEEN))
    journey = looked_into(ILL, means=rich, bills=(bill(yuan(10000), DAY),))
    story = given(journey).when(c.SignOpinion, **NEGATIVE, ground=Ground.TOO_OFTEN)
    assert said(story) == [(Code.GROUND_NOT_BORNE_OUT, f"{PACK.document}§2")]
    story.when(c.SignOpinion, **NEGATIVE, ground=Ground.NO_SEVERE_DIFFICULTY)
    story.then(e.OpinionSigned)
