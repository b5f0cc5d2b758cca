"""举报与投诉."""

from domain.case.changing import replace
from domain.case.complaint.facts import ComplaintAnswered, ComplaintFact, ComplaintRecorded
from domain.case.state import Case
from domain.ground.facts import unfolded


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
            return replace(case, complaints=answered)
        case _:
            unfolded(fact, __name__)
