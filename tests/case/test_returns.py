"""第十九、二十、二十七条: what had reached the family came back, from its bank or out of its own hands."""

from datetime import date
from typing import Any

import pytest

from domain.account.events import GrantReleased
from domain.case.records import Left
from domain.case.revision.facts import DecisionRevoked
from domain.case.service.facts import PaymentTold
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import (
    CountersignatureOutcome,
    Ending,
    FundSource,
    Method,
    PaymentFault,
    Stage,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Story, Wrong, empty, given, like, rows, sentence
from tests.case.test_ending import FIRST, individual
from tests.case.test_telling import DECEMBER, in_december, paid_in_december
from tests.case.words import About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

WHOLE = yuan(1800)
NOTHING_LEFT = Left(on=None)


def paid_late() -> j.Journey:
    """Paid on the eleventh day, which is after the order."""
    return j.ordered().on(after(12)).go(c.ConfirmPayment, paid_on=after(11))


def handed_late() -> j.Journey:
    """Handed over on the eleventh day, and entered on the next."""
    return j.approved().on(after(12)).go(c.PayCash, handed_on=after(11))


def sent_back_twice() -> j.Journey:
    """Credited again after it had come back."""
    again = j.corrected(j.sent_back()).go(c.InstructPayment)
    return again.go(c.ConfirmPayment, payment=2, serial="银行流水 2")


def a_week_later(journey: j.Journey) -> j.Journey:
    """The same a week on."""
    return journey.on(date.fromordinal(journey.about.day.toordinal() + 7))


def _days(command: type[c.Command], start: j.Start, of: j.Start) -> tuple[Wrong, ...]:
    """The bounds of the day on which something came back."""
    name = command.__name__
    return (
        *rows(
            start,
            command,
            (
                f"{name}: not tomorrow",
                Code.DATE_IN_FUTURE,
                None,
                "returned_on",
                {"returned_on": after(13)},
            ),
            (
                f"{name}: not before it came",
                Code.DATE_TOO_EARLY,
                None,
                "returned_on",
                {"returned_on": after(10)},
            ),
            (
                f"{name}: the whole of it, not a part",
                Code.FIELD_INVALID,
                "19" if command is c.RecordPaymentReturn else "20",
                "amount",
                {"amount": yuan(800)},
            ),
            (
                f"{name}: nor more than that",
                Code.FIELD_INVALID,
                "19" if command is c.RecordPaymentReturn else "20",
                "amount",
                {"amount": yuan("1800.01")},
            ),
        ),
        *rows(
            lambda: a_week_later(of()),
            command,
            (
                f"{name}: late without a reason",
                Code.LATENESS_UNREASONED,
                "内部§补录",
                "late_reason",
                {"returned_on": after(10, DECEMBER)},
            ),
        ),
    )


WRONG: tuple[Wrong, ...] = (
    *_days(c.RecordPaymentReturn, paid_late, paid_in_december),
    *_days(c.TakeBack, handed_late, lambda: j.handed_over(in_december())),
    *empty(j.paid, c.RecordPaymentReturn, "serial"),
    *empty(j.handed_over, c.TakeBack, "reason", "receipt"),
    *rows(
        j.ordered,
        c.RecordPaymentReturn,
        ("an order is not a credit", Code.NOTHING_TO_DO, "19", None),
    ),
    *rows(
        j.failed,
        c.RecordPaymentReturn,
        ("nor is a failure", Code.NOTHING_TO_DO, "19", None),
    ),
    *rows(
        j.handed_over,
        c.RecordPaymentReturn,
        ("no bank sends back cash", Code.NOTHING_TO_DO, "19", None),
    ),
    *rows(
        j.paid,
        c.TakeBack,
        ("nobody gives back what a bank credited", Code.NOTHING_TO_DO, "20", None),
    ),
    *rows(
        j.paid,
        c.RecordPaymentReturn,
        (
            "of that payment",
            Code.PAYMENT_NOT_CREDITED,
            "19",
            "payment",
            {"payment": 2},
        ),
    ),
    *rows(
        lambda: j.corrected(j.failed()).go(c.InstructPayment).go(c.ConfirmPayment, payment=2),
        c.RecordPaymentReturn,
        ("what failed was never credited", Code.PAYMENT_NOT_CREDITED, "19", "payment"),
    ),
    *rows(
        sent_back_twice,
        c.RecordPaymentReturn,
        ("what a later order paid came back already", Code.DONE_ALREADY, "19", "payment"),
    ),
    *rows(
        j.handed_over,
        c.TakeBack,
        ("of that receipt", Code.NOT_HANDED_OVER, "20", "handed", {"handed": "领条 9"}),
    ),
    *rows(
        lambda: j.handed_over().go(c.TakeBack).go(c.PayCash, receipt="领条 2"),
        c.TakeBack,
        ("what was handed over again came back already", Code.DONE_ALREADY, "20", "handed"),
    ),
)


@pytest.mark.article("19", "20")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_comes_back_has_its_bounds(case: Wrong) -> None:
    """Each guard and check says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("19", "27")
@pytest.mark.parametrize("fault", PaymentFault)
def test_what_the_bank_sends_back_after_it_was_credited_is_to_be_paid_again(
    fault: PaymentFault,
) -> None:
    """The account is put right by two hands, and a second order follows; the approval stands."""
    story = given(j.paid).when(c.RecordPaymentReturn, fault=fault)
    story.then(
        like(
            e.PaymentReturned,
            on=story.journey.about.day,
            payment=1,
            amount=WHOLE,
            source=FundSource.FISCAL,
            fault=fault,
            paying_bank="测试代理银行",
            unpaid=WHOLE,
            left=NOTHING_LEFT,
            stands=None,
        )
    )
    case = story.journey.case
    assert (case.stage, case.ending, case.payments.disbursed) == (Stage.APPROVED, None, ZERO)
    assert case.payments.failures == 1
    story.when(c.InstructPayment).then_refused(Code.ACCOUNT_NOT_CORRECTED)
    story.when(c.CorrectPaymentAccount).then(e.AccountCorrectionRequested)
    story.when(c.ConfirmAccountCorrection).then(e.PaymentAccountCorrected)
    story.when(c.InstructPayment).then(like(e.PaymentInstructed, payment=2, amount=WHOLE))
    story.when(c.ConfirmPayment, payment=2, serial="银行流水 2").then(
        like(e.ReliefDisbursed, unpaid=ZERO)
    )
    assert story.at(Stage.PAID)


@pytest.mark.article("19")
def test_a_return_counts_among_the_failures_after_which_somebody_goes_there() -> None:
    """Two failures and a return are three."""
    journey = j.corrected(j.failed()).go(c.InstructPayment)
    journey = j.corrected(journey.go(c.ReportPaymentFailure, payment=2)).go(c.InstructPayment)
    journey.go(c.ConfirmPayment, payment=3).go(c.RecordPaymentReturn, payment=3)
    story = given(journey).when(c.CorrectPaymentAccount)
    story.then_refused(Code.FIELD_MISSING, article="19", about="visit")


@pytest.mark.article("19")
def test_of_two_payments_each_comes_back_by_itself() -> None:
    """What stays with the family is told: since when, how and from where."""
    journey = j.approved().go(c.PayCash, amount=yuan(800), source=FundSource.DONATION)
    journey.on(after(12)).go(c.InstructPayment, amount=yuan(1000)).go(c.ConfirmPayment)
    assert journey.stage is Stage.PAID
    bank = given(journey.copy()).when(c.RecordPaymentReturn, amount=yuan(1000))
    cash_left = Left(on=after(8), methods=(Method.CASH,), sources=(FundSource.DONATION,))
    bank.then(like(e.PaymentReturned, unpaid=yuan(1000), left=cash_left))
    assert bank.at(Stage.APPROVED) and bank.journey.case.payments.disbursed == yuan(800)
    bank.when(c.PayCash, amount=yuan("1000.01"), receipt="领条 2")
    bank.then_refused(Code.ABOVE_UNPAID_AMOUNT)
    cash = given(journey).when(c.TakeBack, amount=yuan(800))
    there = Left(on=after(12), methods=(Method.BANK,), sources=(FundSource.FISCAL,))
    cash.then(like(e.ReliefTakenBack, method=Method.CASH, unpaid=yuan(800), left=there))


@pytest.mark.article("20")
def test_goods_that_come_back_are_handed_over_again() -> None:
    """The account is as right as it was; somebody else takes back than hands over."""
    story = given(lambda: j.approved().go(c.DeliverGoods, receipt="领条 1"))
    story.when(c.TakeBack, p.FINANCE, handed="领条1").then_refused(Code.DUTIES_NOT_SEPARATE)
    story.when(c.TakeBack, handed="领条1").then(
        like(
            e.ReliefTakenBack,
            handed="领条1",
            method=Method.GOODS,
            amount=WHOLE,
            reason=p.kept("代领人未能转交"),
            unpaid=WHOLE,
            left=NOTHING_LEFT,
        )
    )
    assert story.at(Stage.APPROVED) and story.journey.case.payments.failures == 0
    story.when(c.InstructPayment).then(like(e.PaymentInstructed, amount=WHOLE))


@pytest.mark.article("19")
def test_a_part_comes_back_while_another_order_is_out() -> None:
    """The order is answered as ever; what came back is paid after it."""
    journey = j.approved().go(c.InstructPayment, amount=yuan(1000)).go(c.ConfirmPayment)
    story = given(journey.go(c.InstructPayment, amount=yuan(800)))
    story.when(c.RecordPaymentReturn, amount=yuan(1000)).then(like(e.PaymentReturned, unpaid=WHOLE))
    story.when(c.ConfirmPayment, payment=2, serial="银行流水 2")
    story.then(like(e.ReliefDisbursed, unpaid=yuan(1000)))
    assert story.at(Stage.APPROVED)


@pytest.mark.article("23/1")
@pytest.mark.parametrize(
    ("pays", "returns"),
    [((c.InstructPayment, c.ConfirmPayment), c.RecordPaymentReturn), ((c.PayCash,), c.TakeBack)],
)
def test_a_closed_file_is_open_again_once_its_money_came_back(
    pays: tuple[type[c.Command], ...], returns: type[c.Command]
) -> None:
    """It is paid and closed once more; the year's room was used all along (AMB-02)."""
    journey = j.approved().go(*pays, c.FeedBackResult).serve().go(c.CloseCase)
    accounts = {**journey.world.accounts}
    story = given(journey).when(returns)
    assert story.at(Stage.APPROVED) and story.journey.case.ending is None
    assert {**story.journey.world.accounts} == accounts
    story.when(c.CloseCase).then_refused(Code.OBLIGATION_OPEN)
    story.when(c.PayCash, receipt="领条 2").then(e.CashDisbursed)
    story.when(c.CloseCase, volume="卷 2").then(like(e.CaseClosed, ending=Ending.PAID))


def test_what_came_back_lets_the_family_withdraw() -> None:
    """Nothing is paid, and the room goes back."""
    story = given(j.sent_back).when(c.WithdrawApplication)
    story.then(e.ApplicationWithdrawn, *[like(GrantReleased, amount=WHOLE)] * 3)


@pytest.mark.article("内部§决定更正")
@pytest.mark.parametrize("revoked", [True, False])
def test_money_that_came_back_is_owed_by_nobody(revoked: bool) -> None:
    """A debt is reckoned on what the family has; what still stands of the sum is paid again."""
    words: dict[str, Any] = {} if revoked else {"amount": yuan(1000)}
    journey = j.paid().go(c.ProposeRevision, **words).go(c.ApproveRevision)
    stage = journey.stage
    assert journey.case.debt == (WHOLE if revoked else yuan(800))
    story = given(journey).when(c.RecordPaymentReturn)
    unpaid = ZERO if revoked else yuan(1000)
    story.then(like(e.PaymentReturned, unpaid=unpaid, left=NOTHING_LEFT))
    assert story.journey.case.debt == ZERO
    assert story.at(stage if revoked else Stage.APPROVED)
    if not revoked:
        story.when(c.CorrectPaymentAccount).when(c.ConfirmAccountCorrection)
        story.when(c.InstructPayment).then_refused(Code.ABOVE_UNPAID_AMOUNT)


def test_one_hand_revises_again_once_nobody_was_paid() -> None:
    """What was paid came back: nobody has anything of it."""
    given(j.sent_back).when(c.RevokeDecision).then(DecisionRevoked, *[GrantReleased] * 3)


@pytest.mark.article("18.2.1", "AMB-31")
def test_what_the_county_would_not_sign_is_not_paid_again() -> None:
    """Its room goes back with the money, and the file is closed as it is."""
    journey = j.filed().go(c.InstructPayment, c.ConfirmPayment)
    journey.go(c.RefuseCountersignature, outcome=CountersignatureOutcome.NOT_ELIGIBLE)
    amount = journey.case.payments.disbursed
    story = given(journey).when(c.RecordPaymentReturn, amount=amount)
    story.then(like(e.PaymentReturned, unpaid=ZERO), *[like(GrantReleased, amount=amount)] * 3)
    story.when(c.InstructPayment).then_refused(
        Code.COUNTERSIGNATURE_REFUSED, Code.ACCOUNT_NOT_CORRECTED
    )
    story.when(c.FeedBackResult).served().when(c.CloseCase)
    story.then(like(e.CaseClosed, ending=Ending.COUNTERSIGNATURE_REFUSED))


def alone() -> j.Journey:
    """Somebody who is helped alone, approved."""
    return j.approved(j.accepted(individual()))


def dead(at: j.Journey, died_on: date) -> j.Journey:
    """And who died on a day."""
    return at.go(c.RecordDeath, person=FIRST, died_on=died_on)


@pytest.mark.article("14.1", "AMB-02")
@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("late", [False, True])
def test_money_of_the_dead_that_came_back_ends_the_case(late: bool, closed: bool) -> None:
    """Credited in time it stood, too late it was owed; now nobody has it, and nobody is left."""
    journey = alone().go(c.InstructPayment, c.ConfirmPayment)
    if closed:
        journey.go(c.FeedBackResult).serve().go(c.CloseCase)
    journey = dead(journey.on(after(10)), after(7 if late else 10))
    story = given(journey).when(c.RecordPaymentReturn)
    released = () if late else (like(GrantReleased, amount=WHOLE, reason="death"),) * 3
    story.then(
        like(e.PaymentReturned, unpaid=ZERO, stands=ZERO),
        *released,
        like(e.CaseTerminated, reason="death"),
    )
    case = story.journey.case
    assert (case.stage, case.ending, case.debt) == (Stage.CLOSED, Ending.TERMINATED, ZERO)


@pytest.mark.article("14.1", "AMB-02")
def test_cash_of_the_dead_that_came_back_ends_the_case_as_well() -> None:
    """Nobody has it, and nobody is left."""
    story = given(dead(alone().go(c.PayCash).on(after(10)), after(10))).when(c.TakeBack)
    assert not story.reasons
    case = story.journey.case
    assert (case.stage, case.ending, case.debt) == (Stage.CLOSED, Ending.TERMINATED, ZERO)


@pytest.mark.article("14.1", "AMB-02")
def test_of_what_the_dead_had_in_time_only_what_stayed_stands() -> None:
    """Cash in time, a credit too late: the one stands whatever becomes of the other."""
    journey = alone().go(c.PayCash, amount=yuan(500)).on(after(12))
    journey.go(c.InstructPayment, amount=yuan(1300)).go(c.ConfirmPayment)
    journey = dead(journey, after(10))
    assert journey.case.debt == yuan(1300)
    bank = given(journey.copy()).when(c.RecordPaymentReturn, amount=yuan(1300))
    bank.then(like(e.PaymentReturned, stands=yuan(500)))
    assert bank.at(Stage.PAID) and bank.journey.case.debt == ZERO
    cash = given(journey).when(c.TakeBack, amount=yuan(500))
    cash.then(like(e.ReliefTakenBack, stands=ZERO), *[like(GrantReleased, amount=yuan(500))] * 3)
    assert cash.at(Stage.PAID) and cash.journey.case.debt == yuan(1300)


def test_a_death_learnt_after_the_return_counts_nothing_that_came_back() -> None:
    """It reached nobody in time."""
    journey = dead(alone().go(c.InstructPayment, c.ConfirmPayment, c.RecordPaymentReturn), after(8))
    assert journey.case.ending is Ending.TERMINATED


def test_the_case_of_the_dead_waits_for_what_else_is_out() -> None:
    """Cash that finance set apart comes back first, then it ends."""
    journey = alone().go(c.InstructPayment, amount=yuan(1000)).go(c.ConfirmPayment)
    journey.go(c.ReleaseForHandover, amount=yuan(800))
    story = given(dead(journey, journey.about.day)).when(c.RecordPaymentReturn, amount=yuan(1000))
    story.then(like(e.PaymentReturned, stands=ZERO), *[GrantReleased] * 3)
    assert story.at(Stage.APPROVED)
    story.when(c.ReturnRelease).then(e.ReleaseReturned, like(e.CaseTerminated, reason="death"))


@pytest.mark.article("27")
def test_the_family_is_told_that_it_came_back_and_again_when_it_is_there() -> None:
    """What was true no more is told no more."""
    story: Story = given(j.sent_back)
    assert [(x.payment, x.credited) for x in story.journey.case.payments.untold] == [(1, False)]
    story.when(c.TellOfPayment).then(like(PaymentTold, payment=1, credited=False))
    story.when(c.CorrectPaymentAccount).when(c.ConfirmAccountCorrection).when(c.InstructPayment)
    story.when(c.ConfirmPayment, payment=2, serial="银行流水 2")
    story.when(c.TellOfPayment, payment=2).then(like(PaymentTold, payment=2, credited=True))
    assert story.journey.case.payments.untold == ()


@pytest.mark.article("18.2.2")
def test_days_that_ended_with_the_credit_stay_ended_and_a_limit_of_the_house_begins() -> None:
    """What was done in time was done; telling of a credit and archiving wait for the next."""
    journey = j.urgent_verified(About(day=DECEMBER)).go(c.ApproveRelief)
    assert "urgent-completion" in journey.world.limits("L-1")
    journey.go(c.InstructPayment, c.ConfirmPayment)
    assert {"credit-telling", "archiving"} <= {*journey.world.limits("L-1")}
    journey.go(c.RecordPaymentReturn)
    running = {*journey.world.limits("L-1")}
    assert {"repayment", "return-telling"} <= running
    assert running.isdisjoint(
        {"urgent-completion", "urgent-payment", "credit-telling", "archiving"}
    )
    j.corrected(journey).go(c.InstructPayment)
    assert "repayment" not in journey.world.limits("L-1")


@pytest.mark.article("19")
def test_where_nothing_is_to_be_paid_no_limit_of_paying_again_begins() -> None:
    """The decision was taken back: what came back is a debt no more, and nothing else."""
    journey = paid_in_december().go(c.ProposeRevision, c.ApproveRevision, c.RecordPaymentReturn)
    assert journey.case.debt == ZERO
    assert "repayment" not in journey.world.limits("L-1")
