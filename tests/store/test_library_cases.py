"""The eventsourcing library's own cases hold for our recorders on both databases."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import AggregateRecorder, TrackingRecorder
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from eventsourcing.utils import Environment
from sqlalchemy import URL

from adapters.store.factory import (
    PostgresAggregateRecorder,
    SqliteAggregateRecorder,
    StoreFactory,
)
from adapters.store.postgres import PostgresRecorder
from adapters.store.recorder import EventRecorder
from adapters.store.sqlite import SqliteRecorder


class TrackingSqliteRecorder(SqliteRecorder):
    """A subclass the factory is asked to use."""


class TrackingPostgresRecorder(PostgresRecorder):
    """A subclass the factory is asked to use."""


def environment(url: URL) -> Environment:
    """What the library's factory reads."""
    return Environment(
        name="relief",
        env={
            "PERSISTENCE_MODULE": "adapters.store.factory",
            "DATABASE_URL": url.render_as_string(hide_password=False),
        },
    )


class OnOurStore:
    """Gives a library case recorders on a fresh database; streams are text, as in our history."""

    env: Environment
    factory: Any
    full: type[EventRecorder]
    positionless: type[AggregateRecorder]
    tracking: type[EventRecorder]

    def new_originator_id(self) -> UUID | str:
        return f"case-{uuid4()}"

    def create_recorder(self) -> Any:
        return self.factory.application_recorder()


class OnSqlite(OnOurStore):
    """A fresh SQLite file for each case."""

    full: type[EventRecorder] = SqliteRecorder
    positionless: type[AggregateRecorder] = SqliteAggregateRecorder
    tracking: type[EventRecorder] = TrackingSqliteRecorder

    @pytest.fixture(autouse=True)
    def on_database(self, sqlite_url: URL) -> Iterator[None]:
        """Before the case's own ``setUp``."""
        self.env = environment(sqlite_url)
        with StoreFactory(self.env) as self.factory:
            opened = self.factory
            yield
        opened.close()


class OnPostgres(OnOurStore):
    """A fresh PostgreSQL database for each case."""

    full: type[EventRecorder] = PostgresRecorder
    positionless: type[AggregateRecorder] = PostgresAggregateRecorder
    tracking: type[EventRecorder] = TrackingPostgresRecorder

    @pytest.fixture(autouse=True)
    def on_database(self, postgres_url: URL) -> Iterator[None]:
        """Before the case's own ``setUp``."""
        self.env = environment(postgres_url)
        with StoreFactory(self.env) as self.factory:
            opened = self.factory
            yield
        opened.close()


class Positionless(OnOurStore):
    """For the case that wants no positions back."""

    def create_recorder(self) -> Any:
        return self.factory.aggregate_recorder()


class Application(ApplicationRecorderTestCase[EventRecorder]):
    """With the library's case for subscriptions, which it leaves optional."""

    def test_insert_subscribe(self) -> None:
        """A subscription yields what was and what comes, and stops when told."""
        self.optional_test_insert_subscribe()


class Factory(InfrastructureFactoryTestCase[StoreFactory]):
    """What the library expects of the factory."""

    full: type[EventRecorder]
    positionless: type[AggregateRecorder]
    tracking: type[EventRecorder]

    def expected_factory_class(self) -> type[StoreFactory]:
        return StoreFactory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return self.positionless

    def expected_application_recorder_class(self) -> type[EventRecorder]:
        return self.full

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return self.full

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return self.tracking

    def expected_process_recorder_class(self) -> type[EventRecorder]:
        return self.full


class TestSqliteAggregates(Positionless, OnSqlite, AggregateRecorderTestCase):
    """Streams on SQLite."""


class TestPostgresAggregates(Positionless, OnPostgres, AggregateRecorderTestCase):
    """Streams on PostgreSQL."""


class TestSqliteApplication(OnSqlite, Application):
    """Global order, concurrency and subscriptions on SQLite."""


class TestPostgresApplication(OnPostgres, Application):
    """Global order, concurrency and subscriptions on PostgreSQL."""


class TestSqliteTracking(OnSqlite, TrackingRecorderTestCase):
    """Tracking on SQLite."""


class TestPostgresTracking(OnPostgres, TrackingRecorderTestCase):
    """Tracking on PostgreSQL."""


class TestSqliteProcess(OnSqlite, ProcessRecorderTestCase):
    """Events and tracking together on SQLite."""


class TestPostgresProcess(OnPostgres, ProcessRecorderTestCase):
    """Events and tracking together on PostgreSQL."""


class TestSqlitePositions(OnSqlite, NonInterleavingNotificationIDsBaseCase):
    """Two large saves at once never interleave on SQLite."""


class TestPostgresPositions(OnPostgres, NonInterleavingNotificationIDsBaseCase):
    """Two large saves at once never interleave on PostgreSQL."""


class TestSqliteFactory(OnSqlite, Factory):
    """The factory on SQLite."""


class TestPostgresFactory(OnPostgres, Factory):
    """The factory on PostgreSQL."""


del Application, Factory
del (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
