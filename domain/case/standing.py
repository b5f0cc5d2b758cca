"""What of an approval stands to be paid, now and on a day gone by; it is told of the days themselves."""

from datetime import date

from domain.case.beside import Payments
from domain.case.changing import replace
from domain.case.state import Approval, Case
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.ground.terms import CountersignatureOutcome, Ending

GIVEN_UP = frozenset({Ending.WITHDRAWN, Ending.HANDED_TO_COMPETENT})
"""Endings after which nothing is paid of what was approved."""


@carries(
    "18.2.1 19", "The sum approved; nothing of what is revoked, given up or was not signed for."
)
def standing_sum(case: Case) -> Money:
    approval = case.approval
    if approval is None or case.ending in GIVEN_UP:
        return ZERO
    outcome = approval.countersignature_outcome
    stopped = outcome not in (None, CountersignatureOutcome.FORMAL)
    return ZERO if stopped else approval.amount


def noted(before: Case, after: Case, day: date) -> Case:
    """With what stands since a day, where that is another sum than before."""
    if after.approval is before.approval and after.ending is before.ending:
        return after
    paid, stands = after.payments, standing_sum(after)
    if stands == (paid.stood[-1][1] if paid.stood else ZERO):
        return after
    return replace(after, payments=replace(paid, stood=(*paid.stood, (day, stands))))


def stood_on(case: Case, day: date) -> Money:
    """The most that stood at any time of a day."""
    until = [sum_ for since, sum_ in case.payments.stood if since < day][-1:]
    return max(
        (*until, *(sum_ for since, sum_ in case.payments.stood if since == day)), default=ZERO
    )


def stood_next(case: Case, day: date) -> date | None:
    """The first day after it on which something stands."""
    stood = case.payments.stood
    return next((since for since, sum_ in stood if since > day and sum_ > ZERO), None)


def reached_by(paid: Payments, day: date) -> Money:
    """What reached the family up to a day and did not come back."""
    return sum((one.amount for one in paid.kept if one.on <= day), ZERO)


@carries("18.2.1 AMB-31", "Of what is not paid any more, only what was paid or ordered stands.")
def left_standing(case: Case) -> Approval | None:
    approval, paid = case.approval, case.payments
    if approval is None or standing_sum(case) > ZERO:
        return approval
    return replace(approval, amount=min(approval.amount, paid.disbursed + paid.pending_amount))
