"""第十四条申请: what an application must say."""

from dataclasses import replace

from domain.account.known import PersonListed
from domain.case.accounts import (
    bound_account,
    card_looked_at,
    digits_only,
    likely_account,
    nobodys_number,
    one_digit,
)
from domain.case.days import dated, day_done, same_law
from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.ability import agent_of_age, guardian_named, guardian_of_incapable
from domain.case.intake.acceptance import not_on_list
from domain.case.intake.children import (
    born_as_told,
    bound_birth,
    identities_wrong,
    known_otherwise,
)
from domain.case.intake.identities import bound_paper
from domain.case.listings import listings
from domain.case.papers import complete, known, lacking
from domain.case.records import Agent, Contact, Incident, Member
from domain.case.situation import Situation, happened
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.identity import identity_number_fault
from domain.ground.letters import FAMILY, Letter
from domain.ground.people import PersonId, Private, unsaid
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import (
    INDIVIDUAL_CATEGORIES,
    Category,
    Channel,
    DocumentKind,
    Recipient,
    Relation,
    Residence,
    Stage,
    Subject,
)
from domain.ground.words import positive, said


def hardship_fits(subject: Subject, category: Category, field: str) -> Reason | None:
    """Why a kind of hardship is none of households, or none of individuals (8)."""
    if (category in INDIVIDUAL_CATEGORIES) == (subject is Subject.INDIVIDUAL):
        return None
    return reason(Code.FIELD_INVALID, "8", field, subject=subject.value)


@carries("8", "A kind of hardship belongs to households or to individuals.")
def subject_fits(s: Situation, command: c.SubmitApplication) -> Reason | None:
    return hardship_fits(command.subject, command.category, "category")


@carries("14.1", "Exactly one of the members is the applicant, and nobody is listed twice.")
def one_applicant(s: Situation, command: c.SubmitApplication) -> Reason | None:
    applicants = [m for m in command.members if m.relation is Relation.APPLICANT]
    if len(applicants) != 1 or len({m.person for m in command.members}) != len(command.members):
        return reason(Code.FIELD_INVALID, "14.1", "members", applicants=len(applicants))
    return None


@carries("16 16.3", "Every identity number has 18 places and the right check digit (GB 11643).")
def identity_numbers_right(s: Situation, command: c.SubmitApplication) -> tuple[Reason, ...]:
    """Whatever is wrong is told at once (16), however many members it is about."""
    return wrong_numbers(s, command.members, "members")


@carries("16 16.3", "The identity numbers that are wrong, each by its place.")
def wrong_numbers(s: Situation, members: tuple[Member, ...], within: str) -> tuple[Reason, ...]:
    numbers = ((n, member.id_number) for n, member in enumerate(members))
    told = ((n, number.reveal()) for n, number in numbers if number is not None)
    faults = ((n, identity_number_fault(number, s.today)) for n, number in told)
    return tuple(
        reason(Code.IDENTITY_NUMBER_WRONG, "16.3", f"{within}.{n}.id_number", fault=fault)
        for n, fault in faults
        if fault is not None
    )


@since(3)
@carries(
    "16 16.3",
    "Who has no number shows another paper of identity, or is a child known by its birth.",
)
def children_right(s: Situation, command: c.SubmitApplication) -> tuple[Reason, ...]:
    return identities_wrong(command.members, "members", s.today)


@since(3)
@carries("16 16.3", "Under one paper or certificate one birth is told, in whichever file.")
def births_as_known(s: Situation, command: c.SubmitApplication) -> tuple[Reason, ...]:
    return known_otherwise(command.members, "members", command.otherwise)


@since(3)
@carries("15 16.3", "Whoever shows a paper of those who have no hukou has none here.")
def residence_fits(s: Situation, command: c.SubmitApplication) -> Reason | None:
    applying = (one for one in command.members if one.relation is Relation.APPLICANT)
    if command.residence is Residence.LOCAL and any(one.paper is not None for one in applying):
        return reason(Code.IDENTITY_CONTRADICTS, "16.3", "residence")
    return None


@carries("3", "The township exists on this day.")
def township_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    return division_reason(s, command.township, "township")


@carries("3", "So does the township the applicant lives in.")
def residence_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    return division_reason(s, command.lives_in, "lives_in")


@carries("3", "A nine-digit division that exists on the day.")
def division_reason(s: Situation, code: str, field: str) -> Reason | None:
    if s.places.township(code, s.today) is None:
        return reason(Code.DIVISION_UNKNOWN, "3", field, division=code)
    return None


@carries(
    "18.2.2", "Where the seat township of a county is not on record, the application must say it."
)
def seat_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    known = seat_of(s, command)
    if known is None and command.lives_in_seat is None:
        return reason(Code.FIELD_MISSING, "18.2.2", "lives_in_seat")
    return None


def seat_of(s: Situation, command: c.SubmitApplication) -> bool | None:
    """Whether the applicant lives where this county's government sits; unknown where not on record."""
    if command.lives_in[:6] != command.township[:6]:
        return False
    return s.places.is_seat(command.lives_in, s.today)


@carries("17", "An entrusted application names its agent, no other does.")
def agent_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    if (command.channel is Channel.ON_BEHALF) != (command.agent is not None):
        return reason(Code.FIELD_INVALID, "17", "agent", channel=command.channel.value)
    return None


@carries("14.2", "An application from a lead names one that exists in the same township.")
def lead_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    if (command.channel is Channel.LEAD) != (command.lead is not None):
        return reason(Code.FIELD_INVALID, "14.2", "lead", channel=command.channel.value)
    if command.lead is not None and s.lead.township != command.township:
        return reason(Code.LEAD_UNKNOWN, "14.2", "lead", lead=command.lead)
    return None


@carries("2", "What is relieved has happened.")
def incident_not_future(s: Situation, command: c.SubmitApplication) -> Reason | None:
    if command.incident.on > s.today:
        return reason(Code.DATE_IN_FUTURE, "2", "incident.on", day=command.incident.on)
    return None


@since(3)
@carries("2 14.1", "What is applied for happened by the day the application was handed in.")
def incident_by_application(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Of a day to come another check tells."""
    day, latest = command.incident.on, day_done(s, command, "received_on")
    if not latest < day <= s.today:
        return None
    return reason(Code.DATE_TOO_LATE, "14.1", "incident.on", day=day, latest=latest)


@since(3)
@carries("14.1 16.3", "Whoever is listed was born by the day the application was handed in.")
def born_by_application(s: Situation, command: c.SubmitApplication) -> tuple[Reason, ...]:
    """By number, paper or birth; of a day to come other checks tell."""
    latest = day_done(s, command, "received_on")
    told = ((n, *born_as_told(member, s.today)) for n, member in enumerate(command.members))
    return tuple(
        reason(Code.BORN_LATER, "16.3", f"members.{n}.{field}")
        for n, field, day in told
        if day is not None and latest < day <= s.today
    )


@carries("16 16.8", "Papers are called by the names the law has for them.")
def papers_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    return not_on_list(s, frozenset(command.materials) - known(s.pack))


@carries("19", "Money goes to an account of the persons applied for.")
def holder_is_member(s: Situation, command: c.SubmitApplication) -> Reason | None:
    members = {m.person for m in command.members}
    if command.account is not None and command.account.holder not in members:
        return reason(Code.NOT_A_MEMBER, "19", "account.holder")
    return None


def bound_member(member: Member) -> Member:
    """Somebody of the application, their name and number bound to themselves."""
    about, birth, paper = member.person, member.birth, member.paper
    return replace(
        member,
        name=member.name.bound(about),
        id_number=bound(member.id_number, about),
        shown=bound(member.shown, about),
        birth=None if birth is None else bound_birth(birth, about),
        paper=None if paper is None else bound_paper(paper, about),
        health=bound(member.health, about),
        occupation=bound(member.occupation, about),
    )


def bound(value: Private | None, about: PersonId) -> Private | None:
    """What was told, bound to whom it is about."""
    return None if value is None else value.bound(about)


def bound_incident(incident: Incident, applicant: PersonId) -> Incident:
    """What happened, its place bound to the applicant."""
    return replace(incident, place=incident.place.bound(applicant))


def bound_contact(contact: Contact, applicant: PersonId) -> Contact:
    """How to reach the applicant, bound to them."""
    return Contact(
        phone=bound(contact.phone, applicant),
        address=bound(contact.address, applicant),
        registered_at=bound(contact.registered_at, applicant),
    )


def bound_agent(agent: Agent, applicant: PersonId) -> Agent:
    """Who was entrusted, bound to the applicant: agents have no key of their own."""
    return replace(
        agent,
        reason=agent.reason.bound(applicant),
        organisation=bound(agent.organisation, applicant),
        name=agent.name.bound(applicant),
        phone=bound(agent.phone, applicant),
    )


def lacked(s: Situation, command: c.SubmitApplication) -> tuple[str, ...]:
    """What did not come along, or not complete."""
    entrusted, came = command.agent is not None, complete(command.materials, command.agent)
    return lacking(s, command.category, command.residence, entrusted, came)


def submitted(s: Situation, command: c.SubmitApplication) -> tuple[Change, ...]:
    """The application, with every private value bound to the person it is about."""
    applicant = next(m.person for m in command.members if m.relation is Relation.APPLICANT)
    known, incident = seat_of(s, command), bound_incident(command.incident, applicant)
    persons = tuple(member.person for member in command.members)
    made = happened(
        e.ApplicationSubmitted(
            case=command.case,
            on=day_done(s, command, "received_on"),
            channel=command.channel,
            subject=command.subject,
            category=command.category,
            incident=incident,
            township=command.township,
            village=command.village,
            lives_in=command.lives_in,
            lives_in_seat=bool(command.lives_in_seat) if known is None else known,
            residence=command.residence,
            applicant=applicant,
            members=tuple(map(bound_member, command.members)),
            contact=bound_contact(command.contact, applicant),
            account=None if command.account is None else bound_account(command.account),
            agent=None if command.agent is None else bound_agent(command.agent, applicant),
            lead=command.lead,
            requested=command.requested,
            statement=command.statement.bound(applicant),
            materials=command.materials,
            lacking=lacked(s, command),
            account_checked=command.account_checked,
            incapable=command.incapable,
            village_code=s.places.village(command.township, command.village, s.today),
            late_reason=None
            if unsaid(command.late_reason)
            else bound(command.late_reason, applicant),
        )
    )
    return (*made, *listings(command.case, s.today, incident.matter, persons))


RULES: Rules = {
    c.SubmitApplication: Rule(
        article="14.1",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        reads=(Stream.LEAD, Stream.CALENDAR),
        writes=(Stream.CASE, Stream.HOMES),
        opens=True,
        address="",
        letters=(
            Letter(
                kind=DocumentKind.FORM,
                fact=e.ApplicationSubmitted,
                article="16.7",
                grows=True,
                readers=FAMILY | {Recipient.COUNTY},
            ),
            Letter(kind=DocumentKind.SLIP, fact=e.ApplicationSubmitted, article="27", grows=True),
        ),
        stages=stages(Stage.UNKNOWN),
        checks=(
            *said("village", "members"),
            subject_fits,
            one_applicant,
            identity_numbers_right,
            children_right,
            births_as_known,
            township_known,
            residence_known,
            residence_fits,
            seat_said,
            agent_said,
            *(guardian_named, guardian_of_incapable),
            agent_of_age,
            lead_said,
            incident_not_future,
            incident_by_application,
            born_by_application,
            papers_known,
            holder_is_member,
            digits_only,
            one_digit,
            nobodys_number,
            likely_account,
            card_looked_at,
            positive("requested"),
            *dated("received_on"),
            same_law("received_on"),
        ),
        facts=submitted,
        brings=(e.ApplicationSubmitted, PersonListed),
    ),
}
