"""送达之责: every decision is served on the family before the file closes, and by which office."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.case.letters import BY_COUNTY, BY_TOWNSHIP, letter_of
from domain.case.situation import Situation
from domain.case.state import Case, Moment
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.letters import FAMILY
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentKind, Ending, Stage

EITHER = frozenset({DocumentKind.ACCEPTANCE_UNDOING, DocumentKind.STRIKING, DocumentKind.HANDOVER})
"""Letters of what either office does; an approval is of the office that gave it, too."""


ENDED_UNTOLD = frozenset(
    {Ending.NOT_ACCEPTED, Ending.HANDED_TO_COMPETENT, Ending.ENTERED_BY_MISTAKE}
)
"""Decisions that closed the file in the same act until edition 3: their letters come after it."""


ENDED_BY_LETTER = ENDED_UNTOLD
"""Ends that are themselves told by a letter."""


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
    return unserved(case, case.ending)


def unserved(case: Case, ending: Ending | None) -> Iterator[Owed]:
    """The same, were the case to end so. What the family withdrew is approved no more: no letter says so."""
    if case.bereft:
        return
    counted: Counter[str] = Counter()
    for moment in case.moments:
        kind = letter_of(moment)
        if kind is None or (ending is Ending.WITHDRAWN and kind is DocumentKind.RELIEF_APPROVAL):
            continue
        counted[moment.name] += 1
        serial = counted[moment.name]
        if not any((kind, serial, who) in case.served for who in FAMILY):
            yield Owed(kind, serial, moment)


def left_to_serve(s: Situation, ending: Ending) -> bool:
    """Whether a file that ends so stays open for its letters: of what ended it, or of before."""
    return ending in ENDED_BY_LETTER or next(unserved(s.case, ending), None) is not None


@carries(
    "16/1", "The family knows what it lacks from the day it was served, or brought some of it."
)
def told_of_lacking(case: Case) -> date | None:
    since = False
    for moment in case.moments:
        since = since or moment.name == "deficiencies-notified"
        served = DocumentKind.DEFICIENCIES.value in moment.conditions
        if since and (served or moment.name == "supplement-received"):
            return moment.on
    return None


def still_to_tell(case: Case) -> bool:
    """Papers are awaited of a family that nobody told so."""
    return case.stage is Stage.SUPPLEMENT_REQUESTED and told_of_lacking(case) is None


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
    return still_to_tell(s.case) or next(owed(s.case), None) is not None


def of_its_office(s: Situation, post: Post) -> bool:
    """The office that gave a decision serves it."""
    if still_to_tell(s.case) and post in TOWNSHIP_DESK:
        return True
    return any(post in issuers(one) for one in owed(s.case))


def issuers(one: Owed) -> tuple[Post, ...]:
    """The posts of the office that issues a letter, as far as the case tells."""
    held, kind = one.rests.conditions, one.kind
    if kind is DocumentKind.RELIEF_APPROVAL:
        return TOWNSHIP_DESK if "delegated" in held else COUNTY_DESK
    if kind not in EITHER:
        return TOWNSHIP_DESK if kind is DocumentKind.ACCEPTANCE_REFUSAL else COUNTY_DESK
    township = () if BY_COUNTY in held else TOWNSHIP_DESK
    return township if BY_TOWNSHIP in held else (*township, *COUNTY_DESK)
