"""送达之责: every decision is served on the family before the file closes, and by which office."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from domain.case.letters import letter_of
from domain.case.situation import Situation
from domain.case.state import Case, Moment
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.letters import FAMILY
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentKind, Ending, Stage

TOWNSHIPS = frozenset(
    {DocumentKind.ACCEPTANCE_REFUSAL, DocumentKind.ACCEPTANCE_UNDOING, DocumentKind.HANDOVER}
)
COUNTYS = frozenset(DocumentKind) - {DocumentKind.ACCEPTANCE_REFUSAL}
"""Whose letters each office serves; an approval is of the office that gave it."""


ENDED_UNTOLD = frozenset(
    {Ending.NOT_ACCEPTED, Ending.HANDED_TO_COMPETENT, Ending.ENTERED_BY_MISTAKE}
)
"""Decisions that close the file in the same act: their letters come after it."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A decision's letter that nobody of the family has: which, and what it rests on."""

    kind: DocumentKind
    serial: int
    rests: Moment


def owed(case: Case) -> Iterator[Owed]:
    """The letters of decisions, of those that stood as well, served on nobody whom they are for.

    Where nobody of the family is left there is nobody to be told.
    """
    if case.bereft:
        return
    counted: Counter[str] = Counter()
    for moment in case.moments:
        kind = letter_of(moment)
        if kind is None:
            continue
        counted[moment.name] += 1
        serial = counted[moment.name]
        if not any((kind, serial, who) in case.served for who in FAMILY):
            yield Owed(kind, serial, moment)


@since(3)
@carries(
    "18.1.2 27", "Nor before the family was served every decision, of those that stood as well."
)
def every_decision_served(s: Situation) -> Reason | None:
    lacking = dict.fromkeys(one.kind.value for one in owed(s.case))
    if not lacking:
        return None
    return reason(Code.DECISION_NOT_SERVED, "27", documents=",".join(lacking))


def to_serve(s: Situation) -> bool:
    """A decision was not served; of a closed file only what closed it without the family."""
    if s.case.stage is Stage.CLOSED and s.case.ending not in ENDED_UNTOLD:
        return False
    return next(owed(s.case), None) is not None


def of_its_office(s: Situation, post: Post) -> bool:
    """The office that gave a decision serves it."""
    return any(post in issuers(one) for one in owed(s.case))


def issuers(one: Owed) -> tuple[Post, ...]:
    """The posts of the office that issues a letter, as far as the case tells."""
    if one.kind is DocumentKind.RELIEF_APPROVAL:
        return TOWNSHIP_DESK if "delegated" in one.rests.conditions else COUNTY_DESK
    township = TOWNSHIP_DESK if one.kind in TOWNSHIPS else ()
    return (*township, *(COUNTY_DESK if one.kind in COUNTYS else ()))
