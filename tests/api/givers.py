"""Who gives each example of a command that is not given by the caseworker."""

from collections.abc import Mapping

from domain.case.authority import Officer, Post
from tests.api.test_client import (
    APPROVER,
    CHECKER,
    COURSE,
    FINANCE,
    LEADER,
    SECOND_FINANCE,
)
from tests.api.words import COUNTY, officer

SECOND_APPROVER = officer("yixi", Post.APPROVER, COUNTY)
CITY, SECOND_CITY = (officer(name, Post.CITY_OFFICER, "5401") for name in ("basang", "pubu"))
RECEIVER = officer("gongsang", Post.CASEWORKER, "540104200")
SECURITY = officer("mima", Post.SECURITY_ADMIN, "5401")
AUDIT = officer("laba", Post.AUDIT_ADMIN, "5401")

GIVERS: Mapping[str, Officer] = {
    **COURSE,
    **dict.fromkeys(
        (
            "UndoAcceptance",
            "StrikeApplication",
            "ConfirmCorrection",
            "RejectCorrection",
            "SendBackOpinion",
            "RejectUrgency",
            "ResolveObjection",
            "ApproveUnderDelegation",
            "ApproveSmallRelief",
            "LeaveSmallFast",
        ),
        LEADER,
    ),
    **dict.fromkeys(("ReportCountyVerification",), CHECKER),
    **dict.fromkeys(
        (
            *("RefuseRelief", "Countersign", "RefuseCountersignature", "ReturnForReexamination"),
            *("GrantDelegation", "RevokeDelegation"),
        ),
        APPROVER,
    ),
    **dict.fromkeys(("ReleaseForHandover", "ReturnRelease", "PayCash", "DeliverGoods"), FINANCE),
    **dict.fromkeys(
        (
            *("ReportPaymentFailure", "RecordPaymentReturn", "TakeBack"),
            *("ConfirmAccountCorrection", "RejectAccountCorrection"),
        ),
        SECOND_FINANCE,
    ),
    **dict.fromkeys(
        (
            *("RevokeDecision", "ChangeSum", "ApproveRevision", "RejectRevision"),
            "AnswerComplaint",
        ),
        SECOND_APPROVER,
    ),
    **dict.fromkeys(
        ("ProposeRevision", "RecordReview", "RecordJointMeeting", "DrawAgain", "ExcusePapers"),
        CHECKER,
    ),
    **dict.fromkeys(("RecordHolidayNotice", "RecordReferenceValue"), CITY),
    "WithdrawHolidayNotice": SECOND_CITY,
    **dict.fromkeys(("ProposeDivisions", "RejectDivisions"), CITY),
    **dict.fromkeys(("ConfirmDivisions", "WithdrawDivisions"), SECOND_CITY),
    **dict.fromkeys(("ProposeLaw", "ProposeInterpretation"), CITY),
    **dict.fromkeys(("ApproveLaw", "ApproveInterpretation"), SECOND_CITY),
    **dict.fromkeys(("AppointAdministrator", "EndAdministration"), CITY),
    **dict.fromkeys(
        (
            *("AppointOfficer", "EndAppointment", "DeclareKinship", "WithdrawKinship"),
            *("LinkSignIn", "UnlinkSignIn", "ProposeKeyDestruction", "NameOfficer"),
        ),
        SECURITY,
    ),
    **dict.fromkeys(("TakeOverFile", "SendFileBack"), RECEIVER),
    "ConfirmKeyDestruction": AUDIT,
    "AccessLog": AUDIT,
}
"""Who gives what; the caseworker where nobody stands here."""
