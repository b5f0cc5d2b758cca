"""行政复议、行政诉讼: what came of it is entered with its document and carried out at once."""

from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.case.revision.facts import (
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
    ReviewRecorded,
)
from domain.ground.refusal import Code
from domain.ground.terms import Decided, Reviewer, ReviewResult, RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_notice_after import posted
from tests.case.words import MONDAY, after, yuan
from tests.support import commands as c
from tests.support import facts as e

REVIEW = "社会救助暂行办法§65"
CHANGED: dict[str, Any] = {"result": ReviewResult.CHANGED, "amount": yuan(1000)}

WRONG: tuple[Wrong, ...] = (
    *empty(j.paid, c.RecordReview, "reasons"),
    *rows(
        j.paid,
        c.RecordReview,
        ("its number says something", Code.FIELD_MISSING, None, "document", {"document": "-"}),
        ("not before the decision", Code.DATE_TOO_EARLY, None, "given_on", {"given_on": after(7)}),
        (
            "a change has a sum",
            Code.FIELD_INVALID,
            REVIEW,
            "amount",
            {"result": ReviewResult.CHANGED},
        ),
        ("no other has one", Code.FIELD_INVALID, REVIEW, "amount", {"amount": yuan(1)}),
        (
            "another sum",
            Code.SUM_UNCHANGED,
            "内部§决定更正",
            "amount",
            {**CHANGED, "amount": yuan(1800)},
        ),
        ("a sum", Code.AMOUNT_NOT_POSITIVE, None, "amount", {**CHANGED, "amount": yuan(0)}),
        ("not by who approved", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": p.APPROVER}),
    ),
    *rows(
        j.refused,
        c.RecordReview,
        ("a refusal has no sum to change", Code.FIELD_INVALID, REVIEW, "result", CHANGED),
    ),
    *rows(
        lambda: j.received().go(c.WithdrawApplication),
        c.RecordReview,
        ("something was decided", Code.OUT_OF_ORDER, "内部§决定更正", None),
    ),
    *rows(
        lambda: posted().go(c.LodgeObjection),
        c.RecordReview,
        ("an objection is answered first", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_an_outcome_from_being_entered(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_a_revocation_by_review_needs_no_proposal() -> None:
    """It binds, paid or not: the county decides anew."""
    story = given(j.paid).when(c.RecordReview)
    story.then(
        like(ReviewRecorded, by=Reviewer.AUTHORITY, result=ReviewResult.REVOKED),
        like(DecisionRevoked, stood=Decided.APPROVAL, ground=RevisionGround.REVIEW),
        *[GrantReleased] * 3,
    )
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == yuan(1800)


def test_a_refusal_revoked_by_a_court_is_decided_anew_by_the_county() -> None:
    """Closed files are opened by it, too."""
    closed = j.refused().go(c.FeedBackResult).serve().go(c.CloseCase)
    story = given(closed).when(c.RecordReview, by=Reviewer.COURT)
    story.then(ReviewRecorded, like(DecisionRevoked, ground=RevisionGround.JUDGMENT, amount=None))
    assert story.at(Stage.UNDER_COUNTY)
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


def test_a_sum_set_by_review_stands_though_it_was_never_posted() -> None:
    """Nobody here may weigh it again; room is taken for it."""
    story = given(j.approved).when(
        c.RecordReview, result=ReviewResult.CHANGED, amount=yuan(2000), day=after(20)
    )
    story.then(
        ReviewRecorded,
        like(DecisionChanged, was=yuan(1800), amount=yuan(2000)),
        *[GrantReleased] * 3,
        *[like(GrantCharged, amount=yuan(2000), on=after(8))] * 3,
    )
    story.when(c.InstructPayment, amount=yuan(2000)).then(e.PaymentInstructed)


def test_what_is_upheld_changes_nothing() -> None:
    """It is on record, with its document."""
    journey = j.paid()
    before = journey.case.approval
    story = given(journey).when(c.RecordReview, result=ReviewResult.UPHELD)
    story.then(like(ReviewRecorded, result=ReviewResult.UPHELD))
    assert story.at(Stage.PAID) and story.journey.case.approval == before


@pytest.mark.article(REVIEW)
def test_a_refused_acceptance_that_is_revoked_lies_on_the_counter_again() -> None:
    """Whoever was turned away may complain of it, too: it is accepted, or refused on another ground."""
    story = given(refused_at_the_counter).when(c.RecordReview, day=after(20))
    story.then(
        like(ReviewRecorded, result=ReviewResult.REVOKED),
        like(AcceptanceRefusalRevoked, since=MONDAY, document="复议 1/L-1"),
    )
    assert (story.journey.stage, story.journey.case.ending) == (Stage.RECEIVED, None)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def test_a_refused_acceptance_that_is_upheld_stays_closed() -> None:
    """It is on record; a sum there is none to change, and no day before it was refused."""
    story = given(refused_at_the_counter).when(c.RecordReview, result=ReviewResult.UPHELD)
    story.then(ReviewRecorded)
    assert story.at(Stage.CLOSED)
    story.when(c.RecordReview, **CHANGED).then_refused(Code.FIELD_INVALID, about="result")
    story.when(c.RecordReview, given_on=after(-1)).then_refused(Code.DATE_TOO_EARLY)


def refused_at_the_counter() -> j.Journey:
    """The township did not accept the application."""
    return j.received().go(c.RefuseAcceptance)
