"""第十一条: whole years of whole cases, with the worked sums of medical, education, floors and caps."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.events import GrantCharged
from domain.assessment.inputs import MedicalBill
from domain.assessment.result import Flag
from domain.ground.money import Money
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Subject
from domain.registers.roster.facts import CaseBeyondDraw
from tests.case import journeys as j
from tests.case import people as p
from tests.case.hardship import bill
from tests.case.prescribed import FIRE, ILLNESS, bills, onward, record, told
from tests.case.story import given, like
from tests.case.words import MONDAY, About, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e


def granted(about: About, world: World, *costs: MedicalBill, third: bool = False) -> World:
    """The case is told these bills, recommended and granted what the law proposes for them."""
    journey = onward(told(about, world, bills=costs), proposal="paper-6" if third else None)
    exception = p.secret("病情反复") if third else None
    return journey.go(c.ApproveRelief, exception=exception).world


def sick(case: str, amount: int, day: date = MONDAY) -> About:
    """The same family's illness, under another number, with the sum that must come out."""
    return replace(ILLNESS, case=case, amount=yuan(amount), day=day)


def sums(world: World) -> list[Money]:
    """What was granted, case by case."""
    return [f.amount for f in world.facts(e.ReliefApproved) if isinstance(f, e.ReliefApproved)]


@pytest.mark.article("11.2")
def test_later_grants_of_a_year_pay_the_difference_to_the_tier_of_the_whole() -> None:
    """3,000: 2,100. Then 5,000 in all: 1,900 more. Then 12,000 in all: 6,000 more (11.2)."""
    first, second, third = bills(3000, 2000, 7000)
    world = granted(sick("M-1", 2100), World(), first)
    world = granted(sick("M-2", 1900), world, first, second)
    assert sums(world) == [yuan(2100), yuan(1900)]
    world = granted(sick("M-3", 6000), world, first, second, third, third=True)
    assert sums(world) == [yuan(2100), yuan(1900), yuan(6000)]
    used = {sum(g.amount.fen for g in world.account(x).grants) for x in p.GESANG.persons}
    assert used == {1_000_000}


@pytest.mark.article("11.2")
@pytest.mark.parametrize("wrong", [1400, 4000, 1899, 1901])
def test_a_second_bill_is_not_tiered_by_itself_nor_paid_twice(wrong: int) -> None:
    """2,000 by itself would give 1,400, and the whole year 4,000: neither is right (11.2)."""
    first, second = bills(3000, 2000)
    world = granted(sick("M-1", 2100), World(), first)
    journey = told(sick("M-2", wrong), world, bills=(first, second))
    story = given(journey).when(c.SignOpinion)
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, article="11.2")
    assert story.reasons[0].facts["least"] == "1900.00"


@pytest.mark.article("11.2")
def test_a_spouse_who_applies_with_new_bills_only_is_asked_for_the_years_whole() -> None:
    """The accounts follow persons: what a member's grant rested on is known (11.2, AMB-35)."""
    first, second = bills(3000, 2000)
    world = granted(sick("M-1", 2100), World(), first)
    one, two, child = p.GESANG.members
    spouse = p.Family(
        (replace(two, relation=one.relation), replace(one, relation=two.relation), child)
    )
    journey = j.accepted(replace(sick("M-2", 1400), family=spouse), world)
    journey.go(c.ReportMeansCheck, c.RecordHomeVisit)
    story = given(journey).when(
        c.RecordCircumstances,
        circumstances=replace(journey.words(c.RecordCircumstances).circumstances, bills=(second,)),  # type: ignore[attr-defined]
    )
    story.then_refused(Code.FIELD_INVALID, about="correction")
    whole = record(journey, bills=(first, second))
    given(whole).when(c.SignOpinion, recommended=yuan(1900)).then(e.OpinionSigned)


def test_a_split_household_takes_the_years_grants_along() -> None:
    """Who moved out with bills of their own is still charged with what the household got (AMB-35)."""
    world = granted(sick("M-1", 9000), World(), *bills(10000))
    alone = p.Family((replace(p.GESANG.members[2], relation=p.GESANG.members[0].relation),))
    journey = j.accepted(replace(sick("M-2", 1000), family=alone), world)
    journey.go(c.ReportMeansCheck, c.RecordHomeVisit)
    own = journey.words(c.RecordCircumstances, correction="paper-9")
    given(journey).when(own).then(e.CircumstancesRecorded)
    story = given(journey).when(c.SignOpinion)
    story.then_refused(Code.NOTHING_DUE, article="11.2")
    assert story.reasons[0].facts["granted"] == "9000.00"


@pytest.mark.article("11")
def test_an_emergency_leaves_the_illness_of_the_year_what_is_left_of_the_cap() -> None:
    """4,000 after a fire, then bills of 9,000: 8,100 by the tiers, 6,000 by the cap (11)."""
    fire = replace(FIRE, case="F-1", amount=yuan(4000))
    world = onward(told(fire)).go(c.ApproveRelief).world
    world = granted(sick("M-1", 6000), world, *bills(9000))
    assert sums(world) == [yuan(4000), yuan(6000)]
    (fact,) = [f for f in world.facts(e.ReliefApproved) if getattr(f, "amount", 0) == yuan(6000)]
    assert isinstance(fact, e.ReliefApproved) and fact.prescribed is not None
    assert Flag.ROOM_CUT in fact.prescribed.flags


@pytest.mark.article("11.2")
@pytest.mark.parametrize(
    ("costs", "due"),
    [
        ("1000", "700"), ("3000", "2100"), ("3000.01", "2400.01"), ("6000", "4800"),
        ("6000.01", "5400.01"), ("10000", "9000"), ("10000.01", "10000"), ("250000", "10000"),
    ],
)  # fmt: skip
def test_medical_costs_are_granted_by_the_tier_of_the_whole(costs: str, due: str) -> None:
    """From the record to the account, at every edge (11.2)."""
    about = replace(ILLNESS, amount=yuan(due))
    story = given(onward(told(about, bills=bills(costs)))).when(c.ApproveRelief)
    story.then(
        like(e.ReliefApproved, amount=yuan(due)),
        *[like(GrantCharged, amount=yuan(due), base=yuan(costs), expense_year=2025)] * 3,
    )


@pytest.mark.article("11.2")
@pytest.mark.parametrize("due", ["1200", "1400.01", "4800", "7200", "7600.01", "9999.99", "10000"])
def test_school_costs_are_granted_by_the_tier_of_the_whole(due: str) -> None:
    """The helper's costs and the engine's tiers agree at the edges (11.2)."""
    about = About(category=Category.EDUCATION, cause=Cause.SCHOOLING, amount=yuan(due))
    given(onward(told(about))).when(c.ApproveRelief).then(
        like(e.ReliefApproved, amount=yuan(due)), *[GrantCharged] * 3
    )


@pytest.mark.article("11.1")
def test_a_floor_above_the_cap_is_cut_to_the_cap_and_flagged() -> None:
    """Seventeen members at 600 yuan would be 10,200 (11.1, AMB-06)."""
    about = replace(FIRE, family=p.family(size=17), amount=yuan(10000))
    journey = onward(told(about)).go(c.ApproveRelief)
    (fact,) = journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.prescribed is not None
    assert Flag.FLOOR_CUT_BY_CAP in fact.prescribed.flags


@pytest.mark.article("11.3")
def test_a_child_in_need_of_care_gets_what_is_left_though_it_is_under_the_floor() -> None:
    """1.5 times 600 is 900; of 5,000 a year 4,500 are used: 500, flagged (11.3)."""
    care = About(
        family=p.GESANG.alone(),
        subject=Subject.INDIVIDUAL,
        category=Category.SPECIAL_INDIVIDUAL,
        amount=yuan(4500),
    )
    world = onward(told(care)).go(c.ApproveRelief).world
    journey = onward(told(replace(care, case="L-2", amount=yuan(500)), world)).go(c.ApproveRelief)
    facts = [f for f in journey.world.facts(e.ReliefApproved) if isinstance(f, e.ReliefApproved)]
    assert [f.amount for f in facts] == [yuan(4500), yuan(500)]
    last = facts[-1].prescribed
    assert last is not None and Flag.FLOOR_CUT_BY_CAP in last.flags


def test_bills_of_last_year_are_answered_by_their_own_year_within_this_years_cap() -> None:
    """Bills by the day of settlement, caps by the day of approval (AMB-02, AMB-37)."""
    december, january = date(2024, 12, 2), date(2025, 1, 6)
    first = bill(yuan(3000), december, "bill-1")
    world = granted(sick("M-9", 2100, december), World(), first)
    late = bill(yuan(2000), date(2024, 12, 30), "bill-2")
    journey = j.accepted(sick("M-2", 1900, january), world)
    journey.go(c.ReportMeansCheck, c.RecordHomeVisit)
    words = journey.words(c.RecordCircumstances, expense_year=2024)
    assert isinstance(words, c.RecordCircumstances)
    told_of = replace(words.circumstances, bills=(first, late))
    journey.go(c.RecordCircumstances, expense_year=2024, circumstances=told_of)
    given(onward(journey)).when(c.ApproveRelief).then(
        like(e.ReliefApproved, amount=yuan(1900)),
        *[like(GrantCharged, expense_year=2024, base=yuan(5000))] * 3,
        CaseBeyondDraw,
    )
