"""Both procedures, row by row, with every limit that runs after each row."""

from datetime import date

from domain.account.events import GrantCharged
from domain.case.authority import Officer
from domain.ground.facts import Fact
from domain.ground.terms import Stage
from domain.registers.roster.facts import CaseCountedForSpotCheck
from tests.case import people as p
from tests.case.words import MONDAY, after
from tests.support import commands as c
from tests.support import facts as e

Row = tuple[date, type[c.Command], Officer, tuple[type[Fact], ...], Stage, dict[str, date]]

GENERAL: tuple[Row, ...] = (
    (
        MONDAY,
        c.SubmitApplication,
        p.CASEWORKER,
        (e.ApplicationSubmitted,),
        Stage.RECEIVED,
        {"acceptance": MONDAY, "deficiency-notice": after(7)},
    ),
    (
        MONDAY,
        c.AcceptApplication,
        p.CASEWORKER,
        (e.ApplicationAccepted,),
        Stage.ACCEPTED,
        {"examination": after(7)},
    ),
    (
        after(1),
        c.ReportMeansCheck,
        p.CASEWORKER,
        (e.MeansCheckReported,),
        Stage.ACCEPTED,
        {"examination": after(7)},
    ),
    (
        after(2),
        c.RecordHomeVisit,
        p.CASEWORKER,
        (e.HomeVisited,),
        Stage.ACCEPTED,
        {"examination": after(7)},
    ),
    (
        after(2),
        c.RecordCommunityAppraisal,
        p.CASEWORKER,
        (e.CommunityAppraisalHeld,),
        Stage.ACCEPTED,
        {"examination": after(7)},
    ),
    (
        after(3),
        c.RecordCircumstances,
        p.CASEWORKER,
        (e.CircumstancesRecorded,),
        Stage.ACCEPTED,
        {"examination": after(7)},
    ),
    (
        after(3),
        c.SignOpinion,
        p.CASEWORKER,
        (e.OpinionSigned,),
        Stage.OPINION_SIGNED,
        {"examination": after(7)},
    ),
    (
        after(4),
        c.CompleteExamination,
        p.LEADER,
        (e.ApplicationExamined,),
        Stage.EXAMINED,
        {"notice-posting": after(7)},
    ),
    (
        after(4),
        c.PostPublicNotice,
        p.CASEWORKER,
        (e.PublicNoticePosted,),
        Stage.IN_NOTICE,
        {"public-notice": after(11)},
    ),
    (
        after(5),
        c.LodgeObjection,
        p.LEADER,
        (e.ObjectionLodged,),
        Stage.IN_NOTICE,
        {"public-notice": after(11), "objection-handling/1": after(11)},
    ),
    (
        after(8),
        c.ResolveObjection,
        p.LEADER,
        (e.ObjectionResolved,),
        Stage.IN_NOTICE,
        {"public-notice": after(11)},
    ),
    (
        after(12),
        c.EndPublicNotice,
        p.SWEEP,
        (e.PublicNoticeEnded,),
        Stage.CLEARED,
        {"submission": after(14)},
    ),
    (
        after(14),
        c.SubmitForApproval,
        p.LEADER,
        (e.SubmittedForApproval,),
        Stage.SUBMITTED,
        {"county-receipt": after(15)},
    ),
    (
        after(15),
        c.ReceiveAtCounty,
        p.CHECKER,
        (e.ReceivedByCounty, CaseCountedForSpotCheck, e.SpotCheckSelected),
        Stage.UNDER_COUNTY,
        {"county-decision": date(2025, 4, 1)},
    ),
    (
        after(16),
        c.ReportSpotCheck,
        p.CHECKER,
        (e.SpotCheckReported,),
        Stage.UNDER_COUNTY,
        {"county-decision": date(2025, 4, 1)},
    ),
    (
        after(17),
        c.ApproveRelief,
        p.APPROVER,
        (e.ReliefApproved, *[GrantCharged] * 3),
        Stage.APPROVED,
        {"feedback": after(18), "payment": date(2025, 4, 11)},
    ),
    (
        after(18),
        c.FeedBackResult,
        p.CHECKER,
        (e.ResultFedBack,),
        Stage.APPROVED,
        {"payment": date(2025, 4, 11)},
    ),
    (
        after(21),
        c.InstructPayment,
        p.FINANCE,
        (e.PaymentInstructed,),
        Stage.APPROVED,
        {"payment": date(2025, 4, 11)},
    ),
    (after(22), c.ConfirmPayment, p.SECOND_FINANCE, (e.ReliefDisbursed,), Stage.PAID, {}),
    (
        after(22),
        c.ReferCase,
        p.LEADER,
        (e.CaseReferred,),
        Stage.PAID,
        {"referral-answer/1": date(2025, 4, 16)},
    ),
    (after(23), c.RecordReferralAnswer, p.CASEWORKER, (e.ReferralAnswered,), Stage.PAID, {}),
    (after(24), c.ServeDocument, p.CHECKER, (e.DocumentServed,), Stage.PAID, {}),
    (after(24), c.CloseCase, p.CHECKER, (e.CaseClosed,), Stage.CLOSED, {}),
)
"""The general procedure, each row with every limit that runs after it and its last day."""

SMALL: tuple[Row, ...] = (
    (
        MONDAY,
        c.AcceptApplication,
        p.CASEWORKER,
        (e.ApplicationAccepted,),
        Stage.ACCEPTED,
        {"urgent-examination": MONDAY},
    ),
    (
        MONDAY,
        c.ReportMeansCheck,
        p.CASEWORKER,
        (e.MeansCheckReported,),
        Stage.ACCEPTED,
        {"urgent-examination": MONDAY},
    ),
    (
        MONDAY,
        c.RecordHomeVisit,
        p.CASEWORKER,
        (e.HomeVisited,),
        Stage.ACCEPTED,
        {"urgent-examination": MONDAY},
    ),
    (
        MONDAY,
        c.RecordCircumstances,
        p.CASEWORKER,
        (e.CircumstancesRecorded,),
        Stage.ACCEPTED,
        {"urgent-examination": MONDAY},
    ),
    (
        MONDAY,
        c.SignOpinion,
        p.CASEWORKER,
        (e.OpinionSigned,),
        Stage.OPINION_SIGNED,
        {"urgent-examination": MONDAY},
    ),
    (
        MONDAY,
        c.CompleteExamination,
        p.LEADER,
        (e.ApplicationExamined,),
        Stage.EXAMINED,
        {"urgent-submission": MONDAY},
    ),
    (
        MONDAY,
        c.ApproveUnderDelegation,
        p.LEADER,
        (e.ReliefApproved, *[GrantCharged] * 3),
        Stage.APPROVED,
        {"filing": after(1), "countersignature": after(7), "urgent-payment": after(1)},
    ),
    (
        MONDAY,
        c.PayCash,
        p.OTHER,
        (e.CashDisbursed,),
        Stage.PAID,
        {"filing": after(1), "countersignature": after(7)},
    ),
    (
        after(1),
        c.FileForRecord,
        p.LEADER,
        (e.FiledForRecord,),
        Stage.PAID,
        {"countersignature": after(7)},
    ),
    (after(7), c.Countersign, p.APPROVER, (e.Countersigned,), Stage.PAID, {}),
    (after(7), c.FeedBackResult, p.CHECKER, (e.ResultFedBack,), Stage.PAID, {}),
    (after(7), c.ServeDocument, p.LEADER, (e.DocumentServed,), Stage.PAID, {}),
    (after(7), c.CloseCase, p.APPROVER, (e.CaseClosed,), Stage.CLOSED, {}),
)
"""To 2,000 yuan: the five natural days of the countersignature end on a Saturday, so on Monday."""


def large(seat: bool) -> tuple[Row, ...]:
    """Above 2,000 yuan: the county decides, for its seat the same day, else in 3 and 2 days."""
    deciding = {"urgent-seat-decision": after(1)} if seat else {"urgent-verification": after(4)}
    verified = deciding if seat else {"urgent-decision": after(7)}
    decision_day = after(1) if seat else after(4)
    return (
        (
            MONDAY,
            c.SubmitForApproval,
            p.LEADER,
            (e.SubmittedForApproval,),
            Stage.SUBMITTED,
            {"urgent-receipt": MONDAY},
        ),
        (
            after(1),
            c.ReceiveAtCounty,
            p.CHECKER,
            (e.ReceivedByCounty,),
            Stage.UNDER_COUNTY,
            deciding,
        ),
        (
            decision_day,
            c.ReportCountyVerification,
            p.CHECKER,
            (e.CountyVerified,),
            Stage.UNDER_COUNTY,
            verified,
        ),
        (
            decision_day,
            c.ApproveRelief,
            p.APPROVER,
            (e.ReliefApproved, *[GrantCharged] * 3),
            Stage.APPROVED,
            {"feedback": PACK_FEEDBACK[seat], "urgent-payment": PACK_FEEDBACK[seat]},
        ),
    )


PACK_FEEDBACK = {True: after(2), False: after(7)}
"""One working day after Tuesday, and after Friday."""
