"""Beside the case: leads on people in need, recorded and closed (A14.2)."""

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import UNKNOWN, PersonId
from domain.ground.posts import TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.leads import commands as c
from domain.registers.leads.facts import (
    LeadClosed,
    LeadOutcome,
    LeadPassedOn,
    LeadRecorded,
)
from domain.registers.leads.situation import Situation

NO_CASE = stages(Stage.UNKNOWN)


@carries("14.2", "A lead is recorded once.")
def lead_new(s: Situation) -> Reason | None:
    return reason(Code.CASE_EXISTS, "14.2") if s.lead.version else None


@carries("14.2", "A lead is closed once, with its outcome.")
def lead_open(s: Situation) -> Reason | None:
    return reason(Code.DONE_ALREADY, "14.2") if s.lead.outcome is not None else None


@carries("3", "The township that looks into it exists.")
def lead_township(s: Situation, command: c.RecordLead) -> Reason | None:
    if s.places.township(command.township, s.today) is None:
        return reason(Code.DIVISION_UNKNOWN, "3", "township", division=command.township)
    return None


@carries("14.2", "Helped to apply: the application is named, and only then.")
def application_named(s: Situation, command: c.CloseLead) -> Reason | None:
    helped = command.outcome is LeadOutcome.HELPED_TO_APPLY
    if helped != (command.application is not None):
        return reason(Code.FIELD_INVALID, "14.2", "application")
    return None


def lead_recorded(s: Situation, command: c.RecordLead) -> tuple[Change, ...]:
    """The lead; whom it is about has a key of their own but no name yet."""
    person = command.whereabouts.about
    if person == UNKNOWN:
        raise ValueError("a lead is about somebody")
    reporter, step = command.reporter, command.protective_step
    return (
        Change(
            LeadRecorded(
                lead=command.case,
                on=s.today,
                township=command.township,
                source=command.source,
                category=command.category,
                person=person,
                whereabouts=command.whereabouts,
                reporter=None if reporter is None else reporter.bound(person),
                protective_step=None if step is None else step.bound(person),
            )
        ),
    )


def lead_person(s: Situation) -> PersonId:
    """Whom the lead is about. Raises ``ValueError`` before it was recorded."""
    if s.lead.person is None:
        raise ValueError("a lead is closed that was never recorded")
    return s.lead.person


def lead_closed(s: Situation, command: c.CloseLead) -> tuple[Change, ...]:
    """The lead's outcome."""
    return (
        Change(
            LeadClosed(
                on=s.today,
                outcome=command.outcome,
                note=command.note.bound(lead_person(s)),
                case=command.application,
            )
        ),
    )


@since(3)
@carries("行政诉讼法§26", "The township is no more, and another stands for it.")
def lead_passes(s: Situation) -> Reason | None:
    if s.places.standing(s.lead.township, s.today) != s.lead.township:
        return None
    return reason(Code.NOTHING_TO_DO, "行政诉讼法§26", idle="file-to-pass-on")


def lead_passed_on(s: Situation, command: c.PassOnLead) -> tuple[Change, ...]:
    """承接. Raises ``KeyError`` where nobody stands for the township."""
    here = s.lead.township
    return (
        Change(
            LeadPassedOn(
                on=s.today,
                origin=here,
                township=s.places.standing(here, s.today),
                since=s.places.passed[here].since,
            )
        ),
    )


RULES: Rules = {
    c.RecordLead: Rule(
        article="14.2",
        by=(*TOWNSHIP_DESK, Post.COUNTY_CHECKER),
        reads=(Stream.LEAD,),
        writes=(Stream.LEAD,),
        opens=True,
        address="",
        stages=NO_CASE,
        guards=(lead_new,),
        checks=(lead_township,),
        facts=lead_recorded,
        brings=(LeadRecorded,),
    ),
    c.PassOnLead: Rule(
        article="行政诉讼法§26",
        by=(Post.SYSTEM,),
        reads=(Stream.LEAD,),
        writes=(Stream.LEAD,),
        stages=NO_CASE,
        guards=(lead_passes,),
        facts=lead_passed_on,
        brings=(LeadPassedOn,),
    ),
    c.CloseLead: Rule(
        article="14.2",
        by=(*TOWNSHIP_DESK, Post.COUNTY_CHECKER),
        reads=(Stream.LEAD,),
        writes=(Stream.LEAD,),
        address="closing",
        awaited=True,
        stages=NO_CASE,
        guards=(lead_open,),
        checks=(*said("note"), application_named),
        facts=lead_closed,
        brings=(LeadClosed,),
    ),
}
