"""Creating the store's tables, guards and grants; safe to repeat."""

from sqlalchemy import Connection, Engine

from adapters.store import postgres_ddl, postgres_guards, sqlite_ddl
from adapters.store.before import prove_before
from adapters.store.claims import rebuild_claims
from adapters.store.own import unmixed
from adapters.store.schema import METADATA


def install(engine: Engine, app_role: str | None = None) -> None:
    """Create whatever is missing. On PostgreSQL, ``app_role`` is granted only what it needs.

    Raises ``NotOurs`` where other tables than a history's stand.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        unmixed(connection, METADATA.tables)
        if engine.dialect.name == "sqlite":
            _install_sqlite(connection)
        else:
            _install_postgres(connection, app_role)


def _install_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(sqlite_ddl.EVENTS)
    connection.exec_driver_sql(sqlite_ddl.PROOF_ROWS)
    METADATA.create_all(connection)
    for statement in sqlite_ddl.guards():
        connection.exec_driver_sql(statement)
    rebuild_claims(connection)
    prove_before(connection)


def _install_postgres(connection: Connection, app_role: str | None) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({postgres_ddl.LOCK + 1})")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({postgres_ddl.LOCK})")
    METADATA.create_all(connection)
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    database = quote(connection.exec_driver_sql("SELECT current_database()").scalar_one())
    for append in (postgres_ddl.PROVE, postgres_ddl.APPEND, postgres_ddl.APPEND_ALL):
        connection.exec_driver_sql(append.format(schema=schema))
    for statement in postgres_guards.guards():
        connection.exec_driver_sql(statement)
    rebuild_claims(connection)
    prove_before(connection)
    if app_role is not None:
        for statement in postgres_guards.grants(quote(app_role), database, schema):
            connection.exec_driver_sql(statement)
