"""Who those of a form are: by their numbers, by another paper, or children by what is said of their birth.

Somebody may be found in several ways: by the number, by a paper, by a certificate, by guardian, name
and day of birth. By the first they are kept, by each other through a row of its own that leads to
them, so that whatever a family has in hand leads to one person and one account.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_bytes
from typing import Any, Protocol

from adapters.keys.boxes import KEY_BYTES
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.store.recorder import EventRecorder
from domain.case.amendment.commands import JoinNumber
from domain.case.intake.children import ELDER, certificate_of, of_age
from domain.case.intake.identities import told_apart
from domain.case.records import Birth, Member
from domain.ground.commands import Command
from domain.ground.history import PersonRow, also
from domain.ground.identity import as_shown, born, normal
from domain.ground.people import PersonId, Private
from domain.ground.texts import spelled
from relief.people.households import Household, Households

NUMBER, CERTIFICATE, BIRTH, PAPER, BORN = "number", "certificate", "birth", "paper", "born"
SAME = "same"
"""Under what somebody is found who is the same as another one, known by the number joined since."""


def as_otherwise_shown(told: Private, person: PersonId) -> Private | None:
    """A number as its paper shows it; ``None`` of one that is kept as it is shown."""
    shown = as_shown(told.reveal())
    return None if shown == normal(shown) else Private(person, shown)


def person_index(master: MasterKey, number: str) -> str:
    """Under which blind index the person with an identity number is kept."""
    return master.blind_index(normal(number))


class Known(Protocol):
    """Finds persons by their indexes."""

    def people_by_blind_index(self, indexes: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these blind indexes, by blind index."""


def by_numbers(store: Known, master: MasterKey, indexes: Sequence[str]) -> dict[str, PersonRow]:
    """Who is known by these indexes of numbers; of one that was joined to somebody else, that one."""
    found = dict(store.people_by_blind_index([*dict.fromkeys(indexes)])) if indexes else {}
    same = {master.blind_index(f"{SAME}/{row.whose}"): index for index, row in found.items()}
    joined = store.people_by_blind_index([*same]) if same else {}
    return {**found, **{same[index]: row for index, row in joined.items()}}


@dataclass(slots=True)
class _Form:
    """What was found out about the members of one form: who they are, of whom something else was said
    before, and rows not stored yet.
    """

    guardians: tuple[PersonId, ...] = ()
    members: dict[int, Member] = field(default_factory=dict)
    named: dict[PersonId, PersonId] = field(default_factory=dict)
    rows: dict[str, PersonRow] = field(default_factory=dict)
    otherwise: list[PersonId] = field(default_factory=list)

    def put(self, place: int, was: Member, member: Member) -> None:
        """Note who somebody is; the form called them otherwise."""
        self.members[place] = member
        self.named[was.person] = member.person


class Children:
    """Finds the members of a form; introduces new ones."""

    def __init__(
        self,
        store: EventRecorder,
        master: MasterKey,
        sealer: KeySealer,
        household: Households,
        held: Callable[[PersonId], bool] = lambda person: True,
    ) -> None:
        self._store = store
        self._master = master
        self._sealer = sealer
        self._household = household
        self._held = held

    def listed(
        self, those: Sequence[Member], case: str = ""
    ) -> tuple[tuple[Member, ...], tuple[PersonId, ...], Sequence[PersonRow]]:
        """Those of a form, each as who they are; who of them is known otherwise; and the rows of
        whoever is not known yet.
        """
        ours = self._household(case) if case and those else Household()
        form = _Form(tuple(ours.members.values()))
        numbered = [(n, m) for n, m in enumerate(those) if m.id_number is not None]
        self._by_number(form, sorted(numbered, key=lambda one: not _elder(one[1])))
        others = [(n, m) for n, m in enumerate(those) if m.id_number is None]
        for n, member in sorted(others, key=lambda one: one[1].paper is None):
            self._otherwise(form, n, member)
        members = tuple(form.members[n] for n in range(len(those)))
        return members, (*form.otherwise,), (*form.rows.values(),)

    def identify(self, command: Command) -> tuple[Command, Sequence[PersonRow]] | None:
        """A command that gives somebody their number, with whom it is about, or that says who died, with
        who of them is under age; ``None`` of any other.
        """
        if hasattr(command, "under_age"):
            return self._left(command), ()
        return self._joined(command) if isinstance(command, JoinNumber) else None

    def _left(self, command: Any) -> Command:
        """Only where somebody is to stand for the household it is asked who may not."""
        told: Command = command
        if command.representative is None:
            return told
        family, guardian = self._household(command.case), command.guardian
        days = family.birthdays.items()
        minors = tuple(one for one, day in days if not of_age(day, command.died_on))
        named = None if guardian is None else family.members.get(spelled(guardian.name.reveal()))
        told = replace(command, under_age=minors, guardian_is=named)
        return told

    def _joined(self, command: JoinNumber) -> tuple[JoinNumber, Sequence[PersonRow]]:
        """The command with who is known under its number, and the row by which it finds the person."""
        number = normal(command.id_number.reveal())
        index, row_id = person_index(self._master, number), also(NUMBER, command.person)
        known = by_numbers(self._store, self._master, [index]).get(index)
        earlier = self._store.people_by_id([command.person, row_id])
        told = self._household(command.case).born.get(command.person)
        another = None if known is None or known.whose == command.person else known.whose
        identified = replace(
            command,
            id_number=Private(command.person, number),
            shown=as_otherwise_shown(command.id_number, command.person),
            known=None if known is None else known.whose,
            born=None if told is None else Private(command.person, told),
            otherwise=(known is None or another is not None) and row_id in earlier,
            held=another is not None and self._held(another),
        )
        if row_id in earlier or command.person not in earlier:
            return identified, ()
        if another is not None:
            index = self._index(f"{SAME}/{another}")
        elif known is not None:
            return identified, ()
        return identified, (self._besides(NUMBER, command.person, index),)

    def _by_number(self, form: _Form, those: Iterable[tuple[int, Member]]) -> None:
        """By number, grown-ups first; a child may be known by its birth from before it had one."""
        told = [(n, m, m.id_number) for n, m in those if m.id_number is not None]
        numbers = [normal(one.reveal()) for _, _, one in told]
        indexes = [person_index(self._master, number) for number in numbers]
        known = by_numbers(self._store, self._master, indexes)
        for (place, member, written), number, index in zip(told, numbers, indexes, strict=True):
            row = known.get(index) or form.rows.get(index)
            person = row.whose if row else self._new(form, index, number, member)
            shown = as_otherwise_shown(written, person)
            held = Private(person, number)
            form.put(place, member, replace(member, person=person, id_number=held, shown=shown))

    def _new(self, form: _Form, index: str, number: str, member: Member) -> PersonId:
        """Known by its birth, or known to nobody."""
        child = self._without_number(form, number, member) if not _elder(member) else None
        if child is not None:
            form.rows[index] = self._besides(NUMBER, child, index)
            return child
        form.rows[index] = self._sealer.new_person(number)
        return form.rows[index].whose

    def _without_number(self, form: _Form, number: str, member: Member) -> PersonId | None:
        """The child of this name and day that one of the form was guardian of; no number was joined."""
        day = _day(number)
        those = dict.fromkeys((*form.named.values(), *form.guardians))
        name = member.name.reveal()
        if day is None:
            return None
        found = self._found(self._index(_of_birth(guardian, name, day)) for guardian in those)
        children = dict.fromkeys(row.whose for row in found.values() if row.wrapped_key)
        if not children:
            return None
        numbered = self._store.people_by_id([also(NUMBER, one) for one in children])
        free = [one for one in children if also(NUMBER, one) not in numbered]
        return free[0] if len(free) == 1 else None

    def _otherwise(self, form: _Form, place: int, member: Member) -> None:
        """By paper or birth; one of whom nothing is said stays nobody, and is refused."""
        birth = member.birth
        if birth is not None and birth.guardian in form.named:
            birth = replace(birth, guardian=form.named[birth.guardian])
        ways = _ways(member, birth)
        if not ways:
            form.members[place] = member
            return
        indexes = {by: self._index(way) for by, way in ways.items()}
        known = {**self._found(indexes.values()), **form.rows}
        met = [known[index].whose for index in indexes.values() if index in known]
        (first, *_) = indexes
        if not met:
            form.rows[indexes[first]] = self._sealer.new_person(ways[first])
            known[indexes[first]] = form.rows[indexes[first]]
        person = known[indexes[first]].whose if not met else met[0]
        self._keep_besides(form, person, indexes, known)
        if len({*met}) > 1 or self._born_otherwise(form, person, _said(member, birth)):
            form.otherwise.append(person)
        form.put(place, member, replace(member, person=person, birth=birth))

    def _keep_besides(
        self,
        form: _Form,
        person: PersonId,
        indexes: Mapping[str, str],
        known: Mapping[str, PersonRow],
    ) -> None:
        """Whatever leads to nobody yet leads to the child, unless it is known by another of the kind."""
        there = self._store.people_by_id([also(by, person) for by in indexes])
        for by, index in indexes.items():
            if index not in known and also(by, person) not in there:
                form.rows[index] = self._besides(by, person, index)

    def _born_otherwise(self, form: _Form, person: PersonId, day: str) -> bool:
        """Whether another day of birth was said of somebody before; the first one said is kept."""
        index, id = self._index(f"{BORN}/{person}/{day}"), also(BORN, person)
        kept = self._store.people_by_id([id]).get(id)
        kept = kept or next((row for row in form.rows.values() if row.person_id == id), None)
        if kept is None:
            form.rows[index] = self._besides(BORN, person, index)
        return kept is not None and kept.blind_index != index

    def _besides(self, by: str, person: PersonId, index: str) -> PersonRow:
        id = also(by, person)
        return PersonRow(id, index, self._master.wrap(id, token_bytes(KEY_BYTES)))

    def _found(self, indexes: Iterable[str]) -> dict[str, PersonRow]:
        wanted = [*dict.fromkeys(indexes)]
        return {**self._store.people_by_blind_index(wanted)} if wanted else {}

    def _index(self, way: str) -> str:
        return self._master.blind_index(way)


def _of_birth(guardian: PersonId, name: str, day: str) -> str:
    return f"{BIRTH}/{guardian}/{spelled(name)}/{day}"


def _ways(member: Member, birth: Birth | None) -> dict[str, str]:
    """What leads to somebody without a number, the surest first."""
    if member.paper is not None:
        return {PAPER: f"{PAPER}/{told_apart(member.paper)}"}
    ways: dict[str, str] = {}
    if birth is None:
        return ways
    if certificate := certificate_of(birth):
        ways[CERTIFICATE] = f"{CERTIFICATE}/{certificate}"
    if birth.guardian is not None:
        day = birth.born.reveal().strip()
        ways[BIRTH] = _of_birth(birth.guardian, member.name.reveal(), day)
    return ways


def _said(member: Member, birth: Birth | None) -> str:
    """The day of birth that is said of somebody without a number."""
    told = member.paper or birth
    return "" if told is None else told.born.reveal().strip()


def _elder(member: Member) -> bool:
    """Whether a relation is one of grown-ups, who are never known by their birth."""
    return member.relation in ELDER


def _day(number: str) -> str | None:
    """The day of birth a number tells, if it tells one."""
    try:
        return born(number).isoformat()
    except ValueError:
        return None
