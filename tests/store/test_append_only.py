"""The history is append-only: by trigger on both databases, on PostgreSQL by grant as well."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import URL, Engine, exc, inspect, select, text

from adapters.access.log import AccessLog, access_engine, install_access
from adapters.identity.door import Door, door_engine, install_door
from adapters.identity.log import Entry
from adapters.store.engines import postgres_engine, sqlite_engine
from adapters.store.factory import install_store, open_recorder, store_engine
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from domain.ground.history import CommandRow, PersonRow
from tests.store.samples import TOTALS
from tests.store.test_access_log import look
from tests.store.test_saves import event
from tests.support.postgres import role_url

CHANGES = (
    "UPDATE events SET body = '{}'",
    "DELETE FROM events",
    "UPDATE commands SET outcome = 'other'",
    "DELETE FROM commands",
)
REPLACEMENTS = (
    "INSERT OR REPLACE INTO events VALUES (1, 'x', 1, 'n', '{}')",
    "INSERT OR REPLACE INTO events (stream, version, name, body) VALUES ('case-1', 1, 'n', '{}')",
    "INSERT OR REPLACE INTO commands VALUES ('cmd-1', 'd', 'other', 1, 1)",
)
TRUNCATIONS = ("TRUNCATE events", "TRUNCATE commands")


@pytest.fixture
def kept(recorder: EventRecorder) -> EventRecorder:
    """A recorder with one event and one receipt."""
    recorder.insert_events([event("case-1", 1)], command=CommandRow("cmd-1", "d", "ok"))
    return recorder


def refused(engine: Engine, statement: str) -> None:
    """The statement fails, and says that it is about the history or about privilege."""
    with engine.connect() as connection, pytest.raises(exc.DBAPIError) as error:
        connection.execute(text(statement))
    said = str(error.value.orig)
    assert any(w in said for w in ("append-only", "permission denied", "UNIQUE constraint"))


def test_the_owner_cannot_change_or_delete_history(kept: EventRecorder, database: URL) -> None:
    """Raw SQL, with every right there is, is refused by the triggers."""
    sqlite = database.get_backend_name() == "sqlite"
    engine = sqlite_engine(database) if sqlite else postgres_engine(database)
    for statement in CHANGES + (REPLACEMENTS if sqlite else TRUNCATIONS):
        refused(engine, statement)
    engine.dispose()
    assert kept.last_event("case-1") == event("case-1", 1)
    assert kept.command("cmd-1") == CommandRow("cmd-1", "d", "ok", 1, 1)


def test_installing_twice_changes_nothing(kept: EventRecorder, database: URL) -> None:
    """Setup can be repeated on a database in use."""
    install_store(database)
    assert kept.max_notification_id() == 1


COLUMNS = {
    "events": "body",
    "commands": "outcome",
    "claims": "shared",
    "proof_rows": "digest",
    "access_log": "officer",
    "access_persons": "person",
    "access_asked": "mark",
    "sign_in_log": "body",
}
REFUSALS = (
    "append-only",
    "permission denied",
    "must be owner",
    "must be superuser",
    "not authorized",
    "UNIQUE constraint",
    "may not be modified",
)
"""How either database says that something is not the application's to do."""

TABLES = tuple(COLUMNS)
"""What is appended and never changed."""

ATTACKS = (
    *(f"UPDATE {table} SET {column} = 'x'" for table, column in COLUMNS.items()),
    *(f"DELETE FROM {table}" for table in TABLES),
    "DELETE FROM people",
    "UPDATE people SET person_id = 'x'",
    "UPDATE people SET blind_index = 'x'",
    *(f"DROP TABLE {table}" for table in (*TABLES, "people")),
    *(f"ALTER TABLE {table} RENAME TO gone" for table in TABLES),
    *(f"ALTER TABLE {table} ADD COLUMN more TEXT" for table in TABLES),
)
"""On either database, as the application."""

ON_POSTGRES = (
    *(f"TRUNCATE {table}" for table in (*TABLES, "people")),
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in TABLES),
    *(f"DROP TRIGGER {table}_append_only ON {table}" for table in TABLES),
    *(f"INSERT INTO {table} SELECT * FROM {table}" for table in TABLES),
    "INSERT INTO people VALUES ('p9', 'b9', 'w9')",
    "SET session_replication_role = replica",
    "CREATE RULE gone AS ON INSERT TO events DO INSTEAD NOTHING",
    "CREATE TRIGGER gone BEFORE INSERT ON events EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE OR REPLACE FUNCTION relief_refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION relief_refuse_change() CASCADE",
    "DROP SCHEMA public CASCADE",
    "CREATE TABLE public.mine (a int)",
    "COPY events FROM PROGRAM 'true'",
    "COPY events TO '/tmp/relief-stolen'",
    "SET ROLE {owner}",
    "ALTER ROLE {role} SUPERUSER",
    "GRANT ALL ON events TO {role}; DELETE FROM events",
    "ALTER TABLE events OWNER TO {role}",
    "CREATE TEMP TABLE events (position bigint); SELECT relief_append('s', '1', 'n', '{{}}',"
    " 'c', 'd', 'o', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
    " DELETE FROM public.events",
    "DO $$ BEGIN DELETE FROM events; END $$",
    "WITH gone AS (DELETE FROM events RETURNING *) SELECT * FROM gone",
    "MERGE INTO events USING events AS e ON false WHEN MATCHED THEN DELETE",
    "SELECT * FROM events FOR UPDATE",
)
ON_SQLITE = (
    *(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in TABLES[:2]),
    *(f"DROP TRIGGER {table}_no_update" for table in TABLES[:2]),
    "CREATE TRIGGER gone BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER gone BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = OFF",
    "UPDATE sqlite_master SET sql = ''",
    "DELETE FROM sqlite_master",
    "ATTACH DATABASE 'other.db' AS other",
    "WITH gone AS (SELECT 1) DELETE FROM events",
)


SIGNED_IN = Entry(1e9, "cw", "signed in", "password", "127.0.0.1")


@contextmanager
def as_application(database: URL) -> Iterator[URL]:
    """The database with something in it, as the application sees it."""
    if database.get_backend_name() == "sqlite":
        install_store(database)
        yield database
        return
    with role_url(database) as (role, url):
        install_store(database, app_role=role)
        install_access(database, app_role=role)
        install_door(database, app_role=role)
        yield url


@contextmanager
def filled(url: URL) -> Iterator[None]:
    """Events, a receipt, a person, a look and a sign-in, written the way the application writes."""
    create = url.get_backend_name() == "sqlite"
    recorder, log = open_recorder(url), AccessLog(url, create=create)
    door = Door(url, create=create)
    try:
        recorder.insert_events(
            [event("case-1", 1), event("calendar", 1)],
            command=CommandRow("cmd-1", "d", "ok"),
            people=[PersonRow("p1", "b1", "w1")],
        )
        log.note(look(1))
        door.log.note(SIGNED_IN)
        assert recorder.select_events("case-1") == [event("case-1", 1)]
        yield
        recorder.insert_events([event("case-1", 2)])
        log.note(look(2))
        door.log.note(SIGNED_IN)
        assert [*log.faults(), *door.log.faults()] == []
        assert [one.entry for one in door.log.page(9)] == [SIGNED_IN] * 2
    finally:
        door.close()
        log.close()
        recorder.close()


def stored(database: URL) -> dict[str, list[Any]]:
    """Every row there is, as the owner sees it, and every trigger."""
    found = {}
    for engine in (owner(database), access_engine(database), door_engine(database)):
        names = set(inspect(engine).get_table_names())
        with engine.connect() as connection:
            for table in names & {*TABLES, "people"}:
                rows = connection.execute(text(f"SELECT * FROM {table}")).all()
                found[table] = sorted(map(tuple, rows))
            triggers = "pg_trigger" if engine.dialect.name == "postgresql" else "sqlite_master"
            name = "tgname" if triggers == "pg_trigger" else "name"
            of = connection.execute(text(f"SELECT {name} FROM {triggers} ORDER BY 1")).all()
            found[f"{triggers} {engine.url.database}"] = list(of)
        engine.dispose()
    return found


def owner(database: URL) -> Engine:
    """Every right there is."""
    sqlite = database.get_backend_name() == "sqlite"
    return sqlite_engine(database) if sqlite else postgres_engine(database)


def test_raw_sql_of_the_application_changes_nothing(database: URL) -> None:
    """Events, receipts, the calendar, persons, both logs: read and appended to, no more."""
    with as_application(database) as url, filled(url):
        before = stored(database)
        sqlite = url.get_backend_name() == "sqlite"
        names = {"role": url.username or "", "owner": database.username or ""}
        history = store_engine(url)
        looks, door = access_engine(url, append_only=True), door_engine(url, append_only=True)
        done: list[tuple[str, str]] = []
        for statement in (*ATTACKS, *(ON_SQLITE if sqlite else ON_POSTGRES)):
            beside = {"access_": looks, "sign_in_log": door} if sqlite else {}
            engine = next((e for word, e in beside.items() if word in statement), history)
            plain = statement.format(**names) if "{" in statement else statement
            said = answered(engine, plain)
            if not any(word in said for word in REFUSALS):
                done.append((plain, said))
        history.dispose()
        looks.dispose()
        door.dispose()
        assert done == []
        assert stored(database) == before


def answered(engine: Engine, statement: str) -> str:
    """What the database says to a statement; nothing where it does it."""
    with engine.connect() as connection:
        try:
            connection.exec_driver_sql(statement)
        except exc.DBAPIError as error:
            return str(error.orig)
    return ""


@pytest.fixture
def application(postgres_url: URL) -> Iterator[URL]:
    """The database as the application's own, lesser role sees it."""
    with as_application(postgres_url) as url:
        yield url


def test_the_application_makes_and_drops_its_own_ledgers(application: URL) -> None:
    """Places are its own schemas; a rebuild needs no other role."""
    places = Places(application, clock=lambda: monotonic() * 1e6)
    try:
        old = places.first()
        new = places.fresh()
        new.prepare([TOTALS])
        places.swap(new)
        places.drop(old)
        with places.reading() as connection:
            assert connection.execute(select(TOTALS)).all() == []
    finally:
        places.close()
