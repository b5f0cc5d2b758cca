"""发放, and the numbers vouched for."""

from domain.case.beside import AccountOnRecord, Answered, Correction, Payments, Reached, Vouched
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
    PaymentReturned,
    ReleaseReturned,
    ReliefDisbursed,
    ReliefTakenBack,
    Returned,
)
from domain.case.standing import left_standing
from domain.case.state import Case
from domain.ground.duties import Hands
from domain.ground.facts import unfolded
from domain.ground.money import ZERO
from domain.ground.numbers import normal
from domain.ground.terms import Method, NumberKind


def evolve(case: Case, fact: PaymentFact, officer: str) -> Case:
    """The case after one fact of payment."""
    match fact:
        case PaymentInstructed() | ReliefDisbursed() | PaymentFailed():
            return banking(case, fact, officer)
        case AccountCorrectionRequested() | AccountCorrectionRejected() | PaymentAccountCorrected():
            return correcting(case, fact, officer)
        case HandoverReleased() | ReleaseReturned() | CashDisbursed() | GoodsDelivered():
            return handing(case, fact, officer)
        case PaymentReturned() | ReliefTakenBack():
            return came_back(case, fact, officer)
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


def answered(paid: Payments, fact: ReliefDisbursed | PaymentFailed | PaymentReturned) -> Payments:
    """The family is to be told what the bank answered last of a payment, and nothing it said before."""
    credited = isinstance(fact, ReliefDisbursed)
    others = tuple(one for one in paid.untold if one.payment != fact.payment)
    return replace(paid, untold=(*others, Answered(fact.payment, credited, fact.on)))


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
            stands, out = left_standing(case), replace(paid, released=left)
            return disbursed(replace(case, hands=hands, payments=out, approval=stands), fact)
        case _:
            unfolded(fact, __name__)


def disbursed(case: Case, fact: ReliefDisbursed | CashDisbursed | GoodsDelivered) -> Case:
    """Money or goods reached the family."""
    paid = case.payments
    after = replace(
        paid, disbursed=paid.disbursed + fact.amount, reached=(*paid.reached, reached(fact))
    )
    return replace(case, payments=after)


def reached(fact: ReliefDisbursed | CashDisbursed | GoodsDelivered) -> Reached:
    """What reached them, by what it is told apart from other such."""
    if isinstance(fact, ReliefDisbursed):
        return Reached(
            on=fact.on,
            amount=fact.amount,
            source=fact.source,
            method=Method.BANK,
            payment=fact.payment,
            paying_bank=fact.paying_bank,
        )
    return Reached(
        on=fact.on,
        amount=fact.amount,
        source=fact.source,
        method=Method.CASH if isinstance(fact, CashDisbursed) else Method.GOODS,
        receipt=normal(NumberKind.RECEIPT, fact.receipt),
    )


def came_back(case: Case, fact: Returned, officer: str) -> Case:
    """What had reached the family is not with it any more; a bank's return counts as a failure."""
    paid, hands = case.payments, case.hands
    if isinstance(fact, PaymentReturned):
        paid = answered(replace(paid, failures=paid.failures + 1, account_corrected=False), fact)
        hands = answering(hands, officer)
    else:
        hands = replace(hands, released=hands.released | {officer})
    gone = which(paid, fact)
    every = tuple(replace(one, back=True) if one is gone else one for one in paid.reached)
    paid = replace(paid, disbursed=paid.disbursed - fact.amount, reached=every)
    after = replace(case, payments=paid, hands=hands)
    if fact.stands is None or case.approval is None:
        return after
    return replace(after, approval=replace(case.approval, amount=fact.stands))


def which(paid: Payments, fact: Returned) -> Reached | None:
    """What of it came back: that of the payment, or of the receipt."""
    if isinstance(fact, PaymentReturned):
        return next((one for one in paid.kept if one.payment == fact.payment), None)
    receipt = normal(NumberKind.RECEIPT, fact.handed)
    return next((one for one in paid.kept if one.receipt == receipt), None)


def with_vouched(case: Case, fact: NumberVouched, officer: str) -> Case:
    """Somebody vouched for a number."""
    one = Vouched(kind=fact.kind, number=normal(fact.kind, fact.number), by=officer)
    return replace(case, vouched=case.vouched | {one})
