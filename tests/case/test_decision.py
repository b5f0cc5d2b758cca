"""第十八条审批: the county approves or refuses; sums, frequency, same matter, notice."""

from datetime import date

import pytest

from domain.account.events import GrantCharged
from domain.case import commands as c
from domain.case import events as e
from domain.case.terms import Category, Course, Ending, Ground, Opinion, Stage, Subject
from domain.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan


def unposted(*objection: e.ObjectionLodged) -> j.Journey:
    """A history in which a positive file reached the county without its notice."""
    journey = j.examined()
    given(
        journey,
        *objection,
        e.SubmittedForApproval(
            on=MONDAY, opinion=Opinion.POSITIVE, recommended=yuan(1800), files=("x",)
        ),
        e.ReceivedByCounty(on=MONDAY, course=Course.GENERAL),
    )
    return journey


def posted_only() -> j.Journey:
    """A history in which the file went up while the notice still hung."""
    journey = j.in_notice()
    given(
        journey,
        e.SubmittedForApproval(
            on=MONDAY, opinion=Opinion.POSITIVE, recommended=yuan(1800), files=("x",)
        ),
        e.ReceivedByCounty(on=MONDAY, course=Course.GENERAL),
    )
    return journey


def objection() -> e.ObjectionLodged:
    """An objection nobody answered."""
    return e.ObjectionLodged(on=MONDAY, number=1, content=p.secret("另有房屋"))


def after_grants(*amounts: int, this: About | None = None) -> j.Journey:
    """The same family received these sums this year, and is at the county again."""
    world = j.World()
    for number, amount in enumerate(amounts, start=1):
        world = j.paid(j.accepted(About(case=f"E-{number}", amount=yuan(amount)), world)).world
    return j.under_county(j.accepted(this or About(), world))


ALONE = About(
    family=p.GESANG.alone(), subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL
)


def alone_after(amount: int) -> j.Journey:
    """An individual who already received this as an individual this year."""
    before = About(
        **{
            **{k: getattr(ALONE, k) for k in ("family", "subject", "category")},
            "case": "E-1",
            "amount": yuan(amount),
        }
    )
    world = j.paid(j.accepted(before)).world
    return j.under_county(j.accepted(ALONE, world))


def same_matter_again() -> j.Journey:
    """The same fire again, under another number."""
    first = j.paid()
    fire = j.application_incident(first)
    journey = j.submitted(j.accepted(About(case="L-2"), first.world, incident=fire))
    return journey.go(c.ReceiveAtCounty)


WRONG: tuple[Wrong, ...] = (
    *rows(
        unposted,
        c.ApproveRelief,
        ("no approval without a notice", Code.NOTICE_MISSING, "18.1.1", None),
    ),
    *rows(
        posted_only,
        c.ApproveRelief,
        ("no approval while the notice hangs", Code.NOTICE_NOT_OVER, "18.1.1", None),
    ),
    *rows(
        j.negative_at_county,
        c.ApproveRelief,
        (
            "no approval on a negative opinion",
            Code.OPINION_NEGATIVE,
            "18.1.2",
            None,
            {"lowered_reason": "x"},
        ),
    ),
    *rows(
        j.drawn,
        c.ApproveRelief,
        ("a drawn case is visited first", Code.SPOT_CHECK_PENDING, "18.1.2", None),
    ),
    *rows(
        j.urgent_at_county,
        c.ApproveRelief,
        ("an urgent case is verified first", Code.VERIFICATION_PENDING, "18.2.2", None),
    ),
    *rows(
        j.under_county,
        c.ApproveRelief,
        (
            "an approval is of more than nothing",
            Code.AMOUNT_NOT_POSITIVE,
            None,
            "amount",
            {"amount": yuan(0), "lowered_reason": "x"},
        ),
        (
            "the sum shown is the most",
            Code.ABOVE_NOTICED_AMOUNT,
            "18.1.1",
            "amount",
            {"amount": yuan("1800.01")},
        ),
        (
            "a lower sum has its reason",
            Code.LOWERED_WITHOUT_REASON,
            "18.1.2",
            "lowered_reason",
            {"amount": yuan("1799.99")},
        ),
    ),
    *empty(j.under_county, c.ApproveRelief, "document"),
    *rows(
        lambda: after_grants(9000),
        c.ApproveRelief,
        ("the household's room is 10,000 a year", Code.ABOVE_HOUSEHOLD_CAP, "11", "amount"),
    ),
    *rows(
        lambda: after_grants(9000, this=ALONE),
        c.ApproveRelief,
        ("a member's own grant uses household room", Code.ABOVE_HOUSEHOLD_CAP, "11", "amount"),
    ),
    *rows(
        lambda: alone_after(4000),
        c.ApproveRelief,
        ("an individual's room is 5,000 a year", Code.ABOVE_PERSON_CAP, "11", "amount"),
    ),
    *rows(
        lambda: after_grants(1000, 1000),
        c.ApproveRelief,
        ("a third grant needs an exception", Code.YEARLY_COUNT_REACHED, "12", "exception"),
    ),
    *rows(
        same_matter_again,
        c.ApproveRelief,
        ("one relief per matter", Code.SAME_MATTER, "12", "exception"),
    ),
    *rows(
        j.drawn,
        c.RefuseRelief,
        ("a drawn case is visited before it is refused", Code.SPOT_CHECK_PENDING, "18.1.2", None),
    ),
    *rows(
        j.urgent_at_county,
        c.RefuseRelief,
        (
            "an urgent case is verified before it is refused",
            Code.VERIFICATION_PENDING,
            "18.2.2",
            None,
        ),
    ),
    *empty(j.under_county, c.RefuseRelief, "document"),
    *rows(
        lambda: j.approved().go(c.FeedBackResult),
        c.FeedBackResult,
        ("a result goes back once", Code.DONE_ALREADY, "18.1.2", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_decision_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of the decision says its code, article and field, and leaves no trace."""
    case.holds()


def test_an_unanswered_objection_stops_the_approval_whatever_history_says() -> None:
    """公示无异议的: the gate reads the objections themselves (A18.1.1)."""
    given(unposted(objection())).when(c.ApproveRelief).then_refused(
        Code.NOTICE_MISSING, Code.OBJECTION_OPEN, article="18.1.1"
    )


def test_the_county_approves_and_books_the_sum_for_every_member() -> None:
    """批准 carries the caps it was measured against; each member's account is charged once (A11)."""
    given(j.under_county).when(c.ApproveRelief).then(
        e.ReliefApproved(
            on=after(8),
            amount=yuan(1800),
            delegated=False,
            household_cap=yuan(10000),
            person_cap=yuan(5000),
            document="批准 1",
        ),
        *(
            like(GrantCharged, person=person, amount=yuan(1800), beneficiary=True, case="L-1")
            for person in p.GESANG.persons
        ),
    )


def test_the_county_may_lower_the_sum_with_a_reason() -> None:
    """Lower is covered by the notice that showed more (AMB-30)."""
    given(j.under_county).when(
        c.ApproveRelief, amount=yuan(1000), lowered_reason="已获保险赔偿"
    ).then(
        like(e.ReliefApproved, amount=yuan(1000), lowered_reason="已获保险赔偿"),
        *[GrantCharged] * 3,
    )


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
    given(journey).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)


def test_a_third_grant_of_the_year_needs_the_countys_exception() -> None:
    """原则上不超过2次: the exception is written into the approval (A12)."""
    given(lambda: after_grants(1000, 1000)).when(c.ApproveRelief, exception="再次遭灾").then(
        like(e.ReliefApproved, exception="再次遭灾"), *[GrantCharged] * 3
    )


def test_the_same_matter_is_relieved_again_only_by_exception() -> None:
    """特殊情况经调查核实，可再次给予救助 (A12)."""
    given(same_matter_again).when(c.ApproveRelief, exception="伤情恶化").then(
        like(e.ReliefApproved, exception="伤情恶化"), *[GrantCharged] * 3
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


def test_the_county_refuses_in_writing_and_feeds_the_result_back() -> None:
    """不予批准: ground, reasons, document; then 反馈 (A18.1.2)."""
    story = given(j.negative_at_county).when(c.RefuseRelief, ground=Ground.IDLE_LAND)
    story.then(like(e.ReliefRefused, ground=Ground.IDLE_LAND, document="不予批准 1"))
    assert (story.journey.stage, story.journey.case.ending) == (Stage.REFUSED, Ending.REFUSED)
    story.when(c.FeedBackResult).then(e.ResultFedBack(on=MONDAY))


def test_the_county_may_refuse_what_the_township_recommended() -> None:
    """The county is the authority, the opinion advice (A4)."""
    given(j.under_county).when(c.RefuseRelief).then(
        like(e.ReliefRefused, ground=Ground.NOT_COVERED)
    )
