"""Every time limit of the pack: which facts start it, which stop it, and what ends them all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

import pytest

from domain.case.authority import Officer
from domain.case.records import Changes
from domain.ground.money import Money
from domain.ground.terms import (
    CountersignatureOutcome,
    DocumentKind,
    Material,
    ObjectionOutcome,
    Procedure,
    Residence,
    ReviewResult,
)
from domain.time.due import last_day
from tests.case import journeys as j
from tests.case import people as p
from tests.case.words import MONDAY, PAPERS, About, after
from tests.case.world import CALENDAR, PACK
from tests.support import commands as c

Step = Callable[[j.Journey], j.Journey]


def step(command: type[c.Command], by: Officer | None = None, **changes: object) -> Step:
    """One command that must succeed."""
    return lambda at: at.go(command, by=by, **changes)


@dataclass(frozen=True)
class Runs:
    """A limit: before ``start`` it does not run, after it does, and after each of ``stops`` no more."""

    limit: str
    before: Callable[[], j.Journey]
    start: Step
    stops: tuple[Step, ...]
    key: str = ""
    otherwise: str = ""

    @property
    def called(self) -> str:
        """How it is called in a test's name."""
        return f"{self.limit}, {self.otherwise}" if self.otherwise else self.limit

    @property
    def slot(self) -> str:
        """The name under which it runs."""
        return f"{self.limit}/{self.key}" if self.key else self.limit


def at_seat(about: About | None = None) -> j.Journey:
    """Urgent, submitted, the applicant living at the county seat."""
    start = j.received(about, lives_in=p.SEAT).go(c.EstablishUrgency)
    start.go(c.AcceptApplication, procedure=Procedure.URGENT)
    return j.examined(start).go(c.SubmitForApproval)


DECEMBER = date(2026, 12, 7)
"""A Monday on which the limits that began with December 2026 run."""


def december_at_county() -> j.Journey:
    """Urgent and received by the county in December 2026."""
    at = j.examined(j.urgent_accepted(About(day=DECEMBER)))
    return at.go(c.SubmitForApproval, c.ReceiveAtCounty)


def december_approved() -> j.Journey:
    """Approved in December 2026, the box of objections emptied before."""
    at = j.cleared(j.accepted(About(day=DECEMBER)))
    at.on(after(1, at.about.day)).go(c.SubmitForApproval, c.ReceiveAtCounty, c.ReportSpotCheck)
    return at.go(c.ApproveRelief)


def december() -> j.Journey:
    """Accepted in December 2026; boxes of objections are emptied before noon."""
    at = j.accepted(About(day=DECEMBER))
    at.world.hour = time(13)
    return at


def december_undone() -> j.Journey:
    """An acceptance undone in December 2026, and nobody told of it."""
    return december().go(c.UndoAcceptance)


def again() -> j.Journey:
    """Accepted once more, and the family not yet told that the first time was a mistake."""
    return december_undone().go(c.AcceptApplication)


def december_awaiting() -> j.Journey:
    """One accepted by mistake without its papers, which the family was told of and did not bring."""
    at = incomplete_but_urgent().go(c.UndoAcceptance, c.NotifyDeficiencies)
    at.go(c.ServeDocument, document=DocumentKind.DEFICIENCIES)
    return at.on(after(40, at.about.day))


def december_raised() -> j.Journey:
    """A review said a higher sum in December 2026, and nobody confirmed it."""
    return j.approved(december()).go(c.RecordReview, **REVIEWED)


REVIEWED: dict[str, Any] = {"result": ReviewResult.CHANGED, "amount": Money(200_000)}


def raised_again(at: j.Journey) -> j.Journey:
    """Another outcome orders its sum to be paid as it is."""
    words = {**REVIEWED, "amount": Money(250_000), "ordered": True, "document": "判 2/L-1"}
    at.go(c.RecordReview, **words)
    return at.go(c.ApproveRevision, proposal=2, document="变更 2/L-1")


def lowered_again(at: j.Journey) -> j.Journey:
    """Another outcome gives less than stood at first."""
    words = {**REVIEWED, "amount": Money(150_000), "document": "判 2/L-1"}
    at.go(c.RecordReview, **words)
    return at.go(c.ApproveRevision, proposal=2, document="变更 2/L-1")


def revoked_by_court(at: j.Journey) -> j.Journey:
    """Another outcome takes the approval back."""
    at.go(c.RecordReview, document="判 2/L-1")
    return at.go(c.ApproveRevision, proposal=2, document="撤销 2/L-1")


def shown(at: j.Journey) -> j.Journey:
    """The raised sum hung for its period."""
    at.go(c.PostPublicNotice)
    return at.on(j.after_notice(at)).go(c.EndPublicNotice)


def shown_and_ordered(at: j.Journey) -> j.Journey:
    """And was paid by the bank."""
    return shown(at).go(c.InstructPayment, amount=Money(200_000)).go(c.ConfirmPayment)


def shown_and_in_cash(at: j.Journey) -> j.Journey:
    """And was paid in cash."""
    return shown(at).go(c.PayCash, amount=Money(200_000))


def shown_and_in_goods(at: j.Journey) -> j.Journey:
    """And was given in goods."""
    return shown(at).go(c.DeliverGoods, amount=Money(200_000))


def december_ordered() -> j.Journey:
    """A payment is out at the bank in December 2026."""
    return j.approved(december()).go(c.InstructPayment)


def december_delegable() -> j.Journey:
    """Signed by both in a township that may decide fires itself, in December 2026."""
    about = About(day=DECEMBER)
    granted = j.Journey(about).go(c.GrantDelegation, valid_to=date(2026, 12, 31))
    return j.urgent_examined(about, granted.world)


def delegable_again() -> j.Journey:
    """The same, accepted once more, and the family not yet told that the first time was a mistake."""
    about = About(day=DECEMBER)
    granted = j.Journey(about).go(c.GrantDelegation, valid_to=date(2026, 12, 31))
    first = j.urgent_accepted(about, granted.world).go(c.UndoAcceptance)
    return j.examined(URGENT(first.go(c.EstablishUrgency)))


def incomplete_but_urgent() -> j.Journey:
    """Accepted in December 2026 with its proof of hardship still to come."""
    at = j.incomplete(About(day=DECEMBER))
    return OWED(at.go(c.EstablishUrgency))


def serve(at: j.Journey) -> j.Journey:
    """Every decision is served on the family."""
    return at.serve()


def two_missing() -> j.Journey:
    """An application without its letter and its proof of hardship."""
    lacking = {Material.LETTER, Material.HARDSHIP_PROOF}
    return j.received(materials=tuple(m for m in PAPERS if m not in lacking))


def close(at: j.Journey) -> j.Journey:
    """Fed back, served and told, the file is closed."""
    return at.go(c.FeedBackResult).serve().go(c.CloseCase)


def lapsed(at: j.Journey) -> j.Journey:
    """The family had the notice for thirty days and brought nothing."""
    at.go(c.ServeDocument, document=DocumentKind.DEFICIENCIES)
    return at.on(after(31)).go(c.LapseApplication)


def serve_and_close(at: j.Journey) -> j.Journey:
    """Of what the county did not decide nothing is fed back."""
    return at.serve().go(c.CloseCase)


def consent_lacking() -> j.Journey:
    """A fire in December 2026; everything is there but the consent to the check."""
    consent = Material.MEANS_CHECK_CONSENT
    papers = tuple(paper for paper in PAPERS if paper != consent)
    return j.received(About(day=DECEMBER), materials=papers).go(c.EstablishUrgency)


OWING_CONSENT = step(
    c.AcceptApplication,
    procedure=Procedure.URGENT,
    outstanding=(Material.MEANS_CHECK_CONSENT,),
    reason=p.secret("x"),
)
HAND_IN_CONSENT = step(c.ReceiveSupplement, materials=(Material.MEANS_CHECK_CONSENT,))
FEWER = Changes(left=p.GESANG.persons[-1:])
"""Somebody does not belong to the household: it is examined again."""


def urgently_examined() -> j.Journey:
    """Urgent, and signed by two in December 2026."""
    return j.examined(j.urgent_accepted(About(day=DECEMBER)))


def revoked_by_two(at: j.Journey) -> j.Journey:
    """Proposed once paid, and taken back."""
    return at.go(c.ProposeRevision, amount=None).go(c.ApproveRevision)


def of_two(at: j.Journey) -> j.Journey:
    """Looked at again as the two who are left, and signed."""
    at.about = replace(at.about, family=p.Family(p.GESANG.members[:-1]))
    at.go(c.ReportMeansCheck, c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    return at


REVOKED_BY_TWO = revoked_by_two
CLOSE = close
SERVE = serve
TELL = step(c.TellOfPayment)
SENT_BACK = step(c.RecordPaymentReturn)
SUPPLEMENT = step(c.ReceiveSupplement)
WITHDRAW = step(c.WithdrawApplication)
SUBMIT = step(c.SubmitForApproval)
URGENT = step(c.AcceptApplication, procedure=Procedure.URGENT)
OWED = step(
    c.AcceptApplication,
    procedure=Procedure.URGENT,
    outstanding=(Material.HARDSHIP_PROOF,),
    reason=p.secret("x"),
)
RECEIVE = step(c.ReceiveAtCounty)
NOT_URGENT = step(c.RejectUrgency)
APPROVE = step(c.ApproveRelief)
APPROVE_AGAIN = step(c.ApproveRelief, document="批准 2")
PAID_ANY_WAY = (
    lambda at: at.go(c.InstructPayment, c.ConfirmPayment),
    step(c.PayCash),
    step(c.DeliverGoods),
)


def raised(at: j.Journey) -> j.Journey:
    """Raised again to more than was paid."""
    at.go(c.ProposeRevision, amount=Money(150_000))
    return at.go(c.ApproveRevision, proposal=2, document="变更 2")


def resign(at: j.Journey) -> j.Journey:
    """Both sign again."""
    return at.go(c.SignOpinion, c.CompleteExamination)


LIMITS: tuple[Runs, ...] = (
    Runs(
        "relief-station-handover",
        j.Journey,
        step(c.SubmitApplication, residence=Residence.NEITHER),
        (step(c.HandToReliefStation), WITHDRAW),
    ),
    Runs(
        "acceptance",
        j.Journey,
        step(c.SubmitApplication),
        (step(c.AcceptApplication), step(c.RefuseAcceptance), WITHDRAW),
    ),
    Runs("acceptance", j.notified, SUPPLEMENT, (step(c.AcceptApplication),)),
    Runs(
        "deficiency-notice",
        j.Journey,
        step(c.SubmitApplication, materials=PAPERS[1:]),
        (step(c.NotifyDeficiencies, missing=PAPERS[:1]), WITHDRAW),
    ),
    Runs("deficiency-notice", j.Journey, step(c.SubmitApplication), (step(c.AcceptApplication),)),
    Runs(
        "supplement",
        j.incomplete,
        step(c.NotifyDeficiencies),
        (SUPPLEMENT, lapsed),
    ),
    Runs(
        "outstanding-materials",
        lambda: j.incomplete().go(c.EstablishUrgency),
        OWED,
        (SUPPLEMENT, WITHDRAW),
    ),
    Runs("examination", j.received, step(c.AcceptApplication), (lambda at: j.examined(at),)),
    Runs("examination", j.urgent_accepted, NOT_URGENT, (lambda at: j.examined(at),)),
    Runs("urgent-examination", j.urgency, URGENT, (lambda at: j.examined(at), NOT_URGENT)),
    Runs(
        "urgent-submission",
        lambda: j.signed(j.urgent_accepted(world=j.with_delegation())),
        step(c.CompleteExamination),
        (SUBMIT, step(c.ApproveUnderDelegation), NOT_URGENT),
    ),
    Runs("notice-posting", j.signed, step(c.CompleteExamination), (step(c.PostPublicNotice),)),
    Runs(
        "notice-reposting", j.in_notice, step(c.InterruptPublicNotice), (step(c.PostPublicNotice),)
    ),
    Runs(
        "public-notice",
        j.examined,
        step(c.PostPublicNotice),
        (lambda at: at.on(after(8)).go(c.EndPublicNotice), step(c.InterruptPublicNotice)),
    ),
    Runs(
        "objection-handling",
        j.in_notice,
        step(c.LodgeObjection),
        (step(c.ResolveObjection), WITHDRAW),
        key="1",
    ),
    Runs(
        "complaint-answer",
        lambda: j.received(About(day=DECEMBER)),
        step(c.RecordComplaint),
        (step(c.AnswerComplaint), WITHDRAW),
        key="1",
    ),
    Runs(
        "re-examination",
        j.objected,
        step(c.ResolveObjection, outcome=ObjectionOutcome.AMOUNT_WRONG),
        (resign,),
    ),
    Runs(
        "upheld-submission",
        j.objected,
        step(c.ResolveObjection, outcome=ObjectionOutcome.NOT_ELIGIBLE),
        (SUBMIT,),
    ),
    Runs("submission", lambda: j.in_notice().on(after(8)), step(c.EndPublicNotice), (SUBMIT,)),
    Runs("negative-submission", j.accepted, lambda at: j.examined_negative(at), (SUBMIT,)),
    Runs("county-receipt", j.cleared, SUBMIT, (RECEIVE,)),
    Runs("urgent-receipt", j.urgent_examined, SUBMIT, (RECEIVE, NOT_URGENT)),
    Runs(
        "county-decision",
        j.submitted,
        RECEIVE,
        (
            lambda at: at.go(c.ReportSpotCheck, c.ApproveRelief),
            lambda at: at.go(c.ReportSpotCheck, c.RefuseRelief),
            step(c.ReturnForReexamination),
        ),
    ),
    Runs(
        "urgent-seat-decision",
        at_seat,
        RECEIVE,
        (
            lambda at: at.go(c.ReportCountyVerification, c.ApproveRelief),
            step(c.ReturnForReexamination),
            NOT_URGENT,
        ),
    ),
    Runs(
        "urgent-verification",
        j.urgent_submitted,
        RECEIVE,
        (step(c.ReportCountyVerification), step(c.ReturnForReexamination), NOT_URGENT),
    ),
    Runs(
        "urgent-decision",
        j.urgent_at_county,
        step(c.ReportCountyVerification),
        (APPROVE, step(c.RefuseRelief), step(c.ReturnForReexamination), NOT_URGENT),
    ),
    Runs(
        "urgent-completion",
        december_at_county,
        step(c.ReportCountyVerification),
        (
            lambda at: at.go(c.ApproveRelief, c.PayCash),
            lambda at: at.go(c.ApproveRelief, c.DeliverGoods),
            lambda at: at.go(c.ApproveRelief, c.InstructPayment, c.ConfirmPayment),
            *(step(c.RefuseRelief), step(c.ReturnForReexamination), NOT_URGENT),
        ),
    ),
    Runs("return-fix", j.under_county, step(c.ReturnForReexamination), (SUBMIT, resign)),
    Runs(
        "renewed-decision",
        december_approved,
        step(c.RevokeDecision),
        (
            APPROVE_AGAIN,
            step(c.RefuseRelief),
            step(c.ReturnForReexamination),
            lambda at: at.go(c.CorrectApplication, c.ConfirmCorrection),
            WITHDRAW,
        ),
    ),
    Runs(
        "renewed-acceptance",
        lambda: j.accepted(About(day=DECEMBER)),
        step(c.UndoAcceptance),
        (
            step(c.AcceptApplication),
            step(c.RefuseAcceptance),
            step(c.StrikeApplication),
            step(c.HandToCompetent),
            WITHDRAW,
        ),
    ),
    Runs(
        "renewed-acceptance",
        incomplete_but_urgent,
        step(c.UndoAcceptance),
        (step(c.NotifyDeficiencies),),
        otherwise="papers lack",
    ),
    Runs(
        "renewed-acceptance",
        lambda: j.received(About(day=DECEMBER)).go(c.RefuseAcceptance),
        step(c.RecordReview),
        (step(c.AcceptApplication), WITHDRAW),
        otherwise="ordered by a review",
    ),
    Runs(
        "file-transfer",
        lambda: j.signed(j.accepted(About(day=DECEMBER))),
        step(c.OfferFile),
        (
            step(c.TakeOverFile),
            step(c.SendFileBack),
            step(c.CompleteExamination),
            WITHDRAW,
        ),
    ),
    Runs(
        "file-transfer",
        lambda: j.received(About(day=DECEMBER)),
        step(c.OfferFile),
        (step(c.StrikeApplication), step(c.HandToCompetent)),
        otherwise="not accepted yet",
    ),
    Runs(
        "transfer-acceptance",
        lambda: j.offered(j.accepted(About(day=DECEMBER))),
        step(c.TakeOverFile),
        (
            step(c.AcceptApplication, p.RECEIVER),
            step(c.RefuseAcceptance, p.RECEIVER),
            step(c.StrikeApplication, p.OTHER_LEADER),
            step(c.HandToCompetent, p.RECEIVER),
            step(c.WithdrawApplication, p.RECEIVER),
        ),
    ),
    Runs(
        "transfer-acceptance",
        lambda: j.offered(incomplete_but_urgent()),
        step(c.TakeOverFile),
        (step(c.NotifyDeficiencies, p.RECEIVER),),
        otherwise="papers lack",
    ),
    Runs("feedback", j.under_county, APPROVE, (step(c.FeedBackResult),)),
    Runs("refusal-feedback", j.negative_at_county, step(c.RefuseRelief), (step(c.FeedBackResult),)),
    Runs("filing", j.urgent_examined, step(c.ApproveUnderDelegation), (step(c.FileForRecord),)),
    Runs(
        "countersignature",
        j.urgent_examined,
        step(c.ApproveUnderDelegation),
        (
            lambda at: at.go(c.FileForRecord, c.Countersign),
            lambda at: at.go(c.FileForRecord, c.RefuseCountersignature),
        ),
    ),
    Runs(
        "countersignature-rectification",
        j.filed,
        step(c.RefuseCountersignature, outcome=CountersignatureOutcome.FORMAL),
        (step(c.Countersign),),
    ),
    Runs("payment", j.under_county, APPROVE, PAID_ANY_WAY),
    Runs("urgent-payment", j.urgent_examined, step(c.ApproveUnderDelegation), PAID_ANY_WAY),
    Runs(
        "payment-retry",
        j.ordered,
        step(c.ReportPaymentFailure),
        (step(c.PayCash), step(c.DeliverGoods), lambda at: j.corrected(at).go(c.InstructPayment)),
    ),
    Runs(
        "repayment",
        lambda: december_ordered().go(c.ConfirmPayment),
        SENT_BACK,
        (step(c.PayCash), step(c.DeliverGoods), lambda at: j.corrected(at).go(c.InstructPayment)),
    ),
    Runs(
        "repayment",
        lambda: j.approved(december()).go(c.PayCash),
        step(c.TakeBack),
        (step(c.InstructPayment), step(c.RevokeDecision)),
        otherwise="given back",
    ),
    Runs(
        "repayment",
        lambda: december_delegable().go(c.ApproveUnderDelegation, c.PayCash, c.FileForRecord),
        step(c.TakeBack),
        (step(c.RefuseCountersignature),),
        otherwise="and not countersigned",
    ),
    Runs("referral-answer", j.paid, step(c.ReferCase), (step(c.RecordReferralAnswer),), key="1"),
    Runs("approval-service", lambda: j.under_county(december()), APPROVE, (SERVE,)),
    Runs(
        "approval-service",
        lambda: j.under_county(again()),
        APPROVE,
        (WITHDRAW,),
        otherwise="and withdrawn, another letter being owed",
    ),
    Runs(
        "delegated-approval-service", december_delegable, step(c.ApproveUnderDelegation), (SERVE,)
    ),
    Runs(
        "delegated-approval-service",
        delegable_again,
        step(c.ApproveUnderDelegation),
        (WITHDRAW,),
        otherwise="and withdrawn, another letter being owed",
    ),
    Runs("refusal-service", lambda: j.under_county(december()), step(c.RefuseRelief), (SERVE,)),
    Runs("change-service", lambda: j.approved(december()), step(c.ChangeSum), (SERVE,)),
    Runs("revocation-service", lambda: j.approved(december()), step(c.RevokeDecision), (SERVE,)),
    Runs(
        "countersignature-refusal-service",
        lambda: december_delegable().go(c.ApproveUnderDelegation, c.FileForRecord),
        step(c.RefuseCountersignature),
        (SERVE,),
    ),
    Runs("undoing-service", december, step(c.UndoAcceptance), (SERVE,)),
    Runs(
        "striking-service",
        lambda: december().go(c.UndoAcceptance),
        step(c.StrikeApplication),
        (SERVE,),
    ),
    Runs("county-undoing-service", december, step(c.UndoAcceptance, by=p.APPROVER), (SERVE,)),
    Runs("county-handover-service", december, step(c.HandToCompetent, by=p.CHECKER), (SERVE,)),
    Runs(
        "county-striking-service",
        lambda: december().go(c.UndoAcceptance),
        step(c.StrikeApplication, by=p.APPROVER),
        (SERVE,),
    ),
    Runs("handover-service", december, step(c.HandToCompetent), (SERVE,)),
    Runs("credit-telling", december_ordered, step(c.ConfirmPayment), (TELL, SENT_BACK)),
    Runs("return-telling", december_ordered, step(c.ReportPaymentFailure), (TELL,)),
    Runs(
        "return-telling",
        lambda: december_ordered().go(c.ConfirmPayment),
        SENT_BACK,
        (TELL,),
        otherwise="after it was credited",
    ),
    Runs(
        "urgent-consent",
        consent_lacking,
        OWING_CONSENT,
        (HAND_IN_CONSENT, NOT_URGENT, step(c.UndoAcceptance)),
    ),
    Runs(
        "revision-answer",
        lambda: j.approved(december()),
        step(c.ProposeRevision),
        (step(c.ApproveRevision), step(c.RejectRevision)),
    ),
    Runs(
        "revision-answer",
        lambda: j.approved(december()),
        step(c.ProposeRevision, amount=Money(100_000)),
        (step(c.ApproveRevision),),
        otherwise="to another sum",
    ),
    Runs(
        "raised-notice",
        december_raised,
        step(c.ApproveRevision),
        (step(c.PostPublicNotice), raised_again, revoked_by_court),
    ),
    Runs(
        "raised-payment",
        december_raised,
        step(c.ApproveRevision),
        (shown_and_ordered, shown_and_in_cash, shown_and_in_goods, lowered_again, revoked_by_court),
    ),
    Runs(
        "reopened-examination",
        lambda: j.examined(december()).go(c.CorrectApplication, changes=FEWER),
        step(c.ConfirmCorrection),
        (of_two, step(c.UndoAcceptance)),
    ),
    Runs(
        "urgent-reopened-examination",
        lambda: urgently_examined().go(c.CorrectApplication, changes=FEWER),
        step(c.ConfirmCorrection),
        (of_two, NOT_URGENT, step(c.UndoAcceptance)),
    ),
    Runs(
        "urgent-reopened-examination",
        lambda: december_at_county().go(c.CorrectApplication, changes=FEWER),
        step(c.ConfirmCorrection),
        (of_two,),
        otherwise="at the county",
    ),
    Runs(
        "urgent-reopened-examination",
        lambda: (
            at_seat(About(day=DECEMBER))
            .go(c.ReceiveAtCounty)
            .go(c.CorrectApplication, changes=FEWER)
        ),
        step(c.ConfirmCorrection),
        (of_two,),
        otherwise="at the seat",
    ),
    Runs(
        "acceptance-refusal-service",
        lambda: j.received(About(day=DECEMBER)),
        step(c.RefuseAcceptance),
        (SERVE, step(c.RecordReview)),
    ),
    Runs("archiving", december_ordered, step(c.ConfirmPayment), (CLOSE, REVOKED_BY_TWO, SENT_BACK)),
    Runs(
        "archiving",
        lambda: j.approved(december()),
        step(c.PayCash),
        (CLOSE, step(c.TakeBack)),
        otherwise="in cash",
    ),
    Runs(
        "archiving",
        lambda: j.approved(december()),
        step(c.DeliverGoods),
        (CLOSE,),
        otherwise="in goods",
    ),
    Runs(
        "archiving",
        lambda: j.approved(december()).go(c.PayCash, c.ProposeRevision, amount=Money(100_000)),
        step(c.ApproveRevision),
        (CLOSE, raised),
        otherwise="lowered to what was paid",
    ),
    Runs(
        "refusal-archiving",
        lambda: j.under_county(december()),
        step(c.RefuseRelief),
        (CLOSE, step(c.RevokeDecision)),
    ),
    Runs(
        "deficiency-service",
        lambda: j.incomplete(About(day=DECEMBER)),
        step(c.NotifyDeficiencies),
        (
            step(c.ServeDocument, document=DocumentKind.DEFICIENCIES),
            step(c.ReceiveSupplement),
            lambda at: OWED(at.go(c.EstablishUrgency)),
            WITHDRAW,
        ),
    ),
    Runs(
        "deficiency-service",
        lambda: incomplete_but_urgent().go(c.UndoAcceptance),
        step(c.NotifyDeficiencies),
        (WITHDRAW,),
        otherwise="and withdrawn, another letter being owed",
    ),
    Runs(
        "unserved-archiving",
        lambda: j.received(About(day=DECEMBER)),
        step(c.RefuseAcceptance),
        (serve_and_close, step(c.RecordReview)),
    ),
    *(
        Runs("unserved-archiving", start, last, (serve_and_close,), otherwise=how)
        for how, start, last in (
            ("handed over", december, step(c.HandToCompetent)),
            ("struck", december_undone, step(c.StrikeApplication, p.APPROVER)),
            ("withdrawn", december_undone, WITHDRAW),
            ("lapsed", december_awaiting, step(c.LapseApplication)),
        )
    ),
    Runs(
        "unsigned-archiving",
        lambda: december_delegable().go(c.ApproveUnderDelegation, c.FileForRecord),
        step(c.RefuseCountersignature),
        (CLOSE,),
    ),
)


@pytest.mark.article("民法典§201")
@pytest.mark.parametrize("runs", LIMITS, ids=lambda runs: runs.called)
def test_a_limit_runs_from_its_fact_until_one_that_stops_it(runs: Runs) -> None:
    """Start and stop are facts of the case; the start day is the fact's (民法典 §201)."""
    at = j.at(runs.before)
    number = at.about.case
    assert runs.slot not in at.world.limits(number)
    at = runs.start(at)
    running = at.world.limits(number)[runs.slot]
    counted_from = PACK.limits[runs.limit].counts_from
    first = min(at.about.day, DECEMBER) if at.about.day >= DECEMBER else MONDAY
    assert running.started_on == (at.about.day if not counted_from else first)
    for stop in runs.stops:
        assert runs.slot not in stop(at.copy()).world.limits(number), runs.limit


@pytest.mark.article("18.2.1")
def test_undone_no_acceptance_waits_for_a_consent() -> None:
    """Whether it was owed since the acceptance or since another paper came in."""
    owed = (Material.MEANS_CHECK_CONSENT, Material.HARDSHIP_PROOF)
    papers = tuple(paper for paper in PAPERS if paper not in owed)
    at = j.received(About(day=DECEMBER), materials=papers).go(c.EstablishUrgency)
    at.go(
        c.AcceptApplication, procedure=Procedure.URGENT, outstanding=owed, reason=p.secret("x")
    ).go(c.ReceiveSupplement, materials=owed[1:])
    assert "urgent-consent" in at.world.limits(at.about.case)
    at.go(c.UndoAcceptance)
    assert "urgent-consent" not in at.world.limits(at.about.case)


def test_every_limit_of_the_pack_is_started_and_stopped_above() -> None:
    """A limit nobody tests is a limit nobody keeps. A lead has no case and no clock there."""
    left = {limit.id for limit in PACK.limits} - {runs.limit for runs in LIMITS} - {"lead-triage"}
    assert not left, f"no row of LIMITS starts and stops {sorted(left)}"


NOT_THERE: tuple[tuple[str, Callable[[], j.Journey]], ...] = (
    ("relief-station-handover", j.received),
    ("acceptance", j.incomplete),
    ("supplement", lambda: j.notified().go(c.ReceiveSupplement)),
    ("outstanding-materials", j.urgent_accepted),
    ("examination", j.urgent_accepted),
    ("transfer-acceptance", lambda: j.taken_over(j.notified(About(day=DECEMBER)))),
    ("urgent-examination", j.accepted),
    ("urgent-submission", j.examined),
    ("notice-posting", j.examined_negative),
    ("notice-posting", j.urgent_examined),
    ("re-examination", lambda: resolved(ObjectionOutcome.NOT_ELIGIBLE)),
    ("re-examination", lambda: resolved(ObjectionOutcome.UNFOUNDED)),
    ("upheld-submission", lambda: resolved(ObjectionOutcome.AMOUNT_WRONG)),
    ("upheld-submission", lambda: resolved(ObjectionOutcome.UNFOUNDED)),
    ("negative-submission", j.examined),
    ("negative-submission", lambda: examined_negative_urgently()),
    ("county-receipt", j.urgent_submitted),
    ("urgent-receipt", j.submitted),
    ("county-decision", j.urgent_at_county),
    ("urgent-seat-decision", j.drawn),
    ("urgent-seat-decision", j.urgent_at_county),
    ("urgent-verification", j.drawn),
    ("urgent-verification", lambda: at_seat().go(c.ReceiveAtCounty)),
    ("urgent-decision", lambda: at_seat().go(c.ReceiveAtCounty, c.ReportCountyVerification)),
    (
        "urgent-completion",
        lambda: at_seat(About(day=DECEMBER)).go(c.ReceiveAtCounty, c.ReportCountyVerification),
    ),
    ("feedback", j.delegated),
    ("urgent-consent", lambda: j.urgent_accepted(About(day=DECEMBER))),
    ("reopened-examination", lambda: reopened_urgently()),
    ("urgent-reopened-examination", lambda: reopened()),
    ("countersignature-refusal-service", lambda: formally_refused()),
    ("unsigned-archiving", lambda: formally_refused()),
    ("unserved-archiving", lambda: december().go(c.WithdrawApplication)),
    ("raised-notice", lambda: ordered_to_be_paid()),
    ("raised-payment", lambda: j.approved(december()).go(c.ChangeSum)),
    ("archiving", lambda: j.approved(december()).go(c.PayCash, amount=Money(100_000))),
    ("approval-service", lambda: december_delegable().go(c.ApproveUnderDelegation)),
    ("delegated-approval-service", december_approved),
    ("filing", j.approved),
    ("countersignature", j.approved),
    ("countersignature-rectification", lambda: j.filed().go(c.RefuseCountersignature)),
    ("payment", j.delegated),
    ("urgent-payment", j.approved),
)


def ordered_to_be_paid() -> j.Journey:
    """A higher sum stands, and is paid without a notice."""
    at = j.approved(december()).go(c.RecordReview, **REVIEWED, ordered=True)
    return at.go(c.ApproveRevision)


def resolved(outcome: ObjectionOutcome) -> j.Journey:
    """An objection answered."""
    return j.objected().go(c.ResolveObjection, outcome=outcome)


def reopened() -> j.Journey:
    """Somebody less, and to be examined again."""
    at = j.examined(december()).go(c.CorrectApplication, changes=FEWER)
    return at.go(c.ConfirmCorrection)


def reopened_urgently() -> j.Journey:
    """The same of an urgent case."""
    at = urgently_examined().go(c.CorrectApplication, changes=FEWER)
    return at.go(c.ConfirmCorrection)


def formally_refused() -> j.Journey:
    """Not countersigned for a defect of form, in December 2026."""
    at = december_delegable().go(c.ApproveUnderDelegation, c.FileForRecord)
    return at.go(c.RefuseCountersignature, outcome=CountersignatureOutcome.FORMAL)


def examined_negative_urgently() -> j.Journey:
    """Urgent, and a negative opinion signed twice."""
    return j.examined_negative(j.urgent_accepted())


@pytest.mark.article("18.1.1", "18.1.2", "18.2.1", "18.2.2")
@pytest.mark.parametrize(("limit", "at"), NOT_THERE, ids=[limit for limit, _ in NOT_THERE])
def test_a_limit_runs_only_where_it_applies(limit: str, at: Callable[[], j.Journey]) -> None:
    """The fact that starts it happened, yet on another course or without what it is for."""
    assert limit not in j.at(at).world.limits("L-1")


@pytest.mark.article("18.2.1")
def test_a_consent_is_owed_from_the_acceptance_whatever_else_comes_first() -> None:
    """Another paper handed in meanwhile begins no new day."""
    consent, proof = Material.MEANS_CHECK_CONSENT, Material.HARDSHIP_PROOF
    papers = tuple(paper for paper in PAPERS if paper not in (consent, proof))
    at = j.received(About(day=DECEMBER), materials=papers).go(c.EstablishUrgency)
    urgent: dict[str, Any] = {"procedure": Procedure.URGENT, "outstanding": (consent, proof)}
    at.go(c.AcceptApplication, **urgent, reason=p.secret("x"))
    at.on(after(1, DECEMBER)).go(c.ReceiveSupplement, materials=(proof,))
    assert at.world.limits(at.about.case)["urgent-consent"].started_on == DECEMBER
    assert "urgent-consent" not in at.go(c.UndoAcceptance).world.limits(at.about.case)


@pytest.mark.article("16/1", "27")
def test_who_takes_a_file_over_has_the_days_from_then() -> None:
    """Handed on before it was accepted, it is the next township's turn from its own day."""
    at = j.taken_over(j.received(About(day=DECEMBER)))
    assert at.world.limits(at.about.case)["transfer-acceptance"].started_on == DECEMBER
    at.on(after(1, DECEMBER)).go(c.OfferFile, by=p.OTHER_LEADER, township=p.TOWNSHIP)
    at.go(c.TakeOverFile, by=p.LEADER, lives_in=p.TOWNSHIP)
    assert at.world.limits(at.about.case)["transfer-acceptance"].started_on == after(1, DECEMBER)


RESTS: tuple[tuple[str, date, date], ...] = (
    ("supplement", date(2025, 3, 6), date(2025, 4, 7)),
    ("public-notice", date(2025, 3, 1), date(2025, 3, 10)),
    ("urgent-verification", date(2025, 3, 6), date(2025, 3, 10)),
    ("urgent-decision", date(2025, 3, 6), date(2025, 3, 10)),
    ("urgent-completion", date(2026, 12, 10), date(2026, 12, 14)),
    ("countersignature", date(2025, 3, 3), date(2025, 3, 10)),
)
"""A limit in days, a first day, and the working day on which it ends: the last was one of rest."""


@pytest.mark.article("民法典§203")
@pytest.mark.parametrize(("limit", "first", "last"), RESTS, ids=[limit for limit, *_ in RESTS])
def test_a_limit_in_days_never_ends_on_a_day_of_rest(limit: str, first: date, last: date) -> None:
    """Where its last day is a Saturday, a Sunday or a holiday, it runs to the next working day."""
    assert last_day(PACK.limits[limit], first, CALENDAR) == last
    assert {one.id for one in PACK.limits if one.extends} == {limit for limit, *_ in RESTS}


@pytest.mark.article("18.2.1", "18.2.2")
def test_an_urgent_case_that_came_back_goes_up_again_the_same_day() -> None:
    """Whoever signs again has the urgent limits of before, at the seat and elsewhere (18.2)."""
    for before in (at_seat, j.urgent_submitted):
        at = before().go(c.ReceiveAtCounty, c.ReturnForReexamination)
        resign(at)
        assert "urgent-submission" in at.world.limits("L-1")
        at.go(c.SubmitForApproval)
        assert "urgent-receipt" in at.world.limits("L-1")


@pytest.mark.article("18.1.1")
def test_a_sum_no_higher_than_the_one_shown_needs_no_new_notice() -> None:
    """Sent back and signed anew, the file may go up at once, and then nobody owes a notice (AMB-30)."""
    at = resign(j.returned())
    assert "notice-posting" in at.world.limits("L-1")
    assert "notice-posting" not in at.go(c.SubmitForApproval).world.limits("L-1")


@pytest.mark.article("16/1", "17")
def test_papers_still_owed_after_some_came_are_owed_since_the_acceptance() -> None:
    """Bringing one paper gives no new days for the other; a refusal ends the waiting (17)."""
    owed = (Material.LETTER, Material.HARDSHIP_PROOF)
    at = two_missing().go(c.EstablishUrgency)
    words: dict[str, Any] = {"outstanding": owed, "reason": p.secret("x")}
    at.go(c.AcceptApplication, procedure=Procedure.URGENT, **words)
    at.on(after(1)).go(c.ReceiveSupplement, materials=(Material.LETTER,))
    assert at.world.limits("L-1")["outstanding-materials"].started_on == MONDAY
    j.examined(at).go(c.SubmitForApproval, c.ReceiveAtCounty)
    at.go(c.ReportCountyVerification, confirmed=False).go(c.RefuseRelief)
    assert "outstanding-materials" not in at.world.limits("L-1")


@pytest.mark.article("18.2.2")
def test_the_day_of_the_seat_ends_with_a_refusal_too() -> None:
    """Refused is decided (18.2.2)."""
    at = at_seat().go(c.ReceiveAtCounty)
    at.go(c.ReportCountyVerification, confirmed=False).go(c.RefuseRelief)
    assert "urgent-seat-decision" not in at.world.limits("L-1")


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize(
    "outcome", [one for one in CountersignatureOutcome if one is not CountersignatureOutcome.FORMAL]
)
def test_refused_on_substance_nothing_is_to_be_paid_any_more(
    outcome: CountersignatureOutcome,
) -> None:
    """Whether or not the family acted in good faith (18.2.1)."""
    at = j.filed().go(c.RefuseCountersignature, outcome=outcome)
    assert "urgent-payment" not in at.world.limits("L-1")


def test_papers_in_parts_keep_the_applicants_limit_running_from_the_notice() -> None:
    """补正: thirty days from the notice, whatever comes in between."""
    at = two_missing().go(c.NotifyDeficiencies, missing=(Material.LETTER, Material.HARDSHIP_PROOF))
    at.on(after(10)).go(c.ReceiveSupplement)
    assert at.world.limits("L-1")["supplement"].started_on == MONDAY
    assert "acceptance" not in at.world.limits("L-1")
    at.go(c.ReceiveSupplement, materials=(Material.LETTER,))
    assert set(at.world.limits("L-1")) == {"acceptance"}


@pytest.mark.article("18.1.1")
def test_the_general_clock_of_a_case_found_not_urgent_runs_from_acceptance() -> None:
    """转一般程序 gives nobody new days (A18.1.1)."""
    at = j.urgent_accepted().on(after(3)).go(c.RejectUrgency)
    assert at.world.limits("L-1")["examination"].started_on == MONDAY


def test_nothing_runs_in_a_case_that_ended() -> None:
    """Every ending stops every limit."""
    for ended in (
        j.closed(),
        j.received().go(c.RefuseAcceptance),
        j.from_elsewhere().go(c.HandToReliefStation),
        j.referred().go(c.RecordReferralAnswer, c.FeedBackResult).serve().go(c.CloseCase),
    ):
        assert not ended.world.limits("L-1")


@pytest.mark.article("19")
def test_a_part_payment_does_not_stop_the_limit_of_payment() -> None:
    """发放 is over once the whole sum reached the family, not with its first part (19)."""
    at = j.approved()
    half = at.about.amount - Money(50_000)
    at.go(c.PayCash, amount=half)
    assert "payment" in at.world.limits("L-1")
    at.go(c.PayCash, amount=Money(50_000), receipt="领条 2")
    assert "payment" not in at.world.limits("L-1")


@pytest.mark.article("18.1.1")
@pytest.mark.parametrize("outcome", ObjectionOutcome)
def test_an_upheld_objection_ends_the_period_of_the_notice(outcome: ObjectionOutcome) -> None:
    """The notice is down, so nobody waits for its last day (18.1.1)."""
    at = j.objected().go(c.ResolveObjection, outcome=outcome)
    runs = "public-notice" in at.world.limits("L-1")
    assert runs is (outcome is ObjectionOutcome.UNFOUNDED)


@pytest.mark.article("18.2.1")
def test_money_stopped_for_good_is_no_longer_late() -> None:
    """Once the county refused to countersign on substance nothing is to be paid (18.2.1)."""
    at = j.filed().go(c.RefuseCountersignature)
    assert "urgent-payment" not in at.world.limits("L-1")
