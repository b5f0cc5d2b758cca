"""审核: what happens in a case. A vocabulary."""

from dataclasses import field
from datetime import date

from domain.case.records import CircumstancesRecorded, Helper, Prescribed
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, LawApplied, fact
from domain.ground.indexes import Index
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Doubt, Ground, MeansCheck, Opinion


@fact("means-check-reported")
@carries("16/1 18.1.1", "家庭经济状况核对: result and the consent it rests on.")
class MeansCheckReported(Fact):
    on: date
    result: MeansCheck
    consent: str
    report: str


@fact("home-visited", version=5)
@says("入户调查: who went, what they found, whether the family signed.")
class HomeVisited(Fact):
    """``visitors`` are officers by id, ``helpers`` those of the village's committee who went along,
    ``village_opinion`` what the committee says of the family.
    """

    on: date
    visitors: tuple[str, ...]
    findings: Private
    signed_by_household: bool
    unsigned_reason: Private | None = None
    helpers: tuple[Helper, ...] = ()
    village_opinion: Private | None = None
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("community-appraisal-held")
@carries("18.1.1", "民主评议, where useful.")
class CommunityAppraisalHeld(Fact):
    on: date
    participants: int
    in_favour: int
    minutes: str


@fact("doubt-resolved")
@carries("18.1.1", "疑点认定: how it is where the check left a doubt, upon what evidence.")
class DoubtResolved(Fact):
    on: date
    doubt: Doubt
    findings: Private
    evidence: tuple[str, ...]


@fact("papers-excused")
@carries("16/2 17", "免交材料: which papers that were to follow, why, and upon what evidence.")
class PapersExcused(Fact):
    on: date
    papers: tuple[str, ...]
    reasons: Private
    evidence: tuple[str, ...]


@fact("opinion-signed", version=3)
@says("The caseworker's signature (经办人) on the examination opinion.")
class OpinionSigned(Fact):
    """``evidence`` bears out a ground of article 10; ``proposal`` names the paper that proposes to
    the county an exception, or to set a test aside.
    """

    on: date
    opinion: Opinion
    recommended: Money
    ground: Ground | None = None
    county_ground: str | None = None
    reasons: Private
    evidence: tuple[str, ...] = ()
    proposal: str | None = None
    prescribed: Prescribed | None = None
    law: LawApplied | None = None


@fact("application-examined", version=2)
@carries("18.1.1", "审核: the township leader's signature completes the opinion.")
class ApplicationExamined(Fact):
    on: date
    opinion: Opinion
    recommended: Money
    ground: Ground | None = None
    law: LawApplied | None = None


@fact("opinion-sent-back")
@says("The township leader does not sign; the caseworker must look again.")
class OpinionSentBack(Fact):
    on: date
    reasons: Private


@fact("urgency-not-confirmed")
@says("Not urgent after all: the general procedure, its clock from acceptance.")
class UrgencyNotConfirmed(Fact):
    on: date
    reasons: Private


InquiryFact = (
    MeansCheckReported
    | HomeVisited
    | CommunityAppraisalHeld
    | CircumstancesRecorded
    | DoubtResolved
    | PapersExcused
    | OpinionSigned
    | ApplicationExamined
    | OpinionSentBack
    | UrgencyNotConfirmed
)
