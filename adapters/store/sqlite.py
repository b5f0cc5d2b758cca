"""The recorder on SQLite: one writer under a lock, readers beside it (WAL), full durability."""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Lock
from time import sleep
from typing import Any, TypeVar

import msgspec
from eventsourcing.persistence import (
    InterfaceError,
    OperationalError,
    PersistenceError,
    StoredEvent,
    Tracking,
)
from sqlalchemy import Engine
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.errors import (
    BY_CONSTRAINT,
    CommandAlreadyRecorded,
    OutcomeUnknown,
    PersonAlreadyKnown,
    TrackingConflict,
    VersionConflict,
    translated,
)
from adapters.store.persons import Run
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

SCRUBS, SCRUB_SECONDS = 20, 0.1
"""How often the log is tried to be emptied while readers still look at it."""

T = TypeVar("T")
_encode = msgspec.json.encode


@dataclass(slots=True)
class _Save:
    """One append on its way into a transaction, and what became of it."""

    rows: list[tuple[str, int, str, str]]
    tracking: Tracking | None
    command: CommandRow | None
    people: Sequence[PersonRow]
    first: int = 0
    error: PersistenceError | None = None
    waiting: bool = True


def _fail(saves: list[_Save], error: PersistenceError) -> None:
    """The transaction failed for all, also for a save refused because of another one in it."""
    for save in saves:
        save.error = type(error)(*error.args)


class SqliteRecorder(EventRecorder):
    """Several readers, one writer, one writing process."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._writing = Lock()
        self._queue: deque[_Save] = deque()
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
        """Queue the save; whoever gets the writer next commits all that are queued by then.

        So writers that wait for one fsync share the next one. Each waits until its own is kept.
        """
        rows = [
            (str(e.originator_id), e.originator_version, e.topic, e.state.decode()) for e in events
        ]
        save = _Save(rows, tracking, command, people)
        self._queue.append(save)
        with self._writing:
            if save.waiting:
                self._commit_together([self._queue.popleft() for _ in range(len(self._queue))])
        if save.error is not None:
            raise save.error
        return save.first

    def _commit_together(self, saves: list[_Save]) -> None:
        """One transaction for all. A save that is refused takes nothing of the others with it."""
        writer = self._writer
        try:
            if self._closed:
                raise InterfaceError("the recorder is closed")
            writer.execute("BEGIN IMMEDIATE")
            for save in saves:
                self._try(writer, save)
            self._commit(writer)
        except sqlite3.Error as error:
            self._roll_back(writer)
            _fail(saves, translated(error))
        except PersistenceError as error:
            self._roll_back(writer)
            _fail(saves, error)
        except BaseException:
            self._roll_back(writer)
            _fail(saves, OutcomeUnknown("the writer was interrupted"))
            raise
        finally:
            for save in saves:
                save.waiting = False

    def _try(self, writer: sqlite3.Connection, save: _Save) -> None:
        """Write one save, or undo just that and remember why."""
        writer.execute("SAVEPOINT one")
        try:
            save.first = self._write(writer, save.rows, save.command, save.people)
            if save.tracking is not None:
                self._track(writer, save.tracking)
        except (sqlite3.IntegrityError, TrackingConflict) as error:
            save.error = self._conflict(writer, error, save.command)
            writer.execute("ROLLBACK TO one")
        writer.execute("RELEASE one")

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

    @staticmethod
    def _conflict(
        writer: sqlite3.Connection,
        error: sqlite3.IntegrityError | TrackingConflict,
        command: CommandRow | None,
    ) -> PersistenceError:
        """Which conflict it was: a twin of the command first, since it explains all others."""
        twin = (
            command is not None and writer.execute(KNOWN_COMMAND, (command.command_id,)).fetchone()
        )
        if isinstance(error, TrackingConflict):
            return error
        if twin and command is not None:
            return CommandAlreadyRecorded(f"command {command.command_id} has a receipt")
        by_trigger = BY_CONSTRAINT.get(str(error))
        if by_trigger is not None:
            return by_trigger(str(error))
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

    def _transact(self, work: Callable[[Run], T]) -> T:
        with self._writing:
            writer = self._writer
            try:
                writer.execute("BEGIN IMMEDIATE")
                done = work(lambda sql, params: writer.execute(sql, params).fetchall())
                self._commit(writer)
            except sqlite3.Error as error:
                self._roll_back(writer)
                raise translated(error) from error
            except BaseException:
                self._roll_back(writer)
                raise
            return done

    def scrub(self) -> bool:
        """Overwritten pages are zeroed by ``secure_delete``; here the log of old pages is emptied."""
        with self._writing:
            for _ in range(SCRUBS):
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                sleep(SCRUB_SECONDS)
        return False

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
