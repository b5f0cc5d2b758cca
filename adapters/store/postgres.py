"""The recorder on PostgreSQL: one statement, one round trip, one transaction for each save."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Lock, Semaphore, Thread
from typing import Any, TypeVar

import psycopg
from eventsourcing.persistence import (
    DataError,
    InterfaceError,
    OperationalError,
    StoredEvent,
    Tracking,
)
from sqlalchemy import Engine, exc
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.errors import BY_CONSTRAINT, OutcomeUnknown, translated
from adapters.store.persons import Run
from adapters.store.postgres_ddl import CHANNEL, LOCK, SEPARATOR
from adapters.store.recorder import EventRecorder
from adapters.store.schema import CommandRow, PersonRow

APPEND = f"SELECT relief_append({', '.join(['%s'] * 12)})"
LISTEN_SECONDS = 0.2
RECONNECT_SECONDS = 1.0
CONNECTIONS = 31
"""As many as the engine's pool gives out, less the listener's."""
WAIT_SECONDS = 30.0
T = TypeVar("T")


def _joined(values: Sequence[str]) -> str:
    """Values as one text parameter; the server splits it again with ``string_to_array``."""
    text = SEPARATOR.join(values)
    if text.count(SEPARATOR) != len(values) - 1 or not all(values):
        raise DataError("a stored text is never empty and holds no record separator (U+001E)")
    return text


def _columns(events: Sequence[StoredEvent]) -> tuple[str | None, ...]:
    if not events:
        return (None, None, None, None)
    return (
        _joined([str(e.originator_id) for e in events]),
        _joined([str(e.originator_version) for e in events]),
        _joined([e.topic for e in events]),
        _joined([e.state.decode() for e in events]),
    )


def _people_columns(people: Sequence[PersonRow]) -> tuple[str | None, ...]:
    if not people:
        return (None, None, None)
    return (
        _joined([p.person_id for p in people]),
        _joined([p.blind_index for p in people]),
        _joined([p.wrapped_key for p in people]),
    )


class PostgresRecorder(EventRecorder):
    """Any number of writing processes; positions are given out under one advisory lock."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._closing = Event()
        self._turns = Semaphore(CONNECTIONS)
        self._idle: deque[PoolProxiedConnection] = deque()
        self._listening = Lock()
        self._listener: Thread | None = None

    @contextmanager
    def _connection(self) -> Iterator[PoolProxiedConnection]:
        """A connection, kept at hand afterwards: asking the pool costs as much as half a query."""
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise OperationalError("no database connection was free")
        try:
            held = self._take()
            try:
                yield held
            finally:
                self._give_back(held)
        finally:
            self._turns.release()

    def _take(self) -> PoolProxiedConnection:
        if self._closing.is_set():
            raise InterfaceError("the recorder is closed")
        try:
            return self._idle.pop()
        except IndexError:
            pass
        try:
            return self.engine.raw_connection()
        except (exc.SQLAlchemyError, psycopg.Error) as error:
            raise translated(error) from error

    def _give_back(self, held: PoolProxiedConnection) -> None:
        """Keep a sound connection; after a broken one, let go of all that are idle."""
        if held.driver_connection.closed:  # type: ignore[union-attr]
            held.invalidate()
            self._let_go()
            return
        self._idle.append(held)
        if self._closing.is_set():
            self._let_go()

    def _let_go(self) -> None:
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()
        self.engine.dispose()

    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        sql = self._statements.get(statement)
        if sql is None:
            sql = self._statements[statement] = statement.replace("?", "%s")
        with self._connection() as held:
            driver: Any = held.driver_connection
            try:
                found: list[Any] = driver.execute(sql, params, prepare=True).fetchall()
            except psycopg.Error as error:
                raise translated(error) from error
        return found

    def _among(self, column: str, values: Sequence[str]) -> tuple[str, Any]:
        return f"{column} = ANY(?)", list(values)

    def _append(
        self,
        events: Sequence[StoredEvent],
        tracking: Tracking | None,
        command: CommandRow | None,
        people: Sequence[PersonRow],
    ) -> int:
        params = _columns(events)
        params += (command.command_id, command.digest, command.outcome) if command else (None,) * 3
        params += _people_columns(people)
        if tracking is None:
            params += (None, None)
        else:
            params += (tracking.application_name, str(tracking.notification_id))
        with self._connection() as held:
            driver: Any = held.driver_connection
            try:
                first: int = driver.execute(APPEND, params, prepare=True).fetchone()[0]
            except psycopg.Error as error:
                if driver.closed:
                    raise OutcomeUnknown("the connection was lost before the answer") from error
                conflict = BY_CONSTRAINT.get(error.diag.constraint_name or "")
                raise (conflict(str(error)) if conflict else translated(error)) from error
        return first

    def _transact(self, work: Callable[[Run], T]) -> T:
        with self._connection() as held:
            driver: Any = held.driver_connection

            def run(statement: str, params: Sequence[Any]) -> list[Any]:
                cursor = driver.execute(statement.replace("?", "%s"), params)
                found: list[Any] = cursor.fetchall() if cursor.description else []
                return found

            try:
                with driver.transaction():
                    run(f"SELECT pg_advisory_xact_lock({LOCK})", ())
                    return work(run)
            except psycopg.Error as error:
                conflict = BY_CONSTRAINT.get(error.diag.constraint_name or "")
                raise (conflict(str(error)) if conflict else translated(error)) from error

    def scrub(self) -> bool:
        """Rewrite the table of persons, so that no dead row keeps an old key. The owner's only."""
        with self._connection() as held:
            driver: Any = held.driver_connection
            owned = "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass"
            if not driver.execute(owned, ("people",)).fetchone()[0]:
                return False
            try:
                driver.execute("VACUUM FULL people")
                driver.execute("CHECKPOINT")
            except psycopg.errors.InsufficientPrivilege:
                return True
            except psycopg.Error as error:
                raise translated(error) from error
        return True

    def listen(self) -> None:
        """Start the one thread that turns notifications of other processes into rings."""
        with self._listening:
            if self._listener is None and not self._closing.is_set():
                self._listener = Thread(target=self._relay, name="relief-listen", daemon=True)
                self._listener.start()

    def _relay(self) -> None:
        """Ring on each notification; while the connection is away, readers poll."""
        while not self._closing.is_set():
            try:
                held = self.engine.raw_connection()
            except (exc.SQLAlchemyError, psycopg.Error):
                self._closing.wait(RECONNECT_SECONDS)
                continue
            connection: Any = held.driver_connection
            held.detach()
            try:
                connection.execute(f"LISTEN {CHANNEL}")
                while not self._closing.is_set():
                    for _ in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                        self.wake.ring()
            except psycopg.Error:
                self._closing.wait(RECONNECT_SECONDS)
            finally:
                connection.close()

    def close(self) -> None:
        """Join the listener and close every pooled connection."""
        self._closing.set()
        self.wake.ring()
        if self._listener is not None:
            self._listener.join()
        self._let_go()
