"""行政复议、行政诉讼: what came of it is entered with its document, and confirmed by a second hand."""

from dataclasses import replace
from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.assessment.inputs import Circumstances, Received
from domain.case.recomputation import reckoned
from domain.case.revision.facts import (
    OTHERS,
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
    ReviewRecorded,
    RevisionProposed,
    RevisionRejected,
)
from domain.ground.refusal import Code
from domain.ground.terms import (
    Decided,
    ObjectionOutcome,
    Reviewer,
    ReviewResult,
    RevisionGround,
    Stage,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.hardship import REFERENCES
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_notice_after import posted
from tests.case.words import MONDAY, after, yuan
from tests.case.world import LAW
from tests.support import commands as c
from tests.support import facts as e

REVIEW = "社会救助暂行办法§65"
HOUSE = "内部§决定更正"
CHANGED: dict[str, Any] = {"result": ReviewResult.CHANGED, "amount": yuan(1000)}

WRONG: tuple[Wrong, ...] = (
    *empty(j.paid, c.RecordReview, "reasons"),
    *rows(
        j.paid,
        c.RecordReview,
        ("its number says something", Code.FIELD_MISSING, None, "document", {"document": "-"}),
        ("not before the decision", Code.DATE_TOO_EARLY, None, "given_on", {"given_on": after(7)}),
        (
            "not above what a yearly total leaves",
            Code.REVIEW_ABOVE_CAP,
            "11",
            "amount",
            {**CHANGED, "amount": yuan("10000.01")},
        ),
        ("ordered is a sum", Code.FIELD_INVALID, REVIEW, "ordered", {"ordered": True}),
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


def entered(at: j.Start = j.paid, **words: Any) -> j.Journey:
    """A checker entered what a review said, and nobody confirmed it."""
    return at().go(c.RecordReview, **words)


@pytest.mark.article(REVIEW)
def test_a_revocation_by_review_is_carried_out_once_a_second_hand_confirmed_it() -> None:
    """It binds, paid or not: the county decides anew."""
    story = given(j.paid).when(c.RecordReview)
    story.then(
        like(ReviewRecorded, by=Reviewer.AUTHORITY, result=ReviewResult.REVOKED),
        like(RevisionProposed, amount=None, ground=RevisionGround.REVIEW, evidence=("复议 1/L-1",)),
    )
    story.when(c.ApproveRevision).then(
        like(DecisionRevoked, stood=Decided.APPROVAL, ground=RevisionGround.REVIEW, proposal=1),
        *[GrantReleased] * 3,
    )
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == yuan(1800)


def test_a_refusal_revoked_by_a_court_is_decided_anew_by_the_county() -> None:
    """Closed files are opened by it, too."""
    closed = j.refused().go(c.FeedBackResult).serve().go(c.CloseCase)
    story = given(closed).when(c.RecordReview, by=Reviewer.COURT)
    story.then(ReviewRecorded, like(RevisionProposed, ground=RevisionGround.JUDGMENT))
    story.when(c.ApproveRevision).then(
        like(DecisionRevoked, ground=RevisionGround.JUDGMENT, amount=None)
    )
    assert story.at(Stage.UNDER_COUNTY)
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


@pytest.mark.article("30", REVIEW)
def test_nobody_alone_has_a_sum_paid_that_a_court_is_said_to_have_set() -> None:
    """Whoever enters it does not confirm it, and until somebody does nothing is paid."""
    both = p.officer("co-checker", p.COUNTY, *p.ALL_COUNTY_POSTS.posts)
    story = given(lambda: entered(j.approved, by=both, **CHANGED))
    for command in (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods):
        story.when(command).then_refused(Code.REVIEW_UNCONFIRMED, article=HOUSE)
    story.when(c.ApproveRevision, both).then_refused(Code.DUTIES_NOT_SEPARATE, article="30")
    story.when(c.ApproveRevision).then(
        like(DecisionChanged, amount=yuan(1000)), *[GrantReleased] * 3
    )
    story.when(c.InstructPayment, amount=yuan(1000)).then(e.PaymentInstructed)


def test_what_was_entered_wrongly_is_rejected_and_entered_anew() -> None:
    """The paper says otherwise: what was decided stands until then."""
    story = given(lambda: entered(j.approved, **CHANGED))
    story.when(c.RejectRevision, entered_wrongly=True).then(
        like(RevisionRejected, entered_wrongly=True)
    )
    assert story.journey.case.approval is not None
    assert (story.journey.case.approval.amount, story.journey.case.approval.bound) == (
        yuan(1800),
        False,
    )
    story.when(c.RecordReview, **{**CHANGED, "amount": yuan(1100)})
    story.then(ReviewRecorded, like(RevisionProposed, number=2, amount=yuan(1100)))


def test_an_outcome_is_answered_before_what_was_proposed_before() -> None:
    """A proposal of the county's own waits until then, and is answered as well."""
    story = given(lambda: j.paid().go(c.ProposeRevision)).when(c.RecordReview, **CHANGED)
    story.then(ReviewRecorded, like(RevisionProposed, number=2))
    story.when(c.ApproveRevision, proposal=1).then_refused(Code.REVISION_UNKNOWN)
    story.when(c.ApproveRevision, proposal=2).then(DecisionChanged, *[GrantReleased] * 3)
    story.when(c.CloseCase)
    assert Code.REVISION_PENDING in {one.code for one in story.reasons}
    story.when(c.RejectRevision, proposal=1).then(RevisionRejected)


RAISED: dict[str, Any] = {"result": ReviewResult.CHANGED, "amount": yuan(2000)}


@pytest.mark.article("18.1.1")
def test_a_sum_raised_by_review_hangs_again_before_it_is_paid() -> None:
    """For its whole period, with the sum that stands now; an objection may be lodged again."""
    story = given(lambda: entered(j.approved, **RAISED)).when(c.ApproveRevision, day=after(20))
    story.then(
        like(DecisionChanged, was=yuan(1800), amount=yuan(2000), to_show=True),
        *[GrantReleased] * 3,
        *[like(GrantCharged, amount=yuan(2000), on=after(8))] * 3,
    )
    story.when(c.InstructPayment, amount=yuan(2000)).then_refused(Code.NOTICE_MISSING)
    for by_hand in (c.ReleaseForHandover, c.PayCash, c.DeliverGoods):
        story.when(by_hand)
        assert Code.NOTICE_MISSING in {one.code for one in story.reasons}
    story.when(c.PostPublicNotice).then(
        like(e.PublicNoticePosted, round=2, amount=yuan(2000)),
    )
    assert story.at(Stage.APPROVED)
    story.when(c.InstructPayment, amount=yuan(2000)).then_refused(Code.NOTICE_NOT_OVER)
    story.when(c.EndPublicNotice, day=j.after_notice(story.journey)).then(e.PublicNoticeEnded)
    story.when(c.InstructPayment, amount=yuan(2000)).then(e.PaymentInstructed)


@pytest.mark.article(REVIEW)
def test_a_sum_ordered_to_be_paid_is_paid_as_it_is() -> None:
    """The outcome itself says so: without a notice, and above what a yearly total leaves."""
    story = given(lambda: entered(j.approved, **{**RAISED, "amount": yuan(12000), "ordered": True}))
    story.when(c.ApproveRevision).then(
        like(DecisionChanged, amount=yuan(12000), to_show=False),
        *[GrantReleased] * 3,
        *[GrantCharged] * 3,
    )
    story.when(c.InstructPayment, amount=yuan(12000)).then(e.PaymentInstructed)
    (fact,) = story.journey.world.facts(DecisionChanged)
    found = reckoned(fact, LAW, REFERENCES)
    assert found is not None and found.why is None


def bound(**words: Any) -> j.Journey:
    """A court's sum stands."""
    return entered(j.approved, **{**CHANGED, **words}).go(c.ApproveRevision)


INSURED = Received("保险公司", yuan(8000), MONDAY, "赔付单 1")


def elsewhere_found(journey: j.Journey) -> Circumstances:
    """What is on file, and a compensation nobody had known of."""
    known = journey.case.known
    assert known is not None
    return replace(known.circumstances, compensation=(INSURED,))


@pytest.mark.article("社会救助暂行办法§65")
@pytest.mark.parametrize("command", [c.ChangeSum, c.RevokeDecision, c.ProposeRevision])
def test_a_sum_that_others_set_is_not_weighed_again(command: type[c.Command]) -> None:
    """Not on what they had before them; on facts found since it may be, and by another outcome."""
    words: dict[str, Any] = {"amount": yuan(500)} if command is not c.RevokeDecision else {}
    words |= {"document": "决定 9"} if command is not c.ProposeRevision else {}
    for ground in set(RevisionGround) - {RevisionGround.FACTS_LATE, *OTHERS}:
        story = given(bound).when(command, ground=ground, **words)
        story.then_refused(Code.REVIEW_BINDS, article=REVIEW, about="ground")
    if command is not c.RevokeDecision:
        late = {**words, "found": elsewhere_found(story.journey)}
        words = {**late, "lowered_reason": p.secret("保险公司赔付")}
        bare = given(story.journey.copy()).when(
            command, ground=RevisionGround.FACTS_LATE, **{**words, "found": None}
        )
        assert Code.REVIEW_BINDS in {one.code for one in bare.reasons}
    story.when(command, ground=RevisionGround.FACTS_LATE, **words)
    assert not story.reasons
    another = {**CHANGED, "amount": yuan(1500), "document": "复议 2"}
    again = given(bound).when(c.RecordReview, **another)
    again.when(c.ApproveRevision, proposal=2, document="变更 9")
    assert not again.reasons


def test_what_an_objection_proposes_does_not_undo_what_a_court_said() -> None:
    """It is proposed all the same, and rejected."""
    journey = bound(amount=yuan(1900)).go(c.PostPublicNotice, c.LodgeObjection)
    journey.go(c.ResolveObjection, outcome=ObjectionOutcome.AMOUNT_WRONG, evidence=("核算表 2",))
    story = given(journey).when(c.ApproveRevision, proposal=2, document="撤销 2")
    story.then_refused(Code.REVIEW_BINDS, article=REVIEW)
    story.when(c.RejectRevision, proposal=2).then(RevisionRejected)
    story.when(c.InstructPayment).then_refused(Code.NOTICE_MISSING)


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


def test_a_refused_acceptance_that_is_upheld_stays_as_it_is() -> None:
    """It is on record; a sum there is none to change, and no day before it was refused."""
    story = given(refused_at_the_counter).when(c.RecordReview, result=ReviewResult.UPHELD)
    story.then(ReviewRecorded)
    assert story.at(Stage.ENDED)
    again: dict[str, Any] = {"document": "复议 2"}
    story.when(c.RecordReview, **CHANGED, **again).then_refused(Code.FIELD_INVALID, about="result")
    story.when(c.RecordReview, given_on=after(-1), **again).then_refused(Code.DATE_TOO_EARLY)


def refused_at_the_counter() -> j.Journey:
    """The township did not accept the application."""
    return j.received().go(c.RefuseAcceptance)
