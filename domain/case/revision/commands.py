"""撤销与变更: what an officer may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.assessment.inputs import Circumstances
from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Reviewer, ReviewResult, RevisionGround


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("The approval or refusal that stands is taken back, by another hand than gave it.")
class RevokeDecision(Command):
    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("The sum of the approval that stands becomes another, by another hand than gave it.")
class ChangeSum(Command):
    """What is recommended and was shown is its bound: for more, the decision is revoked (18.1.1).

    ``lowered_reason``: why less than prescribed, for what others gave (11). ``found``: what the county
    found where it differs.
    """

    amount: Money
    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]
    lowered_reason: Private | None = None
    found: Circumstances | None = None


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("A checker asks that a decision be changed to a sum, or revoked where no sum is named.")
class ProposeRevision(Command):
    """``lowered_reason`` and ``found`` as in a change."""

    amount: Money | None = None
    ground: RevisionGround
    reasons: Private
    evidence: tuple[str, ...]
    lowered_reason: Private | None = None
    found: Circumstances | None = None


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("An approver decides as proposed; what is paid above what then stands is a debt of the case.")
class ApproveRevision(Command):
    proposal: int
    reasons: Private
    document: str


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("The decision stands as it was given.")
class RejectRevision(Command):
    """``entered_wrongly``: the only reason against what a review or a court said; it is entered anew."""

    proposal: int
    reasons: Private
    entered_wrongly: bool = False


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("社会救助暂行办法§65", "What 行政复议 or a court said of the decision, with its document.")
class RecordReview(Command):
    """``amount`` is the sum it says instead, where it says one. It binds: nobody decides it again; but a
    second hand confirms what was entered. ``ordered``: it orders that very sum to be paid, without a
    notice, and above what a yearly total leaves. Annulled, what it orders to be paid ``at_least`` once
    it is decided anew; ``procedural``: for the way the decision came about, and for nothing else.
    """

    by: Reviewer
    result: ReviewResult
    amount: Money | None = None
    document: str
    given_on: date
    reasons: Private
    ordered: bool = False
    at_least: Money | None = None
    procedural: bool = False
