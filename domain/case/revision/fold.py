"""撤销与变更: the decision as it stands after."""

from domain.case.changing import replace
from domain.case.revision.facts import RevisionFact
from domain.case.state import Case


def evolve(case: Case, fact: RevisionFact, officer: str) -> Case:
    """The case after a decision was taken back: the county has the file and decides anew."""
    notice = case.notice
    return replace(
        case,
        approval=None,
        notice=None if notice is not None and notice.afterwards else notice,
        revoked=case.revoked + 1,
        fed_back=False,
        county=replace(case.county, received_on=fact.on),
        hands=replace(case.hands, revised=case.hands.revised | {officer}),
    )
