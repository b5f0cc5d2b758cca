"""What both recorders share: the reads, the shape of a save, subscriptions."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
)
from sqlalchemy import Engine

from adapters.store.persons import PersonKeys
from adapters.store.schema import CommandRow, PersonRow
from adapters.store.wake import TailingSubscription, Wake

SELECT_EVENT = "SELECT stream, version, name, body FROM events "
SELECT_NOTIFICATION = "SELECT stream, version, name, body, position FROM events "


class EventRecorder(PersonKeys, ProcessRecorder, ABC):
    """Events, receipts, persons and tracking in one database, each save in one transaction.

    Statements are written with ``?``; a subclass turns them into its driver's form once.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.wake = Wake()
        self._statements: dict[str, str] = {}

    @abstractmethod
    def _append(
        self,
        events: Sequence[StoredEvent],
        tracking: Tracking | None,
        command: CommandRow | None,
        people: Sequence[PersonRow],
    ) -> int:
        """Write everything in one transaction; the position of the first event."""

    @abstractmethod
    def close(self) -> None:
        """Wait for readers, then close every connection."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        command: CommandRow | None = None,
        people: Sequence[PersonRow] = (),
        **_: Any,
    ) -> Sequence[int] | None:
        """Save events of any streams, a receipt and new persons together, or nothing at all.

        Returns the positions, in order. Raises ``VersionConflict``, ``CommandAlreadyRecorded``,
        ``PersonAlreadyKnown`` or ``TrackingConflict`` where nothing was kept, and
        ``OutcomeUnknown`` where the answer was lost: look the command id up then.
        """
        if not stored_events and tracking is None and command is None and not people:
            return []
        first = self._append(stored_events, tracking, command, people)
        if stored_events:
            self.wake.ring()
        return list(range(first, first + len(stored_events)))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """One stream's events, by version."""
        statement, params = SELECT_EVENT + "WHERE stream = ?", [str(originator_id)]
        bounds: list[Any] = params
        if gt is not None:
            statement += " AND version > ?"
            bounds.append(gt)
        if lte is not None:
            statement += " AND version <= ?"
            bounds.append(lte)
        statement += " ORDER BY version DESC" if desc else " ORDER BY version"
        if limit is not None:
            statement += " LIMIT ?"
            bounds.append(limit)
        return [
            StoredEvent(stream, version, name, body.encode())
            for stream, version, name, body in self._fetch(statement, bounds)
        ]

    def select_streams(self, streams: Sequence[str]) -> dict[str, list[StoredEvent]]:
        """Several streams in one round trip; a stream without events has an empty list."""
        found: dict[str, list[StoredEvent]] = {stream: [] for stream in streams}
        if len(found) == 1:
            return {stream: self.select_events(stream) for stream in found}
        among, param = self._among("stream", list(found))
        statement = f"{SELECT_EVENT}WHERE {among} ORDER BY stream, version"
        for stream, version, name, body in self._fetch(statement, (param,)):
            found[stream].append(StoredEvent(stream, version, name, body.encode()))
        return found

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
        statement = f"{SELECT_NOTIFICATION}WHERE {conditions} ORDER BY position LIMIT ?"
        return [
            Notification(stream, version, name, body.encode(), position)
            for stream, version, name, body, position in self._fetch(statement, params)
        ]

    def max_notification_id(self) -> int | None:
        """The newest position, or ``None`` where nothing was recorded yet."""
        found: int | None = self._fetch("SELECT max(position) FROM events")[0][0]
        return found

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """An endless iterator over events after ``gt``; use it as a context manager."""
        self.listen()
        return TailingSubscription(self, self.wake, gt, topics)

    def listen(self) -> None:
        """Have ``wake`` ring also for other processes' commits, where the database can tell."""
        return None

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id, or ``None``."""
        statement = (
            "SELECT command_id, digest, outcome, first_position, last_position"
            " FROM commands WHERE command_id = ?"
        )
        found = self._fetch(statement, (command_id,))
        return CommandRow(*found[0]) if found else None

    def known_commands(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these command ids that have a receipt, in one round trip."""
        among, param = self._among("command_id", list(ids))
        found = self._fetch(f"SELECT command_id FROM commands WHERE {among}", (param,))
        return frozenset(command_id for (command_id,) in found)

    def insert_tracking(self, tracking: Tracking) -> None:
        """Remember how far an application has come. Raises ``TrackingConflict`` on going back."""
        self.insert_events((), tracking=tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        """How far an application has come, or ``None``."""
        statement = "SELECT notification_id FROM tracking WHERE application_name = ?"
        found = self._fetch(statement, (application_name,))
        return found[0][0] if found else None
