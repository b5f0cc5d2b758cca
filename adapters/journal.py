"""The history as one ``eventsourcing`` application: our recorder and mapper under its event store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, PersistenceError

from adapters.store.beside import Beside
from adapters.store.epoch import Epoch
from adapters.store.errors import Unanswered
from adapters.store.factory import StoreFactory
from adapters.store.mapper import FactMapper, Sealer
from adapters.store.proving import Seal, unsealed
from adapters.store.recorder import EventRecorder
from adapters.store.remembered import Remembered
from domain.ground.facts import Fact, Recorded, topics
from domain.ground.history import NOT_READ, CommandRow, PersonRow, Versions
from domain.ground.shapes import Change

FACTS_REMEMBERED = 1024
"""How many single facts are kept in memory: who applied is asked for again at each step of a case."""


class Journal(Application[str]):
    """Reads and appends facts of any streams. Thread-safe; close it when done."""

    name = "relief"

    def __init__(
        self,
        url: str,
        sealer: Sealer | None = None,
        *,
        create: bool = True,
        office: Seal = unsealed,
    ) -> None:
        self._sealer = sealer
        super().__init__(
            env={
                "PERSISTENCE_MODULE": StoreFactory.__module__,
                StoreFactory.DATABASE_URL: url,
                StoreFactory.CREATE_TABLE: "yes" if create else "no",
            }
        )

        self.store = cast(EventRecorder, self.recorder)
        self.store.office = office
        """The recorder, with the reads the library does not know."""
        self.epoch: Epoch = self.store.epoch
        """What this process remembers of the history, and whether the store still holds it."""
        self._facts = cast(FactMapper, self.mapper)
        decode = self._facts.to_domain_event
        self._remembered = Remembered(decode, FACTS_REMEMBERED)

    def construct_mapper(self) -> Mapper[str]:
        """Stable names and canonical JSON instead of the library's Python paths."""
        return FactMapper(self._sealer)

    def append(
        self,
        recorded: Sequence[Recorded],
        command: CommandRow,
        people: Sequence[PersonRow] = (),
        epoch: int | None = None,
        reads: Versions = NOT_READ,
    ) -> int:
        """Save facts of any streams with the receipt, new persons and what stands beside them.

        ``epoch``: the number of the store's epoch before the first look at what they build on;
        ``reads``: what else they build on.
        Returns the last position (0 where nothing was recorded). Raises what ``insert_events`` does.
        """
        stored = self._facts.stored(recorded)
        beside = Beside.of(recorded)
        positions = self.store.insert_events(
            stored, command=command, people=people, beside=beside, epoch=epoch, reads=reads
        )
        return positions[-1] if positions else 0

    @property
    def head(self) -> int:
        """The newest position; 0 where nothing was recorded yet."""
        return self.store.max_notification_id() or 0

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id. Raises ``Unanswered`` where nobody can be asked."""
        try:
            return self.store.command(command_id)
        except PersistenceError as error:
            raise Unanswered(str(error)) from error

    def people_by_id(self, ids: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these identifiers."""
        return self.store.people_by_id(ids)

    def people_by_blind_index(self, indexes: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these blind indexes, by blind index."""
        return self.store.people_by_blind_index(indexes)

    def look(self) -> None:
        """See that the store still holds what is remembered; forget it where it does not."""
        self.store.look()

    def scrub(self) -> bool:
        """Remove what overwritten rows leave in the database's files; false where not allowed."""
        return self.store.scrub()

    def read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Whole streams in one round trip."""
        decode = self._facts.to_domain_event
        stored = self.store.select_streams(streams)
        return {stream: [decode(event) for event in events] for stream, events in stored.items()}

    def placed(self, streams: Sequence[str]) -> list[Recorded]:
        """Whole streams in one round trip, all in the order they were recorded, with positions."""
        decode = self._facts.to_domain_event
        return [decode(event) for event in self.store.placed(streams)] if streams else []

    def after(self, stream: str, version: int) -> list[Recorded]:
        """What a stream holds beyond a version, the oldest first."""
        decode = self._facts.to_domain_event
        return [decode(event) for event in self.store.select_events(stream, gt=version)]

    def since(self, versions: Versions) -> dict[str, list[Recorded]]:
        """What streams hold from a version on, in one round trip."""
        decode = self._facts.to_domain_event
        stored = self.store.select_since(versions)
        return {stream: [decode(event) for event in events] for stream, events in stored.items()}

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed; for showing, never for storing."""
        return self._facts.changed(recorded, change)

    def first(self, stream: str) -> Recorded:
        """The oldest fact of a stream. Raises ``LookupError`` where there is none."""
        return self.at(stream, 1)

    def at(self, stream: str, version: int) -> Recorded:
        """One fact of a stream, sealed; remembered, for what stands there stands for ever.

        Raises ``LookupError`` where it has no such version.
        """
        epoch = self.epoch.number
        known = self._remembered.at(stream, version, epoch)
        if known is not None:
            return known
        for stored in self.store.select_events(stream, gt=version - 1, limit=1):
            return self._remembered.of(stored, epoch)
        raise LookupError(f"{stream} has no version {version}")

    def of_kinds(self, stream: str, *kinds: type[Fact]) -> list[Recorded]:
        """The facts of some kinds in a stream, the oldest first, sealed; remembered as ``at`` does."""
        epoch = self.epoch.number
        stored = self.store.select_events(stream, names=topics(*kinds))
        return [self._remembered.of(one, epoch) for one in stored]

    def opened(self, recorded: Recorded, below: str = "") -> Recorded:
        """The same with its private text in clear, all or ``below`` a path. Raises as the sealer."""
        return self._facts.opened(recorded, below)

    def last(self, stream: str) -> Recorded | None:
        """The newest fact of a stream."""
        stored = self.store.last_event(stream)
        return None if stored is None else self._facts.to_domain_event(stored)

    def following(
        self, position: int, limit: int = 500, to: int | None = None, topics: Sequence[str] = ()
    ) -> list[Recorded]:
        """The facts after a position (and up to another, of some topics only), with their own."""
        decode = self._facts.to_domain_event
        found = self.store.select_notifications(
            position, limit, to, topics, inclusive_of_start=False
        )
        return [decode(notification) for notification in found]

    def pages(self, size: int = 500, topics: Sequence[str] = ()) -> Iterator[list[Recorded]]:
        """Everything recorded (of some topics only), the oldest first, so many facts at a time."""
        position = 0
        while page := self.following(position, size, topics=topics):
            yield page
            position = page[-1].position
