"""A decision reckoned again from its own trace: whether it comes to the same, and if not, why."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from typing import Any

from domain.assessment.engine import (
    Engine,
    fingerprint_of,
    law_of_trace,
    laws_of_trace,
)
from domain.assessment.plan import NotRelieved
from domain.assessment.result import AmountRange, Assessment, Decider, Trace
from domain.assessment.tiers import lowest
from domain.case.decision.facts import ReliefApproved, ReliefRefused, SmallSum
from domain.case.reasons import lowered_by_aid
from domain.case.revision.facts import OTHERS, DecisionChanged
from domain.case.small_fast.held import alone, held_to
from domain.ground.facts import Fact
from domain.ground.money import ZERO, Money
from domain.law.pack import Law, NoLawInForce, Pack, joint
from domain.law.reference import References

Decision = ReliefApproved | ReliefRefused | DecisionChanged
DECISIONS = (ReliefApproved, ReliefRefused, DecisionChanged)


class Why(StrEnum):
    """Why a decision would come out otherwise, or cannot be reckoned any more."""

    LAW = "law-changed"
    """Under that name and day something else decides now."""
    NO_LAW = "law-unknown"
    """No law of that name, or none that relieves this kind of hardship, is known any more."""
    VALUES = "reference-values-missing"
    """Fewer reference values are on record than were known then."""
    CORRECTED = "law-corrected"
    """What it rests on was corrected since, or is read otherwise: it stands, to be looked at again."""
    RULES = "rules-changed"
    """The same law and the same facts: the way of reckoning is another one."""
    FAILED = "reckoning-failed"
    """It cannot be reckoned: an error, which is named by its kind."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What would differ: where in the assessment, what was recorded, what it comes to now."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A decision reckoned again. Without ``why`` it stands as it was recorded.

    ``came`` is the sum it comes to now, where it is reckoned otherwise and comes to one.
    """

    fact: Decision
    why: Why | None = None
    differences: tuple[Difference, ...] = ()
    came: AmountRange | None = None


def reckoned(fact: Fact, law: Law, references: References) -> Reckoned | None:
    """The decision again, by the law, readings and figures it names; ``None`` where it has no trace.

    ``references`` are all that are on record now. Raises nothing: what fails is told as such, so that
    one decision keeps nobody from the others.
    """
    trace = trace_of(fact) if isinstance(fact, DECISIONS) else None
    if not isinstance(fact, DECISIONS) or trace is None:
        return None
    try:
        return _reckoned(fact, trace, law, references)
    except Exception as error:
        return Reckoned(fact, Why.FAILED, (Difference("error", "", type(error).__name__),))


def trace_of(fact: Decision) -> Trace | None:
    """From which it can be reckoned again: its assessment, or what its small sum was held to."""
    small = _small(fact)
    return fact.assessment if small is None else small.trace


def _small(fact: Decision) -> SmallSum | None:
    return None if isinstance(fact, ReliefRefused) else fact.small


@dataclass(frozen=True, slots=True)
class Anew:
    """What the law says now. ``small``: what a small sum would be held to, ``alone``: up to how much its
    township decides; neither for any other decision.
    """

    found: Assessment
    small: SmallSum | None = None
    alone: Money | None = None

    @property
    def sums(self) -> AmountRange | None:
        """Which sums may be granted; a small one is anything up to its ceiling and the year's room."""
        small = self.small
        if small is None:
            return self.found.amount
        room = small.most if small.room is None else min(small.most, small.room)
        return AmountRange(ZERO, None, room, reasoned=False)


def _anew(fact: Decision, trace: Trace, page: Pack, known: References) -> Anew:
    found = Engine(page).assess(trace.question, known)
    if _small(fact) is None:
        return Anew(found)
    small = held_to(page, trace.question, found, known)
    return Anew(found, small, None if small is None else alone(page, trace.question, small))


def _reckoned(fact: Decision, trace: Trace, law: Law, references: References) -> Reckoned:
    try:
        page, known = law_of_trace(trace, law), references.as_known(trace.known)
        again = _anew(fact, trace, page, known)
    except (NoLawInForce, NotRelieved):
        return Reckoned(fact, Why.NO_LAW)
    except ValueError:
        return Reckoned(fact, Why.VALUES)
    found = tuple(differences(fact, trace, again))
    then, now = fingerprint_of(trace), page.fingerprint
    if then not in (None, now):
        return Reckoned(fact, Why.LAW, (*found, Difference("law", then or "", now)), again.sums)
    if found:
        return Reckoned(fact, Why.RULES, found, again.sums)
    other = tuple(corrected(fact, trace, law, references))
    return Reckoned(fact, Why.CORRECTED, other) if other else Reckoned(fact)


def corrected(
    fact: Decision, trace: Trace, law: Law, references: References
) -> Iterator[Difference]:
    """What would differ by what became known since; nothing where the law of then still stands.

    An entry put right counts wherever the decision rests on it. What is read otherwise now counts
    where something else comes of it: the law is asked as it reads today, not as the trace read it.
    """
    now, *before = law.pages(joint(trace.pack, trace.overlay), trace.question.accepted_on)
    if not before or now.fingerprint == fingerprint_of(trace):
        return
    known = references.as_known(trace.known)
    try:
        again = _anew(fact, trace, now, known)
    except NotRelieved:
        yield Difference("verdict", _said(fact.prescribed and fact.prescribed.verdict), "")
        return
    deciders = (_decider(fact, trace, page, known) for page in (law_of_trace(trace, law), now))
    found = (*_outcome(fact, again), *_apart("decider", *deciders))
    if found or _put_right(fact, trace, law, references):
        yield from found
        yield from _apart("trace", _undated(trace), _undated(again.found.trace))


def _decider(fact: Decision, trace: Trace, page: Pack, known: References) -> Decider | None:
    """Whose a township's decision on its sum is by a page; nothing hangs on it for the county's."""
    if not isinstance(fact, ReliefApproved) or not fact.delegated:
        return None
    return Engine(page).decider(trace.question, fact.amount, known)


def _put_right(fact: Decision, trace: Trace, law: Law, references: References) -> bool:
    """Whether it rests on an entry that is another one now, were ambiguities read as they were."""
    newest = laws_of_trace(trace, law)[0]
    if newest.fingerprint in (law_of_trace(trace, law).fingerprint, fingerprint_of(trace)):
        return False
    try:
        again = _anew(fact, trace, newest, references.as_known(trace.known))
    except NotRelieved:
        return True
    return any(differences(fact, trace, again))


def differences(fact: Decision, trace: Trace, again: Anew) -> Iterator[Difference]:
    """Every figure and finding that is another one; since when a value holds decides nothing."""
    yield from _outcome(fact, again)
    yield from _apart("trace", _undated(trace), _undated(again.found.trace))


def _outcome(fact: Decision, anew: Anew) -> Iterator[Difference]:
    """Where something else would come of it."""
    small = _small(fact)
    if small is not None and not isinstance(fact, ReliefRefused):
        yield from _small_outcome(fact, small, anew)
        return
    kept, again = fact.prescribed, anew.found
    if kept is not None:
        for name in ("verdict", "amount", "flags"):
            yield from _apart(name, getattr(kept, name), getattr(again, name))
    amount = again.amount
    if isinstance(fact, ReliefRefused) or _bound(fact) or _lowered(fact, again):
        return
    if amount is None or not amount.permits(fact.amount):
        yield Difference("amount", _said(fact.amount), _said(amount))


def _small_outcome(
    fact: ReliefApproved | DecisionChanged, small: SmallSum, again: Anew
) -> Iterator[Difference]:
    """A small sum by what it was held to, and by whether its township decided alone."""
    now, most = again.small, again.sums
    if now is None:
        yield Difference("small", small.document, "")
    else:
        yield from _apart("small", *(replace(one, trace=None) for one in (small, now)))
    if isinstance(fact, ReliefApproved) and fact.delegated:
        yield from _apart("ceiling", fact.ceiling, again.alone)
    if not _bound(fact) and (most is None or not most.permits(fact.amount)):
        yield Difference("amount", _said(fact.amount), _said(most and most.most))


def _bound(fact: Decision) -> bool:
    """Whether a review or a court said the sum, which then is whatever they said."""
    return isinstance(fact, DecisionChanged) and fact.ground in OTHERS


def _lowered(fact: ReliefApproved | DecisionChanged, again: Assessment) -> bool:
    """Whether the county lowered it for what others gave; its reason is sealed, and was said."""
    if isinstance(fact, ReliefApproved) and fact.delegated:
        return False
    return fact.lowered_reason is not None and lowered_by_aid(again, fact.amount)


def _undated(trace: Trace) -> Trace:
    """Without what says nothing about the outcome: since when a value holds, the fingerprint, and by
    which scale a fraction of a fen is written.
    """
    day = trace.question.accepted_on
    applied = tuple(replace(one, since=day) for one in trace.applied)
    reckoning = trace.reckoning
    if reckoning is not None:
        shares = tuple(replace(one, exact=lowest(one.exact)) for one in reckoning.shares)
        reckoning = replace(reckoning, shares=shares)
    return replace(trace, applied=applied, reckoning=reckoning, fingerprint=None)


def _apart(where: str, was: Any, now: Any) -> Iterator[Difference]:
    """The smallest parts in which two values differ."""
    if was == now:
        return
    if type(was) is type(now) and is_dataclass(was) and not isinstance(was, Money):
        for one in fields(was):
            yield from _apart(f"{where}.{one.name}", getattr(was, one.name), getattr(now, one.name))
    elif isinstance(was, tuple) and isinstance(now, tuple) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _apart(f"{where}.{number}", one, other)
    else:
        yield Difference(where, _said(was), _said(now))


def _said(value: Any) -> str:
    match value:
        case Enum():
            return str(value.value)
        case tuple():
            return ",".join(map(_said, value))
        case AmountRange():
            whole = value.least == value.most
            return str(value.least) if whole else f"{value.least}–{value.most}"
        case _ if is_dataclass(value) and not isinstance(value, Money):
            return ",".join(f"{f.name}={_said(getattr(value, f.name))}" for f in fields(value))
        case _:
            return "" if value is None else str(value)
