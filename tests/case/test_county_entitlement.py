"""第九、十一、十二、十八条: what is granted is what the law prescribes on the day it is granted."""

from dataclasses import replace
from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.assessment.inputs import Means, Received
from domain.assessment.result import Flag, Verdict
from domain.case.decide import RULES, cautioned, standing
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Ground
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import after_grants, meanwhile
from tests.case.prescribed import (
    ABLE,
    FIRE,
    ILLNESS,
    POOR,
    bills,
    figure,
    onward,
    record,
    spent,
    told,
)
from tests.case.story import given, like
from tests.case.words import MONDAY, RIGHT, About, circumstances_of, yuan
from tests.support import commands as c
from tests.support import facts as e


def nearly_hard() -> j.Journey:
    """E is not above twice D and I; the township proposes to set that aside."""
    return onward(told(FIRE, spending=spent(26000), means=POOR), proposal="paper-5")


@pytest.mark.article("9")
def test_what_the_township_proposes_only_the_county_does() -> None:
    """一般指: the proposal waives nothing; the approver sets the test aside, by name and in writing (9)."""
    story = given(nearly_hard).when(c.ApproveRelief)
    story.then_refused(Code.TEST_FAILED, article="9")
    assert story.reasons[0].facts["left"] == "26000.00"
    set_aside = c.SetAside(test="severe-difficulty", document="paper-6")
    story.when(c.ApproveRelief, overrides=(set_aside,)).then(e.ReliefApproved, *[GrantCharged] * 3)
    (fact,) = story.journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.assessment and fact.prescribed
    (override,) = fact.assessment.question.overrides
    assert (override.test, override.post, override.reason) == (
        "severe-difficulty",
        "approver",
        "paper-6",
    )
    assert Flag.OVERRIDDEN in fact.prescribed.flags


@pytest.mark.article("9")
@pytest.mark.parametrize(
    ("kind", "at"),
    [
        (c.SignOpinion, lambda: told(FIRE, spending=spent(26000), means=POOR)),
        (c.ApproveRelief, nearly_hard),
    ],
)
def test_what_the_words_must_answer_for_is_told_beforehand_and_forbids_nothing(
    kind: type[c.Command], at: j.Start
) -> None:
    """Who opens the form already sees what stands against relief; words may set it aside (9)."""
    journey = at()
    seen = journey.world.situation(RIGHT[kind](journey.about), p.APPROVER, journey.about.day)
    assert [told.code for told in cautioned(seen, RULES[kind])] == [Code.TEST_FAILED]
    assert standing(seen, RULES[kind]) == ()
    assert cautioned(seen, RULES[c.SubmitApplication]) == (), "each at its own stage"


def test_the_opinion_that_proposes_keeps_the_verdict_it_proposes_to_set_aside() -> None:
    """Nothing is silently waived: verdict and proposal stand side by side."""
    journey = told(FIRE, spending=spent(26000), means=POOR).go(c.SignOpinion, proposal="paper-5")
    (signed,) = journey.world.facts(e.OpinionSigned)
    assert isinstance(signed, e.OpinionSigned) and signed.prescribed is not None
    assert (signed.proposal, signed.prescribed.verdict) == ("paper-5", Verdict.TEST_FAILED)


@pytest.mark.article("8.1/2")
def test_the_income_test_of_an_illness_is_nobodys_to_set_aside() -> None:
    """应低于: only article 9 says 一般 (8.1/2)."""
    story = given(lambda: told(ILLNESS, means=Means(income_per_head=figure(30000))))
    story.when(c.SignOpinion, proposal="paper-5").then_refused(Code.TEST_FAILED, article="8.1/2")


@pytest.mark.article("12")
def test_a_third_grant_is_proposed_by_the_township_and_excepted_by_the_county() -> None:
    """特殊情况经县级调查核实 (12)."""
    world = after_grants(100, 100).world
    journey = told(About(case="L-3"), world)
    given(journey).when(c.SignOpinion).then_refused(Code.YEARLY_COUNT_REACHED, article="12")
    story = given(onward(journey, proposal="paper-5")).when(c.ApproveRelief)
    story.then_refused(Code.YEARLY_COUNT_REACHED, article="12")
    story.when(c.ApproveRelief, exception=p.secret("再次遭灾")).then(
        like(e.ReliefApproved, exception=p.kept("再次遭灾")), *[GrantCharged] * 3
    )


@pytest.mark.article("18.2.1")
def test_the_township_excepts_from_nothing_even_if_it_proposed_to() -> None:
    """A delegated approval is held to articles 9 and 12 as they stand (18.2.1)."""
    journey = j.urgent_accepted(FIRE, j.with_delegation()).go(c.ReportMeansCheck, c.RecordHomeVisit)
    record(journey, spending=spent(26000), means=POOR)
    journey.go(c.SignOpinion, proposal="paper-5").go(c.CompleteExamination)
    given(journey).when(c.ApproveUnderDelegation).then_refused(Code.TEST_FAILED, article="9")


@pytest.mark.article("11.1", "18.2.1")
def test_the_township_approves_the_floor_and_nothing_below_it() -> None:
    """小于2000元 does not undo the floor of three members (11.1, 18.2.1)."""
    story = given(lambda: j.urgent_examined(FIRE))
    story.when(
        c.ApproveUnderDelegation, amount=yuan(1500), lowered_reason=p.secret("x")
    ).then_refused(Code.AMOUNT_OUTSIDE_RANGE, article="11.1", about="amount")
    story.when(c.ApproveUnderDelegation).then(
        like(e.ReliefApproved, amount=yuan(1800), delegated=True), *[GrantCharged] * 3
    )


def test_the_county_lowers_within_the_range_and_no_further() -> None:
    """AMB-30 lets it lower with a reason; the floor of article 11 stays the floor."""
    story = given(lambda: j.under_county(j.accepted(replace(FIRE, amount=yuan(2500)))))
    story.when(
        c.ApproveRelief, amount=yuan("1799.99"), lowered_reason=p.secret("已获保险赔偿")
    ).then_refused(Code.AMOUNT_OUTSIDE_RANGE, article="11.1", about="amount")
    story.when(c.ApproveRelief, amount=yuan(1800), lowered_reason=p.secret("已获保险赔偿")).then(
        like(e.ReliefApproved, amount=yuan(1800)), *[GrantCharged] * 3
    )


@pytest.mark.article("18.1.2")
def test_the_county_may_find_less_than_the_township_and_grant_what_that_gives() -> None:
    """全面审查: its own finding stands in the trace instead of the record (A18.1.2)."""
    story = given(lambda: onward(told(ILLNESS)))
    less = circumstances_of(ILLNESS, bills=bills(2000))
    given_less: dict[str, Any] = {
        "amount": yuan(1400),
        "lowered_reason": p.secret("一张单据重复"),
        "found": less,
    }
    story.when(c.ApproveRelief, amount=yuan(1400), lowered_reason=p.secret("x")).then_refused(
        Code.AMOUNT_OUTSIDE_RANGE
    )
    story.when(c.ApproveRelief, **given_less).then(
        like(e.ReliefApproved, amount=yuan(1400)),
        *[like(GrantCharged, base=yuan(2000), expense_year=2025)] * 3,
    )
    (fact,) = story.journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.prescribed and fact.assessment
    assert fact.prescribed.record is None
    assert fact.assessment.question.circumstances == less


@pytest.mark.article("18.1.2")
def test_the_county_may_find_otherwise_and_refuse() -> None:
    """经核查不符合条件: what it found is written down, and bears the ground out (A18.1.2)."""
    otherwise = circumstances_of(FIRE, statements=ABLE)
    story = given(lambda: onward(told(FIRE)))
    story.when(c.RefuseRelief, ground=Ground.NOT_COVERED, evidence=(), found=otherwise).then(
        like(e.ReliefRefused, ground=Ground.NOT_COVERED)
    )


@pytest.mark.article("18.1.2")
def test_a_file_of_before_the_circumstances_were_recorded_goes_back_for_them() -> None:
    """An old file is neither approved nor stuck: it may always be returned (A18.1.2)."""
    journey = onward(told(FIRE)).go(c.ReturnForReexamination)
    journey.go(c.SubmitForApproval, c.ReceiveAtCounty)
    journey.world = journey.world.without(e.CircumstancesRecorded)
    story = given(journey).when(c.ApproveRelief)
    story.then_refused(Code.CIRCUMSTANCES_MISSING, article="18.1.1")
    assert not isinstance(journey.do(c.ReturnForReexamination), Refused)


@pytest.mark.article("18.2.1")
def test_an_old_file_is_not_approved_by_the_township_either() -> None:
    """Whatever was signed before, nothing is granted on nothing (18.2.1)."""
    journey = j.urgent_examined()
    journey.world = journey.world.without(e.CircumstancesRecorded)
    given(journey).when(c.ApproveUnderDelegation).then_refused(Code.CIRCUMSTANCES_MISSING)


@pytest.mark.article("11.1", "18.1.2")
def test_a_sum_that_became_too_small_goes_back_however_often_it_went_back() -> None:
    """Room was given back, so the floor is due again: only a new opinion can say so (11.1, A18.1.2)."""
    world = j.approved(j.accepted(About(case="E-1", amount=yuan(9000)))).world
    journey = onward(told(replace(FIRE, amount=yuan(1000)), world))
    journey.go(c.ReturnForReexamination)
    journey.go(c.SubmitForApproval, c.ReceiveAtCounty)
    given(journey).when(c.ReturnForReexamination).then_refused(Code.RETURNED_ALREADY)
    other = j.Journey(About(case="E-1", day=journey.about.day), journey.world)
    other.go(c.WithdrawApplication)
    given(journey).when(c.ApproveRelief).then_refused(Code.AMOUNT_OUTSIDE_RANGE)
    given(journey).when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


@pytest.mark.article("11.1")
def test_a_member_who_died_is_no_member_any_more() -> None:
    """The floor is reckoned anew without a new record (11.1)."""
    journey = told(FIRE).go(c.RecordDeath)
    given(journey).when(c.SignOpinion, recommended=yuan(1200)).then(e.OpinionSigned)


@pytest.mark.article("11")
def test_other_aid_of_the_year_is_shown_to_whoever_decides() -> None:
    """统筹考虑本年度已经获得的其他社会救助: a flag in the decision (11)."""
    aid = (Received("charity-1", yuan(500), MONDAY, "paper-8"),)
    journey = onward(told(FIRE, aid=aid)).go(c.ApproveRelief)
    (fact,) = journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.prescribed is not None
    assert Flag.AID_THIS_YEAR in fact.prescribed.flags


@pytest.mark.article("11")
def test_room_used_meanwhile_is_told_with_what_is_left() -> None:
    """The opinion was right when it was signed; the approval is asked anew (11)."""
    journey = meanwhile(onward(told(FIRE)), About(case="E-1", amount=yuan(9000)))
    story = given(journey).when(c.ApproveRelief)
    story.then_refused(Code.ABOVE_HOUSEHOLD_CAP, article="11", about="amount")
    assert story.reasons[0].facts["room"] == "1000.00"
    story.when(c.ApproveRelief, amount=yuan(1000), lowered_reason=p.secret("年度上限")).then(
        like(e.ReliefApproved, amount=yuan(1000)), *[GrantCharged] * 3
    )
    (fact,) = [
        f for f in journey.world.facts(e.ReliefApproved) if getattr(f, "amount", None) == yuan(1000)
    ]
    assert isinstance(fact, e.ReliefApproved) and fact.prescribed is not None
    assert Flag.FLOOR_CUT_BY_CAP in fact.prescribed.flags


@pytest.mark.article("8")
def test_a_kind_of_hardship_nobody_relieves_is_refused_as_not_covered() -> None:
    """Another pack may leave a kind out altogether (8)."""
    journey = onward(told(FIRE))
    pack = journey.world.law.packs[0]
    left = tuple(a for a in pack.outcomes.amounts if Category.SUDDEN_HARDSHIP not in a.categories)
    outcomes = replace(pack.outcomes, amounts=left)
    without = replace(pack, first=pack.valid_from, last=None, outcomes=outcomes)
    journey.world.law = replace(journey.world.law, packs=(without,))
    given(journey).when(c.ApproveRelief).then_refused(Code.NOT_COVERED, article="8")
    given(journey).when(c.RefuseRelief, ground=Ground.NOT_COVERED, evidence=()).then(
        like(e.ReliefRefused, assessment=None)
    )


@pytest.mark.article("11")
def test_why_not_yet_tells_the_county_what_nobody_may_except_from() -> None:
    """Once others used up the year's room, the approver is told before a form is filled in (11)."""
    journey = meanwhile(onward(told(FIRE)), About(case="E-1", amount=yuan(10000)))
    seen = journey.world.situation(journey.words(c.ApproveRelief), p.APPROVER, journey.about.day)
    assert [one.code for one in standing(seen, RULES[c.ApproveRelief])] == [Code.ANNUAL_CAP_REACHED]
