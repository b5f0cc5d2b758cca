"""人员: who is appointed to what, whose kin they are, how they sign in. One register of facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.ground.facts import unfolded
from domain.ground.humans import Humans
from domain.ground.names import RESERVED, folded, seen
from domain.ground.people import PersonId
from domain.ground.posts import ADMINISTRATORS, Appointment, Officer, Post, appointed
from domain.registers.officers.facts import (
    AppointmentEnded,
    Credential,
    CredentialChanged,
    Kinship,
    KinshipDeclared,
    KinshipWithdrawn,
    OfficerAppointed,
    OfficerFact,
    OfficerNamed,
    SignInLinked,
    SignInUnlinked,
)

STREAM = "officers"
"""The stream that holds the whole register: its rules look across officers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one officer. ``appointments`` are all there ever were.

    ``spellings`` are the ids, other than the one in use, that facts from before have for them.
    """

    appointments: tuple[Appointment, ...] = ()
    kin: Mapping[PersonId, Kinship] = field(default_factory=dict)
    credentials: frozenset[Credential] = frozenset()
    spellings: frozenset[str] = frozenset()
    named: tuple[int, ...] = ()
    """In which facts of the register (by version) their name was said."""


@dataclass(frozen=True, slots=True)
class Officers:
    """The register; ``version`` counts its facts. Ids are asked for in any letter case."""

    version: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)
    humans: Humans = field(default_factory=Humans)
    names: frozenset[str] = frozenset()
    """The ids of all ever appointed, as they are seen where a name is written."""
    persons: Mapping[PersonId, str] = field(default_factory=dict)
    """Whose name is kept under which person's key, by id."""

    def entry(self, officer: str) -> Entry:
        """An officer's entry, empty for somebody never heard of."""
        return self.entries.get(folded(officer), Entry())

    def officer(self, id: str, day: date) -> Officer | None:
        """Who somebody is on a day; ``None`` where no appointment is in force.

        Nobody acts under a name of the system's, whatever was once recorded.
        """
        held = tuple(a for a in self.entry(id).appointments if self.holds(a, day))
        ids = self.human(id)
        if len(ids) > 1:
            held = _apart_from_administering(held, self.all_of(id), day)
        if not held or folded(id) in RESERVED:
            return None
        return appointed(folded(id), self.kin(id), held, ids)

    def holds(self, one: Appointment, day: date) -> bool:
        """Whether an appointment gives its post on a day.

        In somebody's place only while they hold that very post there themselves, under whichever id,
        whatever else became of them or of what ties their ids.
        """
        if one.deputy_for is None or not one.in_force(day):
            return one.in_force(day)
        every = self.all_of(one.deputy_for)
        own = tuple(a for a in every if a.deputy_for is None and a.in_force(day))
        own = _apart_from_administering(own, every, day)
        return any((a.post, a.division) == (one.post, one.division) for a in own)

    def kin(self, id: str) -> frozenset[PersonId]:
        """Whose cases somebody keeps out of, under whichever of their ids it was declared."""
        return frozenset(person for one in self.human(id) for person in self.entry(one).kin)

    def selves(self, id: str) -> frozenset[PersonId]:
        """Who somebody is, by every number declared as their own under whichever of their ids."""
        return frozenset(p for one in self.human(id) for p in _selves(self.entry(one)))

    def human(self, id: str) -> frozenset[str]:
        """Every id by which the register knows the same human, this one among them."""
        return self.humans.of(folded(id))

    def spelt(self, id: str) -> frozenset[str]:
        """Every id of a human, and every spelling that lines from before may have of it."""
        ids = self.human(id) | {id}
        return ids.union(*(self.entry(one).spellings for one in ids))

    def named(self, id: str) -> tuple[int, ...]:
        """In which facts (by version) a human was named, under whichever of their ids, in order."""
        return tuple(sorted(n for one in self.human(id) for n in self.entry(one).named))

    def called(self, name: str) -> bool:
        """Whether a name, however it is written, is the id of somebody ever appointed."""
        return seen(name) in self.names

    def whose_name(self, person: PersonId) -> str | None:
        """The officer whose own key this is; ``None`` of everybody else."""
        return self.persons.get(person)

    def all_of(self, id: str) -> tuple[Appointment, ...]:
        """Every appointment there ever was of a human, under whichever id."""
        return tuple(a for one in sorted(self.human(id)) for a in self.entry(one).appointments)

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
            a.post is post and self.holds(a, max(day, a.valid_from))
            for entry in self.entries.values()
            for a in entry.appointments
        )


def evolve(register: Officers, fact: OfficerFact) -> Officers:
    """The register after a fact. Ids that differ in letter case alone are one officer."""
    id, entry = folded(fact.officer), register.entry(fact.officer)
    if id != fact.officer:
        entry = replace(entry, spellings=entry.spellings | {fact.officer})
    links, humans, names = register.links, register.humans, register.names
    persons = register.persons
    match fact:
        case OfficerAppointed():
            entry = replace(entry, appointments=(*entry.appointments, _appointment(fact)))
            names = names | {seen(id)}
        case AppointmentEnded():
            entry = replace(entry, appointments=_ended(entry.appointments, fact))
        case KinshipDeclared():
            entry = replace(entry, kin={**entry.kin, fact.person: fact.relation})
            humans = humans.being(id, _selves(entry))
        case KinshipWithdrawn():
            left = {p: relation for p, relation in entry.kin.items() if p != fact.person}
            entry = replace(entry, kin=left)
            humans = humans.being(id, _selves(entry))
        case OfficerNamed():
            entry = replace(entry, named=(*entry.named, register.version + 1))
            persons = {**persons, fact.person: id}
        case SignInLinked():
            links = {**links, (fact.issuer, fact.subject): id}
            humans = humans.signing_in(id, (fact.issuer, fact.subject))
        case SignInUnlinked():
            links = {k: v for k, v in links.items() if k != (fact.issuer, fact.subject)}
        case CredentialChanged():
            changed = {fact.credential}
            kept = entry.credentials | changed if fact.present else entry.credentials - changed
            entry = replace(entry, credentials=kept)
        case _:
            unfolded(fact, __name__)
    entries = {**register.entries, id: entry}
    return Officers(register.version + 1, entries, links, humans, names, persons)


def _selves(entry: Entry) -> frozenset[PersonId]:
    """Who the register says an officer is."""
    return frozenset(p for p, relation in entry.kin.items() if relation is Kinship.SELF)


def _apart_from_administering(
    held: tuple[Appointment, ...], every: tuple[Appointment, ...], day: date
) -> tuple[Appointment, ...]:
    """Whoever administers holds no other post, under another id neither."""
    if not any(a.post in ADMINISTRATORS and a.in_force(day) for a in every):
        return held
    return tuple(a for a in held if a.post in ADMINISTRATORS)


def _appointment(fact: OfficerAppointed) -> Appointment:
    return Appointment(
        number=fact.number,
        post=fact.post,
        division=fact.division,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        document=fact.document,
        deputy_for=fact.deputy_for,
    )


def _ended(held: tuple[Appointment, ...], fact: AppointmentEnded) -> tuple[Appointment, ...]:
    return tuple(replace(a, valid_to=fact.last_day) if a.number == fact.number else a for a in held)
