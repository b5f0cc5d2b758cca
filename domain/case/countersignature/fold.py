"""报备与补签: what follows an approval of the township's."""

from domain.case.changing import replace
from domain.case.countersignature.facts import (
    CountersignatureFact,
    CountersignatureRefused,
    Countersigned,
    FiledForRecord,
    ResultFedBack,
)
from domain.case.state import Approval, Case
from domain.ground.duties import Hands
from domain.ground.facts import unfolded


def evolve(case: Case, fact: CountersignatureFact, officer: str) -> Case:
    """The case after one fact of what follows a delegated approval."""
    match fact:
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
            unfolded(fact, __name__)


def countersigning(case: Case, officer: str) -> Hands:
    """Whoever answered for the county on what the township had approved may not pay."""
    return replace(case.hands, countersigned=case.hands.countersigned | {officer})


def granted(case: Case) -> Approval:
    """The approval a later fact builds on."""
    if case.approval is None:
        raise ValueError("a fact builds on an approval that was never given")
    return case.approval
