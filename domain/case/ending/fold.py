"""转介、撤回、终止、归档, and lateness."""

from domain.case.changing import replace
from domain.case.ending.facts import (
    ApplicationWithdrawn,
    CaseClosed,
    CaseReferred,
    EndingFact,
    JointMeetingHeld,
    MemberDied,
    ReferralAnswered,
    TimeLimitMissed,
    TimeLimitRecomputed,
)
from domain.case.records import CaseTerminated
from domain.case.revision.fold import left_open
from domain.case.state import Case
from domain.ground.facts import unfolded
from domain.ground.money import ZERO


def evolve(case: Case, fact: EndingFact) -> Case:
    """The case after one fact of its end, or of lateness."""
    match fact:
        case CaseReferred():
            return replace(case, referrals=(*case.referrals, None))
        case ReferralAnswered():
            answered = tuple(
                fact.accepted if number == fact.number else answer
                for number, answer in enumerate(case.referrals, start=1)
            )
            return replace(case, referrals=answered)
        case CaseTerminated() if case.payments.disbursed == ZERO:
            papers = replace(case.papers, wrongly=None)
            return replace(case, proposal=None, waiting=(), papers=papers)
        case JointMeetingHeld():
            return replace(case, resolved_by=fact.minutes)
        case ApplicationWithdrawn() | CaseTerminated() | CaseClosed():
            return case
        case MemberDied():
            return died(case, fact)
        case TimeLimitMissed():
            this_run = (fact.limit, fact.key, fact.started_on, fact.started_at, fact.on)
            return replace(case, missed=case.missed | {this_run})
        case TimeLimitRecomputed():
            this = (fact.limit, fact.key, fact.started_on, fact.now)
            others = tuple(one for one in case.moved if one[:3] != this[:3])
            return replace(case, moved=(*others, this))
        case _:
            unfolded(fact, __name__)


def died(case: Case, fact: MemberDied) -> Case:
    """One member fewer; a new representative where the applicant died.

    Where nobody is left to help, only what came in time still stands, and nobody waits for more.
    """
    if case.application is None:
        return case
    application = replace(
        case.application,
        members=tuple(m for m in case.application.members if m != fact.person),
        applicant=fact.representative or case.application.applicant,
        died=(*case.application.died, fact.person),
        guarded=case.application.guarded or fact.guardian is not None,
    )
    after = replace(case, application=application)
    if fact.stands is None:
        return after
    stood = case.approval
    approval = None if stood is None else replace(stood, amount=fact.stands)
    asked = () if case.proposal is None else (case.proposal, *case.waiting)
    fallen = case.payments.fallen if case.bereft else len(case.payments.stood)
    after = replace(after, payments=replace(case.payments, fallen=fallen))
    less = tuple(one for one in asked if one.amount is None or one.amount < fact.stands)
    return left_open(replace(after, approval=approval, bereft=True), less)
