"""The right words for every command, and the officer who usually gives it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from domain.account.known import Parting
from domain.assessment.inputs import Circumstances
from domain.case.authority import Officer
from domain.case.intake.facts import Competent
from domain.case.records import Changes, Incident, TransferGround
from domain.ground.files import EvidenceKind, EvidenceOf
from domain.ground.matter import Sameness
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.personal import Reckoned
from domain.ground.places import Level
from domain.ground.posts import Post
from domain.ground.service_terms import ServiceFault, TellingWay
from domain.ground.tables import Table
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    CountersignatureOutcome,
    DocumentKind,
    Doubt,
    FundSource,
    Ground,
    Manner,
    Material,
    MeansCheck,
    MistakeGround,
    NumberKind,
    ObjectionOutcome,
    Opinion,
    PaymentFault,
    Procedure,
    Recipient,
    ReferralPurpose,
    Residence,
    Reviewer,
    ReviewResult,
    RevisionGround,
    Subject,
)
from domain.law.terms import Register
from domain.registers.divisions.facts import DivisionChange, DivisionEffect
from domain.registers.keys.facts import CheckedBy, DestructionGround, KeyCheck, KeyRole
from domain.registers.law.facts import EntryHeld
from domain.registers.leads.facts import LeadOutcome, LeadSource
from domain.registers.officers.facts import Credential, Kinship
from domain.time.notices import NoticeEffect
from tests.case import people as p
from tests.case.hardship import fitting
from tests.support import commands as c

MONDAY = date(2025, 3, 10)
"""A week without holidays begins: 10 to 14 March 2025 are worked, and so is the week after."""

PAPERS = tuple(m for m in Material if m.value not in {"origin-county-proof", "entrustment-letter"})


def yuan(amount: str | int) -> Money:
    """An amount in yuan."""
    return Money.of_yuan(amount)


def after(days: int, start: date = MONDAY) -> date:
    """A day so many natural days after Monday 10 March 2025."""
    return start + timedelta(days=days)


ISSUER = "https://sign-in.example"
LAST_DAY = date(2025, 3, 31)
ENDING = DivisionChange(
    effect=DivisionEffect.ENDS, code=p.TOWNSHIP, last_day=LAST_DAY, successor=p.SUCCESSOR
)
"""The township of these stories ends with March, and another stands for it."""
NEW_TOWNSHIP = DivisionChange(
    effect=DivisionEffect.ESTABLISHES,
    code="540121299",
    name="虚构乡",
    kind="乡",
    level=Level.TOWNSHIP,
    parent="540121",
    first_day=date(2025, 4, 1),
)
SMALL = Money.of_yuan(1800)
KEYS = [Reckoned(f"k-{number}") for number in range(3)]


@dataclass(frozen=True, slots=True)
class About:
    """What a story is about: the case, its family, the sum and the day.

    The sum is a judgement up to the cap (11), so that stories of the procedure may name any.
    """

    case: str = "L-1"
    family: p.Family = p.GESANG
    amount: Money = SMALL
    day: date = MONDAY
    cause: Cause = Cause.FIRE
    category: Category = Category.OTHER_HOUSEHOLD
    subject: Subject = Subject.HOUSEHOLD
    township: str = p.TOWNSHIP

    def paper(self, name: str) -> str:
        """A paper of this case alone: its number stands nowhere else."""
        return f"{name}/{self.case or self.family.applicant}"


Words = Callable[[About], c.Command]


def apart(case: str) -> int:
    """By so many days what befell the family of a case lies further back: no two look alike."""
    if case == "L-1":
        return 0
    number = int("".join(filter(str.isdigit, case)) or 0)
    return 32 * (crc32(case.rstrip(".0123456789").encode()) % 5 * 250 + number % 250 + 1)


def application(a: About) -> c.SubmitApplication:
    """A complete application at the counter."""
    return c.SubmitApplication(
        case=a.case,
        channel=Channel.COUNTER,
        subject=a.subject,
        category=a.category,
        incident=Incident(
            cause=a.cause,
            on=a.day - timedelta(days=9 + apart(a.case)),
            place=p.secret(f"拉姆岗村 {a.case}"),
            place_index=a.case,
        ),
        township=a.township,
        village="拉姆岗村",
        lives_in=a.township,
        residence=Residence.LOCAL,
        members=a.family.members,
        contact=p.CONTACT,
        account=a.family.account,
        statement=p.secret("房屋失火"),
        materials=PAPERS,
    )


def lead_of(a: About) -> c.RecordLead:
    """A lead from the police."""
    return c.RecordLead(
        case=a.case,
        township=a.township,
        source=LeadSource.POLICE,
        whereabouts=Private(PersonId("whom-it-is-about"), "桥下"),
        reporter=p.secret("值班民警"),
        protective_step=p.secret("送至医院"),
    )


def delegation_of(a: About) -> c.GrantDelegation:
    """The county lets its townships decide fires up to 2,000 yuan in 2025."""
    return c.GrantDelegation(
        case=a.township[:6],
        number="林委〔2025〕1号",
        townships=(a.township,),
        kinds=(Cause.FIRE,),
        ceiling=yuan(2000),
        valid_from=date(2025, 1, 1),
        valid_to=date(2025, 12, 31),
        document="委托书",
    )


def circumstances_of(a: About, **changes: Any) -> Circumstances:
    """Circumstances under which the story's sum may be granted to its family."""
    facts = fitting(a.category, a.amount, a.day, cause=a.cause, members=len(a.family.members))
    return replace(facts, **changes)


SHOTON = c.HolidayArranged(
    name="雪顿节",
    effect=NoticeEffect.ESTABLISHES,
    off=(date(2025, 8, 25), date(2025, 8, 26)),
)
LAST_FOUNDED = 67
"""The last of the notices that come with the program: Losar 2026 in Lhasa."""

_RIGHT: Mapping[type[c.Command], Words] = {
    c.SubmitApplication: application,
    c.NotifyDeficiencies: lambda a: c.NotifyDeficiencies(
        case=a.case, missing=(Material.HARDSHIP_PROOF,), document=a.paper("补正告知书 1")
    ),
    c.ReceiveSupplement: lambda a: c.ReceiveSupplement(
        case=a.case, materials=(Material.HARDSHIP_PROOF,)
    ),
    c.LapseApplication: lambda a: c.LapseApplication(case=a.case),
    c.EstablishUrgency: lambda a: c.EstablishUrgency(
        case=a.case, kind=a.cause, reason=p.secret("无处居住")
    ),
    c.AcceptApplication: lambda a: c.AcceptApplication(case=a.case, procedure=Procedure.GENERAL),
    c.HandToCompetent: lambda a: c.HandToCompetent(
        case=a.case,
        competent=Competent.DISASTER_RELIEF,
        body="林周县应急管理局",
        reasons=p.secret("地震后须紧急安置"),
        slip=a.paper("转办单 1"),
    ),
    c.RecordJointMeeting: lambda a: c.RecordJointMeeting(
        case=a.case, held_on=a.day, minutes="联席纪要 1", resolution=p.secret("提供临时住所")
    ),
    c.UndoAcceptance: lambda a: c.UndoAcceptance(
        case=a.case, ground=MistakeGround.WRONG_KIND, reasons=p.secret("类型选错")
    ),
    c.StrikeApplication: lambda a: c.StrikeApplication(
        case=a.case, ground=MistakeGround.ENTERED_TWICE, reasons=p.secret("已登记一次")
    ),
    c.AmendApplication: lambda a: c.AmendApplication(
        case=a.case, changes=Changes(village="云杉村"), reasons=p.secret("住在云杉村")
    ),
    c.CorrectApplication: lambda a: c.CorrectApplication(
        case=a.case,
        changes=Changes(village="云杉村"),
        reasons=p.secret("村名有误"),
        evidence=("户口簿 1",),
    ),
    c.ConfirmCorrection: lambda a: c.ConfirmCorrection(
        case=a.case, correction=1, reasons=p.secret("与户口簿一致")
    ),
    c.RejectCorrection: lambda a: c.RejectCorrection(
        case=a.case, correction=1, reasons=p.secret("户口簿另有记载")
    ),
    c.JoinNumber: lambda a: c.JoinNumber(
        case=a.case,
        person=a.family.persons[-1],
        id_number=p.secret(p.identity_number(77)),
        document="户口簿 1",
    ),
    c.OfferFile: lambda a: c.OfferFile(
        case=a.case,
        township=p.OTHER_TOWNSHIP,
        ground=TransferGround.MOVED,
        reasons=p.secret("已迁居羊达乡"),
        told=p.secret("已当面告知"),
    ),
    c.TakeOverFile: lambda a: c.TakeOverFile(
        case=a.case,
        village="云杉村",
        lives_in=p.OTHER_TOWNSHIP,
        lives_in_seat=False,
        residence=Residence.LOCAL,
    ),
    c.SendFileBack: lambda a: c.SendFileBack(case=a.case, reasons=p.secret("户口仍在原乡")),
    c.RefuseAcceptance: lambda a: c.RefuseAcceptance(
        case=a.case, reason=p.secret("不属受理范围"), document=a.paper("不予受理通知书 1")
    ),
    c.HandToReliefStation: lambda a: c.HandToReliefStation(
        case=a.case, station="拉萨市救助管理站", slip=a.paper("转送单 1")
    ),
    c.ReportMeansCheck: lambda a: c.ReportMeansCheck(
        case=a.case, result=MeansCheck.CONSISTENT, consent="授权书 1", report="核对报告 1"
    ),
    c.RecordHomeVisit: lambda a: c.RecordHomeVisit(
        case=a.case,
        visited_on=a.day,
        visitors=(p.CASEWORKER.id,),
        findings=p.secret("房屋烧毁"),
        signed_by_household=True,
        helpers=(p.helper(),),
    ),
    c.RecordCommunityAppraisal: lambda a: c.RecordCommunityAppraisal(
        case=a.case, held_on=a.day, participants=7, in_favour=6, minutes="评议记录 1"
    ),
    c.RecordCircumstances: lambda a: c.RecordCircumstances(
        case=a.case, expense_year=a.day.year, circumstances=circumstances_of(a)
    ),
    c.ResolveDoubt: lambda a: c.ResolveDoubt(
        case=a.case,
        doubt=Doubt.NOT_VERIFIABLE,
        findings=p.secret("单位函证属实"),
        evidence=("函证 1",),
    ),
    c.JudgeDeath: lambda a: c.JudgeDeath(
        case=a.case,
        person=a.family.persons[-1],
        sameness=Sameness.ANOTHER,
        findings=p.secret("派出所证明本人健在"),
        evidence=("户籍证明 1",),
    ),
    c.JudgeName: lambda a: c.JudgeName(
        case=a.case,
        person=a.family.applicant,
        sameness=Sameness.SAME,
        findings=p.secret("派出所证明曾用名属同一人"),
        evidence=("户籍证明 2",),
        others=1,
    ),
    c.JudgeLikeness: lambda a: c.JudgeLikeness(
        case=a.case,
        person=a.family.applicant,
        listing=1,
        sameness=Sameness.ANOTHER,
        findings=p.secret("两次火灾均已核实"),
        evidence=("火灾认定书 1",),
    ),
    c.JoinHousehold: lambda a: c.JoinHousehold(
        case=a.case,
        person=a.family.applicant,
        listing=1,
        joined_on=a.day,
        findings=p.secret("夫妻分别申请"),
        evidence=("结婚证 1",),
    ),
    c.PartHousehold: lambda a: c.PartHousehold(
        case=a.case,
        persons=(a.family.applicant,),
        parted_on=a.day,
        parting=Parting.DIVORCED,
        findings=p.secret("已离婚，各自生活"),
        evidence=("离婚证 1",),
    ),
    c.AttachEvidence: lambda a: c.AttachEvidence(
        case=a.case,
        file=p.uploaded("visit").file,
        kind=EvidenceKind.PHOTOGRAPH,
        of=EvidenceOf.VISIT,
        sealed=p.uploaded("visit"),
    ),
    c.ExcusePapers: lambda a: c.ExcusePapers(
        case=a.case, reasons=p.secret("户籍地未复"), evidence=("传真记录 1",)
    ),
    c.SignOpinion: lambda a: c.SignOpinion(
        case=a.case, opinion=Opinion.POSITIVE, recommended=a.amount, reasons=p.secret("情况属实")
    ),
    c.CompleteExamination: lambda a: c.CompleteExamination(case=a.case),
    c.SendBackOpinion: lambda a: c.SendBackOpinion(case=a.case, reasons=p.secret("补充说明")),
    c.RejectUrgency: lambda a: c.RejectUrgency(case=a.case, reasons=p.secret("已有安置")),
    c.PostPublicNotice: lambda a: c.PostPublicNotice(
        case=a.case, place="村委会公示栏", evidence=("照片 1",)
    ),
    c.InterruptPublicNotice: lambda a: c.InterruptPublicNotice(
        case=a.case, reason=p.secret("被撕毁")
    ),
    c.EndPublicNotice: lambda a: c.EndPublicNotice(case=a.case, evidence=("照片 2",)),
    c.LodgeObjection: lambda a: c.LodgeObjection(case=a.case, content=p.secret("另有房屋")),
    c.ResolveObjection: lambda a: c.ResolveObjection(
        case=a.case, number=1, outcome=ObjectionOutcome.UNFOUNDED, findings=p.secret("查无此事")
    ),
    c.RecordComplaint: lambda a: c.RecordComplaint(case=a.case, content=p.secret("已有赔偿")),
    c.AnswerComplaint: lambda a: c.AnswerComplaint(
        case=a.case, number=1, founded=False, findings=p.secret("查无赔偿"), evidence=("查询 1",)
    ),
    c.SubmitForApproval: lambda a: c.SubmitForApproval(case=a.case, files=("审批表",)),
    c.ReceiveAtCounty: lambda a: c.ReceiveAtCounty(case=a.case, seed="seed-1"),
    c.DrawAgain: lambda a: c.DrawAgain(case=a.case, seed="seed-2"),
    c.ReportSpotCheck: lambda a: c.ReportSpotCheck(
        case=a.case, visitors=("co-a", "co-b"), confirmed=True, findings=p.secret("属实")
    ),
    c.ReportCountyVerification: lambda a: c.ReportCountyVerification(
        case=a.case, visitors=("co-a", "co-b"), confirmed=True, findings=p.secret("属实")
    ),
    c.ReturnForReexamination: lambda a: c.ReturnForReexamination(
        case=a.case, reasons=p.secret("收入证明不清")
    ),
    c.ApproveRelief: lambda a: c.ApproveRelief(
        case=a.case, amount=a.amount, document=a.paper("批准 1")
    ),
    c.ApproveUnderDelegation: lambda a: c.ApproveUnderDelegation(
        case=a.case, amount=a.amount, document=a.paper("批准 1")
    ),
    c.ApproveSmallRelief: lambda a: c.ApproveSmallRelief(
        case=a.case, amount=a.amount, document=a.paper("小额批准 1")
    ),
    c.LeaveSmallFast: lambda a: c.LeaveSmallFast(case=a.case, reasons=p.secret("所需超过小额")),
    c.RecordKnownStatus: lambda a: c.RecordKnownStatus(
        case=a.case,
        status=Register.SUBSISTENCE,
        issuer="林周县民政局",
        issued_on=a.day - timedelta(days=40),
        evidence=("低保证 1",),
    ),
    c.RefuseRelief: lambda a: c.RefuseRelief(
        case=a.case,
        ground=Ground.IDLE_LAND,
        reasons=p.secret("承包地闲置"),
        document=a.paper("不予批准 1"),
        evidence=("土地台账 1",),
    ),
    c.RevokeDecision: lambda a: c.RevokeDecision(
        case=a.case,
        ground=RevisionGround.FACTS_WRONG,
        reasons=p.secret("房屋不属于该户"),
        document=a.paper("撤销 1"),
        evidence=("产权查询 1",),
    ),
    c.ChangeSum: lambda a: c.ChangeSum(
        case=a.case,
        amount=yuan(1000),
        ground=RevisionGround.SUM_WRONG,
        reasons=p.secret("多计一间"),
        document=a.paper("变更 1"),
        evidence=("核算表 1",),
    ),
    c.ProposeRevision: lambda a: c.ProposeRevision(
        case=a.case,
        ground=RevisionGround.HIDDEN,
        reasons=p.secret("隐瞒另一处房屋"),
        evidence=("产权查询 1",),
    ),
    c.ApproveRevision: lambda a: c.ApproveRevision(
        case=a.case, proposal=1, reasons=p.secret("查证属实"), document=a.paper("撤销 1")
    ),
    c.RejectRevision: lambda a: c.RejectRevision(
        case=a.case, proposal=1, reasons=p.secret("房屋已倒塌")
    ),
    c.RecordReview: lambda a: c.RecordReview(
        case=a.case,
        by=Reviewer.AUTHORITY,
        result=ReviewResult.REVOKED,
        document=a.paper("复议 1"),
        given_on=a.day,
        reasons=p.secret("认定事实不清"),
    ),
    c.FileForRecord: lambda a: c.FileForRecord(case=a.case),
    c.Countersign: lambda a: c.Countersign(case=a.case),
    c.RefuseCountersignature: lambda a: c.RefuseCountersignature(
        case=a.case, outcome=CountersignatureOutcome.FRAUD, reasons=p.secret("虚假申报")
    ),
    c.FeedBackResult: lambda a: c.FeedBackResult(case=a.case),
    c.InstructPayment: lambda a: c.InstructPayment(
        case=a.case, amount=a.amount, source=FundSource.FISCAL
    ),
    c.ConfirmPayment: lambda a: c.ConfirmPayment(
        case=a.case,
        payment=1,
        paying_bank="测试代理银行",
        serial=a.paper("银行流水 1"),
        paid_on=a.day,
    ),
    c.ReportPaymentFailure: lambda a: c.ReportPaymentFailure(
        case=a.case, payment=1, fault=PaymentFault.ACCOUNT_CLOSED
    ),
    c.RecordPaymentReturn: lambda a: c.RecordPaymentReturn(
        case=a.case,
        payment=1,
        amount=a.amount,
        fault=PaymentFault.ACCOUNT_FROZEN,
        serial=a.paper("退汇流水 1"),
        returned_on=a.day,
    ),
    c.TakeBack: lambda a: c.TakeBack(
        case=a.case,
        handed=a.paper("领条 1"),
        amount=a.amount,
        reason=p.secret("代领人未能转交"),
        receipt=a.paper("收条 1"),
        returned_on=a.day,
    ),
    c.CorrectPaymentAccount: lambda a: c.CorrectPaymentAccount(
        case=a.case,
        account=a.family.account,
        reason=p.secret("原账号少一位"),
        document="存折复印件 1",
    ),
    c.ConfirmAccountCorrection: lambda a: c.ConfirmAccountCorrection(case=a.case, request=1),
    c.RejectAccountCorrection: lambda a: c.RejectAccountCorrection(
        case=a.case, request=1, reasons=p.secret("存折不是本人的")
    ),
    c.VouchNumber: lambda a: c.VouchNumber(
        case=a.case,
        kind=NumberKind.BANK_SERIAL,
        number=a.paper("银行流水 1"),
        reason=p.secret("银行一笔流水含两户"),
    ),
    c.ReleaseForHandover: lambda a: c.ReleaseForHandover(
        case=a.case, amount=a.amount, source=FundSource.FISCAL
    ),
    c.ReturnRelease: lambda a: c.ReturnRelease(case=a.case, reason=p.secret("改由县级发放")),
    c.PayCash: lambda a: c.PayCash(
        case=a.case,
        amount=a.amount,
        source=FundSource.FISCAL,
        reason=p.secret("无银行账户"),
        receipt=a.paper("领条 1"),
        witness=p.secret("村委会主任"),
        witness_id=PersonId("witness-1"),
    ),
    c.DeliverGoods: lambda a: c.DeliverGoods(
        case=a.case,
        items=(p.secret("棉被"), p.secret("糌粑")),
        amount=a.amount,
        source=FundSource.DONATION,
        procurement=a.paper("采购单 1"),
        receipt=a.paper("领条 2"),
    ),
    c.ServeDocument: lambda a: c.ServeDocument(
        case=a.case,
        document=DocumentKind.FORM,
        sha256="sha256:2",
        manner=Manner.DIRECT,
        served_on=Recipient.APPLICANT,
        delivered_on=a.day,
        receipt=a.paper("送达回证 1"),
    ),
    c.RecordFailedService: lambda a: c.RecordFailedService(
        case=a.case,
        document=DocumentKind.FORM,
        manner=Manner.DIRECT,
        served_on=Recipient.APPLICANT,
        attempted_on=a.day,
        fault=ServiceFault.NOBODY_THERE,
        evidence=("送达记录 1",),
    ),
    c.AgreeToMessages: lambda a: c.AgreeToMessages(
        case=a.case, phone=p.secret("13800000000"), document="电子送达确认书 1"
    ),
    c.EndMessages: lambda a: c.EndMessages(case=a.case, reason=p.secret("换了号码")),
    c.QueueMessage: lambda a: c.QueueMessage(case=a.case),
    c.QueueForCause: lambda a: c.QueueForCause(case=a.case, cause=1),
    c.HandOverMessage: lambda a: c.HandOverMessage(case=a.case, number=1, attempt=1),
    c.ReportMessage: lambda a: c.ReportMessage(case=a.case, number=1, attempt=1),
    c.RenewSlip: lambda a: c.RenewSlip(case=a.case, reason=p.secret("凭条遗失")),
    c.TellOfPayment: lambda a: c.TellOfPayment(
        case=a.case,
        payment=1,
        way=TellingWay.TELEPHONE,
        told=Recipient.APPLICANT,
        told_on=a.day,
    ),
    c.ReferCase: lambda a: c.ReferCase(
        case=a.case, receiver=p.secret("县住建局"), purpose=ReferralPurpose.HOUSING
    ),
    c.RecordReferralAnswer: lambda a: c.RecordReferralAnswer(
        case=a.case, number=1, accepted=True, result=p.secret("已受理")
    ),
    c.WithdrawApplication: lambda a: c.WithdrawApplication(
        case=a.case, reason=p.secret("不再需要")
    ),
    c.RecordDeath: lambda a: c.RecordDeath(case=a.case, person=a.family.persons[-1], died_on=a.day),
    c.CloseCase: lambda a: c.CloseCase(case=a.case, volume="卷 1"),
    c.RecordRecomputedLimit: lambda a: c.RecordRecomputedLimit(
        case=a.case, limit="examination", started_on=a.day, was=a.day
    ),
    c.RecordMissedLimit: lambda a: c.RecordMissedLimit(
        case=a.case, limit="examination", started_on=a.day
    ),
    c.RecordLead: lead_of,
    c.CloseLead: lambda a: c.CloseLead(
        case=a.case, outcome=LeadOutcome.NOT_FOUND, note=p.secret("已离开")
    ),
    c.GrantDelegation: delegation_of,
    c.RevokeDelegation: lambda a: c.RevokeDelegation(
        case=a.township[:6], number="林委〔2025〕1号", document="撤销决定"
    ),
    c.RecordHolidayNotice: lambda a: c.RecordHolidayNotice(
        case="5401",
        year=2025,
        document="放假通知",
        source="市政府办公室",
        holidays=(SHOTON,),
    ),
    c.WithdrawHolidayNotice: lambda a: c.WithdrawHolidayNotice(
        case="5401", number=LAST_FOUNDED, reason="误登"
    ),
    c.InstallDivisions: lambda a: c.InstallDivisions(
        case="5401", source="统计用区划代码", changes=(NEW_TOWNSHIP,)
    ),
    c.ProposeDivisions: lambda a: c.ProposeDivisions(
        case="", document="藏政函〔2025〕1号（虚构）", source="自治区政府公报", changes=(ENDING,)
    ),
    c.ConfirmDivisions: lambda a: c.ConfirmDivisions(case="", number=1),
    c.RejectDivisions: lambda a: c.RejectDivisions(case="", number=1, reason="文号有误"),
    c.WithdrawDivisions: lambda a: c.WithdrawDivisions(case="", number=1, reason="误登"),
    c.PassOnFile: lambda a: c.PassOnFile(case=a.case),
    c.PassOnLead: lambda a: c.PassOnLead(case=a.case),
    c.RecordReferenceValue: lambda a: c.RecordReferenceValue(
        case="5401",
        series="disposable_income_per_resident",
        period=2024,
        published_on=a.day,
        value=yuan(30000),
        document="虚构统计公报",
        source="市统计局",
    ),
    c.AppointOfficer: lambda a: c.AppointOfficer(
        case="new-caseworker",
        number="任 1",
        post=Post.CASEWORKER,
        division=a.township,
        valid_from=a.day,
        document="任用通知 1",
    ),
    c.AppointAdministrator: lambda a: c.AppointAdministrator(
        case="new-administrator",
        number="任 2",
        post=Post.AUDIT_ADMIN,
        division="5401",
        valid_from=a.day,
        document="任用通知 2",
    ),
    c.EndAppointment: lambda a: c.EndAppointment(
        case="new-caseworker", number="任 1", last_day=a.day, document="免职通知 1"
    ),
    c.EndAdministration: lambda a: c.EndAdministration(
        case="new-administrator", number="任 2", last_day=a.day, document="免职通知 2"
    ),
    c.DeclareKinship: lambda a: c.DeclareKinship(
        case="new-caseworker",
        id_number=p.secret(p.identity_number(1)),
        person=a.family.applicant,
        relation=Kinship.COLLATERAL,
        document="回避申报 1",
    ),
    c.WithdrawKinship: lambda a: c.WithdrawKinship(
        case="new-caseworker", person=a.family.applicant, document="撤销申报 1"
    ),
    c.NameOfficer: lambda a: c.NameOfficer(
        case="new-caseworker",
        name=p.secret("央金·测试"),
        phone=p.secret("0891-6320000"),
        person=PersonId("new-caseworker-as-a-person"),
        document="登记 1",
    ),
    c.LinkSignIn: lambda a: c.LinkSignIn(
        case="new-caseworker", issuer=ISSUER, subject="subject-1", document="身份登记 1"
    ),
    c.UnlinkSignIn: lambda a: c.UnlinkSignIn(
        case="new-caseworker", issuer=ISSUER, subject="subject-1", document="身份注销 1"
    ),
    c.RecordCredential: lambda a: c.RecordCredential(
        case="new-caseworker", credential=Credential.PASSWORD, present=True
    ),
    c.ProposeKeyDestruction: lambda a: c.ProposeKeyDestruction(
        case=a.family.applicant,
        ground=DestructionGround.KEPT_LONG_ENOUGH,
        document="销毁审批 1",
    ),
    c.ConfirmKeyDestruction: lambda a: c.ConfirmKeyDestruction(case=a.family.applicant),
    c.IntroduceMasterKey: lambda a: c.IntroduceMasterKey(
        case="keys", key=KEYS[2], replaces=KEYS[1], check=Reckoned("2c" * 32)
    ),
    c.RecordKeyChecks: lambda a: c.RecordKeyChecks(
        case="keys",
        checks=(KeyCheck(KeyRole.MASTER, KEYS[1], Reckoned("1c" * 32)),),
        by=CheckedBy.FIRST,
    ),
    c.RetireMasterKey: lambda a: c.RetireMasterKey(case="keys", key=KEYS[1]),
    c.IntroduceIndexKey: lambda a: c.IntroduceIndexKey(
        case="keys", year=2025, check=Reckoned("6d" * 32)
    ),
    c.DestroyIndexKey: lambda a: c.DestroyIndexKey(case="keys", year=2025, living=False),
    c.RecordLaw: lambda a: c.RecordLaw(
        case="beihe-2022-9",
        document="北河政发〔2022〕9号",
        area="6501",
        valid_from=date(2022, 1, 1),
        sha256="4e" * 32,
        entries=(EntryHeld("tier medical 1", date(2022, 1, 1), None, "5f" * 32),),
    ),
    c.ProposeLaw: lambda a: c.ProposeLaw(
        case="linzhou-2025-1",
        area="5401",
        document="林民〔2025〕1号",
        valid_from=date(2025, 4, 1),
        sha256="6a" * 32,
    ),
    c.ApproveLaw: lambda a: c.ApproveLaw(case="linzhou-2025-1", area="5401", sha256="6a" * 32),
    c.ProposeInterpretation: lambda a: c.ProposeInterpretation(
        case="lhasa-2018-202",
        area="5401",
        reading="AMB-33",
        choice="down-once",
        since=date(2025, 7, 1),
        document="拉民函〔2025〕3号",
    ),
    c.ApproveInterpretation: lambda a: c.ApproveInterpretation(
        case="lhasa-2018-202", area="5401", reading="AMB-33"
    ),
    c.AnchorLog: lambda a: c.AnchorLog(case="access", number=3, digest="3d" * 32),
}
RIGHT = Table(
    _RIGHT,
    lambda kind: f"{kind.__name__} has no right words: add them to RIGHT in tests/case/words.py",
)
"""Command class to words a competent officer could say at the right moment."""


def giver(command: type[c.Command]) -> Officer:
    """Who usually gives a command, the first of them to whom the table of powers gives it."""
    for officer in USUAL:
        if may(officer, command):
            return officer
    raise LookupError(f"nobody of these stories may give {command.__name__}: see `by` of its row")


def at_home(command: type[c.Command]) -> Officer:
    """The same, where the case is; the like of whoever answers for another township."""
    from domain.case.table import RULES

    usual = giver(command)
    return replace(usual, division=p.TOWNSHIP) if RULES[command].receives else usual


USUAL = (
    p.CASEWORKER, p.LEADER, p.CHECKER, p.APPROVER, p.FINANCE, p.SECOND_APPROVER,
    p.SECOND_FINANCE, p.CITY, p.CITY_TOO, p.CITY_THIRD, p.SECURITY, p.AUDIT_ADMIN, p.SWEEP, p.RECEIVER,
)  # fmt: skip
FEEDING_BACK = {
    c.FeedBackResult: p.CHECKER,
    c.RevokeDecision: p.SECOND_APPROVER,
    c.AnswerComplaint: p.SECOND_APPROVER,
    c.ApproveRevision: p.SECOND_APPROVER,
    c.RecordReview: p.CHECKER,
    c.RejectRevision: p.SECOND_APPROVER,
    c.ChangeSum: p.SECOND_APPROVER,
    c.TakeOverFile: p.RECEIVER,
    c.SendFileBack: p.RECEIVER,
    c.PayCash: p.FINANCE,
    c.DeliverGoods: p.FINANCE,
    c.ConfirmPayment: p.SECOND_FINANCE,
    c.ReportPaymentFailure: p.SECOND_FINANCE,
    c.RecordPaymentReturn: p.SECOND_FINANCE,
    c.TakeBack: p.SECOND_FINANCE,
    c.ConfirmAccountCorrection: p.SECOND_FINANCE,
    c.RejectAccountCorrection: p.SECOND_FINANCE,
    c.ConfirmDivisions: p.CITY_TOO,
    c.WithdrawDivisions: p.CITY_THIRD,
}


def may(officer: Officer, command: type[c.Command]) -> bool:
    """Whether an officer is the usual giver of a command."""
    from domain.case.authority import POWERS

    usual = FEEDING_BACK.get(command)
    return officer is usual if usual else bool(officer.posts & set(POWERS[command].posts))
