"""人员: who is appointed to what, whose kin they are, how they sign in. One register of facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.facts import Fact, fact
from domain.people import PersonId
from domain.posts import Appointment, Officer, Post, appointed

STREAM = "officers"
"""The stream that holds the whole register: its rules look across officers."""


class Kinship(StrEnum):
    """亲属关系: whose case an officer keeps out of (公务员法 §74, §76)."""

    SELF = "self"
    SPOUSE = "spouse"
    LINEAL = "lineal-blood"
    COLLATERAL = "collateral-blood"
    AFFINITY = "near-affinity"
    OTHER = "other-interest"


class Credential(StrEnum):
    """登录凭证 of the local list of officers."""

    PASSWORD = "password"
    SECOND_FACTOR = "second-factor"


@fact("officer-appointed")
class OfficerAppointed(Fact):
    """An officer holds a post in a division, by a document; ``valid_to`` is the last day."""

    on: date
    number: str
    officer: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None
    document: str


@fact("appointment-ended")
class AppointmentEnded(Fact):
    """An appointment ends with ``last_day``; what was done under it stands."""

    on: date
    number: str
    officer: str
    last_day: date
    document: str


@fact("kinship-declared")
class KinshipDeclared(Fact):
    """An officer is kin to a person, or concerned in their matter: no act in that person's cases."""

    on: date
    officer: str
    person: PersonId
    relation: Kinship
    document: str


@fact("kinship-withdrawn")
class KinshipWithdrawn(Fact):
    """A declaration was wrong, or the relation has ended."""

    on: date
    officer: str
    person: PersonId
    document: str


@fact("sign-in-linked")
class SignInLinked(Fact):
    """Whoever the issuer knows by this subject is the officer. The subject names nobody by itself."""

    on: date
    officer: str
    issuer: str
    subject: str
    document: str


@fact("sign-in-unlinked")
class SignInUnlinked(Fact):
    """The issuer's subject is nobody again."""

    on: date
    officer: str
    issuer: str
    subject: str
    document: str


@fact("credential-changed")
class CredentialChanged(Fact):
    """A credential of the local list was set or (``present`` false) taken away. Never the secret."""

    on: date
    officer: str
    credential: Credential
    present: bool


OfficerFact = (
    OfficerAppointed
    | AppointmentEnded
    | KinshipDeclared
    | KinshipWithdrawn
    | SignInLinked
    | SignInUnlinked
    | CredentialChanged
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one officer. ``appointments`` are all there ever were."""

    appointments: tuple[Appointment, ...] = ()
    kin: Mapping[PersonId, Kinship] = field(default_factory=dict)
    credentials: frozenset[Credential] = frozenset()


@dataclass(frozen=True, slots=True)
class Officers:
    """The register; ``version`` counts its facts."""

    version: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def entry(self, officer: str) -> Entry:
        """An officer's entry, empty for somebody never heard of."""
        return self.entries.get(officer, Entry())

    def officer(self, id: str, day: date) -> Officer | None:
        """Who somebody is on a day; ``None`` where no appointment is in force."""
        entry = self.entry(id)
        held = tuple(a for a in entry.appointments if a.in_force(day))
        return appointed(id, frozenset(entry.kin), held) if held else None

    def kin(self, id: str) -> frozenset[PersonId]:
        """Whose cases somebody keeps out of."""
        return frozenset(self.entry(id).kin)

    def linked(self, issuer: str, subject: str) -> str | None:
        """The officer an issuer's subject stands for."""
        return self.links.get((issuer, subject))

    def appointment(self, officer: str, number: str) -> Appointment | None:
        """One of an officer's appointments."""
        return next((a for a in self.entry(officer).appointments if a.number == number), None)

    def number_used(self, number: str) -> bool:
        """Whether any appointment bears this number."""
        return any(a.number == number for e in self.entries.values() for a in e.appointments)

    def anyone(self, post: Post, day: date) -> bool:
        """Whether somebody holds a post on a day, or will later."""
        return any(
            a.post is post and (a.valid_to is None or day <= a.valid_to)
            for entry in self.entries.values()
            for a in entry.appointments
        )


def evolve(register: Officers, fact: OfficerFact) -> Officers:
    """The register after a fact."""
    entry = register.entry(fact.officer)
    links = register.links
    match fact:
        case OfficerAppointed():
            entry = replace(entry, appointments=(*entry.appointments, _appointment(fact)))
        case AppointmentEnded():
            entry = replace(entry, appointments=_ended(entry.appointments, fact))
        case KinshipDeclared():
            entry = replace(entry, kin={**entry.kin, fact.person: fact.relation})
        case KinshipWithdrawn():
            left = {p: relation for p, relation in entry.kin.items() if p != fact.person}
            entry = replace(entry, kin=left)
        case SignInLinked():
            links = {**links, (fact.issuer, fact.subject): fact.officer}
        case SignInUnlinked():
            links = {k: v for k, v in links.items() if k != (fact.issuer, fact.subject)}
        case CredentialChanged():
            changed = {fact.credential}
            kept = entry.credentials | changed if fact.present else entry.credentials - changed
            entry = replace(entry, credentials=kept)
        case _:
            assert_never(fact)
    return Officers(register.version + 1, {**register.entries, fact.officer: entry}, links)


def _appointment(fact: OfficerAppointed) -> Appointment:
    return Appointment(
        number=fact.number,
        post=fact.post,
        division=fact.division,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        document=fact.document,
    )


def _ended(held: tuple[Appointment, ...], fact: AppointmentEnded) -> tuple[Appointment, ...]:
    return tuple(replace(a, valid_to=fact.last_day) if a.number == fact.number else a for a in held)
