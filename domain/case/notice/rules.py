"""第十八条公示: seven days in the village."""

from datetime import date

from domain.case.days import dated, day_done, late_reason
from domain.case.gates import grace_until, no_open_objection, notice_last_day, notice_time, opinion
from domain.case.notice import commands as c
from domain.case.notice import facts as e
from domain.case.notice import objections
from domain.case.photographs import start_photographed
from domain.case.situation import Situation, happened
from domain.case.state import Examination
from domain.ground.declared import carries
from domain.ground.letters import Letter
from domain.ground.money import Money
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import DocumentKind, Opinion, Recipient, Stage
from domain.ground.words import said
from domain.law.terms import NoticeTime

AFTERWARDS = (Stage.APPROVED, Stage.PAID)
"""Where a notice after approval stands: beside the main course, which it does not hold up."""
POSTED = stages(Stage.IN_NOTICE, *AFTERWARDS)


@carries(
    "18.1.1", "Only positive opinions are posted: before approval, or after it, as the pack has it."
)
def needs_notice(s: Situation) -> Reason | None:
    if s.case.to_show and notice_time(s) is NoticeTime.BEFORE:
        return None
    now = NoticeTime.BEFORE if s.case.approval is None else NoticeTime.AFTER
    if notice_time(s) is now and opinion(s) is Opinion.POSITIVE:
        return None
    return reason(Code.NOTICE_NOT_REQUIRED, "18.1.1", time=notice_time(s).value)


@carries(
    "18.1.1", "After approval the notice is posted once; before it, anew for every new opinion."
)
def not_posted_yet(s: Situation) -> Reason | None:
    if s.case.approval is None or s.case.notice is None:
        return None
    return reason(Code.DONE_ALREADY, "18.1.1")


@carries("18.1.1", "A notice is up, and its period was not yet said to be over.")
def hangs(s: Situation) -> Reason | None:
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    return None if s.case.notice.ended_on is None else reason(Code.DONE_ALREADY, "18.1.1")


@carries("18.1.1", "The notice hangs for its whole period, through 24:00 of the last day.")
def period_over(s: Situation) -> Reason | None:
    if s.case.notice is None:
        return None
    last = notice_last_day(s)
    if s.today <= last:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=last)
    return None


def examination(s: Situation) -> Examination:
    """The opinion that is posted."""
    if s.case.examination is None:
        raise ValueError("nothing was examined")
    return s.case.examination


@carries("18.1.1", "The sum a notice shows: the one recommended, or once approved that one.")
def to_show(s: Situation) -> Money:
    approval = s.case.approval
    return examination(s).recommended if approval is None else approval.amount


TO_POST = frozenset(
    {"application-examined", "relief-approved", "decision-changed", "public-notice-interrupted"}
)
"""Facts after which a notice is posted, by name."""


def to_be_posted_since(s: Situation) -> date | None:
    """The day since when there is something to post."""
    return next((one.on for one in reversed(s.case.moments) if one.name in TO_POST), None)


def posted(s: Situation, command: c.PostPublicNotice) -> e.PublicNoticePosted:
    """The notice, with the sum it shows."""
    return e.PublicNoticePosted(
        on=day_done(s, command, "posted_on"),
        late_reason=late_reason(s, command),
        round=s.case.notices + 1,
        place=command.place,
        amount=to_show(s),
        text_digest=s.document.text_digest,
        evidence=tuple(command.evidence),
    )


def ended(s: Situation, command: c.EndPublicNotice) -> e.PublicNoticeEnded:
    """公示期满, and from which day on the file may go up where it waits for the box."""
    last = notice_last_day(s)
    until = grace_until(s, last) if s.case.approval is None else None
    return e.PublicNoticeEnded(
        on=s.today,
        round=s.case.notices,
        last_day=last,
        evidence=tuple(command.evidence),
        free_on=None if until is None else max(s.today, until.date()),
    )


@carries("18.1.1", "The text that hangs is the one the system words from the recorded facts.")
def as_worded(s: Situation, command: c.PostPublicNotice) -> Reason | None:
    worded = None if s.drawn is None else s.drawn.text_digest
    if not command.text_digest or command.text_digest == worded:
        return None
    return reason(Code.DOCUMENT_DIFFERS, "18.1.1", "text_digest", version=s.case.version)


RULES: Rules = {
    c.PostPublicNotice: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        reads=(Stream.CALENDAR,),
        address="public-notice",
        awaited=True,
        letters=(
            Letter(
                kind=DocumentKind.PUBLIC_NOTICE,
                fact=e.PublicNoticePosted,
                article="18.1.1",
                readers=frozenset({Recipient.PUBLIC}),
            ),
        ),
        stages=stages(Stage.EXAMINED, *AFTERWARDS),
        guards=(needs_notice, not_posted_yet, start_photographed),
        checks=(*said("place", "evidence"), *dated("posted_on", to_be_posted_since), as_worded),
        facts=lambda s, k: happened(posted(s, k)),
        brings=(e.PublicNoticePosted,),
    ),
    c.InterruptPublicNotice: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        address="public-notice/interruption",
        stages=POSTED,
        guards=(hangs,),
        checks=said("reason"),
        facts=lambda s, k: happened(
            e.PublicNoticeInterrupted(
                on=s.today, round=s.case.notices, reason=k.reason.bound(s.case.asked.applicant)
            )
        ),
        brings=(e.PublicNoticeInterrupted,),
    ),
    c.EndPublicNotice: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER, Post.SYSTEM),
        reads=(Stream.CALENDAR,),
        address="public-notice/end",
        awaited=True,
        stages=POSTED,
        guards=(hangs, no_open_objection, period_over),
        facts=lambda s, k: happened(ended(s, k)),
        brings=(e.PublicNoticeEnded,),
    ),
    **objections.RULES,
}
