"""第十八条公示: seven days in the village, and what an objection does."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.gates import no_open_objection, notice_last_day, notice_time, opinion
from domain.case.rules.words import said
from domain.case.situation import Rule, Rules, Situation, happened, stages
from domain.case.state import Examination
from domain.case.terms import Opinion, Stage
from domain.law.terms import NoticeTime
from domain.money import Money
from domain.refusal import Code, Reason, reason

AFTERWARDS = (Stage.APPROVED, Stage.PAID)
"""Where a notice after approval stands: beside the main course, which it does not hold up."""
POSTED = stages(Stage.IN_NOTICE, *AFTERWARDS)


def needs_notice(s: Situation) -> Reason | None:
    """Only positive opinions are posted: before approval, or after it, as the pack has it (A18.1.1)."""
    now = NoticeTime.BEFORE if s.case.approval is None else NoticeTime.AFTER
    if notice_time(s) is now and opinion(s) is Opinion.POSITIVE:
        return None
    return reason(Code.NOTICE_NOT_REQUIRED, "18.1.1", time=notice_time(s).value)


def not_posted_yet(s: Situation) -> Reason | None:
    """After approval the notice is posted once; before it, anew for every new opinion (A18.1.1)."""
    if s.case.approval is None or s.case.notice is None:
        return None
    return reason(Code.DONE_ALREADY, "18.1.1")


def hangs(s: Situation) -> Reason | None:
    """A notice is up, and its period was not yet said to be over (A18.1.1)."""
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    return None if s.case.notice.ended_on is None else reason(Code.DONE_ALREADY, "18.1.1")


def period_over(s: Situation) -> Reason | None:
    """The notice hangs for its whole period, through 24:00 of the last day (A18.1.1)."""
    if s.case.notice is None:
        return None
    last = notice_last_day(s)
    if s.today <= last:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=last)
    return None


def one_at_a_time(s: Situation) -> Reason | None:
    """A second objection waits until the first is answered; both are heard (18.1.1)."""
    return no_open_objection(s)


def objection_open(s: Situation, command: c.ResolveObjection) -> Reason | None:
    """The objection answered is the one that is open."""
    if command.number != s.case.open_objection:
        return reason(Code.OBJECTION_UNKNOWN, "18.1.1", "number", number=command.number)
    return None


def examination(s: Situation) -> Examination:
    """The opinion that is posted."""
    if s.case.examination is None:
        raise ValueError("nothing was examined")
    return s.case.examination


def to_show(s: Situation) -> Money:
    """The sum a notice shows: the one recommended, or once approved that one (A18.1.1)."""
    approval = s.case.approval
    return examination(s).recommended if approval is None else approval.amount


def posted(s: Situation, command: c.PostPublicNotice) -> e.PublicNoticePosted:
    """The notice, with the sum it shows."""
    return e.PublicNoticePosted(
        on=s.today,
        round=s.case.notices + 1,
        place=command.place,
        amount=to_show(s),
        text_digest=s.document.text_digest,
        evidence=tuple(command.evidence),
    )


def as_worded(s: Situation, command: c.PostPublicNotice) -> Reason | None:
    """The text that hangs is the one the system words from the recorded facts (A18.1.1)."""
    worded = None if s.drawn is None else s.drawn.text_digest
    if not command.text_digest or command.text_digest == worded:
        return None
    return reason(Code.DOCUMENT_DIFFERS, "18.1.1", "text_digest", version=s.case.version)


def lodged(s: Situation, command: c.LodgeObjection) -> e.ObjectionLodged:
    """The objection, anonymous where nobody is named."""
    applicant = s.case.asked.applicant
    return e.ObjectionLodged(
        on=s.today,
        number=len(s.case.objections) + 1,
        content=command.content.bound(applicant),
        objector=None if command.objector is None else command.objector.bound(applicant),
    )


def resolved(s: Situation, command: c.ResolveObjection) -> e.ObjectionResolved:
    """The township's answer."""
    return e.ObjectionResolved(
        on=s.today,
        number=command.number,
        outcome=command.outcome,
        findings=command.findings.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
    )


RULES: Rules = {
    c.PostPublicNotice: Rule(
        article="18.1.1",
        stages=stages(Stage.EXAMINED, *AFTERWARDS),
        guards=(needs_notice, not_posted_yet),
        checks=(*said("place", "evidence"), as_worded),
        facts=lambda s, k: happened(posted(s, k)),
    ),
    c.InterruptPublicNotice: Rule(
        article="18.1.1",
        stages=POSTED,
        guards=(hangs,),
        checks=said("reason"),
        facts=lambda s, k: happened(
            e.PublicNoticeInterrupted(
                on=s.today, round=s.case.notices, reason=k.reason.bound(s.case.asked.applicant)
            )
        ),
    ),
    c.EndPublicNotice: Rule(
        article="18.1.1",
        stages=POSTED,
        guards=(hangs, no_open_objection, period_over),
        facts=lambda s, k: happened(
            e.PublicNoticeEnded(
                on=s.today,
                round=s.case.notices,
                last_day=notice_last_day(s),
                evidence=tuple(k.evidence),
            )
        ),
    ),
    c.LodgeObjection: Rule(
        article="18.1.1",
        stages=POSTED,
        guards=(hangs, one_at_a_time),
        facts=lambda s, k: happened(lodged(s, k)),
    ),
    c.ResolveObjection: Rule(
        article="18.1.1",
        stages=POSTED,
        guards=(hangs,),
        checks=(objection_open,),
        facts=lambda s, k: happened(resolved(s, k)),
    ),
}
