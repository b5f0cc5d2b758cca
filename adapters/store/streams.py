"""What is read of streams: whole, from a version on, the newest; and of all by position."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import Notification, StoredEvent

from adapters.store.epoch import Epoch
from domain.ground.history import Versions

SELECT_EVENT = "SELECT stream, version, name, body, position FROM events "
_POSITION = itemgetter(4)
BEYOND = 2**62
"""A version no stream comes to: what is after it is after the stream."""


def notification(stream: str, version: int, name: str, body: str, position: int) -> Notification:
    """A row of events as the library has it, in half the time of its constructor."""
    made = Notification.__new__(Notification)
    made.__dict__.update(
        originator_id=stream,
        originator_version=version,
        topic=name,
        state=body.encode(),
        id=position,
    )
    return made


class StreamReads(ABC):
    """The events of streams. What is newest of them is noted: the store held it."""

    epoch: Epoch
    SINCE: ClassVar[str]
    """The events of streams from a version on; its one parameter is a JSON object of both."""

    @abstractmethod
    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of one reading statement."""

    @abstractmethod
    def _among(self, column: str, values: Sequence[str]) -> tuple[str, Any]:
        """A condition that a column has one of the values, and its one parameter."""

    def _rows(self, statement: str, params: Sequence[Any]) -> list[Any]:
        """Rows of events, the newest of which is remembered as seen."""
        number = self.epoch.number
        rows = self._fetch(statement, params)
        if rows:
            newest = max(rows, key=_POSITION)
            self.epoch.saw(number, newest[4], newest[0], newest[3])
        return rows

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
        names: Sequence[str] = (),
    ) -> list[StoredEvent]:
        """One stream's events, by version; of the given names only if any."""
        statement, params = SELECT_EVENT + "WHERE stream = ?", [str(originator_id)]
        bounds: list[Any] = params
        if gt is not None:
            statement += " AND version > ?"
            bounds.append(gt)
        if lte is not None:
            statement += " AND version <= ?"
            bounds.append(lte)
        if names:
            among, param = self._among("name", list(names))
            statement += f" AND {among}"
            bounds.append(param)
        statement += " ORDER BY version DESC" if desc else " ORDER BY version"
        if limit is not None:
            statement += " LIMIT ?"
            bounds.append(limit)
        return [
            StoredEvent(stream, version, name, body.encode())
            for stream, version, name, body, _ in self._rows(statement, bounds)
        ]

    def select_streams(self, streams: Sequence[str]) -> dict[str, list[StoredEvent]]:
        """Several streams in one round trip; a stream without events has an empty list."""
        found: dict[str, list[StoredEvent]] = {stream: [] for stream in streams}
        if len(found) == 1:
            return {stream: self.select_events(stream) for stream in found}
        among, param = self._among("stream", list(found))
        statement = f"{SELECT_EVENT}WHERE {among} ORDER BY stream, version"
        for stream, version, name, body, _ in self._rows(statement, (param,)):
            found[stream].append(StoredEvent(stream, version, name, body.encode()))
        return found

    def select_since(self, versions: Versions) -> dict[str, list[StoredEvent]]:
        """What several streams hold from a version on, in one round trip."""
        if len(versions) == 1:
            return {s: self.select_events(s, gt=version - 1) for s, version in versions.items()}
        found: dict[str, list[StoredEvent]] = {stream: [] for stream in versions}
        param = msgspec.json.encode(versions).decode()
        for stream, version, name, body, _ in self._rows(self.SINCE, (param,)):
            found[stream].append(StoredEvent(stream, version, name, body.encode()))
        return found

    def placed(self, streams: Sequence[str]) -> list[Notification]:
        """The events of several streams with their positions, in order, in one round trip."""
        among, param = self._among("stream", list(streams))
        statement = f"{SELECT_EVENT}WHERE {among} ORDER BY position"
        return [notification(*row) for row in self._rows(statement, (param,))]

    def cuts(self, every: int) -> list[str]:
        """Streams at which to part all of them, so that there are about so many events between."""
        found = [""]
        statement = (
            "SELECT stream FROM events WHERE stream > ? ORDER BY stream, version LIMIT 1 OFFSET ?"
        )
        while rows := self._fetch(statement, (found[-1], every)):
            found.append(rows[0][0])
        return found[1:]

    def select_share(
        self, after: str, upto: str | None, head: int, page: int
    ) -> Iterator[list[Any]]:
        """The rows of all streams after one up to another, by stream and version, page by page."""
        end, bound = ("", ()) if upto is None else ("AND stream <= ? ", (upto,))
        statement = (
            f"{SELECT_EVENT}WHERE (stream, version) > (?, ?) {end}AND position <= ?"
            " ORDER BY stream, version LIMIT ?"
        )
        stream, version = after, BEYOND
        while rows := self._fetch(statement, (stream, version, *bound, head, page)):
            yield rows
            stream, version = rows[-1][0], rows[-1][1]

    def last_event(self, stream: str) -> StoredEvent | None:
        """The newest event of a stream, or ``None``."""
        found = self.select_events(stream, desc=True, limit=1)
        return found[0] if found else None

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Events by position, from ``start`` to ``stop``, of the given names only if any."""
        low = 0 if start is None else start
        conditions = "position >= ?" if inclusive_of_start else "position > ?"
        params: list[Any] = [low]
        if stop is not None:
            conditions += " AND position <= ?"
            params.append(stop)
        if topics:
            among, param = self._among("name", list(topics))
            conditions += f" AND {among}"
            params.append(param)
        params.append(limit)
        statement = f"{SELECT_EVENT}WHERE {conditions} ORDER BY position LIMIT ?"
        return [notification(*row) for row in self._rows(statement, params)]
