"""SQLAlchemy engines set up the way the store needs them."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

BUSY_MS = 10_000
POSTGRES_SETTINGS = {
    "application_name": "relief",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
}
POSTGRES_SOCKET: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def is_sqlite(url: str | URL) -> bool:
    """Whether a database URL names an SQLite file."""
    return make_url(url).get_backend_name() == "sqlite"


def engine_beside(url: str | URL, what: str, *, append_only: bool = False) -> Engine:
    """An engine for what is kept beside the history: an SQLite file called after it, or the same
    PostgreSQL database. ``append_only`` where nobody changes tables or what only grows.
    """
    given = make_url(url)
    if not is_sqlite(given):
        return postgres_engine(given)
    name = (given.database or "").removesuffix(".db")
    return sqlite_engine(given.set(database=f"{name}-{what}.db"), append_only=append_only)


def install_beside(engine: Engine, install: Callable[[Connection], None]) -> None:
    """Create what ``install`` creates, in one transaction; the engine is closed after it."""
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            install(connection)
    finally:
        engine.dispose()


FORBIDDEN = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
    }
)
"""What nobody does who only keeps a history."""

APPENDED = frozenset(
    {
        "events",
        "commands",
        "access_log",
        "access_persons",
        "sign_in_log",
        "retired_master_keys",
    }
)
"""Tables whose rows stay as they were written."""

PEOPLE, WRAPPED_KEY = "people", "wrapped_key"
"""Of a person only the key is ever replaced, and no person is forgotten altogether."""

DESTROYING = "events_destroy_key"
"""The trigger by which the fact of a destroyed key empties it and its index."""

READ_PRAGMAS = frozenset(
    {"data_version", "foreign_key_check", "integrity_check", "quick_check", "wal_checkpoint"}
)


def appending(
    action: int, first: str | None, second: str | None, _database: str | None, by: str | None
) -> int:
    """What a connection of the application may do: SQLite asks this of each part of a statement."""
    changes = action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)
    if action in FORBIDDEN or (changes and first in APPENDED):
        return sqlite3.SQLITE_DENY
    if changes and first == PEOPLE and second != WRAPPED_KEY and by != DESTROYING:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and first not in READ_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def sqlite_engine(
    url: str | URL, *, synchronous: str = "FULL", append_only: bool = False
) -> Engine:
    """An engine on an SQLite file: WAL, explicit transactions, connections free to change thread.

    ``append_only``: connections can read and append, but change neither tables nor what was
    appended; SQLite has no roles, so this stands where PostgreSQL has its lesser one.

    Transactions begun through SQLAlchemy are ``BEGIN`` by default and ``BEGIN IMMEDIATE`` on a
    connection with the execution option ``writing=True``.
    """
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=-1,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        if append_only:
            connection.set_authorizer(appending)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def postgres_engine(
    url: str | URL, *, autocommit: bool = False, settings: dict[str, str] | None = None
) -> Engine:
    """An engine on PostgreSQL through psycopg, with time limits on everything that can wait."""
    chosen = {**POSTGRES_SETTINGS, **(settings or {})}
    given = make_url(url)
    own = given.query.get("options")
    options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
    return create_engine(
        given.set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=16,
        pool_timeout=30,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT" if autocommit else "READ COMMITTED",
        pool_reset_on_return=None if autocommit else "rollback",
        connect_args={**POSTGRES_SOCKET, "options": f"{options} {own or ''}".strip()},
    )
