"""第十九、二十、二十二条: paid to the family's own account, in cash where it must be, or in goods."""

from datetime import date

from domain.account.events import GrantReleased
from domain.case import turns
from domain.case.accounts import bound_account
from domain.case.days import dated, day_done, entered_in_time, late_reason
from domain.case.gates import objections_answered, shown_again
from domain.case.inquiry.owed import papers_for_payment
from domain.case.numbers import numbered, vouched
from domain.case.payment import accounts, handing
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.payment.accounts import (
    account_on_record,
    account_right,
    no_correction_open,
    not_at_the_bank,
)
from domain.case.payment.funds import (
    balance_at_year_end,
    balance_for_whom,
    procured,
    procured_unless_urgent,
    source_lawful,
)
from domain.case.records import CaseTerminated
from domain.case.releases import ended_by_death, released_to
from domain.case.situation import Situation, about_applicant, happened
from domain.case.state import Approval
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import BY_CASEWORKER, Deed
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Check, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import CountersignatureOutcome, NumberKind, Stage
from domain.ground.words import positive, said


@carries(
    "18.2.1 AMB-31", "What the county refused to countersign on substance is not paid any more."
)
def countersignature_not_refused(s: Situation) -> Reason | None:
    approval = s.case.approval
    if approval is None or not refused_on_substance(approval):
        return None
    return reason(Code.COUNTERSIGNATURE_REFUSED, "18.2.1")


def refused_on_substance(approval: Approval) -> bool:
    """The county did not countersign, and not for a mere defect of form."""
    outcome = approval.countersignature_outcome
    return outcome is not None and outcome is not CountersignatureOutcome.FORMAL


def unpaid(s: Situation) -> Money:
    """What of the approved sum has not been paid; nothing of what does not stand any more."""
    if s.case.approval is None:
        return ZERO
    return max(s.case.approval.amount - s.case.payments.disbursed, ZERO)


@since(3)
@carries(
    "19 30", "What finance set apart is handed over by whom it was set apart for, or comes back."
)
def something_left(s: Situation) -> Reason | None:
    """Beside it only what is left."""
    out = handing.kept_apart(s)
    if out == ZERO or unpaid(s) > out:
        return None
    return reason(Code.RELEASE_OPEN, "30", released=out)


@carries("30", "Never more than was approved.")
def within_approval(
    s: Situation, command: c.InstructPayment | c.ReleaseForHandover | handing.Handing
) -> Reason | None:
    out, releasing = handing.set_apart(s, command), isinstance(command, c.ReleaseForHandover)
    room = unpaid(s) - out
    if not releasing and something_left(s) is not None:
        return something_left(s)
    if room < command.amount <= room + out and not releasing:
        return reason(Code.RELEASE_OPEN, "30", "amount", released=out)
    if command.amount > room:
        return reason(Code.ABOVE_UNPAID_AMOUNT, "30", "amount", amount=command.amount, unpaid=room)
    return None


@since(2)
@carries("19", "An order is out that the bank may answer, whatever became of the decision.")
def order_out(s: Situation) -> Reason | None:
    return reason(Code.PAYMENT_UNKNOWN, "19") if s.case.payments.pending is None else None


@carries("19", "The bank answers the order that is out.")
def answers_order(s: Situation, command: c.ConfirmPayment) -> Reason | None:
    if command.payment != s.case.payments.pending and s.case.payments.pending is not None:
        return reason(Code.PAYMENT_UNKNOWN, "19", "payment", payment=command.payment)
    return None


def approved_on(s: Situation) -> date | None:
    """The day of the approval that stands: nothing is handed over before it."""
    return None if s.case.approval is None else s.case.approval.on


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


def cash(s: Situation, command: c.PayCash) -> e.CashDisbursed:
    """Cash in hand, witnessed."""
    return e.CashDisbursed(
        on=day_done(s, command, "handed_on"),
        late_reason=late_reason(s, command),
        amount=command.amount,
        source=command.source,
        reason=command.reason.bound(s.case.asked.applicant),
        receipt=command.receipt,
        witness=handing.witness_kept(s, command),
        unpaid=unpaid(s) - command.amount,
        batch=command.batch,
        vouched=vouched(s, receipt=command.receipt),
        witness_officer=handing.officer_witnessing(command),
        witness_id=command.witness_id,
        short_handed=handing.short(s),
    )


@carries("AMB-34", "Goods at their value (they count for the caps).")
def goods(s: Situation, command: c.DeliverGoods) -> e.GoodsDelivered:
    return e.GoodsDelivered(
        on=day_done(s, command, "handed_on"),
        late_reason=late_reason(s, command),
        items=tuple(item.bound(s.case.asked.applicant) for item in command.items),
        amount=command.amount,
        source=command.source,
        procurement=command.procurement,
        urgency=about_applicant(s, command.urgency),
        receipt=command.receipt,
        unpaid=unpaid(s) - command.amount,
        batch=command.batch,
        vouched=vouched(s, receipt=command.receipt, procurement=command.procurement),
        witness=handing.witness_kept(s, command),
        witness_officer=handing.officer_witnessing(command),
        witness_id=command.witness_id,
        short_handed=handing.short(s),
    )


PAYABLE = (
    not_at_the_bank,
    countersignature_not_refused,
    handing.not_held,
    objections_answered,
    shown_again,
    papers_for_payment,
)
ANSWERED = frozenset(Stage) - stages(
    Stage.UNKNOWN, Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED, Stage.CLOSED
)
"""Wherever a case may stand while its order is out: the approval may have been taken back."""
SUM: tuple[Check, ...] = (
    *(positive(), within_approval),
    *(source_lawful, balance_for_whom, balance_at_year_end),
)
HANDED_OVER: tuple[Check, ...] = (
    *dated("handed_on", approved_on),
    handing.released_first,
    handing.witness_named,
    handing.witness_outside,
)


RULES: Rules = {
    **accounts.RULES,
    c.InstructPayment: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.ORDERED,
        reads=(Stream.CALENDAR,),
        address="payments",
        awaited=True,
        turn=turns.to_be_ordered,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left, account_right, no_correction_open, account_on_record),
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
    c.ReleaseForHandover: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.RELEASED,
        reads=(Stream.CALENDAR,),
        address="handover-release",
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, handing.none_released),
        checks=SUM,
        facts=handing.released,
        brings=(e.HandoverReleased,),
    ),
    c.ReturnRelease: Rule(
        article="19",
        by=(Post.FINANCE,),
        address="handover-release/return",
        awaited=True,
        turn=turns.set_apart,
        stages=ANSWERED,
        guards=(handing.something_released,),
        checks=said("reason"),
        facts=handing.came_back,
        brings=(e.ReleaseReturned, CaseTerminated),
    ),
    c.PayCash: Rule(
        article="19",
        by=(Post.FINANCE, Post.CASEWORKER),
        hand=Deed.HANDED,
        short_handed=BY_CASEWORKER,
        reads=(Stream.OFFICERS, Stream.CALENDAR),
        address="cash",
        awaited=True,
        turn=turns.to_hand_over,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left),
        checks=(*SUM, *said("reason"), numbered("receipt", NumberKind.RECEIPT), *HANDED_OVER),
        facts=lambda s, k: happened(cash(s, k)),
        brings=(e.CashDisbursed,),
    ),
    c.DeliverGoods: Rule(
        article="20",
        by=(Post.FINANCE, Post.CASEWORKER),
        hand=Deed.HANDED,
        short_handed=BY_CASEWORKER,
        reads=(Stream.OFFICERS, Stream.CALENDAR),
        address="goods",
        awaited=True,
        turn=turns.to_hand_over,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left),
        checks=(
            *SUM,
            *(procured, procured_unless_urgent),
            *said("items"),
            numbered("receipt", NumberKind.RECEIPT),
            numbered("procurement", NumberKind.PROCUREMENT),
            *HANDED_OVER,
        ),
        facts=lambda s, k: happened(goods(s, k)),
        brings=(e.GoodsDelivered,),
    ),
}
