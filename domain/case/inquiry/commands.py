"""审核: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.assessment.inputs import Circumstances
from domain.case.records import Helper
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Doubt, Ground, MeansCheck, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1")
class ReportMeansCheck(Command):
    result: MeansCheck
    consent: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1", "officers by id, and helpers of the village's committee by name.")
class RecordHomeVisit(Command):
    visited_on: date
    visitors: tuple[str, ...]
    findings: Private
    signed_by_household: bool
    unsigned_reason: Private | None = None
    helpers: tuple[Helper, ...] = ()
    village_opinion: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1")
class RecordCommunityAppraisal(Command):
    held_on: date
    participants: int
    in_favour: int
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8 9 10 11 AMB-37", "``expense_year``: whose costs are to be answered.")
class RecordCircumstances(Command):
    """``periods``: months or days proposed, where the amount has any. ``correction`` names the
    paper that says why the costs are less than assessed before. ``also_year``: the year before,
    where costs of both are to be answered in one decision.
    """

    expense_year: int
    circumstances: Circumstances
    periods: int | None = None
    correction: str | None = None
    also_year: int | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1", "A person found how it is where the check left a doubt.")
class ResolveDoubt(Command):
    doubt: Doubt
    findings: Private
    evidence: tuple[str, ...]


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "16/2 17", "The county excuses what nobody can hand in any more of the papers that follow."
)
class ExcusePapers(Command):
    reasons: Private
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("9 12 18.1.1")
class SignOpinion(Command):
    """A ground of article 10 needs ``evidence``, that of 10.10 the id the county gave it
    (``county_ground``). ``proposal`` names the paper that proposes to the county an exception
    (12), or to set a test aside (9).
    """

    opinion: Opinion
    recommended: Money
    ground: Ground | None = None
    county_ground: str | None = None
    reasons: Private
    evidence: tuple[str, ...] = ()
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1")
class CompleteExamination(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackOpinion(Command):
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2")
class RejectUrgency(Command):
    reasons: Private
