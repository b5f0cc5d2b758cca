"""第十九、二十、三十条: what may be paid at all, whichever way: how much of it, and over what it waits."""

from domain.case.gates import objections_answered, shown_again
from domain.case.inquiry.owed import papers_for_payment
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, same_judged
from domain.case.payment import commands as c
from domain.case.payment import handing
from domain.case.payment.accounts import not_at_the_bank
from domain.case.payment.funds import balance_at_year_end, balance_for_whom, source_lawful
from domain.case.situation import Situation
from domain.case.state import Approval
from domain.case.steps import looked_into_before_payment
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Check, stages
from domain.ground.terms import CountersignatureOutcome, Stage
from domain.ground.words import positive


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
    if isinstance(command, handing.Handing) and handing.handed_while_it_stood(s.case, command):
        return within_that_day(s, command)
    out, releasing = handing.set_apart(s, command), isinstance(command, c.ReleaseForHandover)
    room = unpaid(s) - out
    if not releasing and something_left(s) is not None:
        return something_left(s)
    if room < command.amount <= room + out and not releasing:
        return reason(Code.RELEASE_OPEN, "30", "amount", released=out)
    if command.amount > room:
        return reason(Code.ABOVE_UNPAID_AMOUNT, "30", "amount", amount=command.amount, unpaid=room)
    if isinstance(command, handing.Handing) and handing.approved_that_day(s, command) is None:
        return within_that_day(s, command)
    return None


@carries("30", "Nor more than was to be paid on the day it was handed over.")
def within_that_day(s: Situation, command: handing.Handing) -> Reason | None:
    room = handing.room_that_day(s, command)
    if command.amount <= room:
        return None
    return reason(Code.ABOVE_UNPAID_AMOUNT, "30", "amount", amount=command.amount, unpaid=room)


PAYABLE = (
    nobody_known_dead,
    not_at_the_bank,
    countersignature_not_refused,
    handing.not_held,
    handing.review_entered_right,
    objections_answered,
    shown_again,
    papers_for_payment,
    looked_into_before_payment,
)
TOLD = (one_household, likeness_judged, same_judged)
"""What became known elsewhere since the decision is told of, and holds back nothing that was approved."""
ANSWERED = frozenset(Stage) - stages(
    Stage.UNKNOWN, Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED, Stage.ENDED, Stage.CLOSED
)
"""Wherever a case may stand while its order is out: the approval may have been taken back."""
SUM: tuple[Check, ...] = (
    *(positive(), within_approval),
    *(source_lawful, balance_for_whom, balance_at_year_end),
)
