"""What a review or a court took away is not said again on the same facts and grounds, nor paid below."""

from collections.abc import Iterable, Iterator

from domain.assessment.inputs import Circumstances
from domain.case.annulled import evidence_in, plain, same_facts
from domain.case.beside import Annulled
from domain.case.entitlement import NO_WORDS, circumstances
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Ground

REVIEW = "行政复议法§64"
LOOKED_AT = frozenset({Ground.NOT_CONFIRMED, Ground.NOT_VERIFIED})
"""Grounds that rest on what the county itself saw."""
LOOKS = frozenset({"spot-check-reported", "county-verified"})


def unlike_before(s: Situation, one: Annulled, now: Circumstances, papers: Iterable[str]) -> bool:
    """Whether a decision rests on something that the annulled one did not rest on."""
    before = {*evidence_in(one.was.circumstances), *map(plain, one.was.evidence)}
    if set(map(plain, papers)) - before or set(evidence_in(now)) - before:
        return True
    if one.was.ground in LOOKED_AT:
        return any(moment.name in LOOKS for moment in s.case.moments[one.was.version :])
    return not same_facts(one.was.circumstances, now)


def annulled(s: Situation) -> Iterator[Annulled]:
    """The decisions that are not to be taken again."""
    return (one for one in s.case.papers.annulled if one.again)


def ordered(s: Situation, now: Circumstances) -> Money | None:
    """What is to be paid at least, as long as nothing is so that was not so when that was said."""
    return max(
        (
            one.least
            for one in s.case.papers.annulled
            if one.least is not None and same_facts(one.was.circumstances, now)
        ),
        default=None,
    )


def repeats(about: str) -> Reason:
    """What is said of a decision that was taken away and would be taken again."""
    return reason(Code.REVIEW_ANNULLED, REVIEW, about)


def below(about: str | None, least: Money) -> Reason:
    """What is said of anything less than what is to be paid."""
    return reason(Code.REVIEW_ORDERED, "行政诉讼法§94", about, amount=least)


def sum_said(s: Situation, now: Circumstances, amount: Money) -> Reason | None:
    """Why a sum cannot be: less than is to be paid, or one that was annulled on the same facts."""
    least = ordered(s, now)
    if least is not None and amount < least:
        return below("amount", least)
    same = (one for one in annulled(s) if one.was.amount == amount)
    return repeats("amount") if any(not unlike_before(s, one, now, ()) for one in same) else None


@since(3)
@carries(
    "行政复议法§77 行政诉讼法§94",
    "What is to be paid is not answered by handing the file to somebody else.",
)
def nothing_ordered(s: Situation) -> Reason | None:
    stands = s.case.approval
    if stands is not None and stands.bound:
        return below(None, stands.amount)
    if not s.case.papers.annulled:
        return None
    least = ordered(s, circumstances(s, NO_WORDS))
    return None if least is None else below(None, least)


@since(3)
@carries(
    "行政复议法§64 行政诉讼法§71",
    "Once refusing to accept it was annulled, an application is not turned away again as it lay there.",
)
def not_turned_away_again(s: Situation) -> Reason | None:
    return reason(Code.REVIEW_ANNULLED, REVIEW) if s.case.papers.received_again else None
