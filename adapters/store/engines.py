"""SQLAlchemy engines set up the way the store needs them."""

import sqlite3
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from adapters.store.connecting import Bounded, look_at
from adapters.store.errors import READ_ONLY
from adapters.store.reading import only_read, sqlite_reading

BUSY_MS = 5_000
SERVER = "server"
"""Under which name a pooled connection says to which server it leads."""
POSTGRES_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "1min",
    "jit": "off",
}
"""As the server shows them again: each new connection is asked whether they hold."""
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
    if not is_sqlite(url):
        return postgres_engine(url)
    return sqlite_engine(file_beside(url, what), append_only=append_only)


def file_beside(url: str | URL, what: str) -> URL:
    """The SQLite file called after a history's file in which something beside it is kept."""
    given = make_url(url)
    name = (given.database or "").removesuffix(".db")
    return given.set(database=f"{name}-{what}.db")


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
        "claims",
        "proof_rows",
        "proof_tiles",
        "proof_checkpoints",
        "proof_cosignatures",
        "proof_watch",
        "proof_stamps",
        "access_log",
        "access_persons",
        "sign_in_log",
        "retired_master_keys",
    }
)
"""Tables whose rows stay as they were written."""

PEOPLE, WRAPPED_KEY = "people", "wrapped_key"
"""Of a person only the key is ever replaced, and no person is forgotten altogether."""

DESTROYING = frozenset({"events_destroy_key", "events_destroy_besides", "events_destroy_index_key"})
"""The triggers by which the fact of a destroyed key empties it and its index."""

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
    if changes and first == PEOPLE and second != WRAPPED_KEY and by not in DESTROYING:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and first not in READ_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def waited_for(attempt: Callable[[], object]) -> None:
    """What is attempted is done, once whoever holds the file lets go.

    Where several open a new file in the same moment, SQLite refuses some statements at once and does
    not wait as ``busy_timeout`` says. So they are attempted again, for just as long. Raises what
    SQLite raises where another holds the file throughout.
    """
    until = monotonic() + BUSY_MS / 1000
    while True:
        try:
            attempt()
        except (sqlite3.OperationalError, exc.OperationalError) as error:
            refused = getattr(error, "orig", error)
            busy = getattr(refused, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or monotonic() > until:
                raise
            sleep(0.005)
        else:
            return


def sqlite_engine(
    url: str | URL, *, synchronous: str = "FULL", append_only: bool = False
) -> Engine:
    """An engine on an SQLite file: WAL, explicit transactions, connections free to change thread.

    ``append_only``: connections can read and append, but change neither tables nor what was
    appended; SQLite has no roles, so this stands where PostgreSQL has its lesser one.

    Transactions begun through SQLAlchemy are ``BEGIN`` by default and ``BEGIN IMMEDIATE`` on a
    connection with the execution option ``writing=True``.

    A URL that is to be read only (``adapters.store.reading``) makes and changes nothing.
    """
    reading = only_read(url)
    engine = create_engine(
        sqlite_reading(url) if reading else url,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=-1,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        set_up(connection, reading, synchronous)
        if append_only:
            connection.set_authorizer(appending)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        if writing:
            waited_for(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def set_up(connection: sqlite3.Connection, reading: bool, synchronous: str) -> None:
    """Prepare a connection just opened, to read only or to write ahead."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if reading:
        connection.execute("PRAGMA query_only = ON")
    else:
        waited_for(lambda: connection.execute("PRAGMA journal_mode = WAL"))
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA synchronous = {synchronous}")


def postgres_engine(
    url: str | URL, *, autocommit: bool = False, settings: dict[str, str] | None = None
) -> Engine:
    """An engine on PostgreSQL through psycopg, with time limits on everything that can wait."""
    chosen = {**POSTGRES_SETTINGS, **(settings or {})}
    given = make_url(url)
    own = given.query.get("options")
    options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
    engine = create_engine(
        given.set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=16,
        pool_timeout=30,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT" if autocommit else "READ COMMITTED",
        pool_reset_on_return=None if autocommit else "rollback",
        connect_args={
            **POSTGRES_SOCKET,
            "application_name": "relief",
            "options": f"{own or ''} {options}".strip(),
        },
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, words: Any, named: Any) -> Bounded:
        return Bounded.connect(*words, **named)

    @event.listens_for(engine, "connect")
    def look(connection: Bounded, record: ConnectionPoolEntry) -> None:
        try:
            record.info[SERVER] = look_at(connection, chosen)
        except BaseException:
            connection.close()
            raise

    event.listen(engine, "handle_error", away)
    return engine


def away(context: ExceptionContext) -> BaseException | None:
    """A server that only reads now is as good as gone; any other error stays what it is."""
    if getattr(context.original_exception, "sqlstate", None) != READ_ONLY:
        return None
    return exc.OperationalError(None, None, context.original_exception)
