"""发放: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.case.records import Account
from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import FundSource, NumberKind, PaymentFault


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19", "It goes to the account on record and names none.")
class InstructPayment(Command):
    amount: Money
    source: FundSource


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19", "``serial`` is the one the office's own bank (``paying_bank``) gave that day.")
class ConfirmPayment(Command):
    payment: int
    paying_bank: str
    serial: str
    paid_on: date
    batch: str | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaymentFailure(Command):
    payment: int
    fault: PaymentFault


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19 27", "the bank sent back what it had credited: whole, under a serial of its own.")
class RecordPaymentReturn(Command):
    payment: int
    amount: Money
    fault: PaymentFault
    serial: str
    returned_on: date
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19", "with its reason and the paper that proves it.")
class CorrectPaymentAccount(Command):
    account: Account
    reason: Private
    document: str
    visit: str | None = None
    account_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@carries("19", "by another person than asked for it.")
class ConfirmAccountCorrection(Command):
    request: int


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@carries("19", "by another person than asked for it.")
class RejectAccountCorrection(Command):
    request: int
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("somebody else may then use this number once more in this case.")
class VouchNumber(Command):
    kind: NumberKind
    number: str
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@carries("19 20", "county finance gives out what a short-handed township will hand over.")
class ReleaseForHandover(Command):
    amount: Money
    source: FundSource


@dataclass(frozen=True, slots=True, kw_only=True)
@since(2)
@says("what was given out came back to county finance.")
class ReturnRelease(Command):
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19", "The witness is an officer by id, or somebody else by name.")
class PayCash(Command):
    """``witness_id`` is who that is, found out by the office; ``handed_on`` when, if not today."""

    amount: Money
    source: FundSource
    reason: Private
    receipt: str
    batch: str | None = None
    witness: Private | None = None
    witness_officer: str | None = None
    witness_id: PersonId | None = None
    handed_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("20")
class DeliverGoods(Command):
    items: tuple[Private, ...]
    amount: Money
    source: FundSource
    procurement: str | None = None
    urgency: Private | None = None
    receipt: str
    batch: str | None = None
    witness: Private | None = None
    witness_officer: str | None = None
    witness_id: PersonId | None = None
    handed_on: date | None = None
    late_reason: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19 20", "the family gave back the cash or goods of one receipt (``handed``), whole.")
class TakeBack(Command):
    """``receipt`` is the number of the paper that proves it came back."""

    handed: str
    amount: Money
    reason: Private
    receipt: str
    returned_on: date
    late_reason: Private | None = None
