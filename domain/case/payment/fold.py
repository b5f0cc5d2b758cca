"""发放, and the numbers vouched for."""

from domain.case.beside import AccountOnRecord, Answered, Correction, Payments, Vouched
from domain.case.changing import replace
from domain.case.payment.facts import (
    AccountCorrectionRejected,
    AccountCorrectionRequested,
    CashDisbursed,
    GoodsDelivered,
    HandoverReleased,
    NumberVouched,
    PaymentAccountCorrected,
    PaymentFact,
    PaymentFailed,
    PaymentInstructed,
    ReleaseReturned,
    ReliefDisbursed,
)
from domain.case.state import Case
from domain.ground.duties import Hands
from domain.ground.facts import unfolded
from domain.ground.money import ZERO
from domain.ground.numbers import normal


def evolve(case: Case, fact: PaymentFact, officer: str) -> Case:
    """The case after one fact of payment."""
    match fact:
        case PaymentInstructed() | ReliefDisbursed() | PaymentFailed():
            return banking(case, fact, officer)
        case AccountCorrectionRequested() | AccountCorrectionRejected() | PaymentAccountCorrected():
            return correcting(case, fact, officer)
        case HandoverReleased() | ReleaseReturned() | CashDisbursed() | GoodsDelivered():
            return handing(case, fact, officer)
        case NumberVouched():
            return with_vouched(case, fact, officer)
        case _:
            unfolded(fact, __name__)


def banking(
    case: Case, fact: PaymentInstructed | ReliefDisbursed | PaymentFailed, officer: str
) -> Case:
    """The bank has an order, or answers it."""
    paid = case.payments
    match fact:
        case PaymentInstructed():
            payments = replace(
                paid,
                attempts=fact.payment,
                pending=fact.payment,
                pending_amount=fact.amount,
                pending_source=fact.source,
                pending_since=fact.on,
            )
            hands = replace(case.hands, ordered=case.hands.ordered | {officer})
            return replace(case, payments=payments, hands=hands)
        case ReliefDisbursed():
            settled = replace(paid, pending=None, pending_amount=ZERO, pending_source=None)
            settled = answered(settled, fact)
            hands = answering(case.hands, officer)
            return disbursed(replace(case, payments=settled, hands=hands), fact)
        case PaymentFailed():
            payments = replace(
                paid,
                pending=None,
                pending_amount=ZERO,
                pending_source=None,
                failures=paid.failures + 1,
                account_corrected=False,
            )
            payments = answered(payments, fact)
            return replace(case, payments=payments, hands=answering(case.hands, officer))
        case _:
            unfolded(fact, __name__)


def answered(paid: Payments, fact: ReliefDisbursed | PaymentFailed) -> Payments:
    """The family is to be told what the bank answered."""
    credited = isinstance(fact, ReliefDisbursed)
    return replace(paid, untold=(*paid.untold, Answered(fact.payment, credited, fact.on)))


def answering(hands: Hands, officer: str) -> Hands:
    """Who said what the bank answered. Where one hand did both before they were apart, it ordered."""
    return replace(hands, answered=hands.answered | ({officer} - hands.ordered))


def correcting(
    case: Case,
    fact: AccountCorrectionRequested | AccountCorrectionRejected | PaymentAccountCorrected,
    officer: str,
) -> Case:
    """Another account is asked for, and agreed to or not; before two hands did it, one asked."""
    paid, hands = case.payments, case.hands
    match fact:
        case AccountCorrectionRequested():
            account = AccountOnRecord(version=case.version + 1, holder=fact.account.holder)
            asked = Correction(number=fact.number, account=account, visit=fact.visit)
            paid = replace(paid, correction=asked, corrections=fact.number)
            hands = replace(hands, asked=hands.asked | {officer})
        case AccountCorrectionRejected():
            paid = replace(paid, correction=None)
            hands = replace(hands, agreed=hands.agreed | {officer})
        case PaymentAccountCorrected():
            account = AccountOnRecord(version=case.version + 1, holder=fact.account.holder)
            paid = replace(paid, account=account, account_corrected=True, correction=None)
            hands = _corrected(hands, fact, officer)
        case _:
            unfolded(fact, __name__)
    return replace(case, payments=paid, hands=hands)


def _corrected(hands: Hands, fact: PaymentAccountCorrected, officer: str) -> Hands:
    if fact.request is None:
        return replace(hands, asked=hands.asked | {officer})
    return replace(hands, agreed=hands.agreed | {officer})


def handing(
    case: Case,
    fact: HandoverReleased | ReleaseReturned | CashDisbursed | GoodsDelivered,
    officer: str,
) -> Case:
    """Finance gives out what will be handed over, or has it back; cash or goods reach the family."""
    paid, hands = case.payments, case.hands
    match fact:
        case HandoverReleased():
            out = replace(paid, released=fact.amount, released_source=fact.source)
            hands = replace(hands, released=hands.released | {officer})
            return replace(case, payments=out, hands=hands)
        case ReleaseReturned():
            return replace(case, payments=replace(paid, released=ZERO, released_source=None))
        case CashDisbursed() | GoodsDelivered():
            hands = replace(hands, handed=hands.handed | {officer})
            left = paid.released - fact.amount if fact.short_handed else paid.released
            after = replace(case, hands=hands, payments=replace(paid, released=left))
            return disbursed(after, fact)
        case _:
            unfolded(fact, __name__)


def disbursed(case: Case, fact: ReliefDisbursed | CashDisbursed | GoodsDelivered) -> Case:
    """Money or goods reached the family."""
    paid = case.payments
    days = (*paid.days, (fact.on, fact.amount))
    after = replace(paid, disbursed=paid.disbursed + fact.amount, days=days)
    return replace(case, payments=after)


def with_vouched(case: Case, fact: NumberVouched, officer: str) -> Case:
    """Somebody vouched for a number."""
    one = Vouched(kind=fact.kind, number=normal(fact.kind, fact.number), by=officer)
    return replace(case, vouched=case.vouched | {one})
