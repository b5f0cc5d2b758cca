"""审核: means check, home visit, appraisal, the two signatures."""

from domain.case.changing import replace
from domain.case.inquiry.facts import (
    ApplicationExamined,
    CommunityAppraisalHeld,
    HomeVisited,
    InquiryFact,
    MeansCheckReported,
    OpinionSentBack,
    OpinionSigned,
    UrgencyNotConfirmed,
)
from domain.case.records import CircumstancesRecorded
from domain.case.state import Case, Examination
from domain.ground.facts import unfolded
from domain.ground.names import folded
from domain.ground.terms import Procedure


def evolve(case: Case, fact: InquiryFact, officer: str) -> Case:
    """The case after one fact of the inquiry."""
    match fact:
        case MeansCheckReported():
            return replace(case, inquiry=replace(case.inquiry, means_check=fact.result))
        case HomeVisited():
            visited = case.hands.visited | {*map(folded, fact.visitors), officer}
            return replace(
                case,
                inquiry=replace(
                    case.inquiry,
                    visited_on=fact.on,
                    helpers=case.inquiry.helpers | {one.person for one in fact.helpers},
                ),
                hands=replace(case.hands, visited=visited),
            )
        case CommunityAppraisalHeld():
            return replace(case, inquiry=replace(case.inquiry, appraised_on=fact.on))
        case CircumstancesRecorded():
            # An opinion rests on the circumstances it was signed upon; others need another opinion.
            hands = replace(case.hands, recorded=case.hands.recorded | {officer})
            return replace(case, circumstances=fact, outdated=False, examination=None, hands=hands)
        case OpinionSigned():
            return signed(case, fact, officer)
        case ApplicationExamined():
            return examined(case, fact, officer)
        case OpinionSentBack():
            return replace(case, examination=None)
        case UrgencyNotConfirmed():
            return replace(
                case,
                procedure=Procedure.GENERAL,
                urgent_kind=None,
                examination=None,
            )
        case _:
            unfolded(fact, __name__)


def signed(case: Case, fact: OpinionSigned, officer: str) -> Case:
    """The caseworker's opinion replaces any earlier one."""
    examination = Examination(
        opinion=fact.opinion,
        recommended=fact.recommended,
        ground=fact.ground,
        signed_on=fact.on,
    )
    return replace(
        case,
        examination=examination,
        hands=replace(case.hands, signed=case.hands.signed | {officer}),
    )


def examined(case: Case, fact: ApplicationExamined, officer: str) -> Case:
    """The leader's signature completes the examination."""
    if case.examination is None:
        raise ValueError("an examination is completed that was never begun")
    return replace(
        case,
        examination=replace(
            case.examination,
            opinion=fact.opinion,
            recommended=fact.recommended,
            ground=fact.ground,
            examined_on=fact.on,
        ),
        hands=replace(case.hands, examined=case.hands.examined | {officer}),
    )
