"""举报与投诉."""

from domain.case.changing import replace
from domain.case.complaint.facts import ComplaintAnswered, ComplaintFact, ComplaintRecorded
from domain.case.state import OVER, Case
from domain.ground.facts import unfolded
from domain.ground.terms import Stage

REFUSED = OVER | {Stage.REFUSED}


def evolve(case: Case, fact: ComplaintFact) -> Case:
    """The case after a complaint was entered, or answered."""
    match fact:
        case ComplaintRecorded():
            return replace(case, complaints=(*case.complaints, None))
        case ComplaintAnswered():
            answered = tuple(
                fact.founded if number == fact.number else answer
                for number, answer in enumerate(case.complaints, start=1)
            )
            return replace(case, complaints=answered, founded=case.founded | founded(case, fact))
        case _:
            unfolded(fact, __name__)


def founded(case: Case, fact: ComplaintAnswered) -> frozenset[int]:
    """What it says against granting relief: of an approval by its proposal; of a refusal nothing."""
    if not fact.founded:
        return frozenset()
    if case.approval is not None:
        return frozenset({case.proposals + 1})
    return frozenset() if case.stage in REFUSED else frozenset({0})
