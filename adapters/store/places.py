"""Where ledgers live: apart from the history, so that a rebuild starts empty and is swapped in.

SQLite: ``<events file>-ledgers-1.db`` beside the events file. PostgreSQL: schema ``ledgers_1``.
A pointer in the main database says which is current; readers notice a swap within
``NOTICE_SECONDS``, so drop the old place only after that.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store.engines import is_sqlite, postgres_engine, sqlite_engine
from adapters.store.postgres_ddl import LOCK
from adapters.store.schema import PLACES

NOTICE_SECONDS = 1.0
POINTER = "ledgers"

FOLLOWERS = Table(
    "followers",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far each follower of a place has come, in the same transaction as its rows."""


class PlaceInUse(Exception):
    """The current place is not to be dropped."""


def lock(connection: Connection) -> None:
    """One at a time until the end of the transaction: on SQLite every writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 2})")


class Place:
    """One set of ledgers."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.engine = engine

    def prepare(self, tables: Sequence[Table]) -> None:
        """Create the tables that are missing; several processes may at once."""
        with self.alone() as connection:
            for table in (FOLLOWERS, *tables):
                table.create(connection, checkfirst=True)

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


class Places:
    """The current place, fresh ones, and the swap between them. Thread-safe."""

    def __init__(self, url: str | URL, clock: Callable[[], float] = monotonic) -> None:
        self._url = make_url(url)
        self._sqlite = is_sqlite(self._url)
        self._main = sqlite_engine(self._url) if self._sqlite else postgres_engine(self._url)
        self._clock = clock
        self._lock = Lock()
        self._open: dict[str, Place] = {}
        self._pointer: str | None = None
        self._looked = 0.0

    def current(self) -> Place:
        """The current place; the first one is made on first use."""
        with self._lock:
            now = self._clock()
            if self._pointer is None or now - self._looked >= NOTICE_SECONDS:
                self._pointer, self._looked = self._read_pointer(), now
            name = self._pointer
        return self._first() if name is None else self._place(name)

    def _first(self) -> Place:
        """Where none is current yet: a fresh place, or the one another process was first with."""
        mine = self.fresh()
        self._point(mine.name, first=True)
        found = self.current()
        if found.name != mine.name:
            self.drop(mine)
        return found

    def fresh(self) -> Place:
        """A new, empty place, not current yet."""
        if self._sqlite:
            name = self._unused()
        else:
            with self._main.begin() as connection:
                lock(connection)
                name = self._unused()
                connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        place = self._place(name)
        place.prepare(())
        return place

    def _unused(self) -> str:
        numbers = [int(name.rpartition("_")[2]) for name in self.names()]
        return f"{POINTER}_{max(numbers, default=0) + 1}"

    def swap(self, new: Place) -> None:
        """Make a place current."""
        self._point(new.name)

    def drop(self, old: Place) -> None:
        """Remove a place and all its rows. Raises ``PlaceInUse`` for the current one."""
        if self._read_pointer() == old.name:
            raise PlaceInUse(f"{old.name} is current")
        with self._lock:
            self._open.pop(old.name, None)
        old.engine.dispose()
        if self._sqlite:
            file = self._file(old.name)
            for suffix in ("", "-wal", "-shm"):
                Path(f"{file}{suffix}").unlink(missing_ok=True)
            return
        with self._main.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {old.name} CASCADE")

    def names(self) -> list[str]:
        """Every place there is, current or not."""
        if self._sqlite:
            base = self._base()
            return [
                file.stem.removeprefix(f"{base.stem}-").replace("-", "_")
                for file in base.parent.glob(f"{base.stem}-{POINTER}-*.db")
            ]
        with self._main.connect() as connection:
            found = connection.exec_driver_sql(
                f"SELECT nspname FROM pg_namespace WHERE nspname ~ '^{POINTER}_[0-9]+$'"
            )
            return [name for (name,) in found]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for queries on the current place."""
        with self.current().reading() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for place in self._open.values():
                place.engine.dispose()
            self._open.clear()
        self._main.dispose()

    def _base(self) -> Path:
        return Path(self._url.database or "")

    def _file(self, name: str) -> Path:
        base = self._base()
        return base.with_name(f"{base.stem}-{name.replace('_', '-')}.db")

    def _place(self, name: str) -> Place:
        with self._lock:
            place = self._open.get(name)
            if place is None:
                place = self._open[name] = Place(name, self._engine(name))
            return place

    def _engine(self, name: str) -> Engine:
        if self._sqlite:
            file = self._url.set(database=str(self._file(name)))
            return sqlite_engine(file, synchronous="NORMAL")
        return postgres_engine(self._url, settings={"search_path": name})

    def _read_pointer(self) -> str | None:
        wanted = select(PLACES.c.current).where(PLACES.c.name == POINTER)
        with self._main.connect() as connection:
            found: str | None = connection.execute(wanted).scalar_one_or_none()
            return found

    def _point(self, name: str, *, first: bool = False) -> None:
        insert = (sqlite if self._sqlite else postgresql).insert(PLACES)
        row = insert.values(name=POINTER, current=name)
        statement = (
            row.on_conflict_do_nothing()
            if first
            else row.on_conflict_do_update(index_elements=["name"], set_={"current": name})
        )
        opened = self._main.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            connection.execute(statement)
        with self._lock:
            self._pointer = None
