"""审核: means check, home visit, appraisal, the two signatures."""

from domain.case.changing import replace
from domain.case.inquiry.facts import (
    ApplicationExamined,
    CommunityAppraisalHeld,
    DoubtResolved,
    HomeVisited,
    InquiryFact,
    MeansCheckReported,
    OpinionSentBack,
    OpinionSigned,
    PapersExcused,
    UrgencyNotConfirmed,
)
from domain.case.records import CircumstancesRecorded
from domain.case.state import Case, Examination
from domain.ground.facts import unfolded
from domain.ground.names import folded
from domain.ground.terms import Doubt, Procedure

OF_CHECK = frozenset({Doubt.MISMATCH, Doubt.NOT_VERIFIABLE})
"""Doubts a new means check raises anew; the others hang on the circumstances."""


def evolve(case: Case, fact: InquiryFact, officer: str) -> Case:
    """The case after one fact of the inquiry."""
    match fact:
        case MeansCheckReported():
            inquiry = replace(case.inquiry, means_check=fact.result)
            return replace(case, inquiry=inquiry, resolved=case.resolved - OF_CHECK)
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
        case CircumstancesRecorded() | DoubtResolved():
            return recorded(case, fact, officer)
        case PapersExcused():
            return replace(case, outstanding=case.outstanding - frozenset(fact.papers))
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


def recorded(case: Case, fact: CircumstancesRecorded | DoubtResolved, officer: str) -> Case:
    """An opinion rests on the circumstances it was signed upon; others need another opinion."""
    after = replace(case, hands=replace(case.hands, recorded=case.hands.recorded | {officer}))
    if isinstance(fact, DoubtResolved):
        return replace(after, resolved=case.resolved | {fact.doubt})
    left = case.resolved & OF_CHECK
    return replace(after, circumstances=fact, outdated=False, examination=None, resolved=left)


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
    """The leader's signature completes the examination; an offer of the file falls with it."""
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
        offer=None,
        founded=frozenset(),
        hands=replace(case.hands, examined=case.hands.examined | {officer}),
    )
