"""第十八条审批: the county approves or refuses; sums, frequency, same matter, notice."""

import pytest

from domain.account.events import GrantCharged
from domain.ground.refusal import Code
from domain.ground.terms import Course, Ending, Ground, Opinion, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import ALONE, after_grants, alone_after, same_matter_again
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, after, yuan
from tests.support import commands as c
from tests.support import facts as e


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
            {"amount": yuan(0), "lowered_reason": p.secret("x")},
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
        (
            "blanks are no reason",
            Code.LOWERED_WITHOUT_REASON,
            "18.1.2",
            "lowered_reason",
            {"amount": yuan("1799.99"), "lowered_reason": p.secret(" \t")},
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


@pytest.mark.article("18.1.2")
def test_no_relief_is_approved_on_a_negative_opinion() -> None:
    """Nothing was recommended, so any sum is too much as well (A18.1.2)."""
    story = given(j.negative_at_county).when(c.ApproveRelief, lowered_reason=p.secret("x"))
    story.then_refused(Code.OPINION_NEGATIVE, Code.ABOVE_RECOMMENDED_AMOUNT)
    assert [r.article for r in story.reasons] == ["18.1.2", "18"]


@pytest.mark.article("18.1.1")
def test_an_unanswered_objection_stops_the_approval_whatever_history_says() -> None:
    """公示无异议的: the gate reads the objections themselves (A18.1.1)."""
    given(unposted(objection())).when(c.ApproveRelief).then_refused(
        Code.NOTICE_MISSING, Code.OBJECTION_OPEN, article="18.1.1"
    )


@pytest.mark.article("11")
def test_the_county_approves_and_books_the_sum_for_every_member() -> None:
    """批准 carries the caps it was measured against; each member's account is charged once (A11)."""
    story = given(j.under_county).when(c.ApproveRelief)
    story.then(
        like(
            e.ReliefApproved,
            on=after(8),
            amount=yuan(1800),
            delegated=False,
            document="批准 1/L-1",
        ),
        *(
            like(GrantCharged, person=person, amount=yuan(1800), beneficiary=True, case="L-1")
            for person in p.GESANG.persons
        ),
    )
    (fact,) = story.journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.assessment and fact.assessment.reckoning
    assert [use.cap for use in fact.assessment.reckoning.pools] == [yuan(10000)]


def test_the_county_may_lower_the_sum_with_a_reason() -> None:
    """Lower is covered by the notice that showed more (AMB-30)."""
    given(j.under_county).when(
        c.ApproveRelief, amount=yuan(1000), lowered_reason=p.secret("已获保险赔偿")
    ).then(
        like(e.ReliefApproved, amount=yuan(1000), lowered_reason=p.kept("已获保险赔偿")),
        *[GrantCharged] * 3,
    )


@pytest.mark.article("18.1.2")
def test_the_county_refuses_in_writing_and_feeds_the_result_back() -> None:
    """不予批准: ground, reasons, document; then 反馈 (A18.1.2)."""
    story = given(j.negative_at_county).when(c.RefuseRelief, ground=Ground.IDLE_LAND)
    story.then(like(e.ReliefRefused, ground=Ground.IDLE_LAND, document="不予批准 1/L-1"))
    assert (story.journey.stage, story.journey.case.ending) == (Stage.REFUSED, Ending.REFUSED)
    story.when(c.FeedBackResult).then(e.ResultFedBack(on=MONDAY))


@pytest.mark.article("4")
def test_the_county_may_refuse_what_the_township_recommended() -> None:
    """The county is the authority, the opinion advice (A4)."""
    given(j.under_county).when(c.RefuseRelief).then(like(e.ReliefRefused, ground=Ground.IDLE_LAND))
