"""The history as one ``eventsourcing`` application: our recorder and mapper under its event store."""

from collections.abc import Sequence
from typing import cast

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper

from adapters.store.factory import StoreFactory
from adapters.store.mapper import FactMapper, Sealer
from adapters.store.recorder import EventRecorder
from adapters.store.schema import CommandRow, PersonRow
from adapters.store.shapes import Change
from domain.facts import Recorded


class Journal(Application[str]):
    """Reads and appends facts of any streams. Thread-safe; close it when done."""

    name = "relief"

    def __init__(self, url: str, sealer: Sealer | None = None, *, create: bool = True) -> None:
        self._sealer = sealer
        super().__init__(
            env={
                "PERSISTENCE_MODULE": StoreFactory.__module__,
                StoreFactory.DATABASE_URL: url,
                StoreFactory.CREATE_TABLE: "yes" if create else "no",
            }
        )

    def construct_mapper(self) -> Mapper[str]:
        """Stable names and canonical JSON instead of the library's Python paths."""
        return FactMapper(self._sealer)

    @property
    def store(self) -> EventRecorder:
        """The recorder, with the reads the library does not know."""
        return cast(EventRecorder, self.recorder)

    def append(
        self,
        recorded: Sequence[Recorded],
        command: CommandRow,
        people: Sequence[PersonRow] = (),
    ) -> int:
        """Save facts of any streams with the receipt and new persons in one transaction.

        Returns the last position (0 where nothing was recorded). Raises what ``insert_events`` does.
        """
        stored = cast(FactMapper, self.mapper).stored(recorded)
        positions = self.store.insert_events(stored, command=command, people=people)
        return positions[-1] if positions else 0

    def read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Whole streams in one round trip."""
        decode = cast(FactMapper, self.mapper).to_domain_event
        stored = self.store.select_streams(streams)
        return {stream: [decode(event) for event in events] for stream, events in stored.items()}

    def after(self, stream: str, version: int) -> list[Recorded]:
        """What a stream holds beyond a version, the oldest first."""
        decode = cast(FactMapper, self.mapper).to_domain_event
        return [decode(event) for event in self.store.select_events(stream, gt=version)]

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed; for showing, never for storing."""
        return cast(FactMapper, self.mapper).changed(recorded, change)

    def first(self, stream: str) -> Recorded:
        """The oldest fact of a stream. Raises ``LookupError`` where there is none."""
        for stored in self.store.select_events(stream, limit=1):
            return cast(FactMapper, self.mapper).to_domain_event(stored)
        raise LookupError(f"nothing is recorded in {stream}")

    def opened(self, recorded: Recorded) -> Recorded:
        """The same with its private text in clear. Raises what the sealer raises."""
        return cast(FactMapper, self.mapper).opened(recorded)

    def last(self, stream: str) -> Recorded | None:
        """The newest fact of a stream."""
        stored = self.store.last_event(stream)
        return None if stored is None else cast(FactMapper, self.mapper).to_domain_event(stored)

    def following(
        self, position: int, limit: int = 500, to: int | None = None, topics: Sequence[str] = ()
    ) -> list[Recorded]:
        """The facts after a position (and up to another, of some topics only), with their own."""
        decode = cast(FactMapper, self.mapper).to_domain_event
        found = self.store.select_notifications(
            position, limit, to, topics, inclusive_of_start=False
        )
        return [decode(notification) for notification in found]
