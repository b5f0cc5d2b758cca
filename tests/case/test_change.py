"""变更决定: the sum that stands becomes another, in writing, by another hand (内部)."""

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.case.recomputation import reckoned
from domain.case.revision.facts import DecisionChanged
from domain.ground.refusal import Code
from domain.ground.terms import RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import after_grants, same_matter_again
from tests.case.hardship import REFERENCES
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_notice_after import posted
from tests.case.words import after, yuan
from tests.case.world import LAW
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§决定更正"


def lowered() -> j.Journey:
    """Approved at less than both signatures recommend, with a reason."""
    at = j.under_county()
    return at.go(c.ApproveRelief, amount=yuan(1000), lowered_reason=p.secret("已有捐助"))


WRONG: tuple[Wrong, ...] = (
    *empty(j.approved, c.ChangeSum, "reasons", "evidence"),
    *rows(
        j.approved,
        c.ChangeSum,
        (
            "what others said is no ground of ours",
            Code.FIELD_INVALID,
            HOUSE,
            "ground",
            {"ground": RevisionGround.JUDGMENT},
        ),
        ("its number says something", Code.FIELD_MISSING, None, "document", {"document": "-"}),
        ("to a sum", Code.AMOUNT_NOT_POSITIVE, None, "amount", {"amount": yuan(0)}),
        ("to another sum", Code.SUM_UNCHANGED, HOUSE, "amount", {"amount": yuan(1800)}),
        (
            "never above what hung",
            Code.ABOVE_NOTICED_AMOUNT,
            "18.1.1",
            "amount",
            {"amount": yuan(1801)},
        ),
        ("not by who approved", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": p.APPROVER}),
    ),
    *rows(
        j.delegated,
        c.ChangeSum,
        (
            "never above both signatures",
            Code.ABOVE_RECOMMENDED_AMOUNT,
            "18",
            "amount",
            {"amount": yuan(1801)},
        ),
    ),
    *rows(
        lambda: j.approved().go(c.PayCash, amount=yuan(100)),
        c.ChangeSum,
        ("not alone once somebody was paid", Code.PAID_ALREADY, HOUSE, None),
    ),
    *rows(j.ordered, c.ChangeSum, ("not while an order is out", Code.PAYMENT_PENDING, "19", None)),
    *rows(
        lambda: j.approved().go(c.ReleaseForHandover),
        c.ChangeSum,
        ("not while cash is out", Code.RELEASE_OPEN, "19", None),
    ),
    *rows(
        lambda: posted().go(c.LodgeObjection),
        c.ChangeSum,
        ("an objection is answered first", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *rows(j.refused, c.ChangeSum, ("there is an approval", Code.OUT_OF_ORDER, HOUSE, None)),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_sum_from_being_changed(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_a_lower_sum_gives_room_back() -> None:
    """The grant keeps its day; the family is to get the new sum, and no more."""
    story = given(j.approved).when(c.ChangeSum, day=after(9))
    story.then(
        like(DecisionChanged, since=after(8), was=yuan(1800), amount=yuan(1000), unpaid=yuan(1000)),
        *(like(GrantReleased, person=x, amount=yuan(800)) for x in p.GESANG.persons),
    )
    assert story.at(Stage.APPROVED)
    story.when(c.InstructPayment, amount=yuan(1001)).then_refused(Code.ABOVE_UNPAID_AMOUNT)
    story.when(c.InstructPayment, amount=yuan(1000)).then(e.PaymentInstructed)


def test_a_higher_sum_that_was_signed_and_shown_takes_room() -> None:
    """What the county had lowered may be given after all, booked on the day of the approval."""
    story = given(lowered).when(c.ChangeSum, amount=yuan(1800), day=after(20))
    story.then(
        like(DecisionChanged, was=yuan(1000), amount=yuan(1800)),
        *[like(GrantReleased, amount=yuan(1000))] * 3,
        *[like(GrantCharged, amount=yuan(1800), on=after(8))] * 3,
    )
    for account in story.journey.world.accounts.values():
        assert [grant.amount for grant in account.standing] == [yuan(1800)]


def test_a_changed_sum_is_told_and_fed_back_anew_and_reckoned_again_from_its_own_trace() -> None:
    """What it was held to is kept with it."""
    journey = j.approved().go(c.FeedBackResult, c.ChangeSum)
    assert not journey.case.fed_back
    (fact,) = journey.world.facts(DecisionChanged)
    found = reckoned(fact, LAW, REFERENCES)
    assert found is not None and found.why is None


def test_a_sum_above_the_cap_is_none_to_change_to() -> None:
    """The law is asked as of the day of approval."""
    story = given(j.approved).when(c.ChangeSum, amount=yuan(10001))
    story.then_refused(Code.ABOVE_HOUSEHOLD_CAP, Code.ABOVE_NOTICED_AMOUNT)


def test_the_grant_that_is_changed_does_not_count_against_itself() -> None:
    """The second of the year may be changed, and is still the second (12)."""
    journey = after_grants(1000).go(c.ApproveRelief)
    story = given(journey).when(c.ChangeSum)
    story.then(DecisionChanged, *[GrantReleased] * 3)


@pytest.mark.article("12")
@pytest.mark.parametrize(
    "before", [lambda: after_grants(1000, 1000), same_matter_again], ids=["third", "same matter"]
)
def test_what_was_approved_by_exception_is_changed_with_it(before: j.Start) -> None:
    """The exception the county gave is part of the approval; a change need not give it again."""
    journey = before().go(c.ApproveRelief, exception=p.secret("再次遭灾"))
    story = given(journey).when(c.ChangeSum)
    story.then(like(DecisionChanged, amount=yuan(1000)), *[GrantReleased] * 3)
    (fact,) = journey.world.facts(DecisionChanged)
    found = reckoned(fact, LAW, REFERENCES)
    assert found is not None and found.why is None
