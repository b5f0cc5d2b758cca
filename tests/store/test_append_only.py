"""The history is append-only: by trigger on both databases, on PostgreSQL by grant as well."""

from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import URL, Engine, create_engine, exc, select, text

from adapters.store.factory import install_store, open_recorder, store_engine
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from adapters.store.schema import CommandRow, PersonRow
from tests.store.samples import TOTALS
from tests.store.test_saves import event

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
    engine = store_engine(database)
    for statement in CHANGES + (REPLACEMENTS if sqlite else TRUNCATIONS):
        refused(engine, statement)
    engine.dispose()
    assert kept.last_event("case-1") == event("case-1", 1)
    assert kept.command("cmd-1") == CommandRow("cmd-1", "d", "ok", 1, 1)


def test_installing_twice_changes_nothing(kept: EventRecorder, database: URL) -> None:
    """Setup can be repeated on a database in use."""
    install_store(database)
    assert kept.max_notification_id() == 1


@pytest.fixture
def as_application(postgres_url: URL) -> Iterator[URL]:
    """The database as the application's own, lesser role sees it."""
    owner = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    role = f"{postgres_url.database}_app"
    with owner.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'app'"))
    install_store(postgres_url, app_role=role)
    yield postgres_url.set(username=role, password="app")
    with owner.connect() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.dispose()


def test_the_application_appends_only_through_the_function(as_application: URL) -> None:
    """Its role saves and reads, but may not insert, change or remove by hand."""
    recorder = open_recorder(as_application)
    try:
        recorder.insert_events(
            [event("case-1", 1)],
            command=CommandRow("cmd-1", "d", "ok"),
            people=[PersonRow("p1", "b1", "w1")],
        )
        assert recorder.select_events("case-1") == [event("case-1", 1)]
        by_hand = (
            "INSERT INTO events VALUES (2, 'case-1', 2, 'n', '{}')",
            "INSERT INTO commands VALUES ('cmd-2', 'd', 'o', 0, 0)",
            "ALTER TABLE events DISABLE TRIGGER ALL",
        )
        for statement in (*CHANGES, *TRUNCATIONS, *by_hand[:2]):
            refused(recorder.engine, statement)
        with recorder.engine.connect() as connection, pytest.raises(exc.DBAPIError):
            connection.execute(text(by_hand[2]))
    finally:
        recorder.close()


def test_the_application_makes_and_drops_its_own_ledgers(as_application: URL) -> None:
    """Places are its own schemas; a rebuild needs no other role."""
    places = Places(as_application, clock=lambda: monotonic() * 1e6)
    try:
        old = places.current()
        new = places.fresh()
        new.prepare([TOTALS])
        places.swap(new)
        places.drop(old)
        with places.reading() as connection:
            assert connection.execute(select(TOTALS)).all() == []
    finally:
        places.close()
