"""公示与异议."""

from typing import assert_never

from domain.case.changing import replace
from domain.case.notice.facts import (
    NoticeFact,
    ObjectionLodged,
    ObjectionResolved,
    PublicNoticeEnded,
    PublicNoticeInterrupted,
    PublicNoticePosted,
)
from domain.case.state import Case, Examination, Notice
from domain.ground.facts import unfolded
from domain.ground.money import ZERO
from domain.ground.terms import ObjectionOutcome, Opinion, Stage

OVER = frozenset({Stage.REFUSED, Stage.ENDED, Stage.CLOSED})
"""Where something was decided, though no approval may stand."""
UNSIGNED = frozenset({Stage.ACCEPTED, Stage.OPINION_SIGNED})
"""Where no opinion is whole."""


def evolve(case: Case, fact: NoticeFact) -> Case:
    """The case after one fact of the public notice."""
    match fact:
        case PublicNoticePosted():
            notice = Notice(
                round=fact.round,
                posted_on=fact.on,
                amount=fact.amount,
                afterwards=case.approval is not None,
            )
            return replace(case, notice=notice, notices=fact.round)
        case PublicNoticeInterrupted():
            return replace(case, notice=None)
        case PublicNoticeEnded():
            return ended(case, fact)
        case ObjectionLodged():
            return replace(case, objections=(*case.objections, None))
        case ObjectionResolved():
            return resolved(case, fact)
        case _:
            unfolded(fact, __name__)


def ended(case: Case, fact: PublicNoticeEnded) -> Case:
    """The period is over."""
    if case.notice is None:
        raise ValueError("a notice ended that was never posted")
    over = replace(case.notice, ended_on=fact.last_day, free_on=fact.free_on)
    return replace(case, notice=over)


def resolved(case: Case, fact: ObjectionResolved) -> Case:
    """Unfounded: on with the notice. Amount wrong: a new opinion. Not eligible: a negative one.

    Upheld once something is decided, it takes the notice down and leaves the decision standing. What
    nobody signed wholly yet is signed anew.
    """
    objections = tuple(
        fact.outcome if number == fact.number else outcome
        for number, outcome in enumerate(case.objections, start=1)
    )
    answered = replace(case, objections=objections)
    match fact.outcome:
        case ObjectionOutcome.UNFOUNDED:
            return answered
        case _ if case.approval is not None or case.stage in OVER:
            return replace(answered, notice=None)
        case _ if case.stage in UNSIGNED:
            return replace(answered, examination=None, notice=None)
        case ObjectionOutcome.AMOUNT_WRONG:
            return replace(answered, examination=None, notice=None)
        case ObjectionOutcome.NOT_ELIGIBLE:
            return replace(answered, notice=None, examination=negative(case))
        case _:
            assert_never(fact.outcome)


def negative(case: Case) -> Examination | None:
    """The examination turned negative by an upheld objection."""
    if case.examination is None:
        return None
    return replace(case.examination, opinion=Opinion.NEGATIVE, recommended=ZERO)
