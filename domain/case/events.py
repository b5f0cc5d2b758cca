"""The facts of a case: what happened, when. A vocabulary and nothing else.

Dates say when a thing happened; the envelope says when it was recorded, by whom and by what power.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.assessment.inputs import Circumstances
from domain.assessment.result import AmountRange, Flag, Trace, Verdict
from domain.case.terms import (
    Category,
    Cause,
    Channel,
    CountersignatureOutcome,
    Course,
    DocumentFormat,
    DocumentKind,
    Ending,
    FollowUp,
    FundSource,
    Ground,
    Manner,
    MeansCheck,
    ObjectionOutcome,
    Opinion,
    PaymentFault,
    Procedure,
    Recipient,
    ReferralPurpose,
    Relation,
    Residence,
    Subject,
)
from domain.facts import Fact, fact
from domain.money import Money
from domain.people import PersonId, Private


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the application. For an individual's application other members may be listed too."""

    person: PersonId
    relation: Relation
    name: Private
    id_number: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the applicant."""

    phone: Private | None = None
    address: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The bank account relief is paid to (A19): holder is a person of the application."""

    holder: PersonId
    bank: Private
    number: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """受托人 (A14.1, A17.1): who applies for the applicant, and why."""

    reason: Private
    organisation: Private | None = None
    name: Private
    phone: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The matter of 一事一救 (A12.1), told apart without saying where: ``place_index`` is keyed.

    It is empty where the place was recorded before places were indexed.
    """

    cause: Cause
    on: date
    place_index: str = field(default="", repr=False)

    def same(self, other: "Matter") -> bool:
        """Whether two are one matter; where a place is not indexed, cause and day decide."""
        if (self.cause, self.on) != (other.cause, other.on):
            return False
        return not (self.place_index and other.place_index) or self.place_index == other.place_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened, where and when. ``place_index`` is the office's keyed index of the place."""

    cause: Cause
    on: date
    place: Private
    place_index: str = field(default="", repr=False)

    @property
    def matter(self) -> Matter:
        """What 一事一救 compares."""
        return Matter(cause=self.cause, on=self.on, place_index=self.place_index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """What the law prescribed when something was signed or decided (11).

    ``record`` numbers the circumstances it was asked about; the county's own finding has none.
    """

    record: int | None
    verdict: Verdict
    amount: AmountRange | None
    flags: tuple[Flag, ...]


# 申请与受理


@fact("application-submitted", version=2)
class ApplicationSubmitted(Fact):
    """申请 (A14). ``township`` and ``lives_in`` are 9-digit division codes.

    ``materials`` are papers by the pack's names for them, here and in every fact; ``lacking`` is
    what the law of the day asked for besides (``None``: recorded before the fact said so).
    """

    case: str
    on: date
    channel: Channel
    subject: Subject
    category: Category
    incident: Incident
    township: str
    village: str
    lives_in: str
    lives_in_seat: bool
    residence: Residence
    applicant: PersonId
    members: tuple[Member, ...]
    contact: Contact
    account: Account | None = None
    agent: Agent | None = None
    lead: str | None = None
    requested: Money | None = None
    statement: Private
    materials: tuple[str, ...]
    lacking: tuple[str, ...] | None = None


@fact("deficiencies-notified")
class DeficienciesNotified(Fact):
    """一次性告知 (A16.2): everything that is missing, once."""

    on: date
    missing: tuple[str, ...]
    document: str


@fact("supplement-received")
class SupplementReceived(Fact):
    """补正: before acceptance, or ``later`` after a conditional one (A16, A17).

    ``lacking`` is what was asked for and has still not come: papers may arrive in parts.
    """

    on: date
    materials: tuple[str, ...]
    later: bool
    lacking: tuple[str, ...] = ()


@fact("application-lapsed")
class ApplicationLapsed(Fact):
    """No supplement came in time: closed without prejudice (internal rule)."""

    on: date


@fact("urgency-established")
class UrgencyEstablished(Fact):
    """情况紧急 (A18.2): kind of hardship and why waiting would do irreparable harm."""

    on: date
    kind: Cause
    reason: Private


@fact("application-accepted", version=2)
class ApplicationAccepted(Fact):
    """受理. Fixes procedure and policy pack; ``outstanding`` papers are due later (A17.2).

    ``by_county``: the applicant went straight to the county (13).
    """

    on: date
    procedure: Procedure
    pack: str
    outstanding: tuple[str, ...] = ()
    reason: Private | None = None
    by_county: bool = False


@fact("acceptance-refused")
class AcceptanceRefused(Fact):
    """不予受理, with its reason in writing (A16.1)."""

    on: date
    reason: Private
    document: str


@fact("handed-to-relief-station")
class HandedToReliefStation(Fact):
    """Neither local hukou nor permit: helped to apply at the relief station (A15.2). Not a refusal."""

    on: date
    station: str
    slip: str


# 审核


@fact("means-check-reported")
class MeansCheckReported(Fact):
    """家庭经济状况核对 (A18.1.1): result and the consent it rests on (A16.3)."""

    on: date
    result: MeansCheck
    consent: str
    report: str


@fact("home-visited", version=2)
class HomeVisited(Fact):
    """入户调查: who went, what they found, whether the family signed."""

    on: date
    visitors: tuple[str, ...]
    findings: Private
    signed_by_household: bool
    unsigned_reason: Private | None = None


@fact("community-appraisal-held")
class CommunityAppraisalHeld(Fact):
    """民主评议, where useful (A18.1.1)."""

    on: date
    participants: int
    in_favour: int
    minutes: str


@fact("circumstances-recorded")
class CircumstancesRecorded(Fact):
    """困难情况 as declared and verified on a day (8, 9, 10, 11): ids and figures, no names.

    ``number`` counts the records of a case from 1; a later one stands instead of an earlier one.
    ``correction`` names the paper that says why the costs are less than assessed before.
    """

    on: date
    number: int
    expense_year: int
    circumstances: Circumstances
    periods: int | None = None
    correction: str | None = None


@fact("opinion-signed", version=2)
class OpinionSigned(Fact):
    """The caseworker's signature (经办人) on the examination opinion.

    ``evidence`` bears out a ground of article 10; ``proposal`` names the paper that proposes to the
    county an exception, or to set a test aside.
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


@fact("application-examined")
class ApplicationExamined(Fact):
    """审核: the township leader's signature completes the opinion (A18.1.1)."""

    on: date
    opinion: Opinion
    recommended: Money
    ground: Ground | None = None


@fact("opinion-sent-back")
class OpinionSentBack(Fact):
    """The township leader does not sign; the caseworker must look again."""

    on: date
    reasons: Private


@fact("urgency-not-confirmed")
class UrgencyNotConfirmed(Fact):
    """Not urgent after all: the general procedure, its clock from acceptance."""

    on: date
    reasons: Private


# 公示与异议


@fact("public-notice-posted")
class PublicNoticePosted(Fact):
    """公示 (A18.1.1): where, which text, with what evidence. ``amount`` is the figure shown."""

    on: date
    round: int
    place: str
    amount: Money
    text_digest: str
    evidence: tuple[str, ...]


@fact("public-notice-interrupted", version=2)
class PublicNoticeInterrupted(Fact):
    """The notice was torn down or hidden: it must be posted anew for the whole period."""

    on: date
    round: int
    reason: Private


@fact("public-notice-ended")
class PublicNoticeEnded(Fact):
    """The whole period is over; ``last_day`` is printed in the served file."""

    on: date
    round: int
    last_day: date
    evidence: tuple[str, ...] = ()


@fact("objection-lodged")
class ObjectionLodged(Fact):
    """异议. Anonymous where ``objector`` is absent."""

    on: date
    number: int
    content: Private
    objector: Private | None = None


@fact("objection-resolved")
class ObjectionResolved(Fact):
    """The township's answer to an objection, with its evidence."""

    on: date
    number: int
    outcome: ObjectionOutcome
    findings: Private
    evidence: tuple[str, ...] = ()


# 报批、审批


@fact("submitted-for-approval")
class SubmittedForApproval(Fact):
    """报批 (A18.1.1, A18.2.1)."""

    on: date
    opinion: Opinion
    recommended: Money
    files: tuple[str, ...]


@fact("received-by-county")
class ReceivedByCounty(Fact):
    """The county has the file; its time limit runs from here (AMB-25)."""

    on: date
    course: Course


@fact("spot-check-selected")
class SpotCheckSelected(Fact):
    """抽中入户抽查 (A18.1.2): the n-th received case, drawn by a stored seed."""

    on: date
    sequence: int
    seed: str


@fact("spot-check-reported")
class SpotCheckReported(Fact):
    """入户抽查结果."""

    on: date
    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private


@fact("county-verified")
class CountyVerified(Fact):
    """核查工作结束 (A18.2.2): the county's own check and visit of an urgent case."""

    on: date
    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private


@fact("returned-for-reexamination")
class ReturnedForReexamination(Fact):
    """退回."""

    on: date
    reasons: Private


@fact("relief-approved", version=4)
class ReliefApproved(Fact):
    """批准, with the whole trace of the assessment it was held to, so that anyone can reckon again.

    The caps stand in the trace; approvals of before it was kept have them here.
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

    @property
    def owed(self) -> tuple[FollowUp, ...]:
        """What follows it; both where it was recorded before packs said which (18.2.1)."""
        if not self.delegated:
            return ()
        return tuple(FollowUp) if self.duties is None else self.duties


@fact("relief-refused", version=2)
class ReliefRefused(Fact):
    """不予批准, reasons in writing with the rights of review (A18.1.2), and what bears the ground out."""

    on: date
    ground: Ground
    county_ground: str | None = None
    reasons: Private
    document: str
    evidence: tuple[str, ...] = ()
    prescribed: Prescribed | None = None
    assessment: Trace | None = None


@fact("filed-for-record")
class FiledForRecord(Fact):
    """报备 of a delegated approval (A18.2.1)."""

    on: date


@fact("countersigned")
class Countersigned(Fact):
    """补签 (A18.2.1)."""

    on: date


@fact("countersignature-refused")
class CountersignatureRefused(Fact):
    """The county does not countersign, and why (AMB-31)."""

    on: date
    outcome: CountersignatureOutcome
    reasons: Private


@fact("result-fed-back")
class ResultFedBack(Fact):
    """审批结果反馈 (A18.1.2)."""

    on: date


# 发放


@fact("payment-instructed", version=2)
class PaymentInstructed(Fact):
    """A bank payment was ordered (A19). ``payment`` numbers the attempts of a case from 1."""

    on: date
    payment: int
    amount: Money
    source: FundSource
    account: Account


@fact("relief-disbursed", version=2)
class ReliefDisbursed(Fact):
    """发放: the bank credited the account. ``unpaid`` is what is still to be paid after this.

    Payments of before that was recorded say nothing of it and are read as the last.
    """

    on: date
    payment: int
    amount: Money
    source: FundSource
    serial: str
    unpaid: Money | None = None


@fact("payment-failed")
class PaymentFailed(Fact):
    """退票. The approval stands; a new attempt follows."""

    on: date
    payment: int
    fault: PaymentFault


@fact("payment-account-corrected", version=2)
class PaymentAccountCorrected(Fact):
    """The account was corrected after a failure; ``visit`` is the record of a visit made for it."""

    on: date
    account: Account
    visit: str | None = None


@fact("cash-disbursed", version=2)
class CashDisbursed(Fact):
    """Cash, only when necessary (A19.2): reason, receipt, witness."""

    on: date
    amount: Money
    source: FundSource
    reason: Private
    receipt: str
    witness: Private
    unpaid: Money | None = None


@fact("goods-delivered", version=2)
class GoodsDelivered(Fact):
    """实物 (A20): items at value, procurement or why it could not wait, receipt."""

    on: date
    items: tuple[Private, ...]
    amount: Money
    source: FundSource
    procurement: str | None = None
    urgency: Private | None = None
    receipt: str
    unpaid: Money | None = None


# 文书送达


@fact("document-served")
class DocumentServed(Fact):
    """文书送达 (A16.2, A18.1.2): ``sha256`` is that of the bytes served.

    They can be drawn again from the case as of ``version`` under ``calendar`` (how many holiday
    notices were known) by the ``edition`` of wording and drawing that made them. ``number`` is the
    document's own (文号), ``serial`` its place among those of its kind.
    """

    on: date
    document: DocumentKind
    serial: int
    number: str
    format: DocumentFormat
    sha256: str
    edition: str
    version: int
    calendar: int
    manner: Manner
    served_on: Recipient
    receipt: str


# 转介、终结


@fact("case-referred", version=2)
class CaseReferred(Fact):
    """转介 (A21)."""

    on: date
    number: int
    receiver: Private
    purpose: ReferralPurpose


@fact("referral-answered", version=2)
class ReferralAnswered(Fact):
    """The receiver answered."""

    on: date
    number: int
    accepted: bool
    result: Private


@fact("application-withdrawn")
class ApplicationWithdrawn(Fact):
    """撤回 before payment."""

    on: date
    reason: Private


@fact("member-died")
class MemberDied(Fact):
    """A person of the application died; a household names a new representative."""

    on: date
    person: PersonId
    representative: PersonId | None = None


@fact("case-terminated")
class CaseTerminated(Fact):
    """终止: the case cannot go on."""

    on: date
    reason: str


@fact("time-limit-missed", version=2)
class TimeLimitMissed(Fact):
    """A limit ran out (督办). Lateness recorded as lateness: the case goes on.

    ``started_at`` is the instant a limit in hours began, which may begin twice in one day.
    """

    on: date
    limit: str
    key: str = ""
    started_on: date
    started_at: datetime | None = None
    last_day: date


@fact("time-limit-recomputed")
class TimeLimitRecomputed(Fact):
    """A holiday notice moved the last day of a limit that runs (民法典 §203): from ``was`` to ``now``.

    ``calendar`` is the version of the calendar that gave the new day.
    """

    on: date
    limit: str
    key: str = ""
    started_on: date
    was: date
    now: date
    calendar: str


@fact("case-closed")
class CaseClosed(Fact):
    """归档."""

    on: date
    ending: Ending
    volume: str


IntakeFact = (
    ApplicationSubmitted
    | DeficienciesNotified
    | SupplementReceived
    | ApplicationLapsed
    | UrgencyEstablished
    | ApplicationAccepted
    | AcceptanceRefused
    | HandedToReliefStation
)
InquiryFact = (
    MeansCheckReported
    | HomeVisited
    | CommunityAppraisalHeld
    | CircumstancesRecorded
    | OpinionSigned
    | ApplicationExamined
    | OpinionSentBack
    | UrgencyNotConfirmed
)
NoticeFact = (
    PublicNoticePosted
    | PublicNoticeInterrupted
    | PublicNoticeEnded
    | ObjectionLodged
    | ObjectionResolved
)
DecisionFact = (
    SubmittedForApproval
    | ReceivedByCounty
    | SpotCheckSelected
    | SpotCheckReported
    | CountyVerified
    | ReturnedForReexamination
    | ReliefApproved
    | ReliefRefused
    | FiledForRecord
    | Countersigned
    | CountersignatureRefused
    | ResultFedBack
)
PaymentFact = (
    PaymentInstructed
    | ReliefDisbursed
    | PaymentFailed
    | PaymentAccountCorrected
    | CashDisbursed
    | GoodsDelivered
)
EndingFact = (
    CaseReferred
    | ReferralAnswered
    | ApplicationWithdrawn
    | MemberDied
    | CaseTerminated
    | TimeLimitMissed
    | TimeLimitRecomputed
    | CaseClosed
)
CaseFact = (
    IntakeFact | InquiryFact | NoticeFact | DecisionFact | PaymentFact | DocumentServed | EndingFact
)
