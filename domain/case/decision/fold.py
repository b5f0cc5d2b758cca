"""报批、审批."""

from typing import Protocol

from domain.assessment.result import Trace
from domain.case import annulled
from domain.case.beside import Rested
from domain.case.changing import replace
from domain.case.decision.facts import (
    CountyVerified,
    DecisionFact,
    ReceivedByCounty,
    ReliefApproved,
    ReliefRefused,
    ReturnedForReexamination,
    SpotCheckReported,
    SpotCheckSelected,
    SubmittedForApproval,
)
from domain.case.records import Prescribed
from domain.case.state import Approval, Case, County, Excepted
from domain.ground.facts import unfolded
from domain.ground.names import folded
from domain.ground.terms import Course

Receiving = (
    SubmittedForApproval
    | ReceivedByCounty
    | SpotCheckSelected
    | SpotCheckReported
    | CountyVerified
    | ReturnedForReexamination
)
Deciding = ReliefApproved | ReliefRefused


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
            return case
        case ReceivedByCounty():
            received = replace(
                county,
                received_on=fact.on,
                course=fact.course,
                counted=county.counted or fact.course is Course.GENERAL,
            )
            return replace(case, county=received)
        case SpotCheckSelected():
            return replace(case, county=replace(county, spot_check=True))
        case SpotCheckReported():
            return checked(
                case, replace(county, spot_checked=fact.confirmed), fact.visitors, officer
            )
        case CountyVerified():
            helping = case.inquiry.helpers | {one.person for one in fact.helpers}
            case = replace(case, inquiry=replace(case.inquiry, helpers=helping))
            return checked(case, replace(county, verified=fact.confirmed), fact.visitors, officer)
        case ReturnedForReexamination():
            returned = replace(county.given_back(), returns=county.returns + 1)
            return replace(case, county=returned)
        case _:
            unfolded(fact, __name__)


def checked(case: Case, county: County, visitors: tuple[str, ...], officer: str) -> Case:
    """The county looked for itself; whoever looked may not approve."""
    hands = replace(case.hands, checked=case.hands.checked | {*map(folded, visitors), officer})
    return replace(case, county=replace(county, look_again=False), hands=hands)


def deciding(case: Case, fact: Deciding, officer: str) -> Case:
    """Approved or refused."""
    match fact:
        case ReliefApproved():
            approval = Approval(
                on=fact.on,
                amount=fact.amount,
                delegated=fact.delegated,
                bound=annulled.binds(case, fact.amount),
                owed=fact.owed,
            )
            rests = Rested(amount=fact.amount)
            case = replace(case, papers=annulled.decided(case, rests, fact.assessment))
            hands = replace(case.hands, approved=case.hands.approved | {officer})
            after = replace(case, approval=approval, excepted=excepted(fact), hands=hands)
            return after if fact.sampled is None else drawn(after, chosen=fact.sampled.chosen)
        case ReliefRefused():
            hands = replace(case.hands, approved=case.hands.approved | {officer})
            rests = Rested(
                ground=fact.ground, county_ground=fact.county_ground, evidence=fact.evidence
            )
            papers = annulled.decided(case, rests, fact.assessment)
            return replace(case, hands=hands, papers=papers)
        case _:
            unfolded(fact, __name__)


def drawn(case: Case, *, chosen: bool) -> Case:
    """A small sum that was drawn waits for its look; what was seen of an earlier one counts no more."""
    county = replace(case.county, afterwards=chosen, spot_checked=None, look_again=False)
    return replace(case, county=county)


class Reckoned(Protocol):
    """A decision on a sum, with what it was held to."""

    @property
    def assessment(self) -> Trace | None:
        """The whole trace."""

    @property
    def prescribed(self) -> Prescribed | None:
        """What came of it."""


def excepted(fact: Reckoned) -> Excepted:
    """What the approval rests on besides the file, as its trace tells."""
    if fact.assessment is None:
        return Excepted()
    asked, told = fact.assessment.question, fact.prescribed
    own = told is not None and told.record is None
    return Excepted(
        exception=asked.exception,
        overrides=asked.overrides,
        found=asked.circumstances if own else None,
    )
