"""第十八条异议: several may be open; one received in time counts whenever it is entered."""

from datetime import date

from domain.case import turns
from domain.case.days import dated, day_done, late_reason
from domain.case.gates import last_day_of, notice_last_day, notice_time
from domain.case.notice import commands as c
from domain.case.notice import facts as e
from domain.case.notice.fold import UNSIGNED
from domain.case.revision.deciding import decision_stands
from domain.case.revision.facts import RevisionProposed
from domain.case.revision.proposals import proposal
from domain.case.situation import Situation, happened
from domain.case.state import BEYOND_TOWNSHIP
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.posts import TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import ObjectionOutcome, RevisionGround, Stage
from domain.law.terms import NoticeTime

HEARD = stages(
    *UNSIGNED,
    *(Stage.EXAMINED, Stage.IN_NOTICE, Stage.CLEARED, Stage.SUBMITTED, Stage.UNDER_COUNTY),
    *(Stage.RETURNED, Stage.APPROVED, Stage.PAID, Stage.REFUSED, Stage.ENDED, Stage.CLOSED),
)
"""Where an objection is heard: from the first posting on, wherever the file has come since."""
POSTED = e.PublicNoticePosted.NAME


def first_posted(s: Situation) -> date | None:
    """The day the case was first posted; none before."""
    return next((one.on for one in s.case.moments if one.name == POSTED), None)


@since(3)
@carries("18.1.1", "Something was posted that can be objected to.")
def notice_hung(s: Situation) -> Reason | None:
    return reason(Code.NOTICE_MISSING, "18.1.1") if first_posted(s) is None else None


@since(3)
@carries(
    "18.1.1", "Received through the last day of the notice; what comes later is a complaint (31)."
)
def received_in_time(s: Situation, command: c.LodgeObjection) -> Reason | None:
    day, last = day_done(s, command, "received_on"), last_to_object(s)
    if last is None or day <= last:
        return None
    return reason(Code.OBJECTION_LATE, "18.1.1", "received_on", day=day, last_day=last)


@carries("18.1.1", "The last day of the notice posted last, though it was taken down since.")
def last_to_object(s: Situation) -> date | None:
    notice = s.case.notice
    if notice is not None:
        return notice.ended_on or notice_last_day(s)
    posted = [moment.on for moment in s.case.moments if moment.name == POSTED]
    return last_day_of(s, posted[-1]) if posted else None


@since(3)
@carries("18.1.1", "An objection waits for its answer.")
def something_to_answer(s: Situation) -> Reason | None:
    return None if s.case.open_objections else reason(Code.OBJECTION_UNKNOWN, "18.1.1")


@carries("18.1.1", "The objection answered is one that is open.")
def objection_open(s: Situation, command: c.ResolveObjection) -> Reason | None:
    if not s.case.open_objections or command.number in s.case.open_objections:
        return None
    return reason(Code.OBJECTION_UNKNOWN, "18.1.1", "number", number=command.number)


@since(3)
@carries(
    "18.1.1",
    "What is upheld against a decision that stands has its evidence: payment is held on it.",
)
def evidence_against_approval(s: Situation, command: c.ResolveObjection) -> Reason | None:
    if command.evidence or not upheld_late(s, command):
        return None
    return reason(Code.FIELD_MISSING, "18.1.1", "evidence")


def upheld_late(s: Situation, command: c.ResolveObjection) -> bool:
    """Whether it is right, and relief was approved meanwhile."""
    return s.case.approval is not None and command.outcome is not ObjectionOutcome.UNFOUNDED


@carries("18.1.1", "Whether the file has gone up, and the county goes on from here.")
def beyond(s: Situation) -> bool:
    decided = s.case.approval is not None and notice_time(s) is NoticeTime.BEFORE
    return decided or s.case.stage in BEYOND_TOWNSHIP


def lodged(s: Situation, command: c.LodgeObjection) -> e.ObjectionLodged:
    """The objection, anonymous where nobody is named."""
    applicant = s.case.asked.applicant
    return e.ObjectionLodged(
        on=day_done(s, command, "received_on"),
        number=len(s.case.objections) + 1,
        content=command.content.bound(applicant),
        objector=None if command.objector is None else command.objector.bound(applicant),
        late_reason=late_reason(s, command),
    )


def resolved(s: Situation, command: c.ResolveObjection) -> tuple[Change, ...]:
    """The township's answer; upheld against an approval that stands, the county is asked to revise it.

    What else it is asked for stays asked for: each proposal is answered, and holds the money until then.
    """
    answer = e.ObjectionResolved(
        on=s.today,
        number=command.number,
        outcome=command.outcome,
        findings=command.findings.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
        beyond=beyond(s),
    )
    if not upheld_late(s, command) or decision_stands(s) is not None:
        return happened(answer)
    wrong_sum = command.outcome is ObjectionOutcome.AMOUNT_WRONG
    ground = RevisionGround.SUM_WRONG if wrong_sum else RevisionGround.FACTS_LATE
    return happened(answer, proposal(s, ground, command.findings, command.evidence))


RULES: Rules = {
    c.LodgeObjection: Rule(
        article="18.1.1",
        by=TOWNSHIP_DESK,
        reads=(Stream.CALENDAR,),
        address="objections",
        stages=HEARD,
        guards=(notice_hung, decision_stands),
        checks=(*dated("received_on", first_posted), received_in_time),
        facts=lambda s, k: happened(lodged(s, k)),
        brings=(e.ObjectionLodged,),
        joined={"decision_stands": 3},
    ),
    c.ResolveObjection: Rule(
        article="18.1.1",
        by=(Post.TOWNSHIP_LEADER,),
        hand=Deed.PROPOSED,
        address="objections/resolution",
        sees_version=True,
        awaited=True,
        turn=turns.objected,
        stages=HEARD,
        guards=(something_to_answer,),
        checks=(objection_open, evidence_against_approval),
        facts=resolved,
        brings=(e.ObjectionResolved, RevisionProposed),
    ),
}
