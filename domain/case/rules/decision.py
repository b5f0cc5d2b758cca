"""第十八条审批: the county approves or refuses, the township under delegation."""

from domain.account.account import stream as account_stream
from domain.account.events import GrantCharged
from domain.case import commands as c
from domain.case import events as e
from domain.case import gates
from domain.case.gates import (
    new_matter,
    no_open_objection,
    notice_done,
    often_enough,
    opinion,
    urgent,
    within_notice,
)
from domain.case.rules.words import positive, said
from domain.case.situation import Change, Rule, Rules, Situation, about_applicant, happened, stages
from domain.case.terms import Opinion, Procedure, Stage, Subject
from domain.delegation import DelegationGranted
from domain.money import Money
from domain.people import unsaid
from domain.refusal import Code, Reason, reason

Approving = c.ApproveRelief | c.ApproveUnderDelegation


def looked_for_itself(s: Situation) -> Reason | None:
    """A drawn case is visited, an urgent one verified, before it is decided (A18.1.2, A18.2.2)."""
    if s.case.county.spot_check and s.case.county.spot_checked is None:
        return reason(Code.SPOT_CHECK_PENDING, "18.1.2")
    if s.case.procedure is Procedure.URGENT and s.case.county.verified is None:
        return reason(Code.VERIFICATION_PENDING, "18.2.2")
    return None


def check_confirmed(s: Situation) -> Reason | None:
    """Relief is granted on a check that confirmed the case (A18.1.2, A18.2.2: 经核查符合救助条件)."""
    if s.case.county.spot_checked is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.1.2")
    if s.case.county.verified is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.2.2")
    return None


def never_with_county(s: Situation) -> Reason | None:
    """Whom the county accepted itself, and once it had the file, the county decides (13, A18.2.2)."""
    if s.case.county.returns or s.case.county.accepted:
        return reason(Code.WITH_COUNTY, "18.2.2")
    return None


def opinion_positive(s: Situation) -> Reason | None:
    """Relief is granted on a positive opinion; a negative one is refused or sent back (A18.1.2)."""
    if opinion(s) is not Opinion.POSITIVE:
        return reason(Code.OPINION_NEGATIVE, "18.1.2")
    return None


def covering(s: Situation) -> DelegationGranted | None:
    """The county's delegation that covers this township, kind of hardship and day (A18.2.1)."""
    if s.case.urgent_kind is None:
        return None
    return s.delegations.covering(s.case.asked.township, s.case.urgent_kind, s.today)


def delegated(s: Situation) -> Reason | None:
    """可委托 needs an act: no delegation, no township approval (A18.2.1, AMB-23)."""
    if s.case.procedure is Procedure.URGENT and covering(s) is None:
        kind = "" if s.case.urgent_kind is None else s.case.urgent_kind.value
        return reason(Code.NOT_DELEGATED, "18.2.1", kind=kind)
    return None


def under_ceiling(s: Situation, command: c.ApproveUnderDelegation) -> Reason | None:
    """2,000 yuan, included, or what the delegation says if that is less (A18.2.1)."""
    ceiling = ceiling_of(s)
    if command.amount > ceiling:
        return reason(
            Code.ABOVE_DELEGATED_CEILING,
            "18.2.1",
            "amount",
            amount=command.amount,
            ceiling=ceiling,
        )
    return None


def ceiling_of(s: Situation) -> Money:
    """The ceiling in force: the law's, or the delegation's own where lower."""
    law, granted = s.pack.money("delegated_ceiling", s.today), covering(s)
    return law if granted is None else min(law, granted.ceiling)


def as_recommended(s: Situation, command: Approving) -> Reason | None:
    """Never more than the two signatures recommend; for more, the file goes back (A18)."""
    examination = s.case.examination
    if examination is not None and command.amount > examination.recommended:
        most = examination.recommended
        return reason(
            Code.ABOVE_RECOMMENDED_AMOUNT, "18", "amount", amount=command.amount, most=most
        )
    return None


def county_amount(s: Situation, command: c.ApproveRelief) -> Reason | None:
    """The county may lower with a reason, and raise only through a new notice (AMB-30)."""
    shown = within_notice(s, command.amount)
    if shown is not None:
        return shown
    above = as_recommended(s, command)
    if above is not None:
        return above
    examination = s.case.examination
    if examination is None or command.amount == examination.recommended:
        return None
    if unsaid(command.lowered_reason):
        return reason(Code.LOWERED_WITHOUT_REASON, "18.1.2", "lowered_reason")
    return None


def household_room(s: Situation, command: Approving) -> Reason | None:
    """What the household may still receive this year (A11)."""
    return gates.household_room(s, command.amount)


def person_room(s: Situation, command: Approving) -> Reason | None:
    """What the individual may still receive this year (A11)."""
    return gates.person_room(s, command.amount)


def frequency(s: Situation, command: Approving) -> Reason | None:
    """Only the county can except from twice a year (A12)."""
    return often_enough(s, getattr(command, "exception", None))


def matter(s: Situation, command: Approving) -> Reason | None:
    """Only the county can except from one relief per matter (A12)."""
    return new_matter(s, getattr(command, "exception", None))


def charges(s: Situation, amount: Money) -> tuple[Change, ...]:
    """The grant in the account of every member, booked today (A11, AMB-02, AMB-35).

    Members who are not helped themselves carry it too (``beneficiary`` is false), because it uses
    the room of their household (AMB-03).
    """
    asked = s.case.asked
    household = asked.subject is Subject.HOUSEHOLD
    return tuple(
        Change(
            GrantCharged(
                on=s.today,
                person=person,
                case=s.case.id,
                subject=asked.subject,
                category=asked.category,
                matter=asked.matter,
                amount=amount,
                beneficiary=household or person == asked.applicant,
            ),
            account_stream(person),
        )
        for person in asked.members
    )


def approved(s: Situation, command: c.ApproveRelief) -> tuple[Change, ...]:
    """The county's approval and what it books."""
    fact = e.ReliefApproved(
        on=s.today,
        amount=command.amount,
        delegated=False,
        household_cap=s.pack.money("household_cap", s.today),
        person_cap=s.pack.money("person_cap", s.today),
        lowered_reason=about_applicant(s, command.lowered_reason),
        exception=about_applicant(s, command.exception),
        document=command.document,
    )
    return (Change(fact), *charges(s, command.amount))


def approved_under_delegation(
    s: Situation, command: c.ApproveUnderDelegation
) -> tuple[Change, ...]:
    """The township's approval, by which delegation, and whether the day had passed (AMB-32)."""
    granted = covering(s)
    fact = e.ReliefApproved(
        on=s.today,
        amount=command.amount,
        delegated=True,
        delegation=None if granted is None else granted.number,
        ceiling=ceiling_of(s),
        household_cap=s.pack.money("household_cap", s.today),
        person_cap=s.pack.money("person_cap", s.today),
        late=s.case.accepted_on is not None and s.today > s.case.accepted_on,
        document=command.document,
    )
    return (Change(fact), *charges(s, command.amount))


def refused(s: Situation, command: c.RefuseRelief) -> e.ReliefRefused:
    """Refused, with its ground and reasons in writing."""
    return e.ReliefRefused(
        on=s.today,
        ground=command.ground,
        reasons=command.reasons.bound(s.case.asked.applicant),
        document=command.document,
    )


SUM_CHECKS = (positive(), household_room, person_room, frequency, matter, *said("document"))

RULES: Rules = {
    c.ApproveRelief: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(
            opinion_positive,
            notice_done,
            no_open_objection,
            looked_for_itself,
            check_confirmed,
        ),
        checks=(*SUM_CHECKS, county_amount),
        facts=approved,
    ),
    c.ApproveUnderDelegation: Rule(
        article="18.2.1",
        stages=stages(Stage.EXAMINED),
        guards=(urgent, never_with_county, opinion_positive, delegated),
        checks=(*SUM_CHECKS, under_ceiling, as_recommended),
        facts=approved_under_delegation,
    ),
    c.RefuseRelief: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(looked_for_itself,),
        checks=said("document"),
        facts=lambda s, k: happened(refused(s, k)),
    ),
}
