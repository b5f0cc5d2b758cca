"""撤销与变更: the decision as it stands after."""

from domain.case.changing import replace
from domain.case.countersignature.fold import granted
from domain.case.revision.facts import (
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
    ReviewRecorded,
    RevisionFact,
    RevisionProposed,
    RevisionRejected,
)
from domain.case.state import Case, Proposal
from domain.ground.facts import unfolded


def evolve(case: Case, fact: RevisionFact, officer: str) -> Case:
    """The case after a decision was taken back or changed."""
    hands = case.hands
    if isinstance(fact, RevisionProposed):
        return replace(
            proposed(case, fact), hands=replace(hands, proposed=hands.proposed | {officer})
        )
    hands = replace(hands, revised=hands.revised | {officer})
    if isinstance(fact, ReviewRecorded | AcceptanceRefusalRevoked):
        return replace(case, hands=hands)
    after = replace(case, proposal=None, hands=hands)
    match fact:
        case DecisionRevoked():
            return revoked(after, fact)
        case DecisionChanged():
            approval = replace(granted(case), amount=fact.amount)
            return replace(after, approval=approval, fed_back=False)
        case RevisionRejected():
            return after
        case _:
            unfolded(fact, __name__)


def proposed(case: Case, fact: RevisionProposed) -> Case:
    """Somebody asks for a revision, and nothing is paid until it is answered."""
    asked = Proposal(
        number=fact.number, amount=fact.amount, ground=fact.ground, evidence=fact.evidence
    )
    return replace(case, proposal=asked, proposals=fact.number)


def revoked(case: Case, fact: DecisionRevoked) -> Case:
    """The county has the file and decides anew."""
    notice = case.notice
    return replace(
        case,
        approval=None,
        fed_back=False,
        notice=None if notice is not None and notice.afterwards else notice,
        revoked=case.revoked + 1,
        county=replace(case.county, received_on=fact.on),
    )
