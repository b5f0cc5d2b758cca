"""第三十一条: what is reported of a case is answered by the county, within a limit."""

from domain.case import turns
from domain.case.complaint import commands as c
from domain.case.complaint import facts as e
from domain.case.days import applied_on, dated, day_done, late_reason
from domain.case.revision.deciding import decision_stands
from domain.case.revision.facts import RevisionProposed
from domain.case.revision.proposals import STANDING, proposal
from domain.case.situation import Situation, happened
from domain.ground.declared import carries
from domain.ground.duties import TOWNSHIP, Deed
from domain.ground.editions import since
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import RevisionGround, Stage
from domain.ground.words import said

BY_COUNTY = (Deed.CHECKED, Deed.APPROVED, Deed.COUNTERSIGNED, Deed.REVISED)
OWN_WORK = (*TOWNSHIP, *BY_COUNTY)
"""What a complaint may be about: nobody answers one of their own work (30)."""


@since(3)
@carries("31", "A complaint waits for its answer.")
def complaint_waits(s: Situation) -> Reason | None:
    return None if None in s.case.complaints else reason(Code.COMPLAINT_UNKNOWN, "31")


@carries(
    "31",
    "The county answers; the city as well, once the complaint may be of the county's own work.",
)
def answers(s: Situation, post: Post) -> bool:
    hands = s.case.hands
    return post is not Post.CITY_OFFICER or any(getattr(hands, deed) for deed in BY_COUNTY)


@since(3)
@carries("31", "The complaint answered is one that is open.")
def complaint_open(s: Situation, command: c.AnswerComplaint) -> Reason | None:
    answers = s.case.complaints
    if None not in answers:
        return None
    if 1 <= command.number <= len(answers) and answers[command.number - 1] is None:
        return None
    return reason(Code.COMPLAINT_UNKNOWN, "31", "number", number=command.number)


def recorded(s: Situation, command: c.RecordComplaint) -> tuple[Change, ...]:
    """Anonymous where nobody is named."""
    applicant = s.case.asked.applicant
    who = command.complainant
    return happened(
        e.ComplaintRecorded(
            on=day_done(s, command, "received_on"),
            number=len(s.case.complaints) + 1,
            content=command.content.bound(applicant),
            complainant=None if who is None else who.bound(applicant),
            late_reason=late_reason(s, command),
        )
    )


def revisable(s: Situation) -> bool:
    """Whether a decision stands."""
    return s.case.stage in STANDING and decision_stands(s) is None


def answered(s: Situation, command: c.AnswerComplaint) -> tuple[Change, ...]:
    """The answer; right, and something was decided: a revision is asked for, whatever else is."""
    answer = e.ComplaintAnswered(
        on=s.today,
        number=command.number,
        founded=command.founded,
        findings=command.findings.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
    )
    if not command.founded or not revisable(s):
        return happened(answer)
    ground = RevisionGround.FACTS_LATE
    return happened(answer, proposal(s, ground, command.findings, command.evidence))


EVERYWHERE = frozenset(Stage) - {Stage.UNKNOWN}

RULES: Rules = {
    c.RecordComplaint: Rule(
        article="31",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        reads=(Stream.CALENDAR,),
        address="complaints",
        stages=EVERYWHERE,
        checks=(*said("content"), *dated("received_on", applied_on)),
        facts=recorded,
        brings=(e.ComplaintRecorded,),
    ),
    c.AnswerComplaint: Rule(
        article="31",
        by=(*COUNTY_DESK, Post.CITY_OFFICER),
        hand=Deed.PROPOSED,
        about=OWN_WORK,
        address="complaints/answer",
        sees_version=True,
        awaited=True,
        turn=turns.complained,
        whose=answers,
        stages=EVERYWHERE,
        guards=(complaint_waits,),
        checks=(complaint_open, *said("findings", "evidence")),
        facts=answered,
        brings=(e.ComplaintAnswered, RevisionProposed),
    ),
}
