"""The recorder on SQLite: one writer under a lock, readers beside it (WAL), full durability."""

import sqlite3
from collections import deque
from collections.abc import Sequence
from threading import Condition, Lock
from typing import Any

import msgspec
from eventsourcing.persistence import (
    InterfaceError,
    OperationalError,
    StoredEvent,
    Tracking,
)
from sqlalchemy import Engine
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.errors import (
    CommandAlreadyRecorded,
    OutcomeUnknown,
    PersonAlreadyKnown,
    TrackingConflict,
    VersionConflict,
    translated,
)
from adapters.store.recorder import EventRecorder
from adapters.store.schema import CommandRow, PersonRow

INSERT_EVENT = "INSERT INTO events (stream, version, name, body) VALUES (?, ?, ?, ?)"
INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?, ?)"
INSERT_PERSON = "INSERT INTO people VALUES (?, ?, ?)"
INSERT_TRACKING = (
    "INSERT INTO tracking VALUES (?, ?) ON CONFLICT (application_name)"
    " DO UPDATE SET notification_id = excluded.notification_id"
    " WHERE tracking.notification_id < excluded.notification_id RETURNING 1"
)
KNOWN_COMMAND = "SELECT 1 FROM commands WHERE command_id = ?"

_encode = msgspec.json.encode


class SqliteRecorder(EventRecorder):
    """Several readers, one writer, one writing process."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._writing = Lock()
        self._state = Condition()
        self._held: list[PoolProxiedConnection] = []
        self._idle: deque[sqlite3.Connection] = deque()
        self._reading = 0
        self._closed = False
        self._writer = self._open()

    def _open(self) -> sqlite3.Connection:
        held = self.engine.raw_connection()
        self._held.append(held)
        opened = held.driver_connection
        if not isinstance(opened, sqlite3.Connection):
            raise InterfaceError("this recorder speaks to SQLite only")
        return opened

    def _borrow(self) -> sqlite3.Connection:
        with self._state:
            if self._closed:
                raise InterfaceError("the recorder is closed")
            self._reading += 1
            if self._idle:
                return self._idle.pop()
            try:
                return self._open()
            except BaseException:
                self._reading -= 1
                raise

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._state:
            self._idle.append(connection)
            self._reading -= 1
            if self._closed:
                self._state.notify_all()

    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        connection = self._borrow()
        try:
            return connection.execute(statement, params).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            self._give_back(connection)

    def _among(self, column: str, values: Sequence[str]) -> tuple[str, Any]:
        return f"{column} IN (SELECT value FROM json_each(?))", _encode(values).decode()

    def _append(
        self,
        events: Sequence[StoredEvent],
        tracking: Tracking | None,
        command: CommandRow | None,
        people: Sequence[PersonRow],
    ) -> int:
        rows = [
            (str(e.originator_id), e.originator_version, e.topic, e.state.decode()) for e in events
        ]
        with self._writing:
            if self._closed:
                raise InterfaceError("the recorder is closed")
            writer = self._writer
            try:
                writer.execute("BEGIN IMMEDIATE")
                first = self._write(writer, rows, command, people)
                if tracking is not None:
                    self._track(writer, tracking)
            except sqlite3.IntegrityError as error:
                raise self._conflict(writer, error, command) from error
            except sqlite3.Error as error:
                self._roll_back(writer)
                raise translated(error) from error
            except BaseException:
                self._roll_back(writer)
                raise
            self._commit(writer)
            return first

    @staticmethod
    def _write(
        writer: sqlite3.Connection,
        rows: list[tuple[str, int, str, str]],
        command: CommandRow | None,
        people: Sequence[PersonRow],
    ) -> int:
        first = last = 0
        if people:
            persons = [(p.person_id, p.blind_index, p.wrapped_key) for p in people]
            writer.executemany(INSERT_PERSON, persons)
        for row in rows:
            last = writer.execute(INSERT_EVENT, row).lastrowid or 0
        if rows:
            first = last - len(rows) + 1
        if command is not None:
            receipt = (command.command_id, command.digest, command.outcome, first, last)
            writer.execute(INSERT_COMMAND, receipt)
        return first

    @staticmethod
    def _track(writer: sqlite3.Connection, tracking: Tracking) -> None:
        params = (tracking.application_name, tracking.notification_id)
        if not writer.execute(INSERT_TRACKING, params).fetchall():
            raise TrackingConflict(f"{params} or a later one was tracked already")

    def _conflict(
        self, writer: sqlite3.Connection, error: sqlite3.IntegrityError, command: CommandRow | None
    ) -> Exception:
        """Which conflict it was: a twin of the command first, since it explains all others."""
        twin = (
            command is not None and writer.execute(KNOWN_COMMAND, (command.command_id,)).fetchone()
        )
        self._roll_back(writer)
        if twin and command is not None:
            return CommandAlreadyRecorded(f"command {command.command_id} has a receipt")
        if "events." in str(error):
            return VersionConflict(str(error))
        if "people." in str(error):
            return PersonAlreadyKnown(str(error))
        return translated(error)

    @staticmethod
    def _roll_back(writer: sqlite3.Connection) -> None:
        if writer.in_transaction:
            writer.execute("ROLLBACK")

    def _commit(self, writer: sqlite3.Connection) -> None:
        try:
            writer.execute("COMMIT")
        except sqlite3.Error as error:
            if writer.in_transaction:
                self._roll_back(writer)
                raise OperationalError(str(error)) from error
            raise OutcomeUnknown(str(error)) from error

    def close(self) -> None:
        """Join readers and the writer, then close: closing under a reader can crash."""
        with self._writing, self._state:
            if self._closed:
                return
            self._closed = True
            self._state.wait_for(lambda: self._reading == 0)
            for held in self._held:
                held.close()
            self._held.clear()
            self._idle.clear()
        self.wake.ring()
        self.engine.dispose()
