"""The recorder on SQLite: one writer under a lock, readers beside it (WAL), full durability."""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Lock
from time import sleep
from typing import Any, TypeVar

import msgspec
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    PersistenceError,
)
from sqlalchemy import Engine
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.bells import Commits, Glances
from adapters.store.epoch import Mark
from adapters.store.errors import (
    EpochChanged,
    OutcomeUnknown,
    translated,
)
from adapters.store.persons import Run
from adapters.store.proving import ProofRow
from adapters.store.recorder import EventRecorder, Save
from adapters.store.sqlite_ddl import DESTROYS_BESIDES, DESTROYS_YEAR, NAMES_SINCE, NOT_NEXT, PROVEN
from adapters.store.sqlite_saves import (
    INSERT_PROOF,
    Queued,
    conflict,
    remembers,
    track,
    unmoved,
    write,
)

SCRUBS, SCRUB_SECONDS = 20, 0.1
"""How often the log is tried to be emptied while readers still look at it."""

T = TypeVar("T")
_encode = msgspec.json.encode


def _fail(saves: list[Queued], error: PersistenceError) -> None:
    """The transaction failed for all, also for a save refused because of another one in it."""
    for save in saves:
        save.error = type(error)(*error.args)


class SqliteRecorder(EventRecorder):
    """Several readers, one writer, one writing process."""

    INSTALLED = "SELECT count(*) = 5 FROM sqlite_master WHERE name IN (?, ?, ?, ?, ?)"
    INSTALLED_PARAMS = (NOT_NEXT, DESTROYS_YEAR, DESTROYS_BESIDES, NAMES_SINCE, PROVEN)
    SINCE = (
        "SELECT stream, version, name, body, position FROM json_each(?) AS asked CROSS JOIN events"
        " ON stream = asked.key AND version >= asked.value ORDER BY stream, version"
    )

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._writing = Lock()
        self._queue: deque[Queued] = deque()
        self._state = Condition()
        self._held: list[PoolProxiedConnection] = []
        self._idle: deque[sqlite3.Connection] = deque()
        self._reading = 0
        self._closed = False
        self._stale: set[int] = set()
        self._name = engine.url.database or ""
        self._file = self._identity()
        self._writer = self._open()
        self._bells: Glances | None = None

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
            if id(connection) in self._stale:
                self._drop(connection)
            else:
                self._idle.append(connection)
            self._reading -= 1
            if self._closed:
                self._state.notify_all()

    def _identity(self) -> tuple[int, int] | None:
        """Which file lies under the database's name; ``None`` where it lies under none."""
        try:
            found = os.stat(self._name)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _same_file(self) -> None:
        """Raises ``EpochChanged`` where another file was put in the place of the one opened.

        What is written into a file without a name is gone with the process.
        """
        there = self._identity()
        if self._file is None:
            self._file = there
        if there == self._file:
            return
        if there is None:
            raise OperationalError("the database's file is gone")
        with self._state:
            self._file = there
            self._stale = {id(held.driver_connection) for held in self._held}
            while self._idle:
                self._drop(self._idle.pop())
            self._drop(self._writer)
        self.engine.dispose()
        self._writer = self._open()
        raise EpochChanged("another file lies in the place of the database")

    def _drop(self, connection: sqlite3.Connection) -> None:
        """Close a connection to a file that lies there no more."""
        self._stale.discard(id(connection))
        for held in [held for held in self._held if held.driver_connection is connection]:
            self._held.remove(held)
            held.invalidate()

    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        connection = self._borrow()
        try:
            return connection.execute(statement, params).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            self._give_back(connection)

    def _among(self, column: str, values: Sequence[str]) -> tuple[str, Any]:
        if len(values) == 1:
            return f"{column} = ?", values[0]
        return f"{column} IN (SELECT value FROM json_each(?))", _encode(values).decode()

    def _append(self, save: Save) -> int:
        """Queue the save; whoever gets the writer next commits all that are queued by then.

        So writers that wait for one fsync share the next one. Each waits until its own is kept.
        """
        rows = [
            (str(e.originator_id), e.originator_version, e.topic, e.state.decode())
            for e in save.events
        ]
        mine = Queued(save, rows)
        self._queue.append(mine)
        with self._writing:
            if mine.waiting:
                self._commit_together([self._queue.popleft() for _ in range(len(self._queue))])
        if mine.error is not None:
            raise mine.error
        return mine.first

    def _commit_together(self, saves: list[Queued]) -> None:
        """One transaction for all. A save that is refused takes nothing of the others with it."""
        try:
            if self._closed:
                raise InterfaceError("the recorder is closed")
            self._same_file()
            self._writer.execute("BEGIN IMMEDIATE")
            if len(saves) == 1:
                self._alone(self._writer, saves[0])
                return
            held: set[Mark] = set()
            for save in saves:
                self._try(self._writer, save, held)
            self._commit(self._writer)
        except sqlite3.Error as error:
            self._roll_back(self._writer)
            _fail(saves, translated(error))
        except PersistenceError as error:
            self._roll_back(self._writer)
            _fail(saves, error)
        except BaseException:
            self._roll_back(self._writer)
            _fail(saves, OutcomeUnknown("the writer was interrupted"))
            raise
        finally:
            for save in saves:
                save.waiting = False

    def _alone(self, writer: sqlite3.Connection, queued: Queued) -> None:
        """Write the only save of a transaction; where it is refused nothing is committed."""
        try:
            self._write(writer, queued, None)
        except (sqlite3.IntegrityError, IntegrityError) as error:
            queued.error = conflict(writer, error, queued)
            self._roll_back(writer)
        else:
            self._commit(writer)

    def _try(self, writer: sqlite3.Connection, queued: Queued, held: set[Mark]) -> None:
        """Write one save of several, or undo just that and remember why."""
        writer.execute("SAVEPOINT one")
        try:
            self._write(writer, queued, held)
        except (sqlite3.IntegrityError, IntegrityError) as error:
            queued.error = conflict(writer, error, queued)
            writer.execute("ROLLBACK TO one")
        writer.execute("RELEASE one")

    @staticmethod
    def _write(writer: sqlite3.Connection, queued: Queued, held: set[Mark] | None) -> None:
        save = queued.save
        remembers(writer, save.mark, held)
        unmoved(writer, save.reads)
        queued.first = write(writer, queued)
        if save.tracking is not None:
            track(writer, save.tracking)

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

    def _prove(self, run: Run, row: ProofRow) -> None:
        run(INSERT_PROOF, row)

    def scrub(self) -> bool:
        """Overwritten pages are zeroed by ``secure_delete``; here the log of old pages is emptied."""
        with self._writing:
            for _ in range(SCRUBS):
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                sleep(SCRUB_SECONDS)
        return False

    def listen(self) -> None:
        """Have ``wake`` ring for other processes' commits: one thread looks at the file."""
        with self._state:
            if self._bells is None and not self._closed:
                self._bells = Glances({self.wake: Commits(self._name)})

    def look(self) -> None:
        """As its base, and whether another file lies in the database's place."""
        number = self.epoch.number
        try:
            with self._writing:
                self._same_file()
        except EpochChanged:
            self.epoch.turn(number)
            return
        super().look()

    def close(self) -> None:
        """Join readers and the writer, then close: closing under a reader can crash."""
        bells, self._bells = self._bells, None
        if bells is not None:
            bells.close()
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
