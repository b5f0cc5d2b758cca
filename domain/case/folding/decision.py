"""报批、审批, 报备与补签."""

from typing import assert_never

from domain.case.events import (
    CountersignatureRefused,
    Countersigned,
    CountyVerified,
    DecisionFact,
    FiledForRecord,
    ReceivedByCounty,
    ReliefApproved,
    ReliefRefused,
    ResultFedBack,
    ReturnedForReexamination,
    SpotCheckReported,
    SpotCheckSelected,
    SubmittedForApproval,
)
from domain.case.folding.changing import replace
from domain.case.state import Approval, Case, County, Hands
from domain.case.terms import Course, Ending, Stage

Receiving = (
    SubmittedForApproval
    | ReceivedByCounty
    | SpotCheckSelected
    | SpotCheckReported
    | CountyVerified
    | ReturnedForReexamination
)
Deciding = (
    ReliefApproved
    | ReliefRefused
    | FiledForRecord
    | Countersigned
    | CountersignatureRefused
    | ResultFedBack
)


def evolve(case: Case, fact: DecisionFact, officer: str) -> Case:
    """The case after one fact of the county's part."""
    if isinstance(fact, Receiving):
        return receiving(case, fact, officer)
    return deciding(case, fact, officer)


def receiving(case: Case, fact: Receiving, officer: str) -> Case:
    """The file on its way to the desk of the approver."""
    county = case.county
    match fact:
        case SubmittedForApproval():
            return replace(case, stage=Stage.SUBMITTED)
        case ReceivedByCounty():
            received = replace(
                county,
                received_on=fact.on,
                course=fact.course,
                counted=county.counted or fact.course is Course.GENERAL,
            )
            return replace(case, stage=Stage.UNDER_COUNTY, county=received)
        case SpotCheckSelected():
            return replace(case, county=replace(county, spot_check=True))
        case SpotCheckReported():
            return checked(
                case, replace(county, spot_checked=fact.confirmed), fact.visitors, officer
            )
        case CountyVerified():
            return checked(case, replace(county, verified=fact.confirmed), fact.visitors, officer)
        case ReturnedForReexamination():
            returned = replace(
                county,
                returns=county.returns + 1,
                received_on=None,
                verified=None,
                spot_checked=county.spot_checked or None,
            )
            return replace(case, stage=Stage.RETURNED, county=returned)
        case _:
            assert_never(fact)


def checked(case: Case, county: County, visitors: tuple[str, ...], officer: str) -> Case:
    """The county looked for itself; whoever looked may not approve."""
    hands = replace(case.hands, checked=case.hands.checked | frozenset(visitors) | {officer})
    return replace(case, county=county, hands=hands)


def deciding(case: Case, fact: Deciding, officer: str) -> Case:
    """Approved or refused, and what follows a delegated approval."""
    match fact:
        case ReliefApproved():
            approval = Approval(
                on=fact.on, amount=fact.amount, delegated=fact.delegated, owed=fact.owed
            )
            hands = replace(case.hands, approved=case.hands.approved | {officer})
            return replace(case, stage=Stage.APPROVED, approval=approval, hands=hands)
        case ReliefRefused():
            hands = replace(case.hands, approved=case.hands.approved | {officer})
            return replace(case, stage=Stage.REFUSED, ending=Ending.REFUSED, hands=hands)
        case FiledForRecord():
            return replace(case, approval=replace(granted(case), filed=True))
        case Countersigned():
            approval = replace(granted(case), countersigned=True)
            return replace(case, approval=approval, hands=countersigning(case, officer))
        case CountersignatureRefused():
            approval = replace(
                granted(case), countersigned=False, countersignature_outcome=fact.outcome
            )
            return replace(case, approval=approval, hands=countersigning(case, officer))
        case ResultFedBack():
            return replace(case, fed_back=True)
        case _:
            assert_never(fact)


def countersigning(case: Case, officer: str) -> Hands:
    """Whoever answered for the county on what the township had approved may not pay."""
    return replace(case.hands, countersigned=case.hands.countersigned | {officer})


def granted(case: Case) -> Approval:
    """The approval a later fact builds on."""
    if case.approval is None:
        raise ValueError("a fact builds on an approval that was never given")
    return case.approval
