"""Hearing what other processes did: notifications on PostgreSQL, short looks on SQLite.

A ring is a hint only; whoever waits looks for itself now and then all the same.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from threading import Event, Thread
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine, exc

from adapters.store.wake import Wake

LISTEN_SECONDS = 0.2
RECONNECT_SECONDS = 1.0
GATHER_SECONDS = 0.02
"""Rings of one moment are one ring: each would wake a thread."""
GLANCE_SECONDS = 0.015
"""How often an SQLite file is looked at: a look costs some microseconds."""


class Bells(Protocol):
    """A thread that rings, until it is closed."""

    def close(self) -> None:
        """End the thread and wait for it."""
        ...


class Notifications:
    """Rings a wake for each notification on its channel; while the connection is away, none."""

    def __init__(self, engine: Engine, wakes: Mapping[str, Wake]) -> None:
        self._engine = engine
        self._wakes = wakes
        self._closing = Event()
        self._thread = Thread(target=self._relay, name="relief-listen", daemon=True)
        self._thread.start()

    def _relay(self) -> None:
        while not self._closing.is_set():
            try:
                held = self._engine.raw_connection()
            except (exc.SQLAlchemyError, psycopg.Error):
                self._closing.wait(RECONNECT_SECONDS)
                continue
            connection: Any = held.driver_connection
            held.detach()
            try:
                connection.autocommit = True
                self._listen(connection)
            except psycopg.Error:
                self._closing.wait(RECONNECT_SECONDS)
            finally:
                connection.close()

    def _listen(self, connection: Any) -> None:
        for channel in self._wakes:
            connection.execute(f"LISTEN {channel}")
        while not self._closing.is_set():
            for heard in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                self._wakes[heard.channel].ring()
                self._closing.wait(GATHER_SECONDS)

    def close(self) -> None:
        """As ``Bells``."""
        self._closing.set()
        self._thread.join()


class Glances:
    """Rings a wake where a look at something finds another answer than the look before."""

    def __init__(self, looks: Mapping[Wake, Callable[[], object]]) -> None:
        self._looks = looks
        self._closing = Event()
        self._thread = Thread(target=self._glance, name="relief-glance", daemon=True)
        self._thread.start()

    def _glance(self) -> None:
        seen = {wake: look() for wake, look in self._looks.items()}
        while not self._closing.wait(GLANCE_SECONDS):
            for wake, look in self._looks.items():
                found = look()
                if found != seen[wake]:
                    seen[wake] = found
                    wake.ring()

    def close(self) -> None:
        """As ``Bells``."""
        self._closing.set()
        self._thread.join()


class Commits:
    """A look at an SQLite file that answers differently after each commit of another connection."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._opened = 0

    def __call__(self) -> object:
        """What tells one state of the file from the next; never raises."""
        try:
            if self._connection is None:
                self._opened += 1
                self._connection = sqlite3.connect(
                    f"file:{self._file}?mode=ro", uri=True, check_same_thread=False
                )
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return self._opened, version
        except sqlite3.Error:
            self.close()
            return self._opened, None

    def close(self) -> None:
        """Let go of the file; the next look opens it again."""
        held, self._connection = self._connection, None
        if held is not None:
            with suppress(sqlite3.Error), closing(held):
                pass
