"""人员情况互通."""

from domain.case.changing import replace
from domain.case.knowledge.facts import (
    DeathJudged,
    HouseholdJoined,
    HouseholdParted,
    KnowledgeFact,
    LikenessJudged,
    NameJudged,
)
from domain.case.state import Case
from domain.ground.facts import unfolded
from domain.ground.matter import Sameness


def evolve(case: Case, fact: KnowledgeFact, officer: str) -> Case:
    """The case after somebody judged what was known elsewhere; it is a record of findings."""
    hands = replace(case.hands, recorded=case.hands.recorded | {officer})
    match fact:
        case DeathJudged():
            known = (fact.person, fact.died_on)
            others = case.heard.alive - {known}
            alive = others | {known} if fact.sameness is Sameness.ANOTHER else others
            return replace(case, heard=replace(case.heard, alive=alive), hands=hands)
        case NameJudged():
            names = frozenset(one for one in case.heard.names if one[0] != fact.person)
            if fact.sameness is not Sameness.UNCLEAR:
                names |= {(fact.person, fact.others)}
            return replace(case, heard=replace(case.heard, names=names), hands=hands)
        case HouseholdParted() | HouseholdJoined() | LikenessJudged():
            return replace(case, hands=hands)
        case _:
            unfolded(fact, __name__)
