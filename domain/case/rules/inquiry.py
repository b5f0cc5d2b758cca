"""第十八条审核: means check, home visit, appraisal; the urgent case that is none."""

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
from domain.case.terms import Material, Stage
from domain.people import unsaid
from domain.refusal import Code, Reason, reason

AT_TOWNSHIP = stages(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.RETURNED)


def consent_given(s: Situation) -> Reason | None:
    """Means are checked with the family's consent on file, where the law asks for it (16.6)."""
    consent = Material.MEANS_CHECK_CONSENT
    if consent in known(s.pack) and consent not in s.case.materials:
        return reason(Code.CONSENT_MISSING, "16.6")
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
