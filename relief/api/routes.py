"""The one table of commands: where each is asked for, and whether a person decides by it.

Routes, bodies and the OpenAPI document are made from it; a command is missing here or in
``SYSTEM_ONLY`` at the price of a failing test.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.case import commands as c
from domain.case.rules.appointments import OFFICER_ID


class Tag(StrEnum):
    """The chapters of the API."""

    INTAKE = "申请与受理"
    INQUIRY = "审核"
    NOTICE = "公示与异议"
    DECISION = "审批"
    PAYMENT = "发放"
    PAPERS = "文书"
    ENDING = "转介与终结"
    BESIDE = "线索、委托、日历、标准"
    OFFICERS = "人员与登录"
    ASSESSMENT = "试算"
    READING = "查询"
    PERSONAL = "个人信息"
    SERVICE = "运行"


class About(StrEnum):
    """What the number in a path names."""

    CASE = "case"
    LEAD = "lead"
    COUNTY = "county"
    OFFICER = "officer"
    PERSON = "person"
    NOTHING = ""


NUMBERS = {
    About.CASE: re.compile(r"[0-9]{9}-[0-9A-Z-]{1,30}"),
    About.LEAD: re.compile(r"[0-9]{9}-[0-9A-Z-]{1,30}"),
    About.COUNTY: re.compile(r"[0-9]{6}"),
    About.OFFICER: OFFICER_ID,
    About.PERSON: re.compile(r"[0-9a-f]{32}"),
}
"""How a number in a path is written; anything else names nothing."""

_CHINESE = re.compile(r"[\u4e00-\u9fff，、]+")


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """A command and its address. ``decision``: given only over the version of the case seen."""

    path: str
    command: type[c.Command]
    tag: Tag
    decision: bool = False

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.command.__name__

    @property
    def summary(self) -> str:
        """The Chinese term the command's docstring begins with."""
        found = _CHINESE.match(self.command.__doc__ or "")
        return found[0] if found else self.name

    @property
    def about(self) -> About:
        """What its path names."""
        return next((about for about in NUMBERS if f"{{{about}}}" in self.path), About.NOTHING)


CASE = "/v1/cases/{case}"
COUNTY = "/v1/counties/{county}"
OFFICER = "/v1/officers/{officer}"
PERSON = "/v1/persons/{person}"

INTAKE = (
    CommandRoute("/v1/cases", c.SubmitApplication, Tag.INTAKE),
    CommandRoute(f"{CASE}/deficiency-notice", c.NotifyDeficiencies, Tag.INTAKE),
    CommandRoute(f"{CASE}/supplements", c.ReceiveSupplement, Tag.INTAKE),
    CommandRoute(f"{CASE}/urgency", c.EstablishUrgency, Tag.INTAKE),
    CommandRoute(f"{CASE}/acceptance", c.AcceptApplication, Tag.INTAKE),
    CommandRoute(f"{CASE}/acceptance-refusal", c.RefuseAcceptance, Tag.INTAKE, decision=True),
    CommandRoute(f"{CASE}/relief-station-handover", c.HandToReliefStation, Tag.INTAKE),
)
INQUIRY = (
    CommandRoute(f"{CASE}/means-check", c.ReportMeansCheck, Tag.INQUIRY),
    CommandRoute(f"{CASE}/home-visits", c.RecordHomeVisit, Tag.INQUIRY),
    CommandRoute(f"{CASE}/community-appraisals", c.RecordCommunityAppraisal, Tag.INQUIRY),
    CommandRoute(f"{CASE}/circumstances", c.RecordCircumstances, Tag.INQUIRY),
    CommandRoute(f"{CASE}/opinion", c.SignOpinion, Tag.INQUIRY),
    CommandRoute(f"{CASE}/examination", c.CompleteExamination, Tag.INQUIRY, decision=True),
    CommandRoute(f"{CASE}/opinion-return", c.SendBackOpinion, Tag.INQUIRY),
    CommandRoute(f"{CASE}/urgency-rejection", c.RejectUrgency, Tag.INQUIRY),
)
NOTICE = (
    CommandRoute(f"{CASE}/public-notice", c.PostPublicNotice, Tag.NOTICE),
    CommandRoute(f"{CASE}/public-notice/interruption", c.InterruptPublicNotice, Tag.NOTICE),
    CommandRoute(f"{CASE}/public-notice/end", c.EndPublicNotice, Tag.NOTICE),
    CommandRoute(f"{CASE}/objections", c.LodgeObjection, Tag.NOTICE),
    CommandRoute(f"{CASE}/objections/resolution", c.ResolveObjection, Tag.NOTICE, decision=True),
)
DECISION = (
    CommandRoute(f"{CASE}/submission", c.SubmitForApproval, Tag.DECISION),
    CommandRoute(f"{CASE}/county-receipt", c.ReceiveAtCounty, Tag.DECISION),
    CommandRoute(f"{CASE}/spot-check", c.ReportSpotCheck, Tag.DECISION),
    CommandRoute(f"{CASE}/county-verification", c.ReportCountyVerification, Tag.DECISION),
    CommandRoute(f"{CASE}/return", c.ReturnForReexamination, Tag.DECISION, decision=True),
    CommandRoute(f"{CASE}/approval", c.ApproveRelief, Tag.DECISION, decision=True),
    CommandRoute(
        f"{CASE}/delegated-approval", c.ApproveUnderDelegation, Tag.DECISION, decision=True
    ),
    CommandRoute(f"{CASE}/refusal", c.RefuseRelief, Tag.DECISION, decision=True),
    CommandRoute(f"{CASE}/filing", c.FileForRecord, Tag.DECISION),
    CommandRoute(f"{CASE}/countersignature", c.Countersign, Tag.DECISION, decision=True),
    CommandRoute(
        f"{CASE}/countersignature-refusal", c.RefuseCountersignature, Tag.DECISION, decision=True
    ),
    CommandRoute(f"{CASE}/feedback", c.FeedBackResult, Tag.DECISION),
)
PAYMENT = (
    CommandRoute(f"{CASE}/payments", c.InstructPayment, Tag.PAYMENT),
    CommandRoute(f"{CASE}/payments/confirmation", c.ConfirmPayment, Tag.PAYMENT),
    CommandRoute(f"{CASE}/payments/failure", c.ReportPaymentFailure, Tag.PAYMENT),
    CommandRoute(f"{CASE}/payment-account", c.CorrectPaymentAccount, Tag.PAYMENT),
    CommandRoute(f"{CASE}/cash", c.PayCash, Tag.PAYMENT),
    CommandRoute(f"{CASE}/goods", c.DeliverGoods, Tag.PAYMENT),
)
PAPERS = (CommandRoute(f"{CASE}/documents", c.ServeDocument, Tag.PAPERS),)
ENDING = (
    CommandRoute(f"{CASE}/referrals", c.ReferCase, Tag.ENDING),
    CommandRoute(f"{CASE}/referrals/answer", c.RecordReferralAnswer, Tag.ENDING),
    CommandRoute(f"{CASE}/withdrawal", c.WithdrawApplication, Tag.ENDING),
    CommandRoute(f"{CASE}/deaths", c.RecordDeath, Tag.ENDING),
    CommandRoute(f"{CASE}/closing", c.CloseCase, Tag.ENDING),
)
BESIDE = (
    CommandRoute("/v1/leads", c.RecordLead, Tag.BESIDE),
    CommandRoute("/v1/leads/{lead}/closing", c.CloseLead, Tag.BESIDE),
    CommandRoute(f"{COUNTY}/delegations", c.GrantDelegation, Tag.BESIDE),
    CommandRoute(f"{COUNTY}/delegations/revocation", c.RevokeDelegation, Tag.BESIDE),
    CommandRoute("/v1/calendar/notices", c.RecordHolidayNotice, Tag.BESIDE),
    CommandRoute("/v1/reference-values", c.RecordReferenceValue, Tag.BESIDE),
)
OFFICERS = (
    CommandRoute(f"{OFFICER}/appointments", c.AppointOfficer, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/appointments/end", c.EndAppointment, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/administration", c.AppointAdministrator, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/administration/end", c.EndAdministration, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/kinships", c.DeclareKinship, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/kinships/withdrawal", c.WithdrawKinship, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/sign-in-links", c.LinkSignIn, Tag.OFFICERS),
    CommandRoute(f"{OFFICER}/sign-in-links/removal", c.UnlinkSignIn, Tag.OFFICERS),
)
PERSONS = (
    CommandRoute(f"{PERSON}/key-destruction", c.ProposeKeyDestruction, Tag.PERSONAL),
    CommandRoute(f"{PERSON}/key-destruction/confirmation", c.ConfirmKeyDestruction, Tag.PERSONAL),
)
ROUTES: tuple[CommandRoute, ...] = (
    *PERSONS,
    *INTAKE,
    *INQUIRY,
    *NOTICE,
    *DECISION,
    *PAYMENT,
    *PAPERS,
    *ENDING,
    *BESIDE,
    *OFFICERS,
)
"""Every command an officer can give."""

SYSTEM_ONLY: frozenset[type[c.Command]] = frozenset(
    {c.LapseApplication, c.RecordMissedLimit, c.RecordRecomputedLimit, c.RecordCredential}
    | {c.IntroduceMasterKey, c.RetireMasterKey, c.AnchorLog}
)
"""What the passing of time brings about, or what is done at the machine itself: no address."""
