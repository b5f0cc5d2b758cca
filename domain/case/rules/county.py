"""第十八条: the file goes up, is received, drawn for a visit, verified, or sent back."""

from fractions import Fraction

from domain.case import commands as c
from domain.case import events as e
from domain.case.entitlement import outgrown
from domain.case.gates import no_open_objection, notice_done, within_notice
from domain.case.papers import papers_missing
from domain.case.rules.words import enough_visitors, said, visitors_apart, visitors_unrelated
from domain.case.situation import Change, Rule, Rules, Situation, happened, stages
from domain.case.terms import Course, Material, Procedure, Stage
from domain.refusal import Code, Reason, reason
from domain.sampling import count
from domain.sampling import stream as roster_stream

SHARE, EARLY = "spot_check_rate", "spot_check_early_rate"
"""The parameters of the county's spot checks; a law without the first has none."""


def examined(s: Situation) -> Reason | None:
    """Both signatures stand on the opinion that goes up (A18.1.1)."""
    if s.case.examination is None or s.case.examination.examined_on is None:
        return reason(Code.INQUIRY_INCOMPLETE, "18.1.1", lacking="signatures")
    return None


def file_complete(s: Situation) -> Reason | None:
    """Papers follow later only in urgency (A17); a general file goes up with all of them (A16).

    The home county's proof may still be on its way (A16/2).
    """
    owed = s.case.outstanding - {Material.ORIGIN_PROOF}
    if s.case.procedure is Procedure.GENERAL and owed:
        return papers_missing(s, owed, "16/1")
    return None


def no_more_than_shown(s: Situation) -> Reason | None:
    """A re-examined sum above the one shown must be posted anew (18.1.1, AMB-30)."""
    if s.case.examination is None:
        return None
    return within_notice(s, s.case.examination.recommended, "recommended")


def drawn(s: Situation) -> Reason | None:
    """Only a case drawn for the spot check reports one (A18.1.2)."""
    if not s.case.county.spot_check:
        return reason(Code.SPOT_CHECK_NOT_SELECTED, "18.1.2")
    return None


def urgent(s: Situation) -> Reason | None:
    """The county's own verification belongs to the urgent procedure (A18.2.2)."""
    if s.case.procedure is not Procedure.URGENT:
        return reason(Code.NOT_URGENT, "18.2.2")
    return None


def returnable(s: Situation) -> Reason | None:
    """A file is sent back only as often as the county allows itself (internal).

    An opinion whose sum the law prescribes no more can only be signed anew, so it may always go back.
    """
    if not s.pack.has("returns_allowed"):
        return None
    allowed = s.pack.count("returns_allowed", s.today)
    if s.case.county.returns >= allowed and not outgrown(s):
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


def course_of(s: Situation) -> Course:
    """Which of the county's time limits applies (A18.1.2, A18.2.2)."""
    if s.case.procedure is Procedure.GENERAL:
        return Course.GENERAL
    return Course.URGENT_SEAT if s.case.asked.lives_in_seat else Course.URGENT_OTHER


def received(s: Situation, command: c.ReceiveAtCounty) -> tuple[Change, ...]:
    """Receipt starts the county's clock; a general case is counted and drawn once (AMB-26)."""
    receipt = e.ReceivedByCounty(on=s.today, course=course_of(s))
    sampled = s.case.procedure is Procedure.GENERAL and s.pack.has(SHARE)
    if not sampled or s.case.county.counted:
        return happened(receipt)
    counted = count(
        s.roster,
        case=s.case.id,
        on=s.today,
        seed=command.seed,
        rate=s.pack.rate(SHARE, s.today),
        early=s.pack.rate(EARLY, s.today) if s.pack.has(EARLY) else Fraction(0),
    )
    changes = (Change(receipt), Change(counted, roster_stream(s.county)))
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
        visitors=tuple(command.visitors),
        confirmed=command.confirmed,
        findings=command.findings.bound(s.case.asked.applicant),
    )


def verified(s: Situation, command: c.ReportCountyVerification) -> e.CountyVerified:
    """The county's verification is finished."""
    return e.CountyVerified(
        on=s.today,
        visitors=tuple(command.visitors),
        confirmed=command.confirmed,
        findings=command.findings.bound(s.case.asked.applicant),
    )


RULES: Rules = {
    c.SubmitForApproval: Rule(
        article="18.1.1",
        stages=stages(Stage.EXAMINED, Stage.CLEARED, Stage.RETURNED),
        guards=(examined, file_complete, notice_done, no_open_objection, no_more_than_shown),
        checks=said("files"),
        facts=lambda s, k: happened(submitted(s, k)),
    ),
    c.ReceiveAtCounty: Rule(
        article="18.1.2",
        stages=stages(Stage.SUBMITTED),
        checks=said("seed"),
        facts=received,
    ),
    c.ReportSpotCheck: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(drawn,),
        checks=(enough_visitors, visitors_apart, visitors_unrelated),
        facts=lambda s, k: happened(spot_checked(s, k)),
    ),
    c.ReportCountyVerification: Rule(
        article="18.2.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(urgent,),
        checks=(enough_visitors, visitors_apart, visitors_unrelated),
        facts=lambda s, k: happened(verified(s, k)),
    ),
    c.ReturnForReexamination: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(returnable,),
        facts=lambda s, k: happened(
            e.ReturnedForReexamination(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
    ),
}
