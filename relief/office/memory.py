"""A history kept in memory, with the face of the real one: for tests of the office, and quick to fork.

What the real one refuses this one refuses, in the same order; what it seals is sealed here as well,
so that nothing works only because a text happened to be in clear. It is gone with its process, and
knows nothing of master keys: a person's key is its row, and destroyed with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import RLock

from domain.case.amendment.amended import named
from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.claims import ClaimRow, claimed
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.facts import FACTS, Recorded
from domain.ground.history import (
    ALSO_BY,
    NAMING,
    NOT_READ,
    YEAR_KEY,
    ClaimTaken,
    ClockBehind,
    CommandAlreadyRecorded,
    CommandRow,
    Conflict,
    KeyGone,
    KeyMissing,
    PersonRow,
    Versions,
    also,
)
from domain.ground.people import Private
from domain.ground.shapes import Change, shape_of
from domain.registers.keys.facts import IndexKeyDestroyed, KeyDestroyed
from domain.registers.keys.state import MASTER_KEYS

ClaimKey = tuple[str, str]


class MemoryEpoch:
    """Which epoch of the history is remembered. One in memory goes back only where it is told to."""

    def __init__(self) -> None:
        self.number = 0
        self.forgetting: list[Callable[[], None]] = []

    def turn(self, number: int) -> None:
        """Forget what was remembered in this epoch, once."""
        if number == self.number:
            self.number += 1
            for forget in self.forgetting:
                forget()


@dataclass(slots=True)
class _Held:
    """Everything kept. Rows and facts are immutable, so that a copy shares them all."""

    order: list[Recorded] = field(default_factory=list)
    streams: dict[str, tuple[Recorded, ...]] = field(default_factory=dict)
    commands: dict[str, CommandRow] = field(default_factory=dict)
    people: dict[str, PersonRow] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    claims: dict[ClaimKey, tuple[ClaimRow, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "_Held":
        """The same, free to go another way."""
        return _Held(
            self.order.copy(),
            self.streams.copy(),
            self.commands.copy(),
            self.people.copy(),
            self.persons.copy(),
            self.claims.copy(),
            self.texts.copy(),
        )


class MemoryJournal:
    """Reads and appends facts of any streams, in memory. Thread-safe."""

    def __init__(self) -> None:
        self.epoch = MemoryEpoch()
        self._held = _Held()
        self._lock = RLock()

    def copy(self) -> "MemoryJournal":
        """The same history in an epoch of its own, free to go another way."""
        twin = MemoryJournal()
        with self._lock:
            twin._held = self._held.copy()
        return twin

    def __eq__(self, other: object) -> bool:
        """Whether two hold the same."""
        return isinstance(other, MemoryJournal) and self._held == other._held

    __hash__ = None  # type: ignore[assignment]

    @property
    def head(self) -> int:
        """The newest position; 0 where nothing was recorded yet."""
        return len(self._held.order)

    def append(
        self,
        recorded: Sequence[Recorded],
        command: CommandRow,
        people: Sequence[PersonRow] = (),
        epoch: int | None = None,
        reads: Versions = NOT_READ,
    ) -> int:
        """Keep facts with the receipt, new persons and what they claim, or nothing at all."""
        with self._lock:
            if epoch is not None and epoch != self.epoch.number:
                raise Conflict("what this save builds on was read before the history went back")
            sealed, texts = self._sealed(recorded, people)
            claims = [row for one in recorded for row in claimed(one)]
            _once(claims)
            self._receipt_is_new(command)
            self._streams_stand(reads)
            self._persons_are_new(people)
            self._facts_are_next(recorded)
            self._persons_may_be(recorded, people)
            self._claims_are_free(claims)
            return self._keep(sealed, texts, command, people, claims)

    def _sealed(
        self, recorded: Sequence[Recorded], people: Sequence[PersonRow]
    ) -> tuple[list[Recorded], dict[str, str]]:
        """The facts with every private text behind a box, and what is in the boxes."""
        fresh, texts = {row.person_id for row in people}, dict[str, str]()

        def seal(private: Private, path: str, one: Recorded) -> Private:
            if private.about not in fresh:
                self._has_key(private.about)
            if private.box is not None:
                raise ValueError(f"{path} was sealed for another place; open it")
            box = _place(one, path)
            texts[box] = private.reveal()
            return Private(private.about, None, box)

        sealed = []
        for one in recorded:
            if FACTS.get(one.fact.NAME) is not type(one.fact):
                raise ValueError(f"{one.fact.NAME} is not registered")
            sealed.append(self.changed(one, lambda p, path, one=one: seal(p, path, one)))  # type: ignore[misc]
        return sealed, texts

    def _has_key(self, person: str) -> None:
        """Raises ``KeyMissing``, or ``KeyGone`` where it was destroyed."""
        row = self._held.people.get(person)
        if row is None:
            raise KeyMissing(f"there is no key for person {person}")
        if not row.wrapped_key:
            raise KeyGone(person)

    def _receipt_is_new(self, command: CommandRow) -> None:
        if command.command_id in self._held.commands:
            raise CommandAlreadyRecorded(f"command {command.command_id} has a receipt")

    def _streams_stand(self, reads: Versions) -> None:
        for stream, version in reads.items():
            if len(self._held.streams.get(stream, ())) != version:
                raise Conflict(f"{stream} moved on since it was read")

    def _persons_are_new(self, people: Sequence[PersonRow]) -> None:
        ids, indexes = {p.person_id for p in people}, {p.blind_index for p in people}
        twice = len(ids) < len(people) or len(indexes) < len(people)
        if twice or ids & self._held.people.keys() or indexes & self._held.persons.keys():
            raise Conflict("a person is stored already")

    def _facts_are_next(self, recorded: Sequence[Recorded]) -> None:
        """Each is its stream's next, and not before the one before it."""
        newest: dict[str, Recorded] = {}
        for one in recorded:
            before = newest.get(one.stream) or self.last(one.stream)
            if one.version != (0 if before is None else before.version) + 1:
                raise Conflict(f"{one.version} is not the next version of {one.stream}")
            if before is not None and one.recorded_at < before.recorded_at:
                raise ClockBehind(before.recorded_at, one.recorded_at)
            newest[one.stream] = one

    def _persons_may_be(self, recorded: Sequence[Recorded], people: Sequence[PersonRow]) -> None:
        """A key is destroyed only while nobody was named since; nobody is named without one."""
        for one in recorded:
            match one.fact:
                case KeyDestroyed(seen=seen):
                    since = (*self._held.order[seen:], *recorded)
                    if any(other.fact.NAME in NAMING for other in since):
                        raise Conflict("somebody was named since the files were looked at")
                case ApplicationSubmitted() | ApplicationAmended() | CorrectionRequested() as fact:
                    members = named(fact)
                    rows = (self._held.people.get(member.person) for member in members)
                    if any(row is not None and not row.wrapped_key for row in rows):
                        raise Conflict("a person's key was destroyed")
                case _:
                    pass

    def _claims_are_free(self, claims: Sequence[ClaimRow]) -> None:
        for row in claims:
            if any(held.bars(row) for held in self._held.claims.get((row.kind, row.key), ())):
                raise ClaimTaken(row.kind, row.key)

    def _keep(
        self,
        sealed: Sequence[Recorded],
        texts: Mapping[str, str],
        command: CommandRow,
        people: Sequence[PersonRow],
        claims: Sequence[ClaimRow],
    ) -> int:
        """Write it all down; the last position."""
        held, head = self._held, self.head
        for row in people:
            held.people[row.person_id], held.persons[row.blind_index] = row, row.person_id
        for place, one in enumerate(sealed, start=head + 1):
            held.order.append(replace(one, position=place))
            held.streams[one.stream] = (*held.streams.get(one.stream, ()), one)
            if isinstance(one.fact, KeyDestroyed):
                self._destroy(one.fact.person)
            if isinstance(one.fact, IndexKeyDestroyed) and one.stream == MASTER_KEYS:
                self._destroy(f"{YEAR_KEY}{one.fact.year}")
        for claim in claims:
            key = (claim.kind, claim.key)
            held.claims[key] = (*held.claims.get(key, ()), claim)
        held.texts.update(texts)
        first, last = (head + 1, self.head) if sealed else (0, 0)
        held.commands[command.command_id] = replace(
            command, first_position=first, last_position=last
        )
        return last

    def _destroy(self, person: str) -> None:
        for id in (person, *(also(by, person) for by in ALSO_BY)):
            row = self._held.people.get(id)
            if row is not None:
                self._held.persons.pop(row.blind_index, None)
                gone = PersonRow(id, f"destroyed:{id}", "")
                self._held.people[id], self._held.persons[gone.blind_index] = gone, id

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id, or ``None``."""
        return self._held.commands.get(command_id)

    def streams(self) -> tuple[str, ...]:
        """The names of all streams, in the order in which they began."""
        return tuple(self._held.streams)

    def read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Whole streams, the oldest fact first."""
        return {stream: [*self._held.streams.get(stream, ())] for stream in streams}

    def after(self, stream: str, version: int) -> list[Recorded]:
        """What a stream holds beyond a version, the oldest first."""
        return [*self._held.streams.get(stream, ())[version:]]

    def since(self, versions: Versions) -> dict[str, list[Recorded]]:
        """What streams hold from a version on, that fact included, the oldest first."""
        return {stream: self.after(stream, version - 1) for stream, version in versions.items()}

    def first(self, stream: str) -> Recorded:
        """The oldest fact of a stream. Raises ``LookupError`` where there is none."""
        return self.at(stream, 1)

    def at(self, stream: str, version: int) -> Recorded:
        """One fact of a stream. Raises ``LookupError`` where it has no such version."""
        held = self._held.streams.get(stream, ())
        if not 0 < version <= len(held):
            raise LookupError(f"{stream} has no version {version}")
        return held[version - 1]

    def last(self, stream: str) -> Recorded | None:
        """The newest fact of a stream."""
        held = self._held.streams.get(stream)
        return held[-1] if held else None

    def following(
        self, position: int, limit: int = 500, to: int | None = None, topics: Sequence[str] = ()
    ) -> list[Recorded]:
        """The facts after a position (and up to another, of some topics only), with their own."""
        asked = (
            one
            for one in self._held.order[position:to]
            if not topics or f"{one.fact.NAME}/{one.fact.VERSION}" in topics
        )
        return [*islice(asked, limit)]

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed; ``change`` is told where it stands."""
        walk = shape_of(type(recorded.fact)).walk  # type: ignore[arg-type]
        return recorded if walk is None else replace(recorded, fact=walk(recorded.fact, change, ""))

    def opened(self, recorded: Recorded, below: str = "") -> Recorded:
        """The same with its private text in clear, all or ``below`` a path. Raises ``KeyMissing``."""

        def reveal(private: Private, path: str) -> Private:
            if private.box is None or not path.startswith(below):
                return private
            self._has_key(private.about)
            if private.box != _place(recorded, path):
                raise ValueError(f"{path} was sealed for another place")
            return Private(private.about, self._held.texts[private.box])

        return self.changed(recorded, reveal)

    def people_by_id(self, ids: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these identifiers."""
        return {id: self._held.people[id] for id in ids if id in self._held.people}

    def people_by_blind_index(self, indexes: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these blind indexes, by blind index."""
        held = self._held
        return {i: held.people[held.persons[i]] for i in indexes if i in held.persons}

    def look(self) -> None:
        """Nothing is lost here."""

    def scrub(self) -> bool:
        """Nothing is left behind here."""
        return True


def _once(claims: Sequence[ClaimRow]) -> None:
    """Raises ``ClaimTaken`` where a save itself uses a number twice."""
    for n, claim in enumerate(claims):
        if any(earlier.bars(claim) for earlier in claims[:n]):
            raise ClaimTaken(claim.kind, claim.key)


def _place(recorded: Recorded, path: str) -> str:
    return f"{recorded.stream}|{recorded.version}|{path}"
