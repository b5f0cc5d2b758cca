"""第十五至十七条受理: papers, told once; acceptance, refused acceptance, the relief station."""

from domain.authority import COUNTY
from domain.case import commands as c
from domain.case import events as e
from domain.case.clock import running
from domain.case.papers import known, missing, papers_missing, titles
from domain.case.rules.words import said
from domain.case.situation import Change, Rule, Rules, Situation, about_applicant, happened, stages
from domain.case.terms import Material, Procedure, Residence, Stage
from domain.people import unsaid
from domain.refusal import Code, Reason, reason
from domain.time.due import last_day
from domain.time.limits import Expiry

AT_COUNTER = stages(Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED)
"""Applied for, not yet accepted."""


def resident(s: Situation) -> Reason | None:
    """Registered here or holding a permit: the township accepts (A15).

    Nobody is turned away for registration alone: whoever has neither is handed on (7).
    """
    if s.case.asked.residence is Residence.NEITHER:
        return reason(Code.NOT_RESIDENT, "15")
    return None


def not_resident(s: Situation) -> Reason | None:
    """Only who is neither registered nor permitted here is handed to the station (A15)."""
    if s.case.asked.residence is not Residence.NEITHER:
        return reason(Code.RESIDENT, "15")
    return None


def not_notified_before(s: Situation) -> Reason | None:
    """Everything missing is told once; there is no second notice (A16)."""
    if s.case.notified is not None:
        told = ",".join(sorted(s.case.notified))
        named = titles(s.pack, s.case.notified)
        return reason(Code.NOTIFIED_ALREADY, "16/1", told=told, titles=named)
    return None


def papers_awaited(s: Situation) -> Reason | None:
    """Papers are taken while they are asked for, or outstanding after acceptance (A16, A17)."""
    if s.case.stage in AT_COUNTER or s.case.outstanding:
        return None
    return reason(Code.OUT_OF_ORDER, "16/1", stage=s.case.stage.value, needed="papers-awaited")


def supplement_time_over(s: Situation) -> Reason | None:
    """An application lapses only after the time for papers ran out (internal)."""
    for run in running(s.case, s.pack).values():
        limit = s.pack.limits[run.limit]
        if limit.expiry is Expiry.LAPSES:
            last = last_day(limit, run.started_on, s.calendar)
            return reason(Code.LIMIT_NOT_OVER, "16/1", last_day=last) if s.today <= last else None
    return reason(Code.LIMIT_NOT_RUNNING, "16/1", limit="supplement")


def truly_missing(s: Situation, command: c.NotifyDeficiencies) -> Reason | None:
    """What is asked for is really missing, and nothing missing is left unsaid (A16)."""
    lacking = missing(s)
    if frozenset(command.missing) != lacking:
        listed = ",".join(sorted(lacking))
        return reason(Code.FIELD_INVALID, "16/1", "missing", missing=listed)
    return None


def papers_known(s: Situation, command: c.ReceiveSupplement) -> Reason | None:
    """What comes in is called by a name the law has for it (16, 16.8)."""
    strange = frozenset(command.materials) - known(s.pack) - s.case.outstanding
    if s.case.notified is not None:
        strange -= s.case.notified
    return not_on_list(s, strange)


def not_on_list(s: Situation, strange: frozenset[str]) -> Reason | None:
    """A paper the pack and the county do not know (16)."""
    if not strange:
        return None
    allowed = ",".join(sorted(known(s.pack)))
    return reason(Code.FIELD_INVALID, "16/1", "materials", fault="not-in-list", allowed=allowed)


def papers_complete(s: Situation, command: c.AcceptApplication) -> Reason | None:
    """All papers are there but those left outstanding (A16, A17)."""
    lacking = missing(s) - frozenset(command.outstanding)
    if lacking:
        return papers_missing(s, lacking, "16/1", "outstanding")
    return None


def outstanding_allowed(s: Situation, command: c.AcceptApplication) -> Reason | None:
    """Papers may follow later only in urgency, with a reason (A17); the home county's proof always."""
    owed = frozenset(command.outstanding)
    later = owed - {Material.ORIGIN_PROOF}
    if owed - missing(s) or (later and command.procedure is not Procedure.URGENT):
        return reason(Code.FIELD_INVALID, "17", "outstanding")
    if later and unsaid(command.reason):
        return reason(Code.FIELD_MISSING, "17", "reason")
    return None


def urgency_established(s: Situation, command: c.AcceptApplication) -> Reason | None:
    """The urgent procedure needs its ground on record, the general one must have none (A18.2)."""
    if (command.procedure is Procedure.URGENT) != (s.case.urgent_kind is not None):
        return reason(Code.NOT_URGENT, "18.2.1", "procedure", procedure=command.procedure.value)
    return None


def county_takes_urgent(s: Situation, command: c.AcceptApplication) -> Reason | None:
    """Straight to the county only where waiting would do irreparable harm; else the township (13)."""
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
        on=s.today,
        materials=tuple(command.materials),
        later=later,
        lacking=tuple(sorted(awaited - frozenset(command.materials))),
    )


def accepted(s: Situation, command: c.AcceptApplication) -> tuple[Change, ...]:
    """受理: the pack of this day stays with the case."""
    return happened(
        e.ApplicationAccepted(
            on=s.today,
            procedure=command.procedure,
            pack=s.pack.name,
            outstanding=tuple(command.outstanding),
            by_county=at_county(s),
            reason=about_applicant(s, command.reason),
        )
    )


RULES: Rules = {
    c.NotifyDeficiencies: Rule(
        article="16/1",
        stages=stages(Stage.RECEIVED),
        guards=(not_notified_before,),
        checks=(*said("missing", "document"), truly_missing),
        facts=lambda s, k: happened(
            e.DeficienciesNotified(on=s.today, missing=tuple(k.missing), document=k.document)
        ),
    ),
    c.ReceiveSupplement: Rule(
        article="16/1",
        stages=frozenset(Stage) - {Stage.UNKNOWN, Stage.CLOSED},
        guards=(papers_awaited,),
        checks=(*said("materials"), papers_known),
        facts=lambda s, k: happened(supplemented(s, k)),
    ),
    c.LapseApplication: Rule(
        article="16/1",
        stages=stages(Stage.SUPPLEMENT_REQUESTED),
        guards=(supplement_time_over,),
        facts=lambda s, k: happened(e.ApplicationLapsed(on=s.today)),
    ),
    c.EstablishUrgency: Rule(
        article="18.2.1",
        stages=AT_COUNTER,
        facts=lambda s, k: happened(
            e.UrgencyEstablished(
                on=s.today, kind=k.kind, reason=k.reason.bound(s.case.asked.applicant)
            )
        ),
    ),
    c.AcceptApplication: Rule(
        article="15",
        stages=AT_COUNTER,
        guards=(resident,),
        checks=(papers_complete, outstanding_allowed, urgency_established, county_takes_urgent),
        facts=accepted,
    ),
    c.RefuseAcceptance: Rule(
        article="16/1",
        stages=stages(Stage.RECEIVED),
        guards=(resident,),
        checks=said("document"),
        facts=lambda s, k: happened(
            e.AcceptanceRefused(
                on=s.today, reason=k.reason.bound(s.case.asked.applicant), document=k.document
            )
        ),
    ),
    c.HandToReliefStation: Rule(
        article="15",
        stages=stages(Stage.RECEIVED),
        guards=(not_resident,),
        checks=said("station", "slip"),
        facts=lambda s, k: happened(
            e.HandedToReliefStation(on=s.today, station=k.station, slip=k.slip)
        ),
    ),
}
