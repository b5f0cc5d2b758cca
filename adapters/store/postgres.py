"""The recorder on PostgreSQL: one statement, one round trip, one transaction for each save."""

from collections.abc import Sequence
from threading import Event, Lock, Thread
from typing import Any

import psycopg
from eventsourcing.persistence import DataError, InterfaceError, StoredEvent, Tracking
from sqlalchemy import Engine, exc
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.errors import BY_CONSTRAINT, OutcomeUnknown, translated
from adapters.store.postgres_ddl import CHANNEL, SEPARATOR
from adapters.store.recorder import EventRecorder
from adapters.store.schema import CommandRow, PersonRow

APPEND = f"SELECT relief_append({', '.join(['%s'] * 12)})"
LISTEN_SECONDS = 0.2
RECONNECT_SECONDS = 1.0


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
        self._listening = Lock()
        self._listener: Thread | None = None

    def _connection(self) -> PoolProxiedConnection:
        if self._closing.is_set():
            raise InterfaceError("the recorder is closed")
        try:
            return self.engine.raw_connection()
        except (exc.SQLAlchemyError, psycopg.Error) as error:
            raise translated(error) from error

    def _drop(self, held: PoolProxiedConnection, error: psycopg.Error) -> bool:
        """Discard a broken connection and its pool-mates; whether it was broken."""
        if not held.driver_connection.closed:  # type: ignore[union-attr]
            return False
        held.invalidate(error)
        self.engine.dispose()
        return True

    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        sql = self._statements.get(statement)
        if sql is None:
            sql = self._statements[statement] = statement.replace("?", "%s")
        held = self._connection()
        try:
            return held.driver_connection.execute(sql, params, prepare=True).fetchall()  # type: ignore[union-attr, no-any-return]
        except psycopg.Error as error:
            self._drop(held, error)
            raise translated(error) from error
        finally:
            held.close()

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
        held = self._connection()
        try:
            found = held.driver_connection.execute(APPEND, params, prepare=True).fetchone()  # type: ignore[union-attr]
        except psycopg.Error as error:
            if self._drop(held, error):
                raise OutcomeUnknown("the connection was lost before the answer") from error
            conflict = BY_CONSTRAINT.get(error.diag.constraint_name or "")
            raise (conflict(str(error)) if conflict else translated(error)) from error
        finally:
            held.close()
        first: int = found[0]
        return first

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
        self.engine.dispose()
