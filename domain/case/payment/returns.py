"""第十九、二十、二十七条: what had reached the family came back, from its bank or out of its own hands.

The decision stands and so does the room it uses. What came back reached nobody: it is to be paid again
where it still stands, it is owed by nobody, and a closed file is open again for it.
"""

from datetime import date

from domain.account.events import GrantReleased
from domain.case import turns
from domain.case.beside import Reached
from domain.case.days import dated, late_reason
from domain.case.numbers import numbered, vouched
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.payment.payable import ANSWERED, refused_on_substance
from domain.case.records import CaseTerminated, Left
from domain.case.releases import in_time, released_to
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.numbers import normal
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, Stage
from domain.ground.words import said

Returning = c.RecordPaymentReturn | c.TakeBack
MEMBER_DIED = "member-died"
ANYWHERE = ANSWERED | {Stage.ENDED, Stage.CLOSED}
"""Wherever a case may stand since: banks send back days later, and families come when they come."""


@since(3)
@carries("19", "Only what a bank credited comes back from one.")
def something_credited(s: Situation) -> Reason | None:
    if turns.credited(s):
        return None
    return reason(Code.NOTHING_TO_DO, "19", idle="credit-to-return")


@since(3)
@carries("19 20", "Only what was handed over is given back.")
def something_handed_over(s: Situation) -> Reason | None:
    if turns.handed_over(s):
        return None
    return reason(Code.NOTHING_TO_DO, "20", idle="handover-to-return")


@since(3)
@carries("19", "That payment was credited, and comes back once.")
def payment_credited(s: Situation, command: c.RecordPaymentReturn) -> Reason | None:
    if something_credited(s) is not None or meant(s, command) is not None:
        return None
    if any(one.payment == command.payment for one in s.case.payments.reached):
        return reason(Code.DONE_ALREADY, "19", "payment")
    return reason(Code.PAYMENT_NOT_CREDITED, "19", "payment", payment=command.payment)


@since(3)
@carries("19 20", "There is such a receipt of this family, and what it proves comes back once.")
def receipt_given(s: Situation, command: c.TakeBack) -> Reason | None:
    if something_handed_over(s) is not None or meant(s, command) is not None:
        return None
    receipt = normal(NumberKind.RECEIPT, command.handed)
    if any(one.receipt == receipt for one in s.case.payments.reached if not one.payment):
        return reason(Code.DONE_ALREADY, "20", "handed")
    return reason(Code.NOT_HANDED_OVER, "20", "handed")


@since(3)
@carries("19 20", "An order is credited whole and a receipt is of a whole: so they come back.")
def whole_sum(s: Situation, command: Returning) -> Reason | None:
    one = meant(s, command)
    if one is None or command.amount == one.amount:
        return None
    return reason(Code.FIELD_INVALID, s.row.article, "amount", fault="whole-sum-only")


@since(3)
@carries("19", "Nothing comes back before the day it came.")
def back_after_it_came(s: Situation, command: Returning) -> Reason | None:
    one = meant(s, command)
    if one is None or command.returned_on >= one.on:
        return None
    day, earliest = command.returned_on, one.on
    return reason(Code.DATE_TOO_EARLY, field="returned_on", day=day, earliest=earliest)


def meant(s: Situation, command: Returning) -> Reached | None:
    """What it is that came back, of what the family still has."""
    kept = s.case.payments.kept
    if isinstance(command, c.RecordPaymentReturn):
        return next((one for one in kept if one.payment == command.payment), None)
    receipt = normal(NumberKind.RECEIPT, command.handed)
    return next((one for one in kept if not one.payment and one.receipt == receipt), None)


def gone(s: Situation, command: Returning) -> Reached:
    """The same. Raises ``ValueError`` where there is no such thing."""
    one = meant(s, command)
    if one is None:
        raise ValueError("nothing such reached the family")
    return one


def sent_back(s: Situation, command: c.RecordPaymentReturn) -> tuple[Change, ...]:
    """退汇."""
    one = gone(s, command)
    fact = e.PaymentReturned(
        on=command.returned_on,
        payment=command.payment,
        amount=one.amount,
        source=one.source,
        fault=command.fault,
        serial=command.serial,
        paying_bank=one.paying_bank,
        unpaid=unpaid(s, one),
        left=left(s, one),
        stands=stands(s, one),
        vouched=vouched(s, bank_serial=command.serial),
        late_reason=late_reason(s, command),
    )
    return (Change(fact), *followed(s, one))


def given_back(s: Situation, command: c.TakeBack) -> tuple[Change, ...]:
    """款物交回."""
    one = gone(s, command)
    fact = e.ReliefTakenBack(
        on=command.returned_on,
        handed=command.handed,
        method=one.method,
        amount=one.amount,
        source=one.source,
        reason=command.reason.bound(s.case.asked.applicant),
        receipt=command.receipt,
        unpaid=unpaid(s, one),
        left=left(s, one),
        stands=stands(s, one),
        vouched=vouched(s, receipt=command.receipt),
        late_reason=late_reason(s, command),
    )
    return (Change(fact), *followed(s, one))


def others(s: Situation, one: Reached) -> tuple[Reached, ...]:
    """What the family has beside it."""
    return tuple(other for other in s.case.payments.kept if other is not one)


def left(s: Situation, one: Reached) -> Left:
    """What stays with the family, as the register tells it."""
    those = others(s, one)
    return Left(
        on=those[-1].on if those else None,
        methods=tuple(sorted({other.method for other in those})),
        sources=tuple(sorted({other.source for other in those})),
    )


@carries("AMB-02", "Where nobody is left to help: what came in time and did not come back.")
def stands(s: Situation, one: Reached) -> Money | None:
    if s.case.approval is None or not s.case.bereft:
        return None
    return min(in_time(others(s, one), died_on(s)), s.case.approval.amount)


def died_on(s: Situation) -> date:
    """The day on which the last to be helped died."""
    return max(moment.on for moment in s.case.moments if moment.name == MEMBER_DIED)


def unpaid(s: Situation, one: Reached) -> Money:
    """What is to be paid since: nothing of what does not stand, or is not paid any more."""
    approval = s.case.approval
    if approval is None or s.case.bereft or refused_on_substance(approval):
        return ZERO
    return max(approval.amount - s.case.payments.disbursed + one.amount, ZERO)


def followed(s: Situation, one: Reached) -> tuple[Change, ...]:
    """The room of what nobody will be paid again; the end, where nobody is left and nothing is out."""
    kept, approval = s.case.payments.disbursed - one.amount, s.case.approval
    standing = stands(s, one)
    if standing is not None:
        return (*released_to(s, standing, "death"), *ended(s, kept))
    if approval is None or not refused_on_substance(approval):
        return ()
    return released_to(s, kept, "countersignature-refused")


@carries("14.1", "Nobody is left to help, and nothing of what was paid stayed.")
def ended(s: Situation, kept: Money) -> tuple[Change, ...]:
    out = s.case.payments.pending is not None or s.case.payments.released > ZERO
    if out or kept > ZERO:
        return ()
    return (Change(CaseTerminated(on=s.today, reason="death")),)


RULES: Rules = {
    c.RecordPaymentReturn: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.ANSWERED,
        reads=(Stream.ACCOUNTS, Stream.CALENDAR),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="payments/return",
        turn=turns.credited,
        stages=ANYWHERE,
        guards=(something_credited,),
        checks=(
            payment_credited,
            whole_sum,
            *dated("returned_on"),
            back_after_it_came,
            numbered("serial", NumberKind.BANK_SERIAL),
        ),
        facts=sent_back,
        brings=(GrantReleased, CaseTerminated, e.PaymentReturned),
    ),
    c.TakeBack: Rule(
        article="20",
        by=(Post.FINANCE,),
        hand=Deed.RELEASED,
        reads=(Stream.ACCOUNTS, Stream.CALENDAR),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="handovers/return",
        turn=turns.handed_over,
        stages=ANYWHERE,
        guards=(something_handed_over,),
        checks=(
            receipt_given,
            whole_sum,
            *dated("returned_on"),
            back_after_it_came,
            *said("reason"),
            numbered("receipt", NumberKind.RECEIPT),
        ),
        facts=given_back,
        brings=(GrantReleased, CaseTerminated, e.ReliefTakenBack),
    ),
}
