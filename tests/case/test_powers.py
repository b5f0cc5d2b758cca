"""Who may do what: the posts of each command, written down again from the rules and held to the code."""

import pytest

from domain.case.authority import POWERS, Officer, authorise
from domain.case.state import Case
from domain.ground.facts import Authority
from domain.ground.tables import Table
from domain.law.citations import REGULATION, as_cited
from tests.case import people as p
from tests.case.words import MONDAY, RIGHT, About
from tests.support import commands as c
from tests.support.complete import complete

WORKER, LEADER, CHECKER, APPROVER = "caseworker", "township-leader", "county-checker", "approver"
FINANCE, CITY, SYSTEM = "finance", "city-officer", "system"
SECURITY, AUDIT = "security-administrator", "audit-administrator"

TOWNSHIP, DESKS = {WORKER, LEADER}, {WORKER, LEADER, CHECKER, APPROVER}

_MAY: dict[type[c.Command], set[str]] = {
    c.SubmitApplication: {WORKER, CHECKER},
    c.NotifyDeficiencies: {WORKER},
    c.ReceiveSupplement: {WORKER},
    c.LapseApplication: {WORKER, SYSTEM},
    c.EstablishUrgency: {*TOWNSHIP, CHECKER},
    c.AcceptApplication: {WORKER, CHECKER},
    c.UndoAcceptance: {LEADER, APPROVER},
    c.StrikeApplication: {LEADER, APPROVER},
    c.HandToCompetent: {*TOWNSHIP, CHECKER},
    c.RecordJointMeeting: {CHECKER, APPROVER},
    c.JoinNumber: {WORKER, CHECKER},
    c.AmendApplication: {WORKER, CHECKER},
    c.CorrectApplication: {WORKER, CHECKER},
    c.ConfirmCorrection: {LEADER, APPROVER},
    c.RejectCorrection: {LEADER, APPROVER},
    c.OfferFile: TOWNSHIP,
    c.TakeOverFile: TOWNSHIP,
    c.SendFileBack: TOWNSHIP,
    c.RefuseAcceptance: {WORKER},
    c.HandToReliefStation: {WORKER},
    c.ReportMeansCheck: {WORKER},
    c.RecordHomeVisit: {WORKER},
    c.RecordCommunityAppraisal: {WORKER},
    c.RecordCircumstances: {WORKER},
    c.ResolveDoubt: {WORKER},
    c.JudgeDeath: {WORKER, CHECKER},
    c.JudgeName: {WORKER, CHECKER},
    c.JudgeLikeness: {WORKER, CHECKER},
    c.JoinHousehold: {WORKER, CHECKER},
    c.PartHousehold: {WORKER, CHECKER},
    c.ExcusePapers: {CHECKER, APPROVER},
    c.AttachEvidence: DESKS,
    c.SignOpinion: {WORKER},
    c.CompleteExamination: {LEADER},
    c.SendBackOpinion: {LEADER},
    c.RejectUrgency: {LEADER, APPROVER},
    c.PostPublicNotice: {WORKER},
    c.InterruptPublicNotice: {WORKER},
    c.EndPublicNotice: {WORKER, SYSTEM},
    c.LodgeObjection: TOWNSHIP,
    c.ResolveObjection: {LEADER},
    c.SubmitForApproval: TOWNSHIP,
    c.ReceiveAtCounty: {CHECKER},
    c.DrawAgain: {CHECKER},
    c.ReportSpotCheck: {CHECKER},
    c.ReportCountyVerification: {CHECKER},
    c.ReturnForReexamination: {CHECKER, APPROVER},
    c.ApproveRelief: {APPROVER},
    c.ApproveUnderDelegation: {LEADER},
    c.ApproveSmallRelief: {LEADER, APPROVER},
    c.LeaveSmallFast: {LEADER, APPROVER},
    c.RecordKnownStatus: {WORKER},
    c.RefuseRelief: {APPROVER},
    c.RevokeDecision: {APPROVER},
    c.RecordComplaint: DESKS,
    c.AnswerComplaint: {CHECKER, APPROVER, CITY},
    c.RecordReview: {CHECKER, APPROVER},
    c.ProposeRevision: {CHECKER},
    c.ApproveRevision: {APPROVER},
    c.RejectRevision: {APPROVER},
    c.ChangeSum: {APPROVER},
    c.FileForRecord: TOWNSHIP,
    c.Countersign: {APPROVER},
    c.RefuseCountersignature: {APPROVER},
    c.FeedBackResult: DESKS,
    c.InstructPayment: {FINANCE},
    c.ConfirmPayment: {FINANCE},
    c.ReportPaymentFailure: {FINANCE},
    c.RecordPaymentReturn: {FINANCE},
    c.TakeBack: {FINANCE},
    c.CorrectPaymentAccount: {WORKER, FINANCE},
    c.ConfirmAccountCorrection: {FINANCE, LEADER},
    c.RejectAccountCorrection: {FINANCE, LEADER},
    c.VouchNumber: {*DESKS, FINANCE},
    c.ReleaseForHandover: {FINANCE},
    c.ReturnRelease: {FINANCE},
    c.PayCash: {FINANCE, WORKER},
    c.DeliverGoods: {FINANCE, WORKER},
    c.ServeDocument: DESKS,
    c.RecordFailedService: DESKS,
    c.RenewSlip: DESKS,
    c.AgreeToMessages: DESKS,
    c.EndMessages: DESKS,
    c.QueueMessage: DESKS,
    c.QueueForCause: {SYSTEM},
    c.HandOverMessage: {SYSTEM},
    c.ReportMessage: {SYSTEM},
    c.TellOfPayment: {WORKER, CHECKER},
    c.ReferCase: DESKS,
    c.RecordReferralAnswer: DESKS,
    c.WithdrawApplication: {WORKER},
    c.RecordDeath: {WORKER},
    c.CloseCase: {CHECKER, APPROVER},
    c.RecordRecomputedLimit: {SYSTEM},
    c.RecordMissedLimit: {SYSTEM},
    c.RecordLead: {*TOWNSHIP, CHECKER},
    c.CloseLead: {*TOWNSHIP, CHECKER},
    c.GrantDelegation: {APPROVER},
    c.RevokeDelegation: {APPROVER},
    c.RecordHolidayNotice: {CITY, SYSTEM},
    c.WithdrawHolidayNotice: {CITY},
    c.InstallDivisions: {SYSTEM},
    c.ProposeDivisions: {CITY},
    c.ConfirmDivisions: {CITY},
    c.RejectDivisions: {CITY},
    c.WithdrawDivisions: {CITY},
    c.PassOnFile: {SYSTEM},
    c.PassOnLead: {SYSTEM},
    c.RecordReferenceValue: {CITY, SYSTEM},
    c.AppointOfficer: {SECURITY},
    c.EndAppointment: {SECURITY},
    c.AppointAdministrator: {CITY, SYSTEM},
    c.EndAdministration: {CITY},
    c.DeclareKinship: {SECURITY},
    c.WithdrawKinship: {SECURITY},
    c.NameOfficer: {SECURITY},
    c.LinkSignIn: {SECURITY, SYSTEM},
    c.UnlinkSignIn: {SECURITY},
    c.RecordCredential: {SYSTEM},
    c.ProposeKeyDestruction: {SECURITY},
    c.ConfirmKeyDestruction: {AUDIT},
    c.IntroduceMasterKey: {SECURITY},
    c.RetireMasterKey: {SECURITY},
    c.RecordKeyChecks: {SYSTEM},
    c.IntroduceIndexKey: {SYSTEM},
    c.DestroyIndexKey: {SYSTEM},
    c.AnchorLog: {SYSTEM},
    c.RecordLaw: {SYSTEM},
    c.ProposeLaw: {CITY},
    c.ApproveLaw: {CITY},
    c.ProposeInterpretation: {CITY},
    c.ApproveInterpretation: {CITY},
}
MAY = Table(
    _MAY,
    lambda kind: f"MAY in tests/case/test_powers.py does not say who gives {kind.__name__}",
)

EVERYBODY: dict[str, Officer] = {
    WORKER: p.CASEWORKER,
    LEADER: p.LEADER,
    CHECKER: p.CHECKER,
    APPROVER: p.APPROVER,
    FINANCE: p.FINANCE,
    CITY: p.CITY,
    SYSTEM: p.SWEEP,
    SECURITY: p.SECURITY,
    AUDIT: p.AUDIT_ADMIN,
    "auditor": p.AUDITOR,
}
"""One officer of each post, where the post belongs."""


def may(command: type[c.Command], officer: Officer) -> bool:
    """Whether an officer of the place may give a command, whatever the case says to it."""
    words = RIGHT[command](About())
    return isinstance(authorise(words, officer, p.TOWNSHIP, Case(id="L-1"), MONDAY), Authority)


def rows() -> list[object]:
    """Each command, marked with the article that gives the power."""
    marks = {one: as_cited(POWERS[one].article) for one in MAY}
    return [
        pytest.param(one, marks=pytest.mark.article(str(where)))
        if where.document == REGULATION
        else one
        for one, where in marks.items()
    ]


@pytest.mark.article("4/2", "14.1", "14.2", "15", "16/1", "20", "23/1", "31", "34")
@pytest.mark.parametrize("command", rows())
def test_these_posts_may_and_no_others(command: type[c.Command]) -> None:
    """The posts the rules name give the command; each other post of the place is turned away."""
    found = {post for post, officer in EVERYBODY.items() if may(command, officer)}
    assert found == MAY[command], (
        f"{command.__name__} is given by {sorted(found)}; MAY says by {sorted(MAY[command])}"
    )


def test_every_command_and_every_post_is_asked() -> None:
    """A new command or post is not forgotten here."""
    asked = [one.__name__ for one in MAY]
    complete(asked, [one.__name__ for one in POWERS], "MAY in tests/case/test_powers.py")
    for post, officer in EVERYBODY.items():
        assert officer.posts == {post}, f"EVERYBODY has {officer.id} for {post}, of {officer.posts}"
