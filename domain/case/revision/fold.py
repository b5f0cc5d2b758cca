"""撤销与变更: the decision as it stands after."""

from domain.case.changing import replace
from domain.case.countersignature.fold import granted
from domain.case.revision.facts import DecisionChanged, DecisionRevoked, RevisionFact
from domain.case.state import Case
from domain.ground.facts import unfolded


def evolve(case: Case, fact: RevisionFact, officer: str) -> Case:
    """The case after a decision was taken back or changed."""
    hands = replace(case.hands, revised=case.hands.revised | {officer})
    after = replace(case, hands=hands, fed_back=False)
    match fact:
        case DecisionRevoked():
            return revoked(after, fact)
        case DecisionChanged():
            return replace(after, approval=replace(granted(case), amount=fact.amount))
        case _:
            unfolded(fact, __name__)


def revoked(case: Case, fact: DecisionRevoked) -> Case:
    """The county has the file and decides anew."""
    notice = case.notice
    return replace(
        case,
        approval=None,
        notice=None if notice is not None and notice.afterwards else notice,
        revoked=case.revoked + 1,
        county=replace(case.county, received_on=fact.on),
    )
