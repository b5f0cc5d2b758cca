"""What 行政复议 or a court said binds: it is carried out, or entered right, and nothing goes out before."""

from typing import Any

import pytest

from domain.account.events import GrantReleased
from domain.case.revision.facts import (
    DecisionRevoked,
    ReviewRecorded,
    RevisionProposed,
    RevisionRejected,
)
from domain.ground.refusal import Code
from domain.ground.terms import NumberKind, ObjectionOutcome, ReviewResult, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.test_ended import commands as waits
from tests.case.test_ending import FIRST, individual
from tests.case.test_objections import boxed
from tests.case.words import yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§决定更正"
REVIEW = "社会救助暂行办法§65"
CHANGED: dict[str, Any] = {"result": ReviewResult.CHANGED, "amount": yuan(1000)}
OTHERS: dict[str, Any] = {"result": ReviewResult.OF_OTHERS, "document": "复议 9"}


def entered(at: j.Start = j.approved, **words: Any) -> j.Journey:
    """A checker entered what a review said."""
    return at().go(c.RecordReview, **words)


def wrongly(at: j.Start = j.approved, **words: Any) -> j.Journey:
    """And an approver found that the paper says otherwise."""
    return rejected(entered(at, **words))


def rejected(journey: j.Journey) -> j.Journey:
    """The proposal that is open was entered wrongly."""
    wanted = journey.case.proposal
    assert wanted is not None
    return journey.go(c.RejectRevision, proposal=wanted.number, entered_wrongly=True)


def died() -> j.Journey:
    """Paid in part, and then the only one to be helped died."""
    alone = j.approved(j.accepted(individual())).go(c.PayCash, amount=yuan(500))
    return alone.go(c.RecordDeath, person=FIRST)


WRONG: tuple[Wrong, ...] = (
    *rows(
        entered,
        c.RejectRevision,
        (
            "what binds is not rejected for another reason",
            Code.REVIEW_BINDING,
            "行政诉讼法§94",
            "entered_wrongly",
        ),
    ),
    *rows(
        lambda: j.approved().go(c.ProposeRevision),
        c.RejectRevision,
        (
            "what is our own was not entered wrongly",
            Code.FIELD_INVALID,
            HOUSE,
            "entered_wrongly",
            {"entered_wrongly": True},
        ),
    ),
    *rows(
        entered,
        c.RecordReview,
        (
            "one is confirmed before another is entered",
            Code.REVIEW_UNCONFIRMED,
            HOUSE,
            None,
            {"document": "复议 2"},
        ),
    ),
    *rows(
        j.approved,
        c.RecordReview,
        (
            "our own decision is no judgment",
            Code.REVIEW_TWICE,
            REVIEW,
            "document",
            {"document": "批准 1/L-1"},
        ),
        ("nothing was entered wrongly", Code.FIELD_INVALID, HOUSE, "result", OTHERS),
    ),
    *rows(
        lambda: entered(result=ReviewResult.UPHELD),
        c.RecordReview,
        ("one paper is entered once", Code.REVIEW_TWICE, REVIEW, "document"),
    ),
    *rows(
        died,
        c.ProposeRevision,
        ("nobody is left for more", Code.NOBODY_LEFT, "14.1", "amount", {"amount": yuan(1000)}),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_an_outcome_from_being_set_aside_or_entered_twice(case: Wrong) -> None:
    """Each refusal with its own reason."""
    case.holds()


HELD = (
    *(c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods),
    *(c.RevokeDecision, c.ChangeSum, c.ProposeRevision, c.WithdrawApplication),
)


@pytest.mark.article("行政复议法§77", "行政诉讼法§94")
@pytest.mark.parametrize("command", HELD)
def test_nothing_goes_on_before_an_outcome_is_carried_out_or_entered_right(
    command: type[c.Command],
) -> None:
    """Not the money, nor another decision beside it, nor the end of the file."""
    unconfirmed = given(entered).when(command)
    assert Code.REVIEW_UNCONFIRMED in {one.code for one in unconfirmed.reasons}
    to_enter = given(wrongly).when(command)
    assert Code.REVIEW_TO_ENTER in {one.code for one in to_enter.reasons}


def test_what_else_was_found_right_waits_until_the_paper_is_entered_right() -> None:
    """An objection that is right proposes its revision; nobody decides it over an unread judgment."""
    at = boxed(wrongly)
    at.go(c.ResolveObjection, outcome=ObjectionOutcome.NOT_ELIGIBLE, evidence=("查证 1",))
    wanted = at.case.proposal
    assert wanted is not None
    decided = given(at).when(c.ApproveRevision, proposal=wanted.number, document="撤销 2/L-1")
    assert Code.REVIEW_TO_ENTER in {one.code for one in decided.reasons}


@pytest.mark.parametrize("start", [j.approved, j.paid, j.refused, j.closed])
def test_what_was_entered_wrongly_is_on_a_list_until_it_is_entered_right(start: j.Start) -> None:
    """Of a closed file, too; and by another hand than found it wrong."""
    journey = wrongly(start)
    assert c.RecordReview in waits(journey)
    story = given(journey).when(c.RecordReview, p.SECOND_APPROVER)
    story.then_refused(Code.DUTIES_NOT_SEPARATE)
    story.when(c.RecordReview).then(ReviewRecorded, like(RevisionProposed, number=2))
    assert c.ApproveRevision in waits(story.journey)
    assert c.RecordReview not in waits(story.journey)
    story.when(c.ApproveRevision, proposal=2)
    assert story.at(Stage.UNDER_COUNTY)


def test_a_paper_that_belongs_to_another_case_is_said_so_by_two() -> None:
    """Whoever found it wrong, and whoever looks again; then the decision stands as before."""
    story = given(wrongly).when(c.RecordReview, **OTHERS)
    story.then(like(ReviewRecorded, result=ReviewResult.OF_OTHERS))
    story.when(c.InstructPayment).then(e.PaymentInstructed)


def test_a_number_entered_again_is_vouched_for_by_a_second_person() -> None:
    """Upheld was entered where the paper says revoked: nobody rejects what proposes nothing."""
    journey = entered(result=ReviewResult.UPHELD)
    number = journey.about.paper("复议 1")
    journey.go(c.VouchNumber, by=p.APPROVER, kind=NumberKind.DECISION, number=number)
    given(journey).when(c.RecordReview).then(ReviewRecorded, RevisionProposed)


def test_our_own_proposal_waits_until_what_was_entered_wrongly_is_right() -> None:
    """Nor does it take the decision away from under the judgment; it is rejected all the same."""
    journey = wrongly(lambda: j.paid().go(c.ProposeRevision))
    story = given(journey.copy()).when(c.ApproveRevision)
    story.then_refused(Code.REVIEW_TO_ENTER)
    given(journey).when(c.RejectRevision).then(RevisionRejected)
    story.when(c.CloseCase)
    assert Code.REVIEW_TO_ENTER in {one.code for one in story.reasons}


def test_a_judgment_after_the_death_gives_nobody_more() -> None:
    """It is on record; one that takes the decision back leaves what was paid as a debt."""
    given(died).when(c.RecordReview, **CHANGED).then(ReviewRecorded)
    story = given(lambda: entered(died)).when(c.ApproveRevision)
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == yuan(500)


def test_what_was_asked_for_before_the_death_gives_nobody_more() -> None:
    """What lowers what came in time is still answered, in the closed file as well."""
    alone = j.approved(j.accepted(individual())).go(c.PayCash, amount=yuan(500))
    raised = alone.copy().go(c.ProposeRevision, amount=yuan(1000)).go(c.RecordDeath, person=FIRST)
    assert raised.case.proposal is None
    fell = alone.go(c.ProposeRevision).go(c.RecordDeath, person=FIRST)
    story = given(fell).when(c.ApproveRevision)
    story.then(DecisionRevoked, *[GrantReleased] * 3)
    assert story.journey.case.debt == yuan(500)
