"""撤销与变更: the decision as it stands after."""

from domain.case.changing import replace
from domain.case.countersignature.fold import granted
from domain.case.decision.fold import excepted
from domain.case.revision.facts import (
    OTHERS,
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

NOBODY: frozenset[str] = frozenset()


def evolve(case: Case, fact: RevisionFact, officer: str) -> Case:
    """The case after a decision was taken back or changed."""
    hands = case.hands
    if isinstance(fact, RevisionProposed):
        return replace(
            proposed(case, fact), hands=replace(hands, proposed=hands.proposed | {officer})
        )
    if isinstance(fact, ReviewRecorded):
        return replace(case, hands=replace(hands, proposed=hands.proposed | {officer}))
    if isinstance(fact, AcceptanceRefusalRevoked):
        return case
    hands = replace(hands, revised=hands.revised | {officer})
    after = replace(case, proposal=None, hands=hands)
    match fact:
        case DecisionRevoked():
            return revoked(after, fact)
        case DecisionChanged():
            return changed(after, fact)
        case RevisionRejected():
            return after
        case _:
            unfolded(fact, __name__)


def proposed(case: Case, fact: RevisionProposed) -> Case:
    """Somebody asks for a revision, and nothing is paid until it is answered."""
    asked = Proposal(
        number=fact.number,
        amount=fact.amount,
        ground=fact.ground,
        evidence=fact.evidence,
        lowered=fact.lowered_reason is not None,
        found=fact.found,
        ordered=fact.ordered,
    )
    return replace(case, proposal=asked, proposals=fact.number)


def changed(case: Case, fact: DecisionChanged) -> Case:
    """Another sum stands; one that others said binds, whatever the county signed before."""
    approval = replace(granted(case), amount=fact.amount, bound=fact.ground in OTHERS)
    if approval.bound and approval.countersignature_outcome is not None:
        approval = replace(approval, countersigned=True, countersignature_outcome=None)
    return replace(
        case,
        approval=approval,
        excepted=case.excepted if fact.assessment is None else excepted(fact),
        notice=None if fact.to_show else case.notice,
        to_show=fact.to_show,
        fed_back=False,
    )


def revoked(case: Case, fact: DecisionRevoked) -> Case:
    """The county has the file and decides anew. Who answered for it on the township's decision decided,
    and may decide again: there is nothing left to countersign.
    """
    notice, hands = case.notice, case.hands
    decided = replace(hands, approved=hands.approved | hands.countersigned, countersigned=NOBODY)
    return replace(
        case,
        approval=None,
        fed_back=False,
        notice=None if notice is not None and notice.afterwards else notice,
        to_show=False,
        revoked=case.revoked + 1,
        hands=decided,
        county=replace(case.county, received_on=fact.on),
    )
