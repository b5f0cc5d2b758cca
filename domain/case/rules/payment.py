"""第十九、二十、二十二条: paid to the family's own account, in cash where it must be, or in goods."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.releases import released_to
from domain.case.rules.intake import bound_account
from domain.case.rules.words import happened_by_today, positive, said
from domain.case.situation import (
    Change,
    Check,
    Rule,
    Rules,
    Situation,
    about_applicant,
    happened,
    stages,
)
from domain.case.state import Approval
from domain.case.terms import CountersignatureOutcome, Stage
from domain.money import Money
from domain.people import unsaid
from domain.refusal import Code, Reason, reason

ATTEMPTS = "payment_attempts_before_visit"
"""The parameter that says after how many failures somebody goes there."""


def nothing_pending(s: Situation) -> Reason | None:
    """One order at a time: until the bank answers, nobody knows what is paid (A19)."""
    if s.case.payments.pending is not None:
        return reason(Code.PAYMENT_PENDING, "19", payment=s.case.payments.pending)
    return None


def account_right(s: Situation) -> Reason | None:
    """After a failure the account is put right before the next order (A19)."""
    if not s.case.payments.account_corrected:
        return reason(Code.ACCOUNT_NOT_CORRECTED, "19")
    return None


def account_wrong(s: Situation) -> Reason | None:
    """Only an account that failed is corrected."""
    if s.case.payments.account_corrected:
        return reason(Code.DONE_ALREADY, "19")
    return None


def countersignature_not_refused(s: Situation) -> Reason | None:
    """What the county refused to countersign on substance is not paid any more (A18.2.1, AMB-31)."""
    approval = s.case.approval
    if approval is None or not refused_on_substance(approval):
        return None
    return reason(Code.COUNTERSIGNATURE_REFUSED, "18.2.1")


def refused_on_substance(approval: Approval) -> bool:
    """The county did not countersign, and not for a mere defect of form."""
    outcome = approval.countersignature_outcome
    return outcome is not None and outcome is not CountersignatureOutcome.FORMAL


def unpaid(s: Situation) -> Money:
    """What of the approved sum has not been paid."""
    if s.case.approval is None:
        raise ValueError("nothing was approved")
    return s.case.approval.amount - s.case.payments.disbursed


def within_approval(s: Situation, command: c.InstructPayment) -> Reason | None:
    """Never more than was approved (A30)."""
    room = unpaid(s)
    if command.amount > room:
        return reason(Code.ABOVE_UNPAID_AMOUNT, "30", "amount", amount=command.amount, unpaid=room)
    return None


def holder_belongs(s: Situation, command: c.InstructPayment) -> Reason | None:
    """Straight to the beneficiary's own account (A19)."""
    if command.account.holder not in s.case.asked.members:
        return reason(Code.NOT_A_MEMBER, "19", "account.holder")
    return None


def answers_order(s: Situation, command: c.ConfirmPayment) -> Reason | None:
    """The bank answers the order that is out."""
    if command.payment != s.case.payments.pending:
        return reason(Code.PAYMENT_UNKNOWN, "19", "payment", payment=command.payment)
    return None


def source_lawful(
    s: Situation, command: c.InstructPayment | c.PayCash | c.DeliverGoods
) -> Reason | None:
    """The money comes from where the law lets it come from (22.1, 22.2, 22.3)."""
    allowed = [fund.id.value for fund in s.pack.outcomes.casework.funds]
    if command.source in allowed:
        return None
    listed = ",".join(allowed)
    return reason(Code.FIELD_INVALID, "22", "source", fault="not-in-list", allowed=listed)


def visited_first(s: Situation, command: c.CorrectPaymentAccount) -> Reason | None:
    """After so many failures somebody goes to see the family before the next order (internal)."""
    if not s.pack.has(ATTEMPTS) or (command.visit or "").strip():
        return None
    if s.case.payments.failures >= s.pack.count(ATTEMPTS, s.today):
        return reason(Code.FIELD_MISSING, "19", "visit", failures=s.case.payments.failures)
    return None


def procured(s: Situation, command: c.DeliverGoods) -> Reason | None:
    """Goods come through procurement, or the urgency that forbade it is on record (A20)."""
    if not command.procurement and unsaid(command.urgency):
        return reason(Code.FIELD_MISSING, "20", "procurement")
    return None


def ordered(s: Situation, command: c.InstructPayment) -> e.PaymentInstructed:
    """The order to the bank."""
    return e.PaymentInstructed(
        on=s.today,
        payment=s.case.payments.attempts + 1,
        amount=command.amount,
        source=command.source,
        account=bound_account(command.account),
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
        unpaid=unpaid(s) - order.pending_amount,
    )


def sent_back(s: Situation, command: c.ReportPaymentFailure) -> tuple[Change, ...]:
    """退票. Where the county would not countersign, the order is not repeated: its room goes back."""
    fact = e.PaymentFailed(on=s.today, payment=command.payment, fault=command.fault)
    if s.case.approval is None or not refused_on_substance(s.case.approval):
        return happened(fact)
    kept = s.case.payments.disbursed
    return (Change(fact), *released_to(s, kept, "countersignature-refused"))


def cash(s: Situation, command: c.PayCash) -> e.CashDisbursed:
    """Cash in hand, witnessed."""
    return e.CashDisbursed(
        on=s.today,
        amount=command.amount,
        source=command.source,
        reason=command.reason.bound(s.case.asked.applicant),
        receipt=command.receipt,
        witness=command.witness.bound(s.case.asked.applicant),
        unpaid=unpaid(s) - command.amount,
    )


def goods(s: Situation, command: c.DeliverGoods) -> e.GoodsDelivered:
    """Goods at their value (AMB-34: they count for the caps)."""
    return e.GoodsDelivered(
        on=s.today,
        items=tuple(item.bound(s.case.asked.applicant) for item in command.items),
        amount=command.amount,
        source=command.source,
        procurement=command.procurement,
        urgency=about_applicant(s, command.urgency),
        receipt=command.receipt,
        unpaid=unpaid(s) - command.amount,
    )


PAYABLE = (nothing_pending, countersignature_not_refused)
SUM: tuple[Check, ...] = (positive(), within_approval, source_lawful)


RULES: Rules = {
    c.InstructPayment: Rule(
        article="19",
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, account_right),
        checks=(*SUM, holder_belongs),
        facts=lambda s, k: happened(ordered(s, k)),
    ),
    c.ConfirmPayment: Rule(
        article="19",
        stages=stages(Stage.APPROVED),
        checks=(
            answers_order,
            happened_by_today("paid_on", lambda s: s.case.payments.pending_since),
            *said("serial"),
        ),
        facts=lambda s, k: happened(credited(s, k)),
    ),
    c.ReportPaymentFailure: Rule(
        article="19",
        stages=stages(Stage.APPROVED),
        checks=(answers_order,),
        facts=sent_back,
    ),
    c.CorrectPaymentAccount: Rule(
        article="19",
        stages=stages(Stage.APPROVED),
        guards=(account_wrong,),
        checks=(holder_belongs, visited_first),
        facts=lambda s, k: happened(
            e.PaymentAccountCorrected(on=s.today, account=bound_account(k.account), visit=k.visit)
        ),
    ),
    c.PayCash: Rule(
        article="19",
        stages=stages(Stage.APPROVED),
        guards=PAYABLE,
        checks=(*SUM, *said("reason", "receipt", "witness")),
        facts=lambda s, k: happened(cash(s, k)),
    ),
    c.DeliverGoods: Rule(
        article="20",
        stages=stages(Stage.APPROVED),
        guards=PAYABLE,
        checks=(*SUM, procured, *said("items", "receipt")),
        facts=lambda s, k: happened(goods(s, k)),
    ),
}
