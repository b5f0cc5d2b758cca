"""撤销与变更: what happens in a case. A vocabulary."""

from datetime import date

from domain.assessment.inputs import Circumstances
from domain.assessment.result import Trace
from domain.case.decision.facts import SmallSum
from domain.case.records import Prescribed
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, LawApplied, fact
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Decided, NumberKind, Reviewer, ReviewResult, RevisionGround

OTHERS = frozenset({RevisionGround.REVIEW, RevisionGround.JUDGMENT})
"""Grounds that others give: they are entered with their document, and bind."""


@fact("decision-revoked")
@says("撤销决定: what stood since when, and why it does not any more. The county decides anew.")
class DecisionRevoked(Fact):
    """``amount`` is the sum of an approval. ``proposal`` numbers what a checker proposed, if one did."""

    on: date
    stood: Decided
    since: date
    amount: Money | None = None
    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]
    proposal: int | None = None
    vouched: tuple[NumberKind, ...] = ()


@fact("decision-changed", version=3)
@says("变更决定: the sum that stood since when, the one that stands now, and what was reckoned.")
class DecisionChanged(Fact):
    """The grant stays booked on the day of the approval. ``unpaid`` is what is still to be paid.
    ``lowered_reason``: why less than prescribed, for what others gave (11). ``to_show``: a raised sum is
    posted again before it is paid. ``small``: of a small sum at once, what the new one was held to.
    """

    on: date
    since: date
    was: Money
    amount: Money
    unpaid: Money
    ground: RevisionGround
    reasons: Private
    lowered_reason: Private | None = None
    document: str
    evidence: tuple[str, ...]
    proposal: int | None = None
    prescribed: Prescribed | None = None
    assessment: Trace | None = None
    to_show: bool = False
    vouched: tuple[NumberKind, ...] = ()
    law: LawApplied | None = None
    small: SmallSum | None = None


@fact("revision-proposed")
@says(
    "提请撤销或者变更: no sum where the decision is to be revoked. Payment is held until it is answered."
)
class RevisionProposed(Fact):
    """``number`` counts the proposals of a case from 1. ``found``: what the county found otherwise;
    ``ordered``: a review or a court orders that sum to be paid as it is; ``at_least`` and
    ``procedural`` as they said it of a decision they annulled.
    """

    on: date
    number: int
    amount: Money | None = None
    ground: RevisionGround
    reasons: Private
    evidence: tuple[str, ...]
    lowered_reason: Private | None = None
    found: Circumstances | None = None
    ordered: bool = False
    at_least: Money | None = None
    procedural: bool = False


@fact("revision-rejected")
@says("不予撤销、变更: what was decided stands.")
class RevisionRejected(Fact):
    """``entered_wrongly``: what a review or a court said stands otherwise in its paper."""

    on: date
    proposal: int
    reasons: Private
    entered_wrongly: bool = False


@fact("review-recorded")
@carries(
    "社会救助暂行办法§65",
    "行政复议决定、裁判: what it says of the decision; what follows is a fact of its own.",
)
class ReviewRecorded(Fact):
    """``at_least``: what is to be paid once it is decided anew; ``procedural``: annulled only for the way
    it came about, so that the same may be decided again.
    """

    on: date
    by: Reviewer
    result: ReviewResult
    amount: Money | None = None
    document: str
    given_on: date
    reasons: Private
    ordered: bool = False
    at_least: Money | None = None
    procedural: bool = False


@fact("acceptance-refusal-revoked")
@carries("社会救助暂行办法§65", "不予受理决定被撤销: the application lies on the counter again.")
class AcceptanceRefusalRevoked(Fact):
    on: date
    since: date
    document: str
    reasons: Private
    vouched: tuple[NumberKind, ...] = ()
    procedural: bool = False


RevisionFact = (
    DecisionRevoked
    | DecisionChanged
    | RevisionProposed
    | RevisionRejected
    | ReviewRecorded
    | AcceptanceRefusalRevoked
)
