"""审批: what happens in a case. A vocabulary."""

from dataclasses import dataclass, field
from datetime import date

from domain.assessment.result import Trace
from domain.case.records import Helper, Prescribed
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, LawApplied, fact
from domain.ground.indexes import Index
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Course, FollowUp, Ground, NumberKind, Opinion
from domain.law.small_fast import SmallPer


@fact("submitted-for-approval")
@carries("18.1.1 18.2.1", "报批.")
class SubmittedForApproval(Fact):
    on: date
    opinion: Opinion
    recommended: Money
    files: tuple[str, ...]


@fact("received-by-county")
@carries("AMB-25", "The county has the file; its time limit runs from here.")
class ReceivedByCounty(Fact):
    on: date
    course: Course


@fact("spot-check-selected")
@carries("18.1.2", "抽中入户抽查: the n-th received case, drawn by a stored seed.")
class SpotCheckSelected(Fact):
    on: date
    sequence: int
    seed: str


@fact("spot-check-reported", version=3)
@says("入户抽查结果.")
class SpotCheckReported(Fact):
    on: date
    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private
    again: Private | None = None
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("county-verified", version=5)
@carries("18.2.2", "核查工作结束: the county's own check and visit of an urgent case.")
class CountyVerified(Fact):
    on: date
    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private
    helpers: tuple[Helper, ...] = ()
    again: Private | None = None
    late_reason: Private | None = None
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("returned-for-reexamination")
@says("退回.")
class ReturnedForReexamination(Fact):
    on: date
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "临时救助意见§小额快救 AMB-44",
    "What a small sum was held to: by which document, the standard, whose, the most.",
)
class SmallSum:
    """``trace`` is what was asked of the law, and what was left of the year's total where it counts.
    ``room`` is that; ``None`` where no total counts.
    """

    document: str
    series: str
    standard: Money
    persons: int
    per_whom: SmallPer
    most: Money
    room: Money | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "内部§小额快救",
    "Whether a small sum was drawn to be looked at afterwards: seed and case fix it for ever.",
)
class Sampled:
    seed: str
    chosen: bool


@fact("relief-approved", version=7)
@says(
    "批准, with the whole trace of the assessment it was held to, so that anyone can reckon again."
)
class ReliefApproved(Fact):
    """The caps stand in the trace; approvals of before it was kept have them here. ``batch`` is the
    word several families' approvals share where one document approves them all; ``vouched``: of
    which of its numbers a second person said why they stand again. Both mean so in every fact.
    ``small``: of a small sum at once, what it was held to, with its own trace;
    ``sampled``: whether it was drawn to be looked at afterwards.
    """

    on: date
    amount: Money
    delegated: bool
    delegation: str | None = None
    ceiling: Money | None = None
    household_cap: Money | None = None
    person_cap: Money | None = None
    late: bool = False
    lowered_reason: Private | None = None
    exception: Private | None = None
    document: str
    prescribed: Prescribed | None = None
    assessment: Trace | None = None
    duties: tuple[FollowUp, ...] | None = None
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    law: LawApplied | None = None
    small: SmallSum | None = None
    sampled: Sampled | None = None

    @property
    def owed(self) -> tuple[FollowUp, ...]:
        """What follows it; both where it was recorded before packs said which (18.2.1)."""
        if not self.delegated:
            return ()
        return tuple(FollowUp) if self.duties is None else self.duties


@fact("relief-refused", version=5)
@carries(
    "18.1.2",
    "不予批准, reasons in writing with the rights of review, and what bears the ground out.",
)
class ReliefRefused(Fact):
    on: date
    ground: Ground
    county_ground: str | None = None
    reasons: Private
    document: str
    evidence: tuple[str, ...] = ()
    prescribed: Prescribed | None = None
    assessment: Trace | None = None
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    law: LawApplied | None = None


DecisionFact = (
    SubmittedForApproval
    | ReceivedByCounty
    | SpotCheckSelected
    | SpotCheckReported
    | CountyVerified
    | ReturnedForReexamination
    | ReliefApproved
    | ReliefRefused
)
