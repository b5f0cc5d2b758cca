"""What an officer, or the sweep, may ask for. Words only: who, when and by what power stand beside them.

Personal text arrives as ``Private`` values not yet bound to a person; the rules bind them.
Dates named here say when something happened; the day of the command itself comes from the clock.
"""

from dataclasses import dataclass
from datetime import date

from domain.assessment.inputs import Circumstances
from domain.case.events import Account, Agent, Contact, Incident, Member
from domain.case.terms import (
    Category,
    Cause,
    Channel,
    CountersignatureOutcome,
    DocumentFormat,
    DocumentKind,
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
    Residence,
    Subject,
)
from domain.erasure import DestructionGround
from domain.lead import LeadOutcome, LeadSource
from domain.money import Money
from domain.officers import Credential, Kinship
from domain.people import UNKNOWN, PersonId, Private
from domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A request to change one thing. ``case`` is the case number (or lead, or county) it is about."""

    case: str


# 申请与受理


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitApplication(Command):
    """申请: a family or person asks for relief (A14)."""

    channel: Channel
    subject: Subject
    category: Category
    incident: Incident
    township: str
    village: str
    lives_in: str
    lives_in_seat: bool | None = None
    residence: Residence
    members: tuple[Member, ...]
    contact: Contact
    account: Account | None = None
    agent: Agent | None = None
    lead: str | None = None
    requested: Money | None = None
    statement: Private
    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyDeficiencies(Command):
    """一次性告知: say once all that is missing (A16.2)."""

    missing: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSupplement(Command):
    """补正: papers handed in later (A16.2, A17.2)."""

    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseApplication(Command):
    """逾期未补正: close without prejudice once the time for papers is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishUrgency(Command):
    """认定情况紧急 (A18.2)."""

    kind: Cause
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptApplication(Command):
    """受理 (A15, A16, A17). ``outstanding`` papers only in the urgent procedure, with a reason."""

    procedure: Procedure
    outstanding: tuple[str, ...] = ()
    reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAcceptance(Command):
    """不予受理, in writing (A16.1)."""

    reason: Private
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandToReliefStation(Command):
    """协助向救助管理站申请 (A15.2)."""

    station: str
    slip: str


# 审核


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMeansCheck(Command):
    """家庭经济状况核对 (A18.1.1)."""

    result: MeansCheck
    consent: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHomeVisit(Command):
    """入户调查 (A18.1.1)."""

    visited_on: date
    visitors: tuple[str, ...]
    findings: Private
    signed_by_household: bool
    unsigned_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCommunityAppraisal(Command):
    """民主评议 (A18.1.1)."""

    held_on: date
    participants: int
    in_favour: int
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCircumstances(Command):
    """困难情况登记 (8, 9, 10, 11). ``expense_year``: whose costs are to be answered (AMB-37).

    ``periods``: months or days proposed, where the amount has any. ``correction`` names the paper
    that says why the costs are less than assessed before.
    """

    expense_year: int
    circumstances: Circumstances
    periods: int | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOpinion(Command):
    """经办人签署审核意见 (A18.1.1).

    A ground of article 10 needs ``evidence``, that of 10.10 the id the county gave it
    (``county_ground``). ``proposal`` names the paper that proposes to the
    county an exception (12), or to set a test aside (9).
    """

    opinion: Opinion
    recommended: Money
    ground: Ground | None = None
    county_ground: str | None = None
    reasons: Private
    evidence: tuple[str, ...] = ()
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteExamination(Command):
    """主管领导签署审核意见 (A18.1.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackOpinion(Command):
    """主管领导退回审核意见."""

    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectUrgency(Command):
    """紧急情况不成立，转一般程序 (A18.2)."""

    reasons: Private


# 公示与异议


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPublicNotice(Command):
    """公示 (A18.1.1). ``text_digest`` is that of the text the system words; empty: it is filled in."""

    place: str
    text_digest: str = ""
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptPublicNotice(Command):
    """公示中断."""

    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPublicNotice(Command):
    """公示期满."""

    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgeObjection(Command):
    """提出异议 (A18.1.1)."""

    content: Private
    objector: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveObjection(Command):
    """异议处理."""

    number: int
    outcome: ObjectionOutcome
    findings: Private
    evidence: tuple[str, ...] = ()


# 报批、审批


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitForApproval(Command):
    """报批 (A18.1.1, A18.2.1)."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveAtCounty(Command):
    """县级收件. ``seed`` is chance from outside, stored so that the draw can be recomputed."""

    seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpotCheck(Command):
    """入户抽查 (A18.1.2)."""

    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCountyVerification(Command):
    """紧急程序的县级核查 (A18.2.2)."""

    visitors: tuple[str, ...]
    confirmed: bool
    findings: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForReexamination(Command):
    """退回乡镇."""

    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A test the county's approver sets aside, and the paper with the reason (9 一般指)."""

    test: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveRelief(Command):
    """县级批准 (A18.1.2, A18.2.2). ``found``: what the county found where it differs."""

    amount: Money
    document: str
    lowered_reason: Private | None = None
    exception: Private | None = None
    overrides: tuple[SetAside, ...] = ()
    found: Circumstances | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveUnderDelegation(Command):
    """乡镇受委托批准 (A18.2.1)."""

    amount: Money
    document: str
    lowered_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseRelief(Command):
    """不予批准 (A10, A18). A ground of article 10 needs ``evidence``.

    ``county_ground``: which of the county's own (10.10). ``found``: what the county found where it differs.
    """

    ground: Ground
    county_ground: str | None = None
    reasons: Private
    document: str
    evidence: tuple[str, ...] = ()
    found: Circumstances | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForRecord(Command):
    """报备 (A18.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign(Command):
    """补签 (A18.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseCountersignature(Command):
    """不予补签 (A18.2.1)."""

    outcome: CountersignatureOutcome
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBackResult(Command):
    """审批结果反馈 (A18.1.2)."""


# 发放


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructPayment(Command):
    """银行发放指令 (A19). The account is the one of the application unless corrected here."""

    amount: Money
    source: FundSource
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPayment(Command):
    """银行到账 (A19)."""

    payment: int
    serial: str
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaymentFailure(Command):
    """退票."""

    payment: int
    fault: PaymentFault


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPaymentAccount(Command):
    """更正账户."""

    account: Account
    visit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCash(Command):
    """现金发放，必要时 (A19.2)."""

    amount: Money
    source: FundSource
    reason: Private
    receipt: str
    witness: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverGoods(Command):
    """实物发放 (A20)."""

    items: tuple[Private, ...]
    amount: Money
    source: FundSource
    procurement: str | None = None
    urgency: Private | None = None
    receipt: str


# 文书送达


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeDocument(Command):
    """文书送达 (A16.2, A18.1.2). ``sha256`` is that of the very file served, in hexadecimal.

    ``number`` tells several of a kind apart (the referral's number, the notice's round); absent:
    the last one. ``receipt`` is the number of the paper that proves the service.
    """

    document: DocumentKind
    number: int | None = None
    format: DocumentFormat = DocumentFormat.PDF
    sha256: str
    manner: Manner
    served_on: Recipient
    delivered_on: date
    receipt: str


# 转介、终结


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferCase(Command):
    """转介 (A21)."""

    receiver: Private
    purpose: ReferralPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReferralAnswer(Command):
    """转介回复 (A21)."""

    number: int
    accepted: bool
    result: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication(Command):
    """撤回申请."""

    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(Command):
    """家庭成员或个人死亡."""

    person: PersonId
    died_on: date
    representative: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Command):
    """归档."""

    volume: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRecomputedLimit(Command):
    """时限重新计算: a holiday notice moved the last day of a running limit; ``was`` it so far."""

    limit: str
    key: str = ""
    started_on: date
    was: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMissedLimit(Command):
    """逾期督办: the sweep found a limit that ran out."""

    limit: str
    key: str = ""
    started_on: date


# 主动发现、委托、日历


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLead(Command):
    """救助线索登记 (A14.2). ``case`` is the number of the lead."""

    township: str
    source: LeadSource
    category: Category | None = None
    whereabouts: Private
    reporter: Private | None = None
    protective_step: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseLead(Command):
    """救助线索办结 (A14.2)."""

    outcome: LeadOutcome
    note: Private
    application: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDelegation(Command):
    """委托乡镇审批 (A18.2.1). ``case`` is the county's division code."""

    number: str
    townships: tuple[str, ...]
    kinds: tuple[Cause, ...]
    ceiling: Money
    valid_from: date
    valid_to: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDelegation(Command):
    """撤销委托 (A18.2.1). ``case`` is the county's division code."""

    number: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHolidayNotice(Command):
    """放假安排 (民法典 §203): ``case`` is the region: "national" or a division prefix."""

    year: int
    name: str
    off: tuple[date, ...]
    makeup: tuple[date, ...] = ()
    document: str
    source: str
    confidence: str = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReferenceValue(Command):
    """参考标准数值登记 (A8.1/2, A11): ``case`` is the area, a division prefix.

    Either the figure of a year (``period``) or a standard in force from a day (``valid_from``).
    """

    series: str
    period: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    published_on: date | None = None
    value: Money
    document: str
    source: str


# 人员：``case`` is the officer's id


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOfficer(Command):
    """任用: a post in a division, to a last day or until ended. Not for administrators' posts."""

    number: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None = None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointAdministrator(AppointOfficer):
    """任用管理员: one of the three administrators' posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAppointment(Command):
    """解除任用: the appointment holds to ``last_day``, yesterday for at once."""

    number: str
    last_day: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAdministration(EndAppointment):
    """解除管理员任用."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareKinship(Command):
    """申报回避: the officer is kin to somebody, who may never have applied yet (公务员法 §76)."""

    id_number: Private
    person: PersonId = UNKNOWN
    relation: Kinship
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawKinship(Command):
    """撤销回避申报 (公务员法 §76)."""

    person: PersonId
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSignIn(Command):
    """绑定登录身份: whoever the issuer knows by this subject is the officer."""

    issuer: str
    subject: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkSignIn(LinkSignIn):
    """解除登录身份绑定."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCredential(Command):
    """登录凭证变更: a local password or second factor was set or taken away; never the secret."""

    credential: Credential
    present: bool


# 个人信息密钥、主密钥


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeKeyDestruction(Command):
    """提请销毁个人信息密钥 (个人信息保护法 §47). ``case`` is the person's identifier."""

    ground: DestructionGround
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmKeyDestruction(Command):
    """确认销毁个人信息密钥 (个人信息保护法 §47): by another person, and for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroduceMasterKey(Command):
    """启用新主密钥: ids only; ``case`` is "keys"."""

    key: str
    replaces: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireMasterKey(Command):
    """停用主密钥: nothing is wrapped under it any more; ``case`` is "keys"."""

    key: str


# 日志留证


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorLog(Command):
    """日志留证: how far a log has come; ``case`` is the name of the log.

    ``digest`` (hex SHA-256) is the one of entry ``number``; an empty log has number 0.
    """

    number: int
    digest: str
