"""提请撤销、变更: once money is under way a checker proposes, an approver decides, a debt may stand."""

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.account.known import DeathKnown
from domain.case.revision.facts import (
    DecisionChanged,
    DecisionRevoked,
    RevisionProposed,
    RevisionRejected,
)
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Category, Ending, RevisionGround, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_notice_after import posted
from tests.case.words import About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§决定更正"
TO_1000 = {"amount": yuan(1000)}


def proposed(at: j.Start = j.paid) -> j.Journey:
    """A checker asks that the approval be taken back."""
    return at().go(c.ProposeRevision)


def overpaid() -> j.Journey:
    """Paid 1,800, lowered to 1,000 since."""
    return j.paid().go(c.ProposeRevision, amount=yuan(1000)).go(c.ApproveRevision)


def taken_back() -> j.Journey:
    """Paid, and the approval taken back."""
    return proposed().go(c.ApproveRevision)


OVERRIDE = p.officer("co-checker", p.COUNTY, *p.ALL_COUNTY_POSTS.posts)

WRONG: tuple[Wrong, ...] = (
    *empty(j.paid, c.ProposeRevision, "reasons", "evidence"),
    *empty(proposed, c.ApproveRevision, "reasons"),
    *empty(proposed, c.RejectRevision, "reasons"),
    *rows(
        j.paid,
        c.ProposeRevision,
        (
            "what others said is no ground of ours",
            Code.FIELD_INVALID,
            HOUSE,
            "ground",
            {"ground": RevisionGround.REVIEW},
        ),
        ("to a sum", Code.AMOUNT_NOT_POSITIVE, None, "amount", {"amount": yuan(0)}),
        ("another", Code.SUM_UNCHANGED, HOUSE, "amount", {"amount": yuan(1800)}),
        (
            "not above the notice",
            Code.ABOVE_NOTICED_AMOUNT,
            "18.1.1",
            "amount",
            {"amount": yuan(1801)},
        ),
    ),
    *rows(
        j.refused,
        c.ProposeRevision,
        ("a refusal has no sum", Code.FIELD_INVALID, HOUSE, "amount", TO_1000),
    ),
    *rows(
        j.countersignature_refused,
        c.ProposeRevision,
        ("what is stopped is revoked", Code.COUNTERSIGNATURE_REFUSED, "18.2.1", None, TO_1000),
    ),
    *rows(
        j.countersignature_refused,
        c.ChangeSum,
        ("what is stopped is not changed", Code.COUNTERSIGNATURE_REFUSED, "18.2.1", None),
    ),
    *rows(proposed, c.ProposeRevision, ("one at a time", Code.REVISION_PENDING, HOUSE, None)),
    *rows(
        lambda: j.received().go(c.WithdrawApplication),
        c.ProposeRevision,
        ("something was decided", Code.OUT_OF_ORDER, HOUSE, None),
    ),
    *(
        row
        for command in (c.ApproveRevision, c.RejectRevision)
        for row in rows(
            proposed,
            command,
            ("the open one", Code.REVISION_UNKNOWN, HOUSE, "proposal", {"proposal": 2}),
            ("not by who approved", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": p.APPROVER}),
            ("not by who proposed", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": OVERRIDE}),
        )
    ),
    *rows(
        proposed,
        c.ApproveRevision,
        ("its number says something", Code.FIELD_MISSING, None, "document", {"document": "-"}),
    ),
    *rows(
        lambda: posted().go(c.LodgeObjection, c.ProposeRevision),
        c.ApproveRevision,
        ("an objection is answered first", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *(
        row
        for command in (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)
        for row in rows(
            lambda: proposed(j.approved),
            command,
            (f"{command.__name__} is held", Code.REVISION_PENDING, HOUSE, None),
        )
    ),
    *rows(
        lambda: proposed().go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("not over a proposal", Code.REVISION_PENDING, HOUSE, None),
    ),
    *rows(
        lambda: overpaid().go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("not with a debt", Code.DEBT_OPEN, HOUSE, None),
    ),
    *rows(
        lambda: cash_out().go(c.RefuseRelief, c.FeedBackResult).serve(),
        c.CloseCase,
        ("not while cash is out", Code.RELEASE_OPEN, "19", None),
    ),
)


def cash_out() -> j.Journey:
    """Cash lies at the township when the approval is taken back."""
    return j.approved().go(c.ReleaseForHandover, c.ProposeRevision, c.ApproveRevision)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_revision_from_being_proposed_or_decided(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_a_paid_approval_is_taken_back_by_two_and_its_sum_stands_as_a_debt() -> None:
    """Room goes back whole; the case lies with the county; what was paid is owed."""
    story = given(j.paid).when(c.ProposeRevision)
    story.then(like(RevisionProposed, number=1, amount=None, ground=RevisionGround.HIDDEN))
    story.when(c.ApproveRevision, day=after(12)).then(
        like(DecisionRevoked, proposal=1, ground=RevisionGround.HIDDEN, amount=yuan(1800)),
        *[like(GrantReleased, amount=yuan(1800), reason="revoked")] * 3,
    )
    case = story.journey.case
    assert (case.stage, case.ending, case.debt) == (Stage.UNDER_COUNTY, None, yuan(1800))
    story.when(c.RefuseRelief).then(e.ReliefRefused)
    story.when(c.FeedBackResult).then(e.ResultFedBack)
    story.served().when(c.CloseCase).then_refused(Code.DEBT_OPEN)
    assert story.reasons[0].facts == {"debt": "1800.00"}


def test_a_lower_sum_leaves_the_case_paid_with_the_difference_as_a_debt() -> None:
    """The county's line says what stands and what was paid."""
    journey = overpaid()
    assert (journey.stage, journey.case.ending, journey.case.debt) == (
        Stage.PAID,
        Ending.PAID,
        yuan(800),
    )


def test_a_sum_changed_by_two_gives_room_back_or_takes_it() -> None:
    """The approver decides as was proposed, and upon what was proposed."""
    story = given(lambda: j.paid().go(c.ProposeRevision, amount=yuan(1000)))
    story.when(c.ApproveRevision).then(
        like(DecisionChanged, amount=yuan(1000), evidence=("产权查询 1",)),
        *[like(GrantReleased, amount=yuan(800))] * 3,
    )
    story.when(c.ProposeRevision, amount=yuan(1800)).then(RevisionProposed)
    story.when(c.ApproveRevision, proposal=2, document="变更 2").then(
        like(DecisionChanged, amount=yuan(1800)),
        *[like(GrantReleased, amount=yuan(1000))] * 3,
        *[like(GrantCharged, amount=yuan(1800))] * 3,
    )


def test_a_sum_that_cannot_stand_any_more_is_not_decided() -> None:
    """The county would not countersign since it was proposed: that is revoked, not changed."""
    journey = j.filed().go(c.ProposeRevision, amount=yuan(1000)).go(c.RefuseCountersignature)
    story = given(journey).when(c.ApproveRevision)
    story.then_refused(Code.COUNTERSIGNATURE_REFUSED, article="18.2.1")


def test_a_sum_that_is_higher_again_takes_the_debt_away() -> None:
    """What was paid is what stands: the file may be closed."""
    journey = overpaid().go(c.ProposeRevision, amount=yuan(1800))
    journey.go(c.ApproveRevision, proposal=2, document="变更 2")
    assert (journey.stage, journey.case.debt) == (Stage.PAID, ZERO)
    given(journey.go(c.FeedBackResult).serve()).when(c.CloseCase).then(e.CaseClosed)


def test_an_approval_anew_counts_what_was_paid() -> None:
    """Of a sum no higher nothing is paid again."""
    story = given(taken_back).when(c.ApproveRelief, document="批准 2")
    assert story.at(Stage.PAID) and story.journey.case.debt == ZERO
    story.when(c.PayCash).then_refused(Code.OUT_OF_ORDER)


def test_what_is_rejected_lets_payment_go_on() -> None:
    """The decision stands as it was; another proposal may follow."""
    story = given(lambda: proposed(j.approved)).when(c.RejectRevision)
    story.then(like(RevisionRejected, proposal=1))
    story.when(c.ProposeRevision).then(like(RevisionProposed, number=2))
    story.when(c.RejectRevision, proposal=2).then(RevisionRejected)
    story.when(c.InstructPayment).then(e.PaymentInstructed)


def test_an_order_that_is_out_is_answered_though_its_approval_was_taken_back() -> None:
    """Credited, it is a debt; sent back, nothing is owed and nothing is ordered again."""
    out = proposed(j.ordered).go(c.ApproveRevision)
    paid = given(out.copy()).when(c.ConfirmPayment)
    paid.then(like(e.ReliefDisbursed, unpaid=ZERO))
    assert paid.at(Stage.UNDER_COUNTY) and paid.journey.case.debt == yuan(1800)
    back = given(out).when(c.ReportPaymentFailure).then(e.PaymentFailed)
    assert back.journey.case.debt == ZERO
    back.when(c.InstructPayment).then_refused(Code.OUT_OF_ORDER)


def test_cash_that_is_out_comes_back_though_its_approval_was_taken_back() -> None:
    """It is not handed over any more."""
    story = given(cash_out).when(c.PayCash, p.SECOND_FINANCE).then_refused(Code.OUT_OF_ORDER)
    story.when(c.ReturnRelease).then(e.ReleaseReturned)


def test_a_change_while_an_order_is_out_leaves_what_the_bank_credits_beyond_it_as_a_debt() -> None:
    """The order was for the sum that stood then."""
    journey = j.ordered().go(c.ProposeRevision, amount=yuan(1000)).go(c.ApproveRevision)
    story = given(journey).when(c.ConfirmPayment)
    story.then(like(e.ReliefDisbursed, amount=yuan(1800), unpaid=ZERO))
    assert story.at(Stage.PAID) and story.journey.case.debt == yuan(800)


def test_a_change_to_what_is_paid_already_ends_the_limit_of_payment() -> None:
    """Nothing is left to pay."""
    journey = j.approved().go(c.PayCash, amount=yuan(1000))
    journey.go(c.ProposeRevision, amount=yuan(1000)).go(c.ApproveRevision)
    assert journey.stage is Stage.PAID
    assert "payment" not in journey.world.limits(journey.about.case)


def test_a_closed_file_is_opened_again_by_what_proves_wrong() -> None:
    """It is closed once more when nothing is owed."""
    story = given(j.closed).when(c.ProposeRevision).then(RevisionProposed)
    assert story.at(Stage.CLOSED)
    story.when(c.ApproveRevision).then(DecisionRevoked, *[GrantReleased] * 3)
    assert story.at(Stage.UNDER_COUNTY)


def test_a_death_does_not_close_a_case_with_a_debt() -> None:
    """It is on record, and the debt stands (14.1)."""
    about = About(subject=Subject.INDIVIDUAL, category=Category.SPECIAL_INDIVIDUAL)
    journey = j.paid(j.accepted(about)).go(c.ProposeRevision, c.ApproveRevision)
    story = given(journey).when(c.RecordDeath, person=p.GESANG.applicant)
    story.then(e.MemberDied, DeathKnown)
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == yuan(1800)


def test_what_was_paid_where_the_county_would_not_countersign_becomes_a_debt_when_revoked() -> None:
    """The approval itself is taken back, so that the money may be asked for (18.2.1)."""
    journey = j.filed().go(c.PayCash, amount=yuan(500)).go(c.RefuseCountersignature)
    story = given(journey.go(c.ProposeRevision)).when(c.ApproveRevision)
    story.then(like(DecisionRevoked, proposal=1), *[like(GrantReleased, amount=yuan(500))] * 3)
    assert story.journey.case.debt == yuan(500)


def test_a_changed_sum_is_the_one_that_is_told() -> None:
    """By one hand before payment, by two after it: the same fact."""
    (fact,) = overpaid().world.facts(DecisionChanged)
    assert isinstance(fact, DecisionChanged)
    assert (fact.was, fact.amount, fact.unpaid, fact.proposal) == (yuan(1800), yuan(1000), ZERO, 1)
