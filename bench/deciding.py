"""The peer a user would write: the library's stock recorder under our office.

It decides what we decide, seals what we seal and keeps a receipt in the same transaction. Persons
and receipts are events of streams of their own, as the library has it: their first version is what
keeps them from standing twice. Every command loads its streams, as the library's repository does.
It keeps no claims and no epochs, looks at no clock, and rests on what it read without asking again.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, Mapper, StoredEvent

from adapters.keys.sealer import KeySealer
from adapters.store.mapper import FactMapper
from domain.ground.facts import Recorded
from domain.ground.history import NOT_READ, CommandRow, Conflict, PersonRow, Versions
from domain.ground.shapes import Change
from relief.bootstrap import Service
from relief.documents.papers import Papers
from relief.law.rewriting import LaidFiles
from relief.office.calendars import Calendars
from relief.office.memory import MemoryEpoch
from relief.office.office import Office
from relief.office.officers import OfficerRegister
from relief.office.references import ReferenceBook
from relief.people.people import People
from relief.people.personal import Personal

PAGE = 500


class StockJournal(Application[str]):
    """A history kept by the library's own recorder, with the face our office asks for."""

    name = "deciding"

    def __init__(self, env: dict[str, str], service: Service) -> None:
        self.epoch = MemoryEpoch()
        self.sealer = KeySealer(service.master, self.people_by_id)
        super().__init__(env={**env, "ORIGINATOR_ID_TYPE": "text"})

    def construct_mapper(self) -> Mapper[str]:
        """Ours: the peer is spared the library's slower one."""
        return FactMapper(self.sealer)

    @property
    def _ours(self) -> FactMapper:
        return cast(FactMapper, self.mapper)

    def append(
        self,
        recorded: Sequence[Recorded],
        command: CommandRow,
        people: Sequence[PersonRow] = (),
        epoch: int | None = None,
        reads: Versions = NOT_READ,
    ) -> int:
        """Facts, new persons and the receipt in one save, or nothing. What it rests on is not asked."""
        events = [*self._ours.stored(recorded), _event(f"command-{command.command_id}", command)]
        for row in people:
            events += [
                _event(f"person-{row.person_id}", row),
                _event(f"index-{row.blind_index}", row),
            ]
        try:
            return (self.recorder.insert_events(events) or (0,))[-1]
        except IntegrityError as error:
            raise Conflict(str(error)) from error

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id."""
        found: CommandRow | None = _row(
            self.recorder.select_events(f"command-{command_id}"), CommandRow
        )
        return found

    def people_by_id(self, ids: Sequence[str]) -> dict[str, PersonRow]:
        """Persons by their ids."""
        return self._people("person", ids)

    def people_by_blind_index(self, indexes: Sequence[str]) -> dict[str, PersonRow]:
        """Persons by their blind indexes."""
        return self._people("index", indexes)

    def _people(self, kind: str, keys: Sequence[str]) -> dict[str, PersonRow]:
        found = {k: _row(self.recorder.select_events(f"{kind}-{k}"), PersonRow) for k in keys}
        return {key: row for key, row in found.items() if row is not None}

    def read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Whole streams."""
        return {stream: self.after(stream, 0) for stream in streams}

    def after(self, stream: str, version: int) -> list[Recorded]:
        """What a stream holds beyond a version."""
        found = self.recorder.select_events(stream, gt=version or None)
        return [self._ours.to_domain_event(one) for one in found]

    def since(self, versions: Versions) -> dict[str, list[Recorded]]:
        """What streams hold from a version on."""
        return {stream: self.after(stream, version - 1) for stream, version in versions.items()}

    def last(self, stream: str) -> Recorded | None:
        """The newest fact of a stream."""
        found = self.recorder.select_events(stream, desc=True, limit=1)
        return self._ours.to_domain_event(found[0]) if found else None

    def first(self, stream: str) -> Recorded:
        """The oldest fact of a stream."""
        return self.at(stream, 1)

    def at(self, stream: str, version: int) -> Recorded:
        """One fact of a stream."""
        return self.after(stream, version - 1)[0]

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed."""
        return self._ours.changed(recorded, change)

    def opened(self, recorded: Recorded, below: str = "") -> Recorded:
        """The same with its private text in clear."""
        return self._ours.opened(recorded, below)


def _event(stream: str, row: CommandRow | PersonRow) -> StoredEvent:
    return StoredEvent(stream, 1, type(row).__name__, msgspec.json.encode(row))


def _row(found: Sequence[StoredEvent], kind: type[Any]) -> Any:
    return msgspec.json.decode(found[0].state, type=kind) if found else None


def begun(journal: StockJournal, service: Service, head: int) -> None:
    """What stands in our history before the first case stands in the peer's as well."""
    store = service.journal.store
    for event in store.select_notifications(1, head):
        journal.recorder.insert_events(
            [StoredEvent(event.originator_id, event.originator_version, event.topic, event.state)]
        )
    for row in store.wrapped_otherwise("", limit=PAGE):
        with suppress(IntegrityError):
            journal.recorder.insert_events([_event(f"person-{row.person_id}", row)])


def office(journal: StockJournal, s: Service) -> Office:
    """Our office over the peer's history; it remembers no state."""
    kept: Any = journal
    people = People(kept, s.master, journal.sealer)
    seen = (s.law, s.division_book, Calendars(kept), OfficerRegister(kept), ReferenceBook(kept))
    opened, drawn, asks = Personal(kept, journal.sealer).opened, s.papers, s.office
    papers = Papers(kept, opened, s.law, Calendars(kept), drawn._offices, drawn._drawing)
    return Office(
        kept,
        people,
        *seen,
        asks.looking._dossiers,
        s.forgetting,
        asks.clock,
        asks._entropy,
        papers,
        LaidFiles(s.enactments),
        0,
    )
