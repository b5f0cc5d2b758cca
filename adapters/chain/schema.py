"""What keeps a chained log append-only on either database, and who numbers and chains it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, MetaData, Table

from adapters.store import sqlite_ddl
from adapters.store.own import unmixed
from adapters.store.postgres_ddl import LOCK
from adapters.store.postgres_guards import REFUSE, append_only
from domain.ground.sayings import Saying
from domain.registers.anchors.state import EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A log's table: ``number`` from 1, ``body`` (JSON), ``digest`` over the body and all before.

    ``name`` is how faults call it. ``columns`` are filled from the fields they name; in
    ``beside`` entries are filed once more, on PostgreSQL by the statement ``filing``, which knows
    the entry as ``one`` and its number as ``head``.
    """

    name: Saying
    table: Table
    function: str
    lock: int
    columns: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Table, ...] = ()
    filing: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables that only grow."""
        return (self.table.name, *(table.name for table in self.beside))

    @property
    def signature(self) -> str:
        """The function that appends, as grants name it."""
        return f"{self.function}(text[])"


NOTE = """
CREATE OR REPLACE FUNCTION {signature_with_names} RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    head bigint;
    chained text;
    one text;
BEGIN
    PERFORM pg_advisory_xact_lock({lock});
    SELECT number, digest INTO head, chained FROM {table} ORDER BY number DESC LIMIT 1;
    head := coalesce(head, 0);
    chained := coalesce(chained, '{empty}');
    FOREACH one IN ARRAY bodies LOOP
        head := head + 1;
        chained := encode(sha256(convert_to(
            chained || E'\\n' || head || E'\\n' || one, 'UTF8')), 'hex');
        INSERT INTO {table} ({columns}number, body, digest)
        VALUES ({values}head, one, chained);
        {filing}
    END LOOP;
    RETURN head;
END
$$
"""
"""The database numbers and chains the entries itself: no client can write a digest."""


def install(
    connection: Connection, tables: MetaData, chain: Chain, app_role: str | None = None
) -> None:
    """Create whatever is missing and wall the log in, one process at a time.

    The application's role may read the log, and append through the function. Raises ``NotOurs``.
    """
    unmixed(connection, tables.tables)
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")
    tables.create_all(connection)
    if connection.dialect.name == "sqlite":
        for statement in sqlite_guards(chain):
            connection.exec_driver_sql(statement)
        return
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    for statement in (function(chain, schema), *postgres_guards(chain)):
        connection.exec_driver_sql(statement)
    if app_role is not None:
        role, named = quote(app_role), ", ".join(chain.tables)
        connection.exec_driver_sql(f"REVOKE ALL ON {named} FROM {role}")
        connection.exec_driver_sql(f"GRANT SELECT ON {named} TO {role}")
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {chain.signature} TO {role}")


def function(chain: Chain, schema: str) -> str:
    """The statement that makes the function; the schema comes quoted."""
    return NOTE.format(
        signature_with_names=f"{chain.function}(bodies text[])",
        schema=schema,
        lock=LOCK + chain.lock,
        table=chain.table.name,
        empty=EMPTY,
        columns="".join(f"{column}, " for column in chain.columns),
        values="".join(f"one::json ->> '{name}', " for name in chain.columns.values()),
        filing=chain.filing,
    )


def sqlite_guards(chain: Chain) -> Iterator[str]:
    """Triggers that refuse every change of what was noted, and every gap."""
    yield from sqlite_ddl.append_only(chain.tables)
    log = chain.table.name
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {log}_in_order BEFORE INSERT ON {log}"
        f" WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM {log})"
        f" BEGIN SELECT RAISE(ABORT, '{log} is append-only and has no gap'); END"
    )


def postgres_guards(chain: Chain) -> Iterator[str]:
    """Triggers that refuse every change, and a function that nobody runs unless granted."""
    yield REFUSE
    yield f"REVOKE ALL ON FUNCTION {chain.signature} FROM PUBLIC"
    yield from append_only(chain.tables)
