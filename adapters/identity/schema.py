"""The tables of signing in: sessions, attempts, local credentials, and a log that only grows."""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    Identity,
    Integer,
    MetaData,
    Table,
    Text,
)

from adapters.store.postgres_ddl import LOCK, REFUSE

METADATA = MetaData()

SESSIONS = Table(
    "sign_in_sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("started", Float, nullable=False),
    Column("seen", Float, nullable=False),
)
"""Who is signed in: ``id`` is a hash of what the browser holds; times in seconds since 1970.

``issuer`` and ``subject`` are the link a session rests on; empty for the local list.
"""

BEGUN = Table(
    "sign_ins_begun",
    METADATA,
    Column("state", Text, primary_key=True),
    Column("expires", Float, nullable=False),
)
"""Sign-ins sent to the provider and not yet back: hashes, each taken out once."""

CREDENTIALS = Table(
    "sign_in_credentials",
    METADATA,
    Column("officer", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("second_factor", Text, nullable=False),
    Column("step", BigInteger, nullable=False),
)
"""The local list: an Argon2id hash, a sealed seed, the last time step a code was used in."""

ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("failures", BigInteger, nullable=False),
    Column("until", Float, nullable=False),
)
"""Failures in a row by keyed hash of the name given, whether or not there is such an officer."""

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

LOG = Table(
    "sign_in_log",
    METADATA,
    Column("number", _NUMBER, Identity(), primary_key=True),
    Column("at", Float, nullable=False),
    Column("officer", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""What happened at the door. ``officer`` is "-" where nobody known was named."""

CHANGING = (SESSIONS.name, BEGUN.name, CREDENTIALS.name, ATTEMPTS.name)


def sqlite_guards() -> Iterator[str]:
    """Triggers that refuse every change of what was logged."""
    for act in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {LOG.name}_no_{act} BEFORE {act} ON {LOG.name}"
            f" BEGIN SELECT RAISE(ABORT, '{LOG.name} is append-only'); END"
        )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {LOG.name}_no_replace BEFORE INSERT ON {LOG.name}"
        f" WHEN EXISTS (SELECT 1 FROM {LOG.name} WHERE number = NEW.number)"
        f" BEGIN SELECT RAISE(ABORT, '{LOG.name} is append-only'); END"
    )


def postgres_guards() -> Iterator[str]:
    """A trigger that refuses every change of what was logged, whoever asks."""
    yield REFUSE
    yield (
        f"CREATE OR REPLACE TRIGGER {LOG.name}_append_only"
        f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {LOG.name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION relief_refuse_change()"
    )


def install(connection: Connection, app_role: str | None = None) -> None:
    """Create whatever is missing; the application's role may only add to the log."""
    if connection.dialect.name == "sqlite":
        METADATA.create_all(connection)
        for statement in sqlite_guards():
            connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")
    METADATA.create_all(connection)
    for statement in postgres_guards():
        connection.exec_driver_sql(statement)
    if app_role is not None:
        role = connection.dialect.identifier_preparer.quote(app_role)
        changing = ", ".join(CHANGING)
        connection.exec_driver_sql(f"REVOKE ALL ON {changing}, {LOG.name} FROM {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {changing} TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT ON {LOG.name} TO {role}")
