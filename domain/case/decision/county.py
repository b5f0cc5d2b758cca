"""第十八条: the file goes up, is received, drawn for a visit, verified, or sent back."""

from datetime import date
from fractions import Fraction

from domain.case import turns
from domain.case.days import dated, day_done, late_reason
from domain.case.decision import commands as c
from domain.case.decision import facts as e
from domain.case.decision import sampling
from domain.case.decision.sampling import EARLY, SHARE
from domain.case.entitlement import outgrown
from domain.case.gates import (
    box_emptied,
    no_correction_asked_for,
    no_open_objection,
    notice_done,
    within_notice,
)
from domain.case.papers import papers_missing
from domain.case.photographs import end_photographed
from domain.case.situation import Situation, about_applicant, happened
from domain.case.steps import asks, may_follow
from domain.case.words import (
    enough_visitors,
    helpers_are_outsiders,
    those_helping,
    those_visiting,
    told_once,
    visitors_apart,
    visitors_known,
    visitors_unrelated,
)
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.people import unsaid
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change, Check, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Course, Material, Procedure, Stage
from domain.ground.words import said
from domain.law.terms import Step
from domain.registers.roster.facts import CaseCountedForSpotCheck
from domain.registers.roster.state import count
from domain.registers.roster.state import stream as roster_stream

Look = c.ReportSpotCheck | c.ReportCountyVerification


@carries("18.1.1", "Both signatures stand on the opinion that goes up.")
def examined(s: Situation) -> Reason | None:
    if s.case.examination is None or s.case.examination.examined_on is None:
        return reason(Code.INQUIRY_INCOMPLETE, "18.1.1", lacking="signatures")
    return None


@carries(
    "16 16/2 17", "Papers follow later only in urgency; a general file goes up with all of them."
)
def file_complete(s: Situation) -> Reason | None:
    """The home county's proof may still be on its way (A16/2)."""
    owed = s.case.outstanding - {Material.ORIGIN_PROOF}
    if s.case.procedure is Procedure.GENERAL and owed and not may_follow(s, Step.PAPERS):
        return papers_missing(s, owed, "16/1")
    return None


@carries("18.1.1 AMB-30", "A re-examined sum above the one shown must be posted anew.")
def no_more_than_shown(s: Situation) -> Reason | None:
    if s.case.examination is None:
        return None
    return within_notice(s, s.case.examination.recommended, "recommended")


@carries("18.1.2", "Only a case drawn for the spot check reports one.")
def drawn(s: Situation) -> Reason | None:
    if not s.case.county.spot_check and not s.case.county.afterwards:
        return reason(Code.SPOT_CHECK_NOT_SELECTED, "18.1.2")
    return None


@carries("18.2.2", "The county's own verification belongs to the urgent procedure.")
def urgent(s: Situation) -> Reason | None:
    """Or to whichever the law of the case asks it of."""
    if asks(s, Step.VERIFICATION):
        return None
    return reason(Code.NOT_URGENT, "18.2.2")


@carries("18.1.2", "A file is sent back only as often as the county allows itself, for a decision.")
def returnable(s: Situation) -> Reason | None:
    """An opinion whose sum the law prescribes no more, or that an objection or a complaint took away,
    can only be signed anew, so it may always go back.
    """
    if not s.pack.has("returns_allowed", s.today):
        return None
    allowed = s.pack.count("returns_allowed", s.today) * (1 + s.case.revoked)
    kept = s.case.examination is not None and not s.case.founded
    if s.case.county.returns >= allowed and kept and not outgrown(s):
        return reason(Code.RETURNED_ALREADY, "18.1.2", allowed=allowed)
    return None


def submitted(s: Situation, command: c.SubmitForApproval) -> e.SubmittedForApproval:
    """The file with the opinion it carries."""
    examination = s.case.examination
    if examination is None:
        raise ValueError("nothing was examined")
    return e.SubmittedForApproval(
        on=s.today,
        opinion=examination.opinion,
        recommended=examination.recommended,
        files=tuple(command.files),
    )


@carries("18.1.2 18.2.2", "Which of the county's time limits applies.")
def course_of(s: Situation) -> Course:
    if s.case.procedure is Procedure.GENERAL:
        return Course.GENERAL
    return Course.URGENT_SEAT if s.case.asked.lives_in_seat else Course.URGENT_OTHER


@carries("AMB-26", "Receipt starts the county's clock; a general case is counted and drawn once.")
def received(s: Situation, command: c.ReceiveAtCounty) -> tuple[Change, ...]:
    receipt = e.ReceivedByCounty(on=s.today, course=course_of(s))
    sampled = s.case.procedure is Procedure.GENERAL and s.pack.has(SHARE, s.today)
    if not sampled or s.case.county.counted:
        return happened(receipt)
    counted = count(
        s.roster,
        case=s.case.id,
        on=s.today,
        seed=command.seed,
        rate=s.pack.rate(SHARE, s.today),
        early=s.pack.rate(EARLY, s.today) if s.pack.has(EARLY, s.today) else Fraction(0),
    )
    changes = (Change(receipt), Change(counted, roster_stream(s.drawing)))
    if not counted.chosen:
        return changes
    return (
        *changes,
        Change(e.SpotCheckSelected(on=s.today, sequence=counted.received, seed=command.seed)),
    )


def spot_checked(s: Situation, command: c.ReportSpotCheck) -> e.SpotCheckReported:
    """What the county saw."""
    return e.SpotCheckReported(
        on=s.today,
        visitors=those_visiting(command),
        confirmed=command.confirmed,
        findings=command.findings.bound(s.case.asked.applicant),
        again=about_applicant(s, command.again),
    )


def received_on(s: Situation) -> date | None:
    """The day the county had the file: it verified nothing before."""
    return s.case.county.received_on


def verified(s: Situation, command: c.ReportCountyVerification) -> e.CountyVerified:
    """The county's verification is finished."""
    return e.CountyVerified(
        on=day_done(s, command, "ended_on"),
        late_reason=late_reason(s, command),
        visitors=those_visiting(command),
        confirmed=command.confirmed,
        findings=command.findings.bound(s.case.asked.applicant),
        helpers=those_helping(s, command.helpers),
        again=about_applicant(s, command.again),
    )


VISITORS: tuple[Check, ...] = (
    enough_visitors,
    told_once,
    visitors_known,
    visitors_apart,
    visitors_unrelated,
)
"""The county looks with its own eyes: officers (18.1.2)."""


@since(3)
@carries(
    "18.1.2 18.2.2 30", "A second result has its reason, and is of others than gave the first."
)
def second_look(s: Situation, command: Look) -> Reasons:
    """Of the same stay of the file at the county, and of every one before that did not confirm."""
    county, article = s.case.county, s.row.article
    first = county.spot_checked if isinstance(command, c.ReportSpotCheck) else county.verified
    if first is None:
        return None
    who = frozenset().union(*map(s.officers.human, those_visiting(command)))
    same = (who | s.officer.ids) & s.case.hands.checked
    return gather(
        (
            reason(Code.FIELD_MISSING, article, "again") if unsaid(command.again) else None,
            reason(Code.DUTIES_NOT_SEPARATE, "30", did=Deed.CHECKED.value) if same else None,
        )
    )


@since(2)
@carries(
    "18.2.2",
    "Where the applicant lives in the seat the committee helps; elsewhere the township does.",
)
def committee_helps(s: Situation, command: c.ReportCountyVerification) -> Reason | None:
    if command.helpers and not s.case.asked.lives_in_seat:
        return reason(Code.FIELD_INVALID, "18.2.2", "helpers", fault="helped-by-township")
    return None


RULES: Rules = {
    c.SubmitForApproval: Rule(
        article="18.1.1",
        by=TOWNSHIP_DESK,
        reads=(Stream.CALENDAR,),
        address="submission",
        awaited=True,
        stages=stages(Stage.EXAMINED, Stage.CLEARED, Stage.RETURNED),
        guards=(
            *(examined, file_complete, notice_done, box_emptied, end_photographed),
            *(no_open_objection, no_correction_asked_for, no_more_than_shown),
        ),
        checks=said("files"),
        facts=lambda s, k: happened(submitted(s, k)),
        brings=(e.SubmittedForApproval,),
    ),
    c.ReceiveAtCounty: Rule(
        article="18.1.2",
        by=(Post.COUNTY_CHECKER,),
        reads=(Stream.ROSTER,),
        writes=(Stream.CASE, Stream.ROSTER),
        address="county-receipt",
        awaited=True,
        chance="seed",
        stages=stages(Stage.SUBMITTED),
        checks=said("seed"),
        facts=received,
        brings=(CaseCountedForSpotCheck, e.ReceivedByCounty, e.SpotCheckSelected),
    ),
    **sampling.RULES,
    c.ReportSpotCheck: Rule(
        article="18.1.2",
        by=(Post.COUNTY_CHECKER,),
        hand=Deed.CHECKED,
        reads=(Stream.OFFICERS,),
        address="spot-check",
        awaited=True,
        turn=turns.not_seen_yet,
        stages=stages(Stage.UNDER_COUNTY),
        later=stages(Stage.APPROVED, Stage.PAID),
        late=turns.drawn_afterwards,
        guards=(drawn,),
        checks=(*VISITORS, second_look),
        facts=lambda s, k: happened(spot_checked(s, k)),
        brings=(e.SpotCheckReported,),
    ),
    c.ReportCountyVerification: Rule(
        article="18.2.2",
        by=(Post.COUNTY_CHECKER,),
        hand=Deed.CHECKED,
        reads=(Stream.OFFICERS, Stream.CALENDAR),
        address="county-verification",
        awaited=True,
        turn=turns.not_verified,
        stages=stages(Stage.UNDER_COUNTY),
        guards=(urgent,),
        checks=(
            *VISITORS,
            *(second_look, committee_helps, helpers_are_outsiders),
            *dated("ended_on", received_on),
        ),
        facts=lambda s, k: happened(verified(s, k)),
        brings=(e.CountyVerified,),
    ),
    c.ReturnForReexamination: Rule(
        article="18.1.2",
        by=COUNTY_DESK,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        address="return",
        sees_version=True,
        awaited=True,
        turn=turns.by_whoever_decides,
        stages=stages(Stage.UNDER_COUNTY),
        guards=(returnable,),
        facts=lambda s, k: happened(
            e.ReturnedForReexamination(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
        brings=(e.ReturnedForReexamination,),
    ),
}
