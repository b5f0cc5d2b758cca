"""审批: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.assessment.inputs import Circumstances
from domain.case.records import Helper
from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1 18.2.1")
class SubmitForApproval(Command):
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
@says(
    "``seed`` is chance, to which the office adds its own; stored so that the draw can be recomputed."
)
class ReceiveAtCounty(Command):
    seed: str = ""


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.2", "A case is drawn in the place of one that fell away; ``seed`` as on receipt.")
class DrawAgain(Command):
    seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.2")
class ReportSpotCheck(Command):
    """``again``: why there is a second result, by others than gave the first."""

    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private
    again: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.2")
class ReportCountyVerification(Command):
    """The village's committee helps where the applicant lives in the seat, else the township does.

    ``again``: why there is a second result, by others than gave the first. ``ended_on``: the day it
    ended, from which the decision is counted, if not today.
    """

    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private
    helpers: tuple[Helper, ...] = ()
    again: Private | None = None
    ended_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForReexamination(Command):
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("9", "A test the county's approver sets aside, and the paper with the reason (一般指).")
class SetAside:
    test: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.2 18.2.2", "``found``: what the county found where it differs.")
class ApproveRelief(Command):
    """``batch``: the word shared by all cases one paper is about, here and in every command."""

    amount: Money
    document: str
    lowered_reason: Private | None = None
    exception: Private | None = None
    overrides: tuple[SetAside, ...] = ()
    found: Circumstances | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1")
class ApproveUnderDelegation(Command):
    amount: Money
    document: str
    lowered_reason: Private | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("10 10.10 18", "A ground of article 10 needs ``evidence``.")
class RefuseRelief(Command):
    """``county_ground``: which of the county's own (10.10). ``found``: what the county found where
    it differs.
    """

    ground: Ground
    county_ground: str | None = None
    reasons: Private
    document: str
    evidence: tuple[str, ...] = ()
    found: Circumstances | None = None
    batch: str | None = None
