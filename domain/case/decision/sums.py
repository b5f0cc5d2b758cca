"""第十一条、第十八条: the sum that is granted, by whom it may be granted, and where it is booked."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.account.account import stream as account_stream
from domain.account.events import GrantCharged
from domain.assessment.result import Assessment
from domain.assessment.years import split
from domain.case.decision import commands as c
from domain.case.entitlement import ceiling
from domain.case.gates import within_notice
from domain.case.reasons import lowered_by_aid
from domain.case.situation import Situation
from domain.case.small_sums import grant as small_grant
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.people import unsaid
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change
from domain.ground.terms import Subject


class Naming(Protocol):
    """A command that names a sum."""

    @property
    def amount(self) -> Money:
        """The sum."""


Approving = c.ApproveRelief | c.ApproveUnderDelegation


@carries("18.2.1", "2,000 yuan, included, or what the delegation says if that is less.")
def under_ceiling(s: Situation, command: c.ApproveUnderDelegation) -> Reason | None:
    most = ceiling(s)
    if most is None or command.amount <= most:
        return None
    return reason(
        Code.ABOVE_DELEGATED_CEILING, "18.2.1", "amount", amount=command.amount, ceiling=most
    )


@carries("18", "Never more than the two signatures recommend; for more, the file goes back.")
def as_recommended(s: Situation, command: Naming) -> Reason | None:
    examination = s.case.examination
    if examination is not None and command.amount > examination.recommended:
        most = examination.recommended
        return reason(
            Code.ABOVE_RECOMMENDED_AMOUNT, "18", "amount", amount=command.amount, most=most
        )
    return None


@carries("18 AMB-30", "The county may lower with a reason, and raise only through a new notice.")
def county_amount(s: Situation, command: c.ApproveRelief) -> Reason | None:
    return (
        within_notice(s, command.amount)
        or as_recommended(s, command)
        or lowered_with_reason(s, command)
    )


@carries("18 18.2.1", "What both signed, or less with a reason.")
def township_amount(s: Situation, command: c.ApproveUnderDelegation) -> Reason | None:
    return as_recommended(s, command) or lowered_with_reason(s, command)


@since(3)
@carries("18.1.1 AMB-30", "Nor does a township grant more than the notice of its case showed.")
def as_shown(s: Situation, command: c.ApproveUnderDelegation) -> Reason | None:
    return within_notice(s, command.amount)


@carries(
    "18 18.1.2", "The reasons for the recommended sum are in the opinion; a lower one has its own."
)
def lowered_with_reason(s: Situation, command: Approving) -> Reason | None:
    examination = s.case.examination
    if examination is None or command.amount == examination.recommended:
        return None
    if unsaid(command.lowered_reason):
        return reason(Code.LOWERED_WITHOUT_REASON, "18.1.2", "lowered_reason")
    return None


@carries(
    "11",
    "Taking into account what else the family had this year (统筹考虑), and never below a floor.",
)
def lowered_for_other_aid(s: Situation, found: Assessment | None, command: Approving) -> bool:
    """A sum under the one prescribed, with its reason, by no more than what others gave."""
    if found is None or unsaid(command.lowered_reason):
        return False
    return lowered_by_aid(found, command.amount)


@carries(
    "11 AMB-02 AMB-03 AMB-35 AMB-37",
    "The grant in the account of every member, booked today or on the day of its approval: each "
    "year of costs with its own part.",
)
def charges(
    s: Situation, amount: Money, found: Assessment | None, on: date | None = None
) -> tuple[Change, ...]:
    """Members who are not helped themselves carry it too (``beneficiary`` is false), because it
    uses the room of their household (AMB-03). It says which year's costs it answered (AMB-37).
    """
    asked = s.case.asked
    household = asked.subject is Subject.HOUSEHOLD
    return tuple(
        Change(
            GrantCharged(
                on=on or s.today,
                person=person,
                case=s.case.id,
                subject=asked.subject,
                category=asked.category,
                matter=asked.matter,
                amount=part.amount,
                beneficiary=household or person == asked.applicant,
                expense_year=part.expense_year,
                base=part.base,
                year=part.booked,
                small=small_grant(s),
            ),
            account_stream(person),
        )
        for person in asked.members
        for part in charged(amount, found)
    )


@dataclass(frozen=True, slots=True)
class Charged:
    """What of a sum answers one year's costs, and whose totals it uses up."""

    amount: Money
    expense_year: int | None = None
    base: Money | None = None
    booked: int | None = None


@carries(
    "AMB-37", "A sum by the years whose costs it answers; a year it leaves out is not charged."
)
def charged(amount: Money, found: Assessment | None) -> tuple[Charged, ...]:
    if found is None:
        return (Charged(amount),)
    reckoning, year = found.trace.reckoning, found.trace.question.expense_year
    if reckoning is None:
        return (Charged(amount, year),)
    if not reckoning.parts:
        return (Charged(amount, year, reckoning.base, reckoning.booked),)
    sums = split(amount, reckoning.parts)
    return tuple(
        Charged(sum_, part.year, part.base, part.booked)
        for sum_, part in zip(sums, reckoning.parts, strict=True)
        if sum_ > ZERO
    )
