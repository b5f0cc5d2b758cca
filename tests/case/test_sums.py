"""第十一、十二条: what a household and a person may receive in a year, and how often."""

from datetime import date

import pytest

from domain.account.events import GrantCharged
from domain.case.decision import commands as c
from domain.case.decision import facts as e
from domain.ground.refusal import Code
from domain.ground.terms import Category, Subject
from domain.registers.roster.facts import CaseBeyondDraw
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import ALONE, after_grants, alone_after, same_matter_again
from tests.case.story import given, like
from tests.case.words import About, yuan


@pytest.mark.article("11")
@pytest.mark.parametrize(("before", "now"), [(9000, "1000"), (8200, "1800"), (5000, "5000")])
def test_exactly_ten_thousand_a_year_is_within_the_households_room(before: int, now: str) -> None:
    """不得高于10000元 includes the number (A11)."""
    story = given(after_grants(before, this=About(amount=yuan(now))))
    story.when(c.ApproveRelief).then(like(e.ReliefApproved, amount=yuan(now)), *[GrantCharged] * 3)


def test_one_fen_more_than_ten_thousand_a_year_is_not() -> None:
    """The refusal says what room is left."""
    story = given(after_grants(9000, this=About(amount=yuan("1000.01"))))
    story.when(c.ApproveRelief).then_refused(Code.ABOVE_HOUSEHOLD_CAP)
    assert story.reasons[0].facts == {"amount": "1000.01", "cap": "10000.00", "room": "1000.00"}


@pytest.mark.article("11")
@pytest.mark.parametrize(("before", "fits"), [(3200, True), (3201, False)])
def test_exactly_five_thousand_a_year_is_within_an_individuals_room(
    before: int, fits: bool
) -> None:
    """不得高于5000元 includes the number (A11)."""
    story = given(alone_after(before)).when(c.ApproveRelief)
    if fits:
        story.then(like(e.ReliefApproved, amount=yuan(1800)), like(GrantCharged, beneficiary=True))
    else:
        story.then_refused(Code.ABOVE_PERSON_CAP, article="11")


def test_the_room_is_new_in_the_next_calendar_year() -> None:
    """年累计 is by calendar year of the approval (AMB-01, AMB-02)."""
    world = j.paid(j.accepted(About(case="E-1", amount=yuan(10000), day=date(2024, 12, 2)))).world
    journey = j.under_county(j.accepted(About(amount=yuan(10000)), world))
    given(journey).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3, CaseBeyondDraw)


@pytest.mark.article("12")
def test_a_third_grant_of_the_year_needs_the_countys_exception() -> None:
    """原则上不超过2次: the exception is written into the approval (A12)."""
    given(lambda: after_grants(1000, 1000)).when(
        c.ApproveRelief, exception=p.secret("再次遭灾")
    ).then(like(e.ReliefApproved, exception=p.kept("再次遭灾")), *[GrantCharged] * 3)


@pytest.mark.article("12")
def test_the_same_matter_is_relieved_again_only_by_exception() -> None:
    """特殊情况经调查核实，可再次给予救助 (A12)."""
    given(same_matter_again).when(c.ApproveRelief, exception=p.secret("伤情恶化")).then(
        like(e.ReliefApproved, exception=p.kept("伤情恶化")), *[GrantCharged] * 3
    )


def test_a_grant_to_one_member_stands_in_every_listed_members_account() -> None:
    """Joint pool: the others carry it without having been helped themselves (AMB-03)."""
    about = About(subject=Subject.INDIVIDUAL, category=Category.SPECIAL_INDIVIDUAL)
    given(j.under_county(j.accepted(about))).when(c.ApproveRelief).then(
        e.ReliefApproved,
        like(GrantCharged, person=p.GESANG.persons[0], beneficiary=True),
        like(GrantCharged, person=p.GESANG.persons[1], beneficiary=False),
        like(GrantCharged, person=p.GESANG.persons[2], beneficiary=False),
    )


def test_under_the_separate_reading_a_members_grant_leaves_the_household_room_alone() -> None:
    """AMB-03 read the other way: 10,000 for the household and 5,000 beside it."""
    journey = after_grants(9000, this=ALONE)
    journey.world.law = j.reading(journey.world, {"AMB-03": "separate"})
    given(journey).when(c.ApproveRelief).then(e.ReliefApproved, GrantCharged)
