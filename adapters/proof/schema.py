"""The tables of checkpoints and tiles: beside an SQLite history, or in its PostgreSQL database."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from adapters.store import sqlite_ddl
from adapters.store.engines import engine_beside, install_beside
from adapters.store.own import unmixed
from adapters.store.postgres_ddl import LOCK
from adapters.store.postgres_guards import REFUSE, append_only

METADATA = MetaData()

CHECKPOINTS = Table(
    "proof_checkpoints",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("made_at", Text, nullable=False),
    Column("note", Text, nullable=False),
)
"""Every checkpoint that was signed."""

TILES = Table(
    "proof_tiles",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("level", BigInteger, primary_key=True, autoincrement=False),
    Column("tile", BigInteger, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
)
"""Full tiles under the checkpoints: what can be reckoned again from the entries, kept for speed."""

COSIGNATURES = Table(
    "proof_cosignatures",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("witness", Text, primary_key=True),
    Column("line", Text, nullable=False),
)
"""What witnesses signed of a checkpoint, the first line of each."""

WATCH = Table(
    "proof_watch",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("upto", Text, nullable=False),
    Column("what", Text, nullable=False),
)
"""What the watcher found wrong in a part, a line each; nothing where it found it whole again."""

STAMPS = Table(
    "proof_stamps",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("token", LargeBinary, nullable=False),
)
"""What a service answered that stamped a checkpoint with the time."""

NAMES = (CHECKPOINTS.name, TILES.name, COSIGNATURES.name, WATCH.name, STAMPS.name)


def proof_engine(url: str | URL, *, append_only: bool = True) -> Engine:
    """The engine checkpoints and tiles live on."""
    return engine_beside(url, "proof", append_only=append_only)


def install_proof(url: str | URL, app_role: str | None = None) -> None:
    """Create the tables at this URL; safe to repeat."""
    engine = proof_engine(url, append_only=False)
    install_beside(engine, partial(install, app_role=app_role))


def install(connection: Connection, app_role: str | None = None) -> None:
    """Create whatever is missing; the application's role may read and add."""
    unmixed(connection, METADATA.tables)
    if connection.dialect.name == "sqlite":
        METADATA.create_all(connection)
        for statement in _sqlite_guards():
            connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")
    METADATA.create_all(connection)
    connection.exec_driver_sql(REFUSE)
    for statement in append_only(NAMES):
        connection.exec_driver_sql(statement)
    if app_role is not None:
        role, named = connection.dialect.identifier_preparer.quote(app_role), ", ".join(NAMES)
        connection.exec_driver_sql(f"REVOKE ALL ON {named} FROM {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT ON {named} TO {role}")


def _sqlite_guards() -> Iterator[str]:
    yield from sqlite_ddl.append_only(NAMES)
    same = "origin = NEW.origin AND size = NEW.size"
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {CHECKPOINTS.name}_no_replace BEFORE INSERT ON"
        f" {CHECKPOINTS.name} WHEN EXISTS (SELECT 1 FROM {CHECKPOINTS.name} WHERE {same})"
        f" BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {CHECKPOINTS.name}.size'); END"
    )
