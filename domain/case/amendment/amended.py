"""The application as it reads after its amendments, in clear or masked."""

from collections.abc import Iterable
from dataclasses import replace

from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested, NumberJoined
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.records import Changes, Contact, Member

Amendment = ApplicationAmended | CorrectionRequested
"""Facts that say what an application is to say instead."""

Said = Amendment | NumberJoined
"""Facts after which an application reads otherwise."""

Naming = ApplicationSubmitted | Amendment
"""Facts that name persons of an application."""


def named(fact: Naming) -> tuple[Member, ...]:
    """Whom a fact names as of the application."""
    return fact.members if isinstance(fact, ApplicationSubmitted) else fact.changes.members


def changes_of(fact: Said) -> Changes:
    """What a fact says the application is to say instead; of a number joined nothing else."""
    return Changes() if isinstance(fact, NumberJoined) else fact.changes


def amended(application: ApplicationSubmitted, facts: Iterable[Said]) -> ApplicationSubmitted:
    """What the application says after these facts, in their order.

    Who left stays readable: facts of before speak of them.
    """
    for fact in facts:
        application = (
            _joined(application, fact)
            if isinstance(fact, NumberJoined)
            else _amended(application, fact.changes)
        )
    return application


def _joined(was: ApplicationSubmitted, told: NumberJoined) -> ApplicationSubmitted:
    members = (
        replace(one, id_number=told.id_number, shown=told.shown)
        if one.person == told.person
        else one
        for one in was.members
    )
    return replace(was, members=tuple(members))


def _amended(was: ApplicationSubmitted, told: Changes) -> ApplicationSubmitted:
    members = {member.person: member for member in (*was.members, *told.members)}
    return replace(
        was,
        members=tuple(members.values()),
        applicant=next(iter(told.applying), was.applicant),
        subject=told.subject or was.subject,
        category=told.category or was.category,
        incident=told.incident or was.incident,
        village=told.village or was.village,
        contact=_contact(was.contact, told.contact),
    )


def _contact(was: Contact, told: Contact | None) -> Contact:
    if told is None:
        return was
    return Contact(
        phone=told.phone or was.phone,
        address=told.address or was.address,
        registered_at=told.registered_at or was.registered_at,
    )
