"""What somebody would likely try next in a case: the course, what else is owed, and the unusual."""

from datetime import date

from domain.case.messages.rules import ANSWERS, told_of
from domain.case.service.owed import owed as letters
from domain.case.service.owed import still_to_tell
from domain.case.state import Case
from domain.case.table import LETTERS, RULES
from domain.ground.commands import Command
from domain.ground.files import EvidenceOf
from domain.ground.money import ZERO
from domain.ground.rows import never
from domain.ground.service_terms import MessageState
from domain.ground.streams import Stream
from domain.ground.terms import (
    CountersignatureOutcome,
    Doubt,
    Material,
    MeansCheck,
    Opinion,
    Procedure,
    Residence,
    Stage,
)
from tests.case.words import PAPERS, RIGHT
from tests.support import commands as c

Kinds = tuple[type[Command], ...]

NOWHERE: Kinds = (c.ApproveSmallRelief, c.LeaveSmallFast, c.RecordKnownStatus, c.PassOnFile)
"""What this city's law does not know, and what asks for a township that is no more."""
COMMANDS: Kinds = tuple(
    x for x in RIGHT if RULES[x].stages != frozenset({Stage.UNKNOWN}) and x not in NOWHERE
)
FILING = (c.FileForRecord, c.FileForRecord, c.PayCash, c.InstructPayment, c.ReleaseForHandover)
COUNTERSIGNING = (*(c.Countersign,) * 3, *(c.RefuseCountersignature,) * 2, c.PayCash, c.PayCash)
CLOSING = frozenset({Stage.PAID, Stage.REFUSED, Stage.CLOSED})
PHOTOGRAPHS_SINCE = date(2027, 1, 1)
"""Since this day a notice is shown by photographs."""
ENDING = frozenset({c.WithdrawApplication, c.StrikeApplication, c.HandToCompetent})
"""What ends a case for good, before anything else can happen in it."""


def told_after(kind: type[Command], stage: Stage) -> bool:
    """Whether only a day gone by can be told of by it there."""
    return RULES[kind].belated is not never and stage not in RULES[kind].stages


def _unusual(stage: Stage) -> Kinds:
    """What nothing waits for there and somebody may do all the same; what ends the case seldom."""
    those = [
        kind
        for kind in COMMANDS
        if RULES[kind].own is Stream.CASE
        and (told_after(kind, stage) or (stage in RULES[kind].stages and not RULES[kind].awaited))
    ]
    going_on = [kind for kind in those if kind not in ENDING]
    return (*those, *going_on, *going_on)


UNUSUAL: dict[Stage, Kinds] = {stage: _unusual(stage) for stage in Stage}
"""People err, and the world brings its facts late: by stage, as the rows have it."""


def onward(case: Case) -> Kinds:
    """What an office would likely do next: on with the course, or what else is owed."""
    return (*course(case), *owed(case))


def owed(case: Case) -> Kinds:
    """What waits beside the course."""
    found: list[type[Command]] = []
    if None in case.complaints:
        found.append(c.AnswerComplaint)
    if None in case.referrals and case.stage is not Stage.CLOSED:
        found.append(c.RecordReferralAnswer)
    if case.open_objection and case.stage is not Stage.IN_NOTICE:
        found += [c.ResolveObjection] * 3
    if doubt(case) is not None:
        found += [c.ResolveDoubt] * 2
    if case.application is not None and case.asked.unnumbered:
        found.append(c.JoinNumber)
    if case.outstanding:
        found += [c.ReceiveSupplement, c.ReceiveSupplement, c.ExcusePapers]
    if next(letters(case), None) and case.stage in CLOSING:
        found += [c.ServeDocument] * 3
    if case.payments.released > ZERO:
        found += [c.ReturnRelease, c.ReturnRelease]
    if case.payments.untold and case.stage is not Stage.CLOSED:
        found += [c.TellOfPayment] * 2
    found += messages(case)
    if case.county.counted and not case.county.spot_check and case.stage is Stage.UNDER_COUNTY:
        found += [c.DrawAgain] * 9
    return tuple(found)


def messages(case: Case) -> list[type[Command]]:
    """What the sweep has to take out and to report; something to write of, where it was agreed."""
    found: list[type[Command]] = []
    states = {one.state for one in case.messages}
    if MessageState.QUEUED in states:
        found.append(c.HandOverMessage)
    if MessageState.OUT in states:
        found.append(c.ReportMessage)
    if case.agreed is not None and not case.messages:
        found.append(c.QueueMessage)
    if case.agreed is not None and to_tell(case):
        found.append(c.QueueForCause)
    return found


TOLD = frozenset(letter.fact.NAME for letter in LETTERS.values() if told_of(letter))
"""Facts of which the family learns by a letter of its own."""


def to_tell(case: Case) -> tuple[int, ...]:
    """What the sweep writes to the family of and has not yet, by the place in the file."""
    names = TOLD | {fact.NAME for fact in ANSWERS}
    done = {one.cause for one in case.messages}
    places = enumerate(case.moments, start=1)
    return tuple(place for place, one in places if one.name in names and place not in done)


def doubt(case: Case) -> Doubt | None:
    """What the means check left in doubt, and nobody found out yet."""
    unclear = {
        MeansCheck.MISMATCH: Doubt.MISMATCH,
        MeansCheck.NOT_VERIFIABLE: Doubt.NOT_VERIFIABLE,
    }
    check = case.inquiry.means_check
    found = None if check is None else unclear.get(check)
    return None if found in case.resolved else found


def course(case: Case) -> Kinds:
    """The straight course."""
    match case.stage:
        case Stage.UNKNOWN:
            return (c.SubmitApplication,)
        case _ if case.receiver is not None:
            return (*(c.TakeOverFile,) * 3, c.SendFileBack, c.AcceptApplication)
        case _ if case.asked_for is not None and case.stage not in CLOSING:
            return (c.ConfirmCorrection, c.ConfirmCorrection, c.RejectCorrection)
        case Stage.RECEIVED | Stage.SUPPLEMENT_REQUESTED:
            return counter(case)
        case Stage.APPROVED | Stage.PAID | Stage.REFUSED | Stage.CLOSED:
            return decided(case)
        case Stage.SUBMITTED | Stage.UNDER_COUNTY:
            return county(case)
        case _:
            return township(case)


def counter(case: Case) -> Kinds:
    """Between application and acceptance."""
    if case.asked.residence is Residence.NEITHER:
        return (c.HandToReliefStation, c.HandToReliefStation, c.AcceptApplication)
    if missing(case) and case.urgent_kind is None:
        if case.notified is not None:
            if still_to_tell(case):
                return (c.ReceiveSupplement, c.ServeDocument, c.ServeDocument)
            return (c.ReceiveSupplement, c.LapseApplication, c.LapseApplication)
        return (c.NotifyDeficiencies, c.ReceiveSupplement, c.EstablishUrgency)
    others = (c.EstablishUrgency, c.EstablishUrgency, c.AmendApplication, c.RefuseAcceptance)
    return (*(c.AcceptApplication,) * 6, *others, c.OfferFile)


def township(case: Case) -> Kinds:
    """Between acceptance and the county's desk."""
    positive = case.examination is not None and case.examination.opinion is Opinion.POSITIVE
    urgent = case.procedure is Procedure.URGENT
    consent = Material.MEANS_CHECK_CONSENT.value in case.materials
    match case.stage:
        case Stage.ACCEPTED | Stage.RETURNED if case.inquiry.means_check is None:
            return (c.ReportMeansCheck,) if consent else (c.ReceiveSupplement, c.ReportMeansCheck)
        case Stage.ACCEPTED | Stage.RETURNED if case.inquiry.visited_on is None:
            return (c.RecordHomeVisit,)
        case Stage.ACCEPTED | Stage.RETURNED if case.known is None:
            return (c.RecordCircumstances,)
        case Stage.ACCEPTED:
            others = (c.RejectUrgency,) if urgent else (c.RecordCircumstances, c.AmendApplication)
            return (*(c.SignOpinion,) * 9, *others)
        case Stage.RETURNED:
            return (*(c.SignOpinion,) * 2, c.SubmitForApproval, c.RecordCircumstances)
        case Stage.OPINION_SIGNED:
            return (*(c.CompleteExamination,) * 9, c.SendBackOpinion)
        case Stage.EXAMINED if positive and not urgent:
            if unshown(case):
                return (*(c.AttachEvidence,) * 6, c.PostPublicNotice)
            return (*(c.PostPublicNotice,) * 9, c.SubmitForApproval, c.CorrectApplication)
        case Stage.EXAMINED if positive:
            return (c.ApproveUnderDelegation, c.ApproveUnderDelegation, c.SubmitForApproval)
        case Stage.CLEARED if unshown(case):
            return (*(c.AttachEvidence,) * 6, c.SubmitForApproval)
        case Stage.EXAMINED | Stage.CLEARED:
            return (*(c.SubmitForApproval,) * 9, c.CorrectApplication, c.LodgeObjection)
        case Stage.IN_NOTICE if case.open_objection:
            return (*(c.ResolveObjection,) * 3, c.LodgeObjection)
        case _:
            return (*(c.EndPublicNotice,) * 9, *(c.LodgeObjection,) * 3, c.InterruptPublicNotice)


def county(case: Case) -> Kinds:
    """Between the county's desk and its decision."""
    urgent = case.procedure is Procedure.URGENT
    match case.stage:
        case Stage.SUBMITTED:
            return (c.ReceiveAtCounty,)
        case _ if case.county.spot_check and case.county.spot_checked is None:
            return (*(c.ReportSpotCheck,) * 3, c.ApproveRelief, *(c.WithdrawApplication,) * 9)
        case _ if urgent and case.county.verified is None:
            return (*(c.ReportCountyVerification,) * 3, c.ApproveRelief)
        case _ if False in (case.county.spot_checked, case.county.verified):
            look = c.ReportCountyVerification if urgent else c.ReportSpotCheck
            return (look, look, c.RefuseRelief, c.ReturnForReexamination)
        case _:
            no = (c.RefuseRelief, c.RefuseRelief, c.ReturnForReexamination, c.CorrectApplication)
            return (*(c.ApproveRelief,) * 12, *no)


def decided(case: Case) -> Kinds:
    """Between the decision and the archive."""
    match case.stage:
        case Stage.CLOSED if case.proposal is None:
            again = (*(c.ProposeRevision,) * 90, *(c.RecordReview,) * 40, *returning(case) * 60)
            return (*COMMANDS, *again)
        case _ if case.papers.wrongly:
            return (c.RecordReview, c.RecordReview, c.InstructPayment)
        case _ if case.proposal:
            return (c.ApproveRevision, c.ApproveRevision, c.RejectRevision, c.InstructPayment)
        case Stage.APPROVED if case.payments.correction:
            answers = (c.RejectAccountCorrection, c.InstructPayment)
            return (*(c.ConfirmAccountCorrection,) * 4, *answers)
        case Stage.APPROVED if not case.payments.account_corrected:
            return (*(c.CorrectPaymentAccount,) * 5, c.PayCash)
        case Stage.APPROVED if case.payments.pending:
            back = (c.ReportPaymentFailure, c.ReportPaymentFailure, c.RecordDeath)
            return (*(c.ConfirmPayment,) * 4, *back, c.PayCash)
        case Stage.APPROVED | Stage.PAID if unsigned(case):
            return COUNTERSIGNING if case.approval and case.approval.filed else FILING
        case Stage.APPROVED:
            others = (c.PayCash, c.DeliverGoods, c.CorrectPaymentAccount, c.ReleaseForHandover)
            revising = (c.RevokeDecision, *(c.ChangeSum,) * 3, c.RecordReview, c.LodgeObjection)
            return (*(c.InstructPayment,) * 6, *others, *revising)
        case Stage.REFUSED:
            return (c.FeedBackResult, c.CloseCase, c.CloseCase, c.RevokeDecision, c.RecordReview)
        case _:
            late = (c.LodgeObjection, c.RecordDeath, *returning(case))
            return (*(c.FeedBackResult, c.CloseCase) * 3, c.ProposeRevision, *late)


def returning(case: Case) -> Kinds:
    """What may come back of what the family has, by its bank or out of its hands."""
    ways = dict.fromkeys(bool(one.payment) for one in case.payments.kept)
    return tuple(c.RecordPaymentReturn if bank else c.TakeBack for bank in ways)


def unshown(case: Case) -> EvidenceOf | None:
    """The start or the end of a notice, of which a photograph is asked for and not there."""
    examined = case.examination
    if case.stage is Stage.EXAMINED and examined is not None:
        of, number, day = EvidenceOf.NOTICE_START, case.notices + 1, examined.examined_on
    elif case.notice is not None and case.notice.ended_on is not None:
        of, number, day = EvidenceOf.NOTICE_END, case.notice.round, case.notice.posted_on
    else:
        return None
    there = any(one.of is of and one.number == number for one in case.evidence)
    return None if there or day is None or day < PHOTOGRAPHS_SINCE else of


def missing(case: Case) -> frozenset[str]:
    """What a family of these villages still has to hand in before it is accepted."""
    return frozenset(PAPERS) - case.materials


def unsigned(case: Case) -> bool:
    """Decided by the township, and the county has not said whether it signs."""
    approval = case.approval
    return (
        approval is not None
        and approval.delegated
        and not approval.countersigned
        and approval.countersignature_outcome in {None, CountersignatureOutcome.FORMAL}
    )
