"""第十八条公示: seven days in the village, and what an objection does."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.gates import no_open_objection, notice_last_day, opinion
from domain.case.rules.words import said
from domain.case.situation import Rule, Rules, Situation, happened, stages
from domain.case.state import Examination
from domain.case.terms import Opinion, Procedure, Stage
from domain.refusal import Code, Reason, reason


def needs_notice(s: Situation) -> Reason | None:
    """Only positive opinions of the general procedure are posted (A18.1.1, A18.2)."""
    if s.case.procedure is Procedure.GENERAL and opinion(s) is Opinion.POSITIVE:
        return None
    return reason(Code.NOTICE_NOT_REQUIRED, "18.1.1")


def period_over(s: Situation) -> Reason | None:
    """The notice hangs for its whole period, through 24:00 of the last day (A18.1.1)."""
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    last = notice_last_day(s)
    if s.today <= last:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=last)
    return None


def one_at_a_time(s: Situation) -> Reason | None:
    """A second objection waits until the first is answered; both are heard (internal)."""
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


def posted(s: Situation, command: c.PostPublicNotice) -> e.PublicNoticePosted:
    """The notice, with the sum it shows."""
    return e.PublicNoticePosted(
        on=s.today,
        round=s.case.notices + 1,
        place=command.place,
        amount=examination(s).recommended,
        text_digest=command.text_digest,
        evidence=tuple(command.evidence),
    )


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
        stages=stages(Stage.EXAMINED),
        guards=(needs_notice,),
        checks=said("place", "text_digest", "evidence"),
        facts=lambda s, k: happened(posted(s, k)),
    ),
    c.InterruptPublicNotice: Rule(
        article="18.1.1",
        stages=stages(Stage.IN_NOTICE),
        checks=said("reason"),
        facts=lambda s, k: happened(
            e.PublicNoticeInterrupted(
                on=s.today, round=s.case.notices, reason=k.reason.bound(s.case.asked.applicant)
            )
        ),
    ),
    c.EndPublicNotice: Rule(
        article="18.1.1",
        stages=stages(Stage.IN_NOTICE),
        guards=(no_open_objection, period_over),
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
        stages=stages(Stage.IN_NOTICE),
        guards=(one_at_a_time,),
        facts=lambda s, k: happened(lodged(s, k)),
    ),
    c.ResolveObjection: Rule(
        article="18.1.1",
        stages=stages(Stage.IN_NOTICE),
        checks=(objection_open,),
        facts=lambda s, k: happened(resolved(s, k)),
    ),
}
