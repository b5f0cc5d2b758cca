"""转介、撤回、终止、归档, and lateness."""

from typing import assert_never

from domain.case.events import (
    ApplicationWithdrawn,
    CaseClosed,
    CaseReferred,
    CaseTerminated,
    EndingFact,
    MemberDied,
    ReferralAnswered,
    TimeLimitMissed,
    TimeLimitRecomputed,
)
from domain.case.folding.changing import replace
from domain.case.state import Case
from domain.case.terms import Ending, Stage


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
        case ApplicationWithdrawn():
            return replace(case, stage=Stage.CLOSED, ending=Ending.WITHDRAWN)
        case MemberDied():
            return died(case, fact)
        case CaseTerminated():
            return replace(case, stage=Stage.CLOSED, ending=Ending.TERMINATED)
        case TimeLimitMissed():
            this_run = (fact.limit, fact.key, fact.started_on, fact.started_at)
            return replace(case, missed=case.missed | {this_run})
        case TimeLimitRecomputed():
            this = (fact.limit, fact.key, fact.started_on, fact.now)
            others = tuple(one for one in case.moved if one[:3] != this[:3])
            return replace(case, moved=(*others, this))
        case CaseClosed():
            return replace(case, stage=Stage.CLOSED, ending=fact.ending)
        case _:
            assert_never(fact)


def died(case: Case, fact: MemberDied) -> Case:
    """One member fewer; a new representative where the applicant died."""
    if case.application is None:
        return case
    application = replace(
        case.application,
        members=tuple(m for m in case.application.members if m != fact.person),
        applicant=fact.representative or case.application.applicant,
    )
    return replace(case, application=application)
