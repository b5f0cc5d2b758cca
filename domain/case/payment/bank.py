"""第十九条: the order to the bank, and what the bank answers."""

from domain.account.events import GrantReleased
from domain.case import turns
from domain.case.accounts import bound_account
from domain.case.days import entered_in_time, late_reason
from domain.case.numbers import numbered, vouched
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.payment.accounts import account_on_record, account_right, no_correction_open
from domain.case.payment.payable import (
    ANSWERED,
    PAYABLE,
    SUM,
    TOLD,
    refused_on_substance,
    something_left,
    unpaid,
)
from domain.case.records import CaseTerminated
from domain.case.releases import ended_by_death, released_to
from domain.case.situation import Situation, happened
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, Stage
from domain.ground.words import said


@since(2)
@carries("19", "An order is out that the bank may answer, whatever became of the decision.")
def order_out(s: Situation) -> Reason | None:
    return reason(Code.PAYMENT_UNKNOWN, "19") if s.case.payments.pending is None else None


@carries("19", "The bank answers the order that is out.")
def answers_order(s: Situation, command: c.ConfirmPayment) -> Reason | None:
    if command.payment != s.case.payments.pending and s.case.payments.pending is not None:
        return reason(Code.PAYMENT_UNKNOWN, "19", "payment", payment=command.payment)
    return None


def ordered(s: Situation, command: c.InstructPayment) -> e.PaymentInstructed:
    """The order to the bank."""
    return e.PaymentInstructed(
        on=s.today,
        payment=s.case.payments.attempts + 1,
        amount=command.amount,
        source=command.source,
        account=bound_account(s.account_named),
    )


def credited(s: Situation, command: c.ConfirmPayment) -> e.ReliefDisbursed:
    """发放."""
    order = s.case.payments
    if order.pending_source is None:
        raise ValueError("no order is out")
    return e.ReliefDisbursed(
        on=command.paid_on,
        payment=command.payment,
        amount=order.pending_amount,
        source=order.pending_source,
        serial=command.serial,
        unpaid=max(unpaid(s) - order.pending_amount, ZERO),
        paying_bank=command.paying_bank,
        batch=command.batch,
        vouched=vouched(s, bank_serial=command.serial),
        late_reason=late_reason(s, command),
    )


def sent_back(s: Situation, command: c.ReportPaymentFailure) -> tuple[Change, ...]:
    """退票. Where the county would not countersign, the order is not repeated: its room goes back."""
    fact = e.PaymentFailed(on=s.today, payment=command.payment, fault=command.fault)
    over = ended_by_death(s, still_out=s.case.payments.released > ZERO)
    if s.case.approval is None or not refused_on_substance(s.case.approval):
        return (Change(fact), *over)
    kept = s.case.payments.disbursed
    return (Change(fact), *released_to(s, kept, "countersignature-refused"), *over)


RULES: Rules = {
    c.InstructPayment: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.ORDERED,
        reads=(Stream.HOMES, Stream.CALENDAR),
        address="payments",
        awaited=True,
        turn=turns.to_be_ordered,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left, account_right, no_correction_open, account_on_record),
        cautions=TOLD,
        checks=SUM,
        facts=lambda s, k: happened(ordered(s, k)),
        brings=(e.PaymentInstructed,),
    ),
    c.ConfirmPayment: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.ANSWERED,
        reads=(Stream.CALENDAR,),
        address="payments/confirmation",
        awaited=True,
        turn=turns.order_given,
        stages=ANSWERED,
        guards=(order_out,),
        checks=(
            answers_order,
            happened_by_today("paid_on", lambda s: s.case.payments.pending_since),
            entered_in_time("paid_on"),
            *said("paying_bank"),
            numbered("serial", NumberKind.BANK_SERIAL),
        ),
        facts=lambda s, k: happened(credited(s, k)),
        brings=(e.ReliefDisbursed,),
        joined={"said(paying_bank)": 2},
    ),
    c.ReportPaymentFailure: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.ANSWERED,
        reads=(Stream.ACCOUNTS,),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="payments/failure",
        turn=turns.order_given,
        stages=ANSWERED,
        guards=(order_out,),
        checks=(answers_order,),
        facts=sent_back,
        brings=(GrantReleased, e.PaymentFailed, CaseTerminated),
    ),
}
