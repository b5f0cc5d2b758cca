"""What a fact tells the time limits: its day, its conditions, the course it sets.

The conditions are a closed list that policy packs may name in ``when``.
"""

from domain.case.events import (
    ApplicationAccepted,
    ApplicationExamined,
    ApplicationSubmitted,
    CaseFact,
    CaseReferred,
    DeficienciesNotified,
    ObjectionLodged,
    ObjectionResolved,
    ReceivedByCounty,
    ReferralAnswered,
    ReliefApproved,
    SubmittedForApproval,
    SupplementReceived,
    UrgencyNotConfirmed,
)
from domain.case.papers import required
from domain.case.state import Moment
from domain.case.terms import Course, Opinion, Procedure, Residence


def moment(fact: CaseFact) -> Moment:
    """The fact as the time limits see it."""
    return Moment(
        name=fact.NAME,
        on=fact.on,
        conditions=conditions(fact),
        key=key(fact),
        course=course(fact),
    )


def conditions(fact: CaseFact) -> frozenset[str]:
    """What held when the fact happened."""
    match fact:
        case ApplicationSubmitted():
            return of_application(fact)
        case SupplementReceived():
            return of_supplement(fact)
        case DeficienciesNotified():
            return frozenset({"papers-lacking"})
        case ApplicationAccepted():
            return frozenset({"papers-outstanding"} if fact.outstanding else ())
        case ApplicationExamined() | SubmittedForApproval():
            positive = fact.opinion is Opinion.POSITIVE
            return frozenset({"positive-opinion" if positive else "negative-opinion"})
        case ReliefApproved():
            return frozenset({"delegated" if fact.delegated else "not-delegated"})
        case ObjectionResolved():
            return frozenset({fact.outcome.value})
        case _:
            return frozenset()


def of_application(fact: ApplicationSubmitted) -> frozenset[str]:
    """Whether the township accepts at all (A15), and whether every paper came along (A16)."""
    if fact.residence is Residence.NEITHER:
        return frozenset({"no-residence"})
    lacking = required(fact.residence, fact.agent is not None) - frozenset(fact.materials)
    return frozenset() if lacking else frozenset({"papers-complete"})


def of_supplement(fact: SupplementReceived) -> frozenset[str]:
    """Papers may come in parts: what is still awaited goes on being awaited (A16, A17)."""
    if fact.later:
        return frozenset({"papers-outstanding"} if fact.lacking else ())
    return frozenset({"papers-lacking" if fact.lacking else "papers-complete"})


def key(fact: CaseFact) -> str:
    """Which of several parallel clocks of one limit is meant: objection or referral number."""
    match fact:
        case ObjectionLodged() | ObjectionResolved() | CaseReferred() | ReferralAnswered():
            return str(fact.number)
        case _:
            return ""


def course(fact: CaseFact) -> Course | None:
    """The course a fact sets, where it sets one."""
    match fact:
        case ApplicationAccepted():
            urgent = fact.procedure is Procedure.URGENT
            return Course.URGENT_TOWNSHIP if urgent else Course.GENERAL
        case ReceivedByCounty():
            return fact.course
        case UrgencyNotConfirmed():
            return Course.GENERAL
        case _:
            return None
