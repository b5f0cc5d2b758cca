"""The seat of whoever keeps an edition's ledgers: one sits, the others stand by; what it says of itself.

PostgreSQL: an advisory lock of a session of its own. SQLite: a lock on a file beside the database,
``<events file>-follower``. Both are free at once when their holder dies. The seat saves work, it
guards nothing: two that follow all the same are told apart at the position of the place.
"""

import fcntl
import json
import os
from abc import ABC, abstractmethod
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import sleep, time_ns
from typing import Any

from sqlalchemy import Engine, exc, select
from sqlalchemy.pool import PoolProxiedConnection

from adapters.store.engines import is_sqlite
from adapters.store.pointers import keep
from adapters.store.schema import PLACES
from adapters.store.trouble import Trouble

SEAT = 0x73656174
"""The first half of the lock's name ("seat"); the other half is the edition's."""
TRIES, TRY_SECONDS = 5, 0.01
"""Whoever only asks who sits holds the file's lock for a moment: so a seat is tried again."""
DEAD_HOST = ("tcp_keepalives_idle = 30", "tcp_keepalives_interval = 10", "tcp_keepalives_count = 3")
"""A holder whose machine is gone leaves the seat after a minute, not after two hours."""


class Seat(ABC):
    """One edition's seat, as one process sees it. Thread-safe but for taking and leaving."""

    def __init__(self, main: Engine, edition: str) -> None:
        self._main = main
        self._row = f"follower/{edition}"
        self._said: Trouble | None = None
        self._spoke = False

    @abstractmethod
    def take(self) -> bool:
        """Sit down where nobody sits; whether this process sits now. Never waits."""

    @abstractmethod
    def held(self) -> bool:
        """Whether this process still sits."""

    @abstractmethod
    def leave(self) -> None:
        """Get up; nothing where it does not sit."""

    @abstractmethod
    def taken(self) -> bool:
        """Whether anybody sits, this process or another one."""

    @abstractmethod
    def call(self) -> None:
        """Ask whoever sits to follow at once: somebody waits for the ledgers."""

    def say(self, trouble: Trouble | None) -> None:
        """Tell every process what the follower stands still at, or that it goes on."""
        if self._spoke and trouble == self._said:
            return
        told = "" if trouble is None else json.dumps([trouble.position, trouble.error])
        opened = self._main.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            if trouble is not None or self._written(connection):
                keep(connection, self._row, told)
        self._said, self._spoke = trouble, True

    def trouble(self) -> Trouble | None:
        """What the follower last said it stands still at."""
        with self._main.connect() as connection:
            told = self._written(connection)
        return Trouble(*json.loads(told)) if told else None

    def _written(self, connection: Any) -> str:
        mine = select(PLACES.c.current).where(PLACES.c.name == self._row)
        found: str | None = connection.execute(mine).scalar_one_or_none()
        return found or ""


class FileSeat(Seat):
    """The seat on SQLite; all editions share it, since one process keeps a file's ledgers."""

    def __init__(self, main: Engine, edition: str) -> None:
        super().__init__(main, edition)
        base = Path(main.url.database or "")
        self.file = base.with_name(f"{base.stem}-follower")
        self._open: int | None = None

    def take(self) -> bool:
        """As its base."""
        if self._open is not None:
            return True
        opened = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        for _ in range(TRIES):
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sleep(TRY_SECONDS)
            else:
                self._open = opened
                return True
        os.close(opened)
        return False

    def held(self) -> bool:
        """As its base: a file that was removed is nobody's seat any more."""
        if self._open is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._open), os.stat(self.file))
        except FileNotFoundError:
            return False

    def leave(self) -> None:
        """As its base."""
        opened, self._open = self._open, None
        if opened is not None:
            os.close(opened)

    def taken(self) -> bool:
        """As its base."""
        try:
            opened = os.open(self.file, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(opened)

    def call(self) -> None:
        """As its base: the file is touched, which whoever sits sees (``bells.Glances``)."""
        with suppress(FileNotFoundError):
            os.utime(self.file, ns=(now := time_ns(), now))

    def touched(self) -> object:
        """Another answer after each call."""
        try:
            return os.stat(self.file).st_mtime_ns
        except FileNotFoundError:
            return None


class SessionSeat(Seat):
    """The seat on PostgreSQL: each edition has its own, so that two releases follow side by side."""

    def __init__(self, main: Engine, edition: str) -> None:
        super().__init__(main, edition)
        self._half = int.from_bytes(sha256(edition.encode()).digest()[:4], signed=True)
        self._session: tuple[PoolProxiedConnection, Any] | None = None

    def take(self) -> bool:
        """As its base."""
        if self.held():
            return True
        self.leave()
        session = self._main.raw_connection()
        driver: Any = session.driver_connection
        session.detach()
        try:
            driver.autocommit = True
            for setting in DEAD_HOST:
                driver.execute(f"SET {setting}")
            asked = driver.execute("SELECT pg_try_advisory_lock(%s, %s)", (SEAT, self._half))
            if asked.fetchone()[0]:
                self._session = session, driver
                return True
        finally:
            if self._session is None:
                driver.close()
        return False

    def held(self) -> bool:
        """As its base; asks the server, which forgets the lock with the session."""
        if self._session is None:
            return False
        try:
            self._session[1].execute("SELECT")
        except Exception:
            return False
        return True

    def leave(self) -> None:
        """As its base. Given back first: a session that is closed holds on until the server sees it."""
        session, self._session = self._session, None
        if session is not None:
            with suppress(Exception):
                session[1].execute("SELECT pg_advisory_unlock(%s, %s)", (SEAT, self._half))
            session[1].close()

    def taken(self) -> bool:
        """As its base."""
        asked = (
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            f" AND objsubid = 2 AND classid::bigint = {SEAT}"
            f" AND objid::bigint = {self._half % 2**32})"
        )
        with self._main.connect() as connection:
            return bool(connection.exec_driver_sql(asked).scalar_one())

    def call(self) -> None:
        """As its base, by a notification."""
        with suppress(exc.SQLAlchemyError), self._main.begin() as connection:
            connection.exec_driver_sql(f"NOTIFY {WANTED}")


WANTED = "relief_wanted"
"""The channel on which readers who wait for the ledgers call."""
MOVED = "relief_ledgers"
"""The channel on which ledgers tell that they have moved."""


def seat_of(main: Engine, edition: str) -> Seat:
    """The seat of an edition over a database."""
    return (FileSeat if is_sqlite(main.url) else SessionSeat)(main, edition)
