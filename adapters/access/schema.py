"""The tables of the access log and what keeps them append-only on either database."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Connection, Index, MetaData, Table, Text

from adapters.store.postgres_ddl import LOCK, REFUSE

METADATA = MetaData()
FIRST = "0" * 64
"""What the first entry's digest is chained to."""

ENTRIES = Table(
    "access_log",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("officer", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("access_log_officer", "officer", "number"),
    Index("access_log_case", "case_id", "number"),
)
"""One row for each look; ``body`` is JSON, ``digest`` chains it to all before it."""

PERSONS = Table(
    "access_persons",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
)
"""Whose data each entry is about."""

TABLES = ("access_log", "access_persons")

NOTE = f"""
CREATE OR REPLACE FUNCTION relief_note_access(bodies text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    head bigint;
    chained text;
    one text;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK + 3});
    SELECT number, digest INTO head, chained FROM access_log ORDER BY number DESC LIMIT 1;
    head := coalesce(head, 0);
    chained := coalesce(chained, '{FIRST}');
    FOREACH one IN ARRAY bodies LOOP
        head := head + 1;
        chained := encode(sha256(convert_to(
            chained || E'\\n' || head || E'\\n' || one, 'UTF8')), 'hex');
        INSERT INTO access_log (number, officer, case_id, body, digest)
        VALUES (head, one::json ->> 'officer', one::json ->> 'case', one, chained);
        INSERT INTO access_persons (person, number)
        SELECT DISTINCT person, head FROM json_array_elements_text(one::json -> 'persons') AS person;
    END LOOP;
    RETURN head;
END
$$
"""
"""The database numbers and chains the entries itself: no client can write a digest."""


def sqlite_guards() -> Iterator[str]:
    """Triggers that refuse every change of what was noted."""
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    yield (
        "CREATE TRIGGER IF NOT EXISTS access_log_in_order BEFORE INSERT ON access_log"
        " WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM access_log)"
        " BEGIN SELECT RAISE(ABORT, 'access_log has no gap'); END"
    )


def postgres_guards() -> Iterator[str]:
    """Triggers that refuse every change, and a function that nobody runs unless granted."""
    yield REFUSE
    yield "REVOKE ALL ON FUNCTION relief_note_access(text[]) FROM PUBLIC"
    for table in TABLES:
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_append_only"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION relief_refuse_change()"
        )


def install(connection: Connection, app_role: str | None = None) -> None:
    """Create whatever is missing; the application's role may read, and note through the function."""
    if connection.dialect.name == "sqlite":
        METADATA.create_all(connection)
        for statement in sqlite_guards():
            connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")
    METADATA.create_all(connection)
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    connection.exec_driver_sql(NOTE.format(schema=schema))
    for statement in postgres_guards():
        connection.exec_driver_sql(statement)
    if app_role is not None:
        role = quote(app_role)
        connection.exec_driver_sql(f"REVOKE ALL ON access_log, access_persons FROM {role}")
        connection.exec_driver_sql(f"GRANT SELECT ON access_log, access_persons TO {role}")
        connection.exec_driver_sql(
            f"GRANT EXECUTE ON FUNCTION relief_note_access(text[]) TO {role}"
        )
