"""第十八条审核: means check, home visit, appraisal, two signatures; the urgent case that is none."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.gates import urgent
from domain.case.papers import known
from domain.case.rules.words import (
    enough_visitors,
    happened_by_today,
    said,
    visitors_apart,
    visitors_unrelated,
)
from domain.case.situation import Rule, Rules, Situation, about_applicant, happened, stages
from domain.case.terms import Material, Opinion, Stage, Subject
from domain.money import ZERO, Money
from domain.people import unsaid
from domain.refusal import Code, Reason, reason

AT_TOWNSHIP = stages(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.RETURNED)


def consent_given(s: Situation) -> Reason | None:
    """Means are checked with the family's consent on file, where the law asks for it (16.6)."""
    consent = Material.MEANS_CHECK_CONSENT
    if consent in known(s.pack) and consent not in s.case.materials:
        return reason(Code.CONSENT_MISSING, "16.6")
    return None


def visited_and_checked(s: Situation) -> Reason | None:
    """Nobody signs before the visit was made and the means check came back (A18.1.1)."""
    lacking = [
        name
        for name, done in (
            ("home-visit", s.case.inquiry.visited_on),
            ("means-check", s.case.inquiry.means_check),
        )
        if done is None
    ]
    if lacking:
        return reason(Code.INQUIRY_INCOMPLETE, "18.1.1", lacking=",".join(lacking))
    return None


def signature_said(s: Situation, command: c.RecordHomeVisit) -> Reason | None:
    """The family signs the visit record, or the record says why not (internal)."""
    if not command.signed_by_household and unsaid(command.unsigned_reason):
        return reason(Code.FIELD_MISSING, "18.1.1", "unsigned_reason")
    return None


def votes_add_up(s: Situation, command: c.RecordCommunityAppraisal) -> Reason | None:
    """Not more in favour than present, and somebody present."""
    if not 0 <= command.in_favour <= command.participants or command.participants < 1:
        return reason(Code.FIELD_INVALID, "18.1.1", "in_favour")
    return None


def cap(s: Situation) -> tuple[Code, Money]:
    """The yearly cap of the subject: household or person (A11)."""
    if s.case.asked.subject is Subject.HOUSEHOLD:
        return Code.ABOVE_HOUSEHOLD_CAP, s.pack.money("household_cap", s.today)
    return Code.ABOVE_PERSON_CAP, s.pack.money("person_cap", s.today)


def opinion_consistent(s: Situation, command: c.SignOpinion) -> Reason | None:
    """A positive opinion names a sum and no ground; a negative one a ground and no sum (A18.1.1)."""
    positive = command.opinion is Opinion.POSITIVE
    sum_fits = command.recommended > ZERO if positive else command.recommended == ZERO
    if not sum_fits or positive != (command.ground is None):
        return reason(Code.OPINION_INCONSISTENT, "18.1.1", "recommended")
    return None


def under_cap(s: Situation, command: c.SignOpinion) -> Reason | None:
    """No sum above the yearly cap is ever recommended (A11)."""
    code, limit = cap(s)
    if command.recommended > limit:
        return reason(code, "11", "recommended", amount=command.recommended, cap=limit)
    return None


def opinion_signed(s: Situation, command: c.SignOpinion) -> e.OpinionSigned:
    """The caseworker's signature."""
    return e.OpinionSigned(
        on=s.today,
        opinion=command.opinion,
        recommended=command.recommended,
        ground=command.ground,
        reasons=command.reasons.bound(s.case.asked.applicant),
    )


def examined(s: Situation) -> e.ApplicationExamined:
    """The leader signs the very opinion the caseworker signed."""
    opinion = s.case.examination
    if opinion is None:
        raise ValueError("no opinion to examine")
    return e.ApplicationExamined(
        on=s.today, opinion=opinion.opinion, recommended=opinion.recommended, ground=opinion.ground
    )


def visited(s: Situation, command: c.RecordHomeVisit) -> e.HomeVisited:
    """The visit as recorded."""
    return e.HomeVisited(
        on=command.visited_on,
        visitors=tuple(command.visitors),
        findings=command.findings.bound(s.case.asked.applicant),
        signed_by_household=command.signed_by_household,
        unsigned_reason=about_applicant(s, command.unsigned_reason),
    )


RULES: Rules = {
    c.ReportMeansCheck: Rule(
        article="18.1.1",
        stages=AT_TOWNSHIP,
        guards=(consent_given,),
        checks=said("consent", "report"),
        facts=lambda s, k: happened(
            e.MeansCheckReported(on=s.today, result=k.result, consent=k.consent, report=k.report)
        ),
    ),
    c.RecordHomeVisit: Rule(
        article="18.1.1",
        stages=AT_TOWNSHIP,
        checks=(
            happened_by_today("visited_on", lambda s: s.case.accepted_on),
            enough_visitors,
            visitors_apart,
            visitors_unrelated,
            signature_said,
        ),
        facts=lambda s, k: happened(visited(s, k)),
    ),
    c.RecordCommunityAppraisal: Rule(
        article="18.1.1",
        stages=AT_TOWNSHIP,
        checks=(
            happened_by_today("held_on", lambda s: s.case.accepted_on),
            votes_add_up,
            *said("minutes"),
        ),
        facts=lambda s, k: happened(
            e.CommunityAppraisalHeld(
                on=k.held_on,
                participants=k.participants,
                in_favour=k.in_favour,
                minutes=k.minutes,
            )
        ),
    ),
    c.SignOpinion: Rule(
        article="18.1.1",
        stages=AT_TOWNSHIP,
        guards=(visited_and_checked,),
        checks=(opinion_consistent, under_cap),
        facts=lambda s, k: happened(opinion_signed(s, k)),
    ),
    c.CompleteExamination: Rule(
        article="18.1.1",
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(examined(s)),
    ),
    c.SendBackOpinion: Rule(
        article="18.1.1",
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(
            e.OpinionSentBack(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
    ),
    c.RejectUrgency: Rule(
        article="18.2.1",
        stages=stages(
            Stage.ACCEPTED,
            Stage.OPINION_SIGNED,
            Stage.EXAMINED,
            Stage.SUBMITTED,
            Stage.UNDER_COUNTY,
        ),
        guards=(urgent,),
        facts=lambda s, k: happened(
            e.UrgencyNotConfirmed(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
    ),
}
