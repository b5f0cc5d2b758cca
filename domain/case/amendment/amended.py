"""The application as it reads after its amendments, in clear or masked."""

from collections.abc import Iterable
from dataclasses import replace

from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.records import Changes, Contact, Member

Amendment = ApplicationAmended | CorrectionRequested
"""Facts that say what an application is to say instead."""

Naming = ApplicationSubmitted | Amendment
"""Facts that name persons of an application."""


def named(fact: Naming) -> tuple[Member, ...]:
    """Whom a fact names as of the application."""
    return fact.members if isinstance(fact, ApplicationSubmitted) else fact.changes.members


def amended(application: ApplicationSubmitted, changes: Iterable[Changes]) -> ApplicationSubmitted:
    """What the application says after these changes, in their order.

    Who left stays readable: facts of before speak of them.
    """
    for one in changes:
        application = _amended(application, one)
    return application


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
    return Contact(phone=told.phone or was.phone, address=told.address or was.address)
