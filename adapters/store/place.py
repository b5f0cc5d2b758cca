"""One set of ledgers: its tables, how far each follower has come, one transaction at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Engine, MetaData, Table, Text, select
from sqlalchemy.schema import CreateIndex, CreateTable

from adapters.store.connecting import STATEMENT_SECONDS
from adapters.store.postgres_ddl import LOCK
from adapters.store.seat import MOVED
from adapters.store.wake import Wake

UNHURRIED_SECONDS = 3_600.0

FOLLOWERS = Table(
    "followers",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("mark", Text, nullable=False),
)
"""How far each follower of a place has come, and what it applied last, in one transaction with its
rows: a history that went back and filled the position anew is told by the mark."""


def lock(connection: Connection) -> None:
    """One at a time until the end of the transaction: on SQLite every writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 2})")


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """What is asked in this transaction may take its time."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    driver: Any = connection.connection.driver_connection
    driver.patience = UNHURRIED_SECONDS
    try:
        yield
    finally:
        driver.patience = STATEMENT_SECONDS


class Place:
    """One set of ledgers."""

    def __init__(
        self, name: str, engine: Engine, wanted: Wake | None = None, *, bare: bool = False
    ) -> None:
        self.name = name
        self.engine = engine
        self.wanted = wanted or Wake()
        """Rings where somebody waits for these ledgers, in the process that hears it."""
        self.bare = bare
        """Whether tables are made without the indexes only readers need."""

    def tell(self, connection: Connection) -> None:
        """Have whoever waits hear of what this transaction brings, once it is committed."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"NOTIFY {MOVED}")

    def prepare(self, tables: Sequence[Table]) -> None:
        """Create the tables that are missing; several processes may at once."""
        with self.alone() as connection:
            for table in (FOLLOWERS, *tables):
                if self.bare:
                    connection.execute(CreateTable(table, if_not_exists=True))
                else:
                    table.create(connection, checkfirst=True)

    def index(self, tables: Sequence[Table]) -> None:
        """Make the indexes that are missing: over whole tables it takes half of keeping them along."""
        for one in [index for table in tables for index in table.indexes]:
            with self.alone() as connection, unhurried(connection):
                connection.execute(CreateIndex(one, if_not_exists=True))
        self.bare = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a writing transaction, committed at the end."""
        opened = self.engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Like ``writing``, and nobody else is in here at the same time."""
        with self.writing() as connection:
            lock(connection)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction that is rolled back at the end."""
        with self.engine.connect() as connection:
            yield connection

    def position(self, follower: str) -> int:
        """How far a follower has come here; 0 before it began."""
        with self.reading() as connection:
            if not connection.dialect.has_table(connection, FOLLOWERS.name):
                return 0
            mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == follower)
            found: int | None = connection.execute(mine).scalar_one_or_none()
            return found or 0
