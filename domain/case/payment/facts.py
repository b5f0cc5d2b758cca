"""发放: what happens in a case. A vocabulary."""

from dataclasses import field
from datetime import date

from domain.case.records import Account, Left
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.indexes import Index
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import FundSource, Method, NumberKind, PaymentFault


@fact("payment-instructed", version=3)
@carries("19", "A bank payment was ordered to the account then on record, which is copied here.")
class PaymentInstructed(Fact):
    """``payment`` numbers the attempts of a case from 1."""

    on: date
    payment: int
    amount: Money
    source: FundSource
    account: Account
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("relief-disbursed", version=4)
@says("发放: the bank credited the account. ``unpaid`` is what is still to be paid after this.")
class ReliefDisbursed(Fact):
    """Payments of before that was recorded say nothing of it and are read as the last. ``serial``
    is the ``paying_bank``'s own for the day (a bank of the office, not of the family).
    """

    on: date
    payment: int
    amount: Money
    source: FundSource
    serial: str
    unpaid: Money | None = None
    paying_bank: str | None = None
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    late_reason: Private | None = None


@fact("payment-failed")
@says("退票. The approval stands; a new attempt follows.")
class PaymentFailed(Fact):
    on: date
    payment: int
    fault: PaymentFault


@fact("account-correction-requested", version=2)
@says("Somebody asks for another account, with the paper that proves it (``document``).")
class AccountCorrectionRequested(Fact):
    """``number`` counts the requests of a case from 1; ``visit`` is the record of a visit made for
    it; ``account_checked`` as in the application.
    """

    on: date
    number: int
    account: Account
    reason: Private
    document: str
    visit: str | None = None
    account_checked: bool = False
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("account-correction-rejected")
@says("Another person does not agree with the account asked for; the one on record stays.")
class AccountCorrectionRejected(Fact):
    on: date
    number: int
    reasons: Private


@fact("payment-account-corrected", version=4)
@says("The account on record is this one: asked for by one person, confirmed by another.")
class PaymentAccountCorrected(Fact):
    """``request`` numbers what was asked; a correction of before two persons made it has none.
    ``visit`` is the record of a visit made for it.
    """

    on: date
    account: Account
    visit: str | None = None
    request: int | None = None
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("number-vouched")
@says("Somebody says why a number that stands already may stand in this case, too, once.")
class NumberVouched(Fact):
    on: date
    kind: NumberKind
    number: str
    reason: Private


@fact("handover-released")
@carries(
    "19 20", "County finance gave out cash, or goods at their value, for the township to hand over."
)
class HandoverReleased(Fact):
    on: date
    amount: Money
    source: FundSource


@fact("release-returned")
@says("What was given out and not handed over came back to finance.")
class ReleaseReturned(Fact):
    on: date
    amount: Money
    reason: Private


@fact("cash-disbursed", version=5)
@carries("19", "Cash, only when necessary: reason, receipt, witness.")
class CashDisbursed(Fact):
    """The witness is an officer (``witness_officer``) or somebody by name, under ``witness_id``.
    ``short_handed``: whoever handed over had also visited or signed, no third officer being in
    post.
    """

    on: date
    amount: Money
    source: FundSource
    reason: Private
    receipt: str
    witness: Private | None = None
    unpaid: Money | None = None
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    witness_officer: str | None = None
    witness_id: PersonId | None = None
    short_handed: bool = False
    indexes: tuple[Index, ...] = field(default=(), repr=False)
    late_reason: Private | None = None


@fact("goods-delivered", version=5)
@carries("20", "实物: items at value, procurement or why it could not wait, receipt.")
class GoodsDelivered(Fact):
    on: date
    items: tuple[Private, ...]
    amount: Money
    source: FundSource
    procurement: str | None = None
    urgency: Private | None = None
    receipt: str
    unpaid: Money | None = None
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    witness: Private | None = None
    witness_officer: str | None = None
    witness_id: PersonId | None = None
    short_handed: bool = False
    indexes: tuple[Index, ...] = field(default=(), repr=False)
    late_reason: Private | None = None


@fact("payment-returned")
@carries("19 27", "退汇: the bank sent back, whole, what it had credited. The approval stands.")
class PaymentReturned(Fact):
    """``unpaid`` is what is to be paid since, ``left`` what of relief stays with the family. ``stands``:
    what still stands of the approval, where nobody is left to help.
    """

    on: date
    payment: int
    amount: Money
    source: FundSource
    fault: PaymentFault
    serial: str
    paying_bank: str | None = None
    unpaid: Money
    left: Left
    stands: Money | None = None
    vouched: tuple[NumberKind, ...] = ()
    late_reason: Private | None = None


@fact("relief-taken-back")
@carries("19 20", "款物交回: the family gave back, whole, what it had been handed.")
class ReliefTakenBack(Fact):
    """``handed`` is the receipt of the handing over, ``receipt`` that of this. The others as of what a
    bank sends back.
    """

    on: date
    handed: str
    method: Method
    amount: Money
    source: FundSource
    reason: Private
    receipt: str
    unpaid: Money
    left: Left
    stands: Money | None = None
    vouched: tuple[NumberKind, ...] = ()
    late_reason: Private | None = None


Returned = PaymentReturned | ReliefTakenBack
"""What had reached the family came back."""

PaymentFact = (
    PaymentInstructed
    | ReliefDisbursed
    | PaymentFailed
    | PaymentReturned
    | AccountCorrectionRequested
    | AccountCorrectionRejected
    | PaymentAccountCorrected
    | HandoverReleased
    | ReleaseReturned
    | CashDisbursed
    | GoodsDelivered
    | ReliefTakenBack
    | NumberVouched
)
