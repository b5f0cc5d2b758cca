"""第十五至十七条受理: papers, told once; acceptance, refused acceptance, the relief station."""

from domain.case import small_sums, turns
from domain.case.binding import not_turned_away_again
from domain.case.days import applied_on, dated, day_done, late_reason, ready_since, same_law
from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.anew import used_days
from domain.case.intake.at_once import (
    lacking_at_once,
    no_stranger,
    resident_or_at_once,
    small_fast_in_force,
)
from domain.case.intake.consent import consent_the_same_day
from domain.case.intake.lapsing import (
    TOLD_LATE,
    brought_before_it_lapsed,
    supplement_time_over,
    told_what_lacks,
)
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, same_judged
from domain.case.numbers import numbered, vouched
from domain.case.papers import known, missing, papers_missing, titles
from domain.case.service.owed import left_to_serve
from domain.case.situation import Situation, about_applicant, happened
from domain.case.state import GOING_ON
from domain.case.steps import may_follow
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.people import unsaid
from domain.ground.posts import COUNTY, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import (
    DocumentKind,
    Ending,
    Material,
    NumberKind,
    Procedure,
    Residence,
    Stage,
)
from domain.ground.words import said
from domain.law.terms import Step

AT_COUNTER = stages(Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED)
"""Applied for, not yet accepted."""


@carries("7 15", "Registered here or holding a permit: the township accepts.")
def resident(s: Situation) -> Reason | None:
    """Nobody is turned away for registration alone: whoever has neither is handed on (7), or helped
    at once where the emergency is.
    """
    if s.case.asked.residence is Residence.NEITHER and small_sums.rule(s) is None:
        return reason(Code.NOT_RESIDENT, "15")
    return None


@carries("16 16/1", "Everything missing is told once; there is no second notice.")
def not_notified_before(s: Situation) -> Reason | None:
    if s.case.notified is not None:
        told = ",".join(sorted(s.case.notified))
        named = titles(s.pack, s.case.notified)
        return reason(Code.NOTIFIED_ALREADY, "16/1", told=told, titles=named)
    return None


@since(3)
@carries("16/1", "Something is missing.")
def something_missing(s: Situation) -> Reason | None:
    if missing(s) or s.case.notified is not None:
        return None
    return reason(Code.NOTHING_TO_DO, "16/1", idle="papers-missing")


@carries(
    "16 16/1 17", "Papers are taken while they are asked for, or outstanding after acceptance."
)
def papers_awaited(s: Situation) -> Reason | None:
    if s.case.stage in AT_COUNTER or s.case.outstanding:
        return None
    return reason(Code.OUT_OF_ORDER, "16/1", stage=s.case.stage.value, needed="papers-awaited")


@carries("16 16/1", "What is asked for is really missing, and nothing missing is left unsaid.")
def truly_missing(s: Situation, command: c.NotifyDeficiencies) -> Reason | None:
    lacking = missing(s)
    if frozenset(command.missing) != lacking:
        listed, named = ",".join(sorted(lacking)), titles(s.pack, lacking)
        return reason(Code.FIELD_INVALID, "16/1", "missing", missing=listed, titles=named)
    return None


@carries("16 16.8", "What comes in is called by a name the law has for it.")
def papers_known(s: Situation, command: c.ReceiveSupplement) -> Reason | None:
    strange = frozenset(command.materials) - known(s.pack) - s.case.outstanding
    if s.case.notified is not None:
        strange -= s.case.notified
    return not_on_list(s, strange)


@carries("16 16/1", "A paper the pack and the county do not know.")
def not_on_list(s: Situation, strange: frozenset[str]) -> Reason | None:
    if not strange:
        return None
    papers = sorted(known(s.pack))
    allowed = {
        "allowed": ",".join(papers),
        "titles": titles(s.pack, papers),
        "list": "materials",
    }
    return reason(Code.FIELD_INVALID, "16/1", "materials", fault="not-in-list", **allowed)


@carries("16 17", "All papers are there but those left outstanding.")
def papers_complete(s: Situation, command: c.AcceptApplication) -> Reason | None:
    small = command.procedure is Procedure.SMALL_FAST
    lacking = (lacking_at_once(s) if small else missing(s)) - frozenset(command.outstanding)
    if lacking:
        return papers_missing(s, lacking, "16/1", "outstanding")
    return None


@since(3)
@carries("16 17", "Papers that no acceptance may leave out are there, whatever it says.")
def papers_may_follow(s: Situation) -> Reason | None:
    lacking = missing(s)
    later = lacking if follow(s) else lacking & {Material.ORIGIN_PROOF}
    if small_sums.rule(s) is not None:
        lacking = lacking_at_once(s)
    return papers_missing(s, lacking, "16/1", "outstanding") if lacking - later else None


def follow(s: Situation) -> bool:
    """Whether papers may follow: in urgency, or as the law of the case has it."""
    return s.case.urgent_kind is not None or may_follow(s, Step.PAPERS)


@since(3)
@carries("16 17", "Papers that may follow are named by whoever accepts without them.")
def papers_owed(s: Situation) -> Reason | None:
    lacking = missing(s)
    if not lacking or papers_may_follow(s) is not None:
        return None
    return papers_missing(s, lacking, "16/1", "outstanding")


@carries(
    "17", "Papers may follow later only in urgency, with a reason; the home county's proof always."
)
def outstanding_allowed(s: Situation, command: c.AcceptApplication) -> Reason | None:
    owed = frozenset(command.outstanding)
    later = owed - {Material.ORIGIN_PROOF}
    allowed = command.procedure is Procedure.URGENT or may_follow(s, Step.PAPERS)
    if owed - missing(s) or (later and not allowed):
        return reason(Code.FIELD_INVALID, "17", "outstanding")
    if later and unsaid(command.reason):
        return reason(Code.FIELD_MISSING, "17", "reason")
    return None


@carries(
    "18.2 18.2.1",
    "The urgent procedure needs its ground on record, the general one must have none.",
)
def urgency_established(s: Situation, command: c.AcceptApplication) -> Reason | None:
    """A small sum at once asks for none."""
    if command.procedure is Procedure.SMALL_FAST:
        return None
    if (command.procedure is Procedure.URGENT) != (s.case.urgent_kind is not None):
        return reason(Code.NOT_URGENT, "18.2.1", "procedure", procedure=command.procedure.value)
    return None


@carries(
    "13", "Straight to the county only where waiting would do irreparable harm; else the township."
)
def county_takes_urgent(s: Situation, command: c.AcceptApplication) -> Reason | None:
    if at_county(s) and command.procedure is not Procedure.URGENT:
        return reason(Code.NOT_URGENT, "13", "procedure", procedure=command.procedure.value)
    return None


def at_county(s: Situation) -> bool:
    """Whether whoever acts sits at the county."""
    return len(s.officer.division) == COUNTY


def supplemented(s: Situation, command: c.ReceiveSupplement) -> e.SupplementReceived:
    """What came, and what of the papers asked for is still to come."""
    later = s.case.accepted_on is not None
    awaited = s.case.outstanding if later else missing(s)
    return e.SupplementReceived(
        on=day_done(s, command, "received_on"),
        late_reason=late_reason(s, command),
        materials=tuple(command.materials),
        later=later,
        lacking=tuple(sorted(awaited - frozenset(command.materials))),
    )


def accepted(s: Situation, command: c.AcceptApplication) -> tuple[Change, ...]:
    """受理: the pack of this day stays with the case."""
    return happened(
        e.ApplicationAccepted(
            on=day_done(s, command, "accepted_on"),
            late_reason=late_reason(s, command),
            procedure=command.procedure,
            used_days=used_days(s),
            pack=s.pack.name,
            fingerprint=s.pack.fingerprint,
            outstanding=tuple(command.outstanding),
            by_county=at_county(s),
            reason=about_applicant(s, command.reason),
        )
    )


RULES: Rules = {
    c.NotifyDeficiencies: Rule(
        article="16/1",
        by=(Post.CASEWORKER,),
        address="deficiency-notice",
        awaited=True,
        letters=(
            Letter(kind=DocumentKind.DEFICIENCIES, fact=e.DeficienciesNotified, article="16/1"),
        ),
        turn=turns.papers_lacking,
        stages=stages(Stage.RECEIVED),
        guards=(not_notified_before, something_missing),
        checks=(
            *said("missing"),
            numbered("document", NumberKind.DEFICIENCY_NOTICE),
            truly_missing,
        ),
        facts=lambda s, k: happened(
            e.DeficienciesNotified(
                on=s.today,
                missing=tuple(k.missing),
                document=k.document,
                vouched=vouched(s, deficiency_notice=k.document),
            )
        ),
        brings=(e.DeficienciesNotified,),
    ),
    c.ReceiveSupplement: Rule(
        article="16/1",
        by=(Post.CASEWORKER,),
        address="supplements",
        awaited=True,
        turn=turns.papers_to_come,
        applicants=True,
        stages=GOING_ON,
        reads=(Stream.CALENDAR,),
        guards=(papers_awaited,),
        belated=brought_before_it_lapsed,
        checks=(
            *(*said("materials"), papers_known, *dated("received_on", applied_on)),
            *TOLD_LATE,
        ),
        facts=lambda s, k: happened(supplemented(s, k)),
        brings=(e.SupplementReceived,),
    ),
    c.LapseApplication: Rule(
        article="16/1",
        by=(Post.CASEWORKER, Post.SYSTEM),
        reads=(Stream.CALENDAR,),
        awaited=True,
        stages=stages(Stage.SUPPLEMENT_REQUESTED),
        guards=(supplement_time_over, told_what_lacks),
        facts=lambda s, k: happened(
            e.ApplicationLapsed(on=s.today, unserved=left_to_serve(s, Ending.LAPSED))
        ),
        brings=(e.ApplicationLapsed,),
    ),
    c.EstablishUrgency: Rule(
        article="18.2.1",
        by=(*TOWNSHIP_DESK, Post.COUNTY_CHECKER),
        address="urgency",
        stages=AT_COUNTER,
        facts=lambda s, k: happened(
            e.UrgencyEstablished(
                on=s.today, kind=k.kind, reason=k.reason.bound(s.case.asked.applicant)
            )
        ),
        brings=(e.UrgencyEstablished,),
    ),
    c.AcceptApplication: Rule(
        article="15",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.ACCEPTED,
        reads=(Stream.CALENDAR, Stream.HOMES),
        address="acceptance",
        awaited=True,
        letters=(Letter(kind=DocumentKind.ACCEPTANCE, fact=e.ApplicationAccepted, article="15"),),
        turn=turns.papers_in,
        whose=turns.county_in_urgency,
        stages=AT_COUNTER,
        guards=(resident, papers_may_follow),
        cautions=(
            *(papers_owed, consent_the_same_day),
            *(nobody_known_dead, one_household, likeness_judged, same_judged),
        ),
        checks=(
            *(small_fast_in_force, resident_or_at_once),
            *(papers_complete, outstanding_allowed, urgency_established, county_takes_urgent),
            *dated("accepted_on", ready_since),
            same_law("accepted_on"),
        ),
        facts=accepted,
        brings=(e.ApplicationAccepted,),
    ),
    c.RefuseAcceptance: Rule(
        article="16/1",
        by=(Post.CASEWORKER,),
        address="acceptance-refusal",
        sees_version=True,
        awaited=True,
        letters=(
            Letter(kind=DocumentKind.ACCEPTANCE_REFUSAL, fact=e.AcceptanceRefused, article="16/1"),
        ),
        stages=stages(Stage.RECEIVED),
        guards=(resident, no_stranger, not_turned_away_again),
        checks=(numbered("document", NumberKind.ACCEPTANCE_REFUSAL),),
        facts=lambda s, k: happened(
            e.AcceptanceRefused(
                on=s.today,
                reason=k.reason.bound(s.case.asked.applicant),
                document=k.document,
                vouched=vouched(s, acceptance_refusal=k.document),
                unserved=left_to_serve(s, Ending.NOT_ACCEPTED),
            )
        ),
        brings=(e.AcceptanceRefused,),
    ),
}
