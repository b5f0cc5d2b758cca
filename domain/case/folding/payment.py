"""发放: bank, cash, goods."""

from typing import assert_never

from domain.case.events import (
    CashDisbursed,
    GoodsDelivered,
    PaymentAccountCorrected,
    PaymentFact,
    PaymentFailed,
    PaymentInstructed,
    ReliefDisbursed,
)
from domain.case.folding.changing import replace
from domain.case.state import Case
from domain.case.terms import Ending, Stage
from domain.money import ZERO, Money


def evolve(case: Case, fact: PaymentFact, officer: str) -> Case:
    """The case after one fact of payment."""
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
            hands = replace(case.hands, paid=case.hands.paid | {officer})
            return replace(case, payments=payments, hands=hands)
        case ReliefDisbursed():
            settled = replace(paid, pending=None, pending_amount=ZERO, pending_source=None)
            return disbursed(replace(case, payments=settled), fact.amount, officer)
        case PaymentFailed():
            payments = replace(
                paid,
                pending=None,
                pending_amount=ZERO,
                pending_source=None,
                failures=paid.failures + 1,
                account_corrected=False,
            )
            return replace(case, payments=payments)
        case PaymentAccountCorrected():
            payments = replace(paid, account_corrected=True)
            hands = replace(case.hands, paid=case.hands.paid | {officer})
            return replace(case, payments=payments, hands=hands)
        case CashDisbursed() | GoodsDelivered():
            return disbursed(case, fact.amount, officer)
        case _:
            assert_never(fact)


def disbursed(case: Case, amount: Money, officer: str) -> Case:
    """Money or goods reached the family; the case is paid once the whole sum did."""
    total = case.payments.disbursed + amount
    complete = case.approval is not None and total >= case.approval.amount
    return replace(
        case,
        stage=Stage.PAID if complete else case.stage,
        ending=Ending.PAID if complete else case.ending,
        payments=replace(case.payments, disbursed=total),
        hands=replace(case.hands, paid=case.hands.paid | {officer}),
    )
