"""第十四条申请: what an application must say."""

from dataclasses import replace

from domain.case import commands as c
from domain.case import events as e
from domain.case.papers import known, lacking
from domain.case.rules.acceptance import not_on_list
from domain.case.rules.words import positive, said
from domain.case.situation import Change, Rule, Rules, Situation, happened, stages
from domain.case.terms import (
    INDIVIDUAL_CATEGORIES,
    Channel,
    Relation,
    Stage,
    Subject,
)
from domain.identity import identity_number_fault
from domain.people import Private
from domain.refusal import Code, Reason, reason


def subject_fits(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """A kind of hardship belongs to households or to individuals (A8)."""
    individual = command.category in INDIVIDUAL_CATEGORIES
    if individual != (command.subject is Subject.INDIVIDUAL):
        return reason(Code.FIELD_INVALID, "8", "category", subject=command.subject.value)
    return None


def one_applicant(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Exactly one of the members is the applicant, and nobody is listed twice."""
    applicants = [m for m in command.members if m.relation is Relation.APPLICANT]
    if len(applicants) != 1 or len({m.person for m in command.members}) != len(command.members):
        return reason(Code.FIELD_INVALID, "14.1", "members", applicants=len(applicants))
    return None


def identity_numbers_right(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Every identity number has 18 places and the right check digit (GB 11643)."""
    for place, member in enumerate(command.members):
        fault = identity_number_fault(member.id_number.reveal(), s.today)
        if fault is not None:
            field = f"members.{place}.id_number"
            return reason(Code.IDENTITY_NUMBER_WRONG, "16.3", field, fault=fault)
    return None


def township_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """The township exists on this day (A3)."""
    return division_reason(s, command.township, "township")


def residence_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """So does the township the applicant lives in (A3)."""
    return division_reason(s, command.lives_in, "lives_in")


def division_reason(s: Situation, code: str, field: str) -> Reason | None:
    """A nine-digit division that exists on the day."""
    if s.places.township(code, s.today) is None:
        return reason(Code.DIVISION_UNKNOWN, "3", field, division=code)
    return None


def seat_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Where the seat township of a county is not on record, the application must say it (A18.2.2)."""
    known = seat_of(s, command)
    if known is None and command.lives_in_seat is None:
        return reason(Code.FIELD_MISSING, "18.2.2", "lives_in_seat")
    return None


def seat_of(s: Situation, command: c.SubmitApplication) -> bool | None:
    """Whether the applicant lives where this county's government sits; unknown where not on record."""
    if command.lives_in[:6] != command.township[:6]:
        return False
    return s.places.is_seat(command.lives_in)


def agent_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """An entrusted application names its agent, no other does (A17)."""
    if (command.channel is Channel.ON_BEHALF) != (command.agent is not None):
        return reason(Code.FIELD_INVALID, "17", "agent", channel=command.channel.value)
    return None


def lead_said(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """An application from a lead names one that exists in the same township (A14.2)."""
    if (command.channel is Channel.LEAD) != (command.lead is not None):
        return reason(Code.FIELD_INVALID, "14.2", "lead", channel=command.channel.value)
    if command.lead is not None and s.lead.township != command.township:
        return reason(Code.LEAD_UNKNOWN, "14.2", "lead", lead=command.lead)
    return None


def incident_not_future(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """What is relieved has happened (2)."""
    if command.incident.on > s.today:
        return reason(Code.DATE_IN_FUTURE, "2", "incident.on", day=command.incident.on)
    return None


def papers_known(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Papers are called by the names the law has for them (16, 16.8)."""
    return not_on_list(s, frozenset(command.materials) - known(s.pack))


def holder_is_member(s: Situation, command: c.SubmitApplication) -> Reason | None:
    """Money goes to an account of the persons applied for (A19)."""
    members = {m.person for m in command.members}
    if command.account is not None and command.account.holder not in members:
        return reason(Code.NOT_A_MEMBER, "19", "account.holder")
    return None


def submitted(s: Situation, command: c.SubmitApplication) -> tuple[Change, ...]:
    """The application, with every private value bound to the person it is about."""
    applicant = next(m.person for m in command.members if m.relation is Relation.APPLICANT)

    def mine(value: Private | None) -> Private | None:
        return None if value is None else value.bound(applicant)

    known = seat_of(s, command)
    agent = command.agent
    return happened(
        e.ApplicationSubmitted(
            case=command.case,
            on=s.today,
            channel=command.channel,
            subject=command.subject,
            category=command.category,
            incident=replace(command.incident, place=command.incident.place.bound(applicant)),
            township=command.township,
            village=command.village,
            lives_in=command.lives_in,
            lives_in_seat=bool(command.lives_in_seat) if known is None else known,
            residence=command.residence,
            applicant=applicant,
            members=tuple(
                e.Member(
                    person=m.person,
                    relation=m.relation,
                    name=m.name.bound(m.person),
                    id_number=m.id_number.bound(m.person),
                )
                for m in command.members
            ),
            contact=e.Contact(
                phone=mine(command.contact.phone), address=mine(command.contact.address)
            ),
            account=None if command.account is None else bound_account(command.account),
            agent=None
            if agent is None
            else e.Agent(
                reason=agent.reason.bound(applicant),
                organisation=mine(agent.organisation),
                name=agent.name.bound(applicant),
                phone=agent.phone.bound(applicant),
            ),
            lead=command.lead,
            requested=command.requested,
            statement=command.statement.bound(applicant),
            materials=command.materials,
            lacking=lacking(
                s, command.category, command.residence, agent is not None, command.materials
            ),
        )
    )


def bound_account(account: e.Account) -> e.Account:
    """The account, bank and number sealed for its holder."""
    holder = account.holder
    return e.Account(
        holder=holder, bank=account.bank.bound(holder), number=account.number.bound(holder)
    )


RULES: Rules = {
    c.SubmitApplication: Rule(
        article="14.1",
        stages=stages(Stage.UNKNOWN),
        checks=(
            *said("village", "materials", "members"),
            subject_fits,
            one_applicant,
            identity_numbers_right,
            township_known,
            residence_known,
            seat_said,
            agent_said,
            lead_said,
            incident_not_future,
            papers_known,
            holder_is_member,
            positive("requested"),
        ),
        facts=submitted,
    ),
}
