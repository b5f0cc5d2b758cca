"""The recorder on PostgreSQL: one statement, one round trip, one transaction for all saves that wait."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock, Semaphore
from typing import Any, TypeVar

import msgspec
import psycopg
from eventsourcing.persistence import (
    InterfaceError,
    OperationalError,
    PersistenceError,
)
from sqlalchemy import Engine, exc
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.bells import Notifications
from adapters.store.connecting import ANSWER_SECONDS, STATEMENT_SECONDS, Server
from adapters.store.engines import SERVER
from adapters.store.errors import (
    BY_CONSTRAINT,
    READ_ONLY,
    ClaimTaken,
    ClockBehind,
    EpochChanged,
    OutcomeUnknown,
    UnnamedConflict,
    translated,
)
from adapters.store.persons import Run
from adapters.store.postgres_ddl import (
    APPEND_ALL_SIGNATURE,
    APPEND_SIGNATURE,
    CHANNEL,
    EVENTS_SINCE,
    LOCK,
    PARAMETERS,
    PROVE_SIGNATURE,
)
from adapters.store.postgres_guards import DESTROYS_BESIDES, DESTROYS_YEAR, NAMES_SINCE
from adapters.store.postgres_params import MARK, params_of
from adapters.store.proving import ProofRow
from adapters.store.recorder import EventRecorder, Save
from adapters.store.together import Queued, Together

APPEND_ALL = "SELECT relief_append_all(%s)"
PROVE = "SELECT relief_prove(?, ?, ?, ?)"
APPEND = f"SELECT relief_append({', '.join(['%s'] * PARAMETERS)})"
CONNECTIONS = 31
"""As many as the engine's pool gives out, less the listener's."""
WAIT_SECONDS = 8.0
FOR_ALL = frozenset({READ_ONLY, "55P03", "57014"})
"""What no save of a call is at fault for: a server that only reads, a lock or an answer not in time."""
SCRUB_SECONDS = 600.0
T = TypeVar("T")


def _refusal(error: psycopg.Error, save: Save) -> PersistenceError:
    """Which named conflict a refused save met."""
    diag = error.diag
    named = _named(diag.constraint_name or "", str(error), diag.message_detail or "", save)
    return named or translated(error)


def _named(constraint: str, message: str, detail: str, save: Save) -> PersistenceError | None:
    if constraint == "claims_taken":
        taken = save.beside.claims[int(detail) - 1]
        return ClaimTaken(taken.kind, taken.key)
    if constraint == "events_forward":
        newest, given = detail.split(" ")
        return ClockBehind(datetime.fromisoformat(newest), datetime.fromisoformat(given))
    conflict = BY_CONSTRAINT.get(constraint)
    return conflict(message) if conflict else None


@dataclass(slots=True, frozen=True)
class _Sent:
    """A save, as parameters too, and the server that all was read from which it builds on."""

    save: Save
    params: tuple[str | None, ...]
    known: Server | None

    def under(self, timeline: str) -> tuple[str | None, ...]:
        """The parameters for a server on this timeline."""
        return (*self.params[:-MARK], timeline, *self.params[-MARK:])


def _answered(one: Queued[_Sent], answer: Sequence[Any]) -> None:
    """What the function said of one save: its first position, or the constraint it met."""
    first, *refused = answer
    if first is not None:
        one.first = first
        return
    constraint, message, detail = (word or "" for word in refused)
    named = _named(constraint, message, detail, one.save.save)
    one.error = named or UnnamedConflict(f"{constraint}: {message}")


class PostgresRecorder(EventRecorder):
    """Any number of writing processes; positions are given out under one advisory lock."""

    INSTALLED = f"SELECT {' AND '.join(['to_regprocedure(?) IS NOT NULL'] * 6)}"
    INSTALLED_PARAMS = (
        *(APPEND_SIGNATURE, APPEND_ALL_SIGNATURE, PROVE_SIGNATURE),
        *(DESTROYS_YEAR, DESTROYS_BESIDES, NAMES_SINCE),
    )
    SINCE = EVENTS_SINCE

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._closing = Event()
        self._turns = Semaphore(CONNECTIONS)
        self._together = Together(self._append_all)
        self._idle: deque[PoolProxiedConnection] = deque()
        self._server: Server | None = None
        self._listening = Lock()
        self._bells: Notifications | None = None

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
            return self._known(self.engine.raw_connection())
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

    def _append(self, save: Save) -> int:
        """Raises ``EpochChanged`` also where the connection leads to another server than before."""
        return self._together.save(_Sent(save, params_of(save), self._server))

    def _append_all(self, group: Sequence[Queued[_Sent]]) -> None:
        """One call, one transaction for all. A save that is refused takes nothing of the others with it."""
        try:
            with self._connection() as held:
                server: Server = held.info[SERVER]
                for one in group:
                    if server != (one.save.known or self._server):
                        one.error = EpochChanged(
                            "this is another server, or another database on it"
                        )
                saves = [one for one in group if one.error is None]
                driver: Any = held.driver_connection
                driver.patience = ANSWER_SECONDS
                try:
                    self._called(driver, saves, server.timeline)
                finally:
                    driver.patience = STATEMENT_SECONDS
                if any(isinstance(one.error, EpochChanged) for one in saves):
                    driver.close()
        except PersistenceError as error:
            for one in group:
                if not one.first:
                    one.error = one.error or type(error)(*error.args)

    def _called(self, driver: Any, saves: Sequence[Queued[_Sent]], timeline: str) -> None:
        """Each save with its answer. Raises what hinders them all."""
        params = [one.save.under(timeline) for one in saves]
        try:
            if len(saves) == 1:
                found = driver.saving.execute(APPEND, params[0], prepare=True)
                saves[0].first = found.fetchone()[0]
            elif saves:
                sent = msgspec.json.encode(params).decode()
                found = driver.saving.execute(APPEND_ALL, (sent,), prepare=True)
                for one, answer in zip(
                    saves, msgspec.json.decode(found.fetchone()[0]), strict=True
                ):
                    _answered(one, answer)
        except psycopg.Error as error:
            if driver.closed:
                raise OutcomeUnknown("the connection was lost before the answer") from error
            if len(saves) > 1 and error.sqlstate not in FOR_ALL:
                # One of them is at fault, and nothing was kept: each on its own, so that it hears of it.
                for one in saves:
                    self._called(driver, [one], timeline)
                return
            if error.sqlstate == READ_ONLY:
                driver.close()
            for one in saves:
                one.error = _refusal(error, one.save.save)

    def _known(self, held: PoolProxiedConnection) -> PoolProxiedConnection:
        """A new connection; where it leads elsewhere than the last one, all memory is of the past."""
        server: Server = held.info[SERVER]
        if self._server == server:
            held.info[SERVER] = self._server
            return held
        known, self._server = self._server, server
        if known is not None:
            self.epoch.turn(self.epoch.number)
        return held

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

    def _prove(self, run: Run, row: ProofRow) -> None:
        run(PROVE, row)

    def scrub(self) -> bool:
        """Rewrite the table of persons, so that no dead row keeps an old key. The owner's only."""
        with self._connection() as held:
            driver: Any = held.driver_connection
            driver.patience = SCRUB_SECONDS
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
            finally:
                driver.patience = STATEMENT_SECONDS
        return True

    def listen(self) -> None:
        """Start the one thread that turns notifications of other processes into rings."""
        with self._listening:
            if self._bells is None and not self._closing.is_set():
                self._bells = Notifications(self.engine, {CHANNEL: self.wake})

    def close(self) -> None:
        """Join the listener and close every pooled connection."""
        self._closing.set()
        self.wake.ring()
        if self._bells is not None:
            self._bells.close()
        self._let_go()
