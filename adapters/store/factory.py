"""Recorders from a database URL, directly or through the library's factory interface."""

from collections.abc import Sequence
from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    InfrastructureFactory,
    NotSupportedError,
    ProcessRecorder,
    StoredEvent,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool
from sqlalchemy import URL, Engine

from adapters.store import reading
from adapters.store.engines import is_sqlite, postgres_engine, sqlite_engine
from adapters.store.install import install
from adapters.store.postgres import PostgresRecorder
from adapters.store.recorder import EventRecorder
from adapters.store.sqlite import SqliteRecorder


def store_engine(url: str | URL) -> Engine:
    """The engine a recorder works on."""
    if is_sqlite(url):
        return sqlite_engine(url, append_only=True)
    return postgres_engine(url, autocommit=True)


def open_recorder(url: str | URL) -> EventRecorder:
    """A recorder on an installed database. Close it when done."""
    engine = store_engine(url)
    return SqliteRecorder(engine) if is_sqlite(url) else PostgresRecorder(engine)


def install_store(url: str | URL, app_role: str | None = None) -> None:
    """Create the tables, guards and grants at this URL; safe to repeat."""
    engine = sqlite_engine(url) if is_sqlite(url) else postgres_engine(url)
    try:
        install(engine, app_role)
    finally:
        engine.dispose()


class _ReturnsNothing:
    """An aggregate recorder has no global order, so it gives no positions back."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Save the events."""
        super().insert_events(stored_events, **kwargs)  # type: ignore[misc]


class SqliteAggregateRecorder(_ReturnsNothing, SqliteRecorder):
    """The library's aggregate recorder on SQLite."""


class PostgresAggregateRecorder(_ReturnsNothing, PostgresRecorder):
    """The library's aggregate recorder on PostgreSQL."""


class StoreFactory(InfrastructureFactory[EventRecorder]):
    """The library's way in: ``PERSISTENCE_MODULE=adapters.store.factory``.

    Reads ``DATABASE_URL`` and, before the first recorder, creates what is missing unless
    ``CREATE_TABLE`` says no. Events are the only purpose:
    cases are short, so there are no snapshots.
    """

    DATABASE_URL = "DATABASE_URL"
    CREATE_TABLE = "CREATE_TABLE"

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        url = self.env.get(self.DATABASE_URL)
        if not url:
            raise OSError(f"{self.DATABASE_URL} is not set")
        self.url = url
        self._opened: list[EventRecorder] = []

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """A recorder that gives no positions back. Raises ``NotSupportedError`` for snapshots."""
        if purpose != "events":
            raise NotSupportedError(f"there is no store for {purpose}")
        sqlite = is_sqlite(self.url)
        return self._open(SqliteAggregateRecorder if sqlite else PostgresAggregateRecorder)

    def application_recorder(self) -> EventRecorder:
        """The full recorder."""
        return self._open(SqliteRecorder if is_sqlite(self.url) else PostgresRecorder)

    def tracking_recorder(
        self, tracking_recorder_class: type[EventRecorder] | None = None
    ) -> EventRecorder:
        """The full recorder, or the subclass given or named in ``TRACKING_RECORDER_TOPIC``."""
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        if tracking_recorder_class is None and topic:
            tracking_recorder_class = resolve_topic(topic)
        if tracking_recorder_class is None:
            return self.application_recorder()
        return self._open(tracking_recorder_class)

    def process_recorder(self) -> ProcessRecorder:
        """The full recorder."""
        return self.application_recorder()

    def _open(self, kind: type[EventRecorder]) -> EventRecorder:
        if strtobool(self.env.get(self.CREATE_TABLE) or "yes"):
            install_store(self.url)
        recorder = kind(store_engine(self.url))
        self._opened.append(recorder)
        if not reading.meant(self.url):
            recorder.check_installed()
        return recorder

    def close(self) -> None:
        """Close every recorder made here."""
        for recorder in self._opened:
            recorder.close()
