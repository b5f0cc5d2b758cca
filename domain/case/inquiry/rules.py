"""第十八条审核: means check, home visit, appraisal; the urgent case that is none."""

from domain.case import turns
from domain.case.gates import urgent
from domain.case.inquiry import commands as c
from domain.case.inquiry import facts as e
from domain.case.papers import known
from domain.case.situation import Situation, about_applicant, happened
from domain.case.small_sums import ordinary_way
from domain.case.steps import due, in_turn, later
from domain.case.words import (
    enough_visitors,
    happened_by_today,
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
from domain.ground.people import unsaid
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Material, Stage
from domain.ground.words import said
from domain.law.terms import Step

AT_TOWNSHIP = stages(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.RETURNED)
LATER = stages(
    *(Stage.EXAMINED, Stage.IN_NOTICE, Stage.CLEARED, Stage.SUBMITTED, Stage.UNDER_COUNTY),
    *(Stage.APPROVED, Stage.PAID),
)
"""Where a law that puts the relief first lets the township look into it all the same."""


@carries("16.6", "Means are checked with the family's consent on file, where the law asks for it.")
def consent_given(s: Situation) -> Reason | None:
    consent = Material.MEANS_CHECK_CONSENT
    if consent in known(s.pack) and consent not in s.case.materials:
        return reason(Code.CONSENT_MISSING, "16.6")
    return None


@carries("18.1.1", "The family signs the visit record, or the record says why not.")
def signature_said(s: Situation, command: c.RecordHomeVisit) -> Reason | None:
    if not command.signed_by_household and unsaid(command.unsigned_reason):
        return reason(Code.FIELD_MISSING, "18.1.1", "unsigned_reason")
    return None


@carries("18.1.1", "Not more in favour than present, and somebody present.")
def votes_add_up(s: Situation, command: c.RecordCommunityAppraisal) -> Reason | None:
    if not 0 <= command.in_favour <= command.participants or command.participants < 1:
        return reason(Code.FIELD_INVALID, "18.1.1", "in_favour")
    return None


def visited(s: Situation, command: c.RecordHomeVisit) -> e.HomeVisited:
    """The visit as recorded."""
    return e.HomeVisited(
        on=command.visited_on,
        visitors=those_visiting(command),
        findings=command.findings.bound(s.case.asked.applicant),
        signed_by_household=command.signed_by_household,
        unsigned_reason=about_applicant(s, command.unsigned_reason),
        helpers=those_helping(s, command.helpers),
        village_opinion=about_applicant(s, command.village_opinion),
    )


RULES: Rules = {
    c.ReportMeansCheck: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        address="means-check",
        awaited=True,
        turn=due(Step.MEANS_CHECK),
        stages=AT_TOWNSHIP,
        later=LATER,
        late=later(Step.MEANS_CHECK),
        guards=(consent_given, ordinary_way, in_turn(Step.MEANS_CHECK)),
        checks=said("consent", "report"),
        facts=lambda s, k: happened(
            e.MeansCheckReported(on=s.today, result=k.result, consent=k.consent, report=k.report)
        ),
        brings=(e.MeansCheckReported,),
    ),
    c.RecordHomeVisit: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        hand=Deed.VISITED,
        reads=(Stream.OFFICERS,),
        address="home-visits",
        awaited=True,
        turn=due(Step.HOME_VISIT),
        stages=AT_TOWNSHIP,
        later=LATER,
        late=later(Step.HOME_VISIT),
        guards=(in_turn(Step.HOME_VISIT),),
        checks=(
            happened_by_today("visited_on", lambda s: s.case.accepted_on),
            enough_visitors,
            told_once,
            visitors_known,
            helpers_are_outsiders,
            visitors_apart,
            visitors_unrelated,
            signature_said,
        ),
        facts=lambda s, k: happened(visited(s, k)),
        brings=(e.HomeVisited,),
    ),
    c.RecordCommunityAppraisal: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        address="community-appraisals",
        awaited=True,
        turn=due(Step.APPRAISAL),
        stages=AT_TOWNSHIP,
        later=LATER,
        late=later(Step.APPRAISAL),
        guards=(in_turn(Step.APPRAISAL),),
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
        brings=(e.CommunityAppraisalHeld,),
    ),
    c.RejectUrgency: Rule(
        article="18.2.1",
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        address="urgency-rejection",
        turn=turns.in_urgency,
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
        brings=(e.UrgencyNotConfirmed,),
    ),
}
