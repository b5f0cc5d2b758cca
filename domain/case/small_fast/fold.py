"""小额快救."""

from domain.case.changing import replace
from domain.case.decision.fold import drawn
from domain.case.records import KnownStatus
from domain.case.small_fast.facts import KnownStatusRecorded, SmallFastFact, SmallFastLeft
from domain.case.state import Case
from domain.ground.facts import unfolded


def evolve(case: Case, fact: SmallFastFact, officer: str) -> Case:
    """The case after it left the short way, or after a status was found."""
    match fact:
        case SmallFastLeft():
            county = drawn(case, chosen=False).county.given_back()
            return replace(case, procedure=None, pack=None, accepted_on=None, county=county)
        case KnownStatusRecorded():
            found = KnownStatus(fact.status, fact.issued_on)
            hands = replace(case.hands, recorded=case.hands.recorded | {officer})
            return replace(case, statuses=(*case.statuses, found), hands=hands)
        case _:
            unfolded(fact, __name__)
