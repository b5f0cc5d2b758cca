"""审核: means check, home visit, appraisal, the two signatures."""

from typing import assert_never

from domain.case.events import (
    ApplicationExamined,
    CircumstancesRecorded,
    CommunityAppraisalHeld,
    HomeVisited,
    InquiryFact,
    MeansCheckReported,
    OpinionSentBack,
    OpinionSigned,
    UrgencyNotConfirmed,
)
from domain.case.folding.changing import replace
from domain.case.state import Case, Examination
from domain.case.terms import Procedure, Stage


def evolve(case: Case, fact: InquiryFact, officer: str) -> Case:
    """The case after one fact of the inquiry."""
    match fact:
        case MeansCheckReported():
            return replace(case, inquiry=replace(case.inquiry, means_check=fact.result))
        case HomeVisited():
            visited = case.hands.visited | frozenset(fact.visitors) | {officer}
            return replace(
                case,
                inquiry=replace(case.inquiry, visited_on=fact.on),
                hands=replace(case.hands, visited=visited),
            )
        case CommunityAppraisalHeld():
            return replace(case, inquiry=replace(case.inquiry, appraised_on=fact.on))
        case CircumstancesRecorded():
            # An opinion rests on the circumstances it was signed upon; others need another opinion.
            hands = replace(case.hands, recorded=case.hands.recorded | {officer})
            return replace(case, circumstances=fact, examination=None, hands=hands)
        case OpinionSigned():
            return signed(case, fact, officer)
        case ApplicationExamined():
            return examined(case, fact, officer)
        case OpinionSentBack():
            return replace(case, stage=Stage.ACCEPTED, examination=None)
        case UrgencyNotConfirmed():
            return replace(
                case,
                procedure=Procedure.GENERAL,
                urgent_kind=None,
                stage=Stage.ACCEPTED,
                examination=None,
            )
        case _:
            assert_never(fact)


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
        stage=Stage.OPINION_SIGNED,
        examination=examination,
        hands=replace(case.hands, signed=case.hands.signed | {officer}),
    )


def examined(case: Case, fact: ApplicationExamined, officer: str) -> Case:
    """The leader's signature completes the examination."""
    if case.examination is None:
        raise ValueError("an examination is completed that was never begun")
    return replace(
        case,
        stage=Stage.EXAMINED,
        examination=replace(
            case.examination,
            opinion=fact.opinion,
            recommended=fact.recommended,
            ground=fact.ground,
            examined_on=fact.on,
        ),
        hands=replace(case.hands, examined=case.hands.examined | {officer}),
    )
