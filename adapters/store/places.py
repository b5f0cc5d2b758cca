"""Where ledgers live: apart from the history, so that a rebuild starts empty and is swapped in.

SQLite: ``<events file>-ledgers-1.db`` beside the events file. PostgreSQL: schema ``ledgers_1``.
Pointers in the main database say which is current for an edition (``adapters.store.pointers``);
readers notice a swap within ``NOTICE_SECONDS``, so drop the old place only after that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    make_url,
)

from adapters.store.bells import Bells, Glances, Notifications
from adapters.store.engines import is_sqlite, postgres_engine, sqlite_engine
from adapters.store.place import Place, lock
from adapters.store.pointers import Part, Pointers
from adapters.store.seat import MOVED, WANTED, FileSeat, seat_of
from adapters.store.wake import POLL_SECONDS, Wake

NOTICE_SECONDS = 1.0
LOOK_SECONDS = 0.02
"""How often whoever waits for ledgers on SQLite looks: nothing rings there."""
PREFIX = "ledgers"
NOWHERE = f"{PREFIX}_0"
"""A place there never is: numbers begin with 1."""


class PlaceInUse(Exception):
    """The current place is not to be dropped."""


class NotBuilt(Exception):
    """There are no complete ledgers of this edition (yet)."""


class Places:
    """One edition's current place, the one being built, and the swap between them. Thread-safe."""

    def __init__(
        self, url: str | URL, edition: str = "", clock: Callable[[], float] = monotonic
    ) -> None:
        self.url = make_url(url)
        self._sqlite = is_sqlite(self.url)
        self._main = sqlite_engine(self.url) if self._sqlite else postgres_engine(self.url)
        self.edition = edition
        self._pointers = Pointers(edition)
        self._clock = clock
        self._lock = Lock()
        self._open: dict[str, Place] = {}
        self._current: str | None = None
        self._looked = float("-inf")
        self.seat = seat_of(self._main, edition)
        self.moved, self.wanted = Wake(), Wake()
        self._bells: list[Bells] = []

    def hear_moves(self) -> None:
        """Have ``moved`` ring when another process brings ledgers on, where the database can tell."""
        if not self._sqlite:
            self._bells.append(Notifications(self._main, {MOVED: self.moved}))

    def hear_wants(self) -> None:
        """Have ``wanted`` ring when a reader waits for the ledgers, in whatever process."""
        if isinstance(self.seat, FileSeat):
            self._bells.append(Glances({self.wanted: self.seat.touched}))
        else:
            self._bells.append(Notifications(self._main, {WANTED: self.wanted}))

    @property
    def patience(self) -> float:
        """How long whoever waits for ``moved`` waits before looking for itself, in seconds."""
        return LOOK_SECONDS if self._sqlite else POLL_SECONDS

    def forget(self) -> None:
        """Look afresh which place is current: the database may be another one by now."""
        self._main.dispose()
        with self._lock:
            self._looked = float("-inf")

    @property
    def alone(self) -> bool:
        """Whether one process at a time keeps these ledgers, so that nobody else reads others."""
        return self._sqlite

    def current(self) -> Place:
        """The complete place. Raises ``NotBuilt`` where there is none of this edition."""
        found = self.found()
        if found is None:
            raise NotBuilt("there are no complete ledgers of this edition")
        return found

    def found(self) -> Place | None:
        """The complete place, if there is one and it is still there."""
        with self._lock:
            now = self._clock()
            if now - self._looked >= NOTICE_SECONDS:
                self._current, self._looked = self._standing(Part.CURRENT), now
            name = self._current
        return None if name is None else self._place(name)

    def building(self) -> Place | None:
        """The place being built, if there is one."""
        name = self._standing(Part.BUILDING)
        return None if name is None else self._place(name)

    def named(self, name: str) -> Place:
        """A place by its name, whatever it is to which edition."""
        return self._place(name)

    def first(self) -> Place:
        """The current place; an empty one where there is none, for who folds into it at once."""
        found = self.found()
        if found is None:
            found = self.begin()
            self.swap(found)
        return found

    def begin(self, *, anew: bool = False) -> Place:
        """The place to build: the one an earlier attempt left, else a new, empty one.

        Unless ``anew``, the complete one where somebody else was quicker.
        """
        with self._alone() as connection:
            rows, names = self._pointers.all(connection), self.names()
            current = self._pointers.mine(rows, Part.CURRENT)
            name = self._pointers.mine(rows, Part.BUILDING)
            if not anew and current in names:
                name = current
            elif name not in names or name == current:
                name = self._unused({*names, *rows.values()})
                self._pointers.point(connection, Part.BUILDING, name)
                self._make(connection, name)
        return self._prepared(name)

    def fresh(self) -> Place:
        """A new, empty place that nobody knows of but who asked."""
        with self._alone() as connection:
            name = self._unused({*self.names(), *self._pointers.all(connection).values()})
            self._make(connection, name)
        return self._prepared(name)

    def swap(self, new: Place) -> None:
        """Make a place current; the one before is noted as the former."""
        with self._alone() as connection:
            before = self._pointers.mine(self._pointers.all(connection), Part.CURRENT)
            if before is not None and before != new.name:
                self._pointers.point(connection, Part.FORMER, before)
            self._pointers.point(connection, Part.CURRENT, new.name)
        with self._lock:
            self._looked = float("-inf")

    def abandon(self, old: Place) -> None:
        """Nobody reads a place any more whose history went back: another one is to be built."""
        with self._alone() as connection:
            rows = self._pointers.all(connection)
            for part in (Part.CURRENT, Part.BUILDING):
                if self._pointers.mine(rows, part) == old.name:
                    self._pointers.point(connection, Part.FORMER, old.name)
                    self._pointers.point(connection, part, NOWHERE)
        with self._lock:
            self._looked = float("-inf")

    def others(self) -> list[Place]:
        """Places some edition once pointed to, and this one neither reads nor builds."""
        rows, names = self._rows(), self.names()
        mine = {self._pointers.mine(rows, part) for part in (Part.CURRENT, Part.BUILDING)}
        return [self._place(name) for name in sorted(set(rows.values()) - mine) if name in names]

    def drop(self, old: Place) -> None:
        """Remove a place and all its rows. Raises ``PlaceInUse`` for the current one."""
        if self._standing(Part.CURRENT) == old.name:
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
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {old.name} CASCADE")

    def names(self) -> list[str]:
        """Every place there is, current or not."""
        if self._sqlite:
            base = self._base()
            return [
                file.stem.removeprefix(f"{base.stem}-").replace("-", "_")
                for file in base.parent.glob(f"{base.stem}-{PREFIX}-*.db")
            ]
        with self._main.connect() as connection:
            found = connection.exec_driver_sql(
                f"SELECT nspname FROM pg_namespace WHERE nspname ~ '^{PREFIX}_[0-9]+$'"
            )
            return [name for (name,) in found]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for queries on the current place. Raises ``NotBuilt``."""
        with self.current().reading() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection, and get up from the seat."""
        for bells in self._bells:
            bells.close()
        self.seat.leave()
        with self._lock:
            for place in self._open.values():
                place.engine.dispose()
            self._open.clear()
        self._main.dispose()

    def _base(self) -> Path:
        return Path(self.url.database or "")

    def _file(self, name: str) -> Path:
        base = self._base()
        return base.with_name(f"{base.stem}-{name.replace('_', '-')}.db")

    def _place(self, name: str) -> Place:
        with self._lock:
            place = self._open.get(name)
            if place is None:
                place = self._open[name] = Place(name, self._engine(name), self.wanted)
            return place

    def _prepared(self, name: str) -> Place:
        place = self._place(name)
        place.prepare(())
        return place

    def _engine(self, name: str) -> Engine:
        if self._sqlite:
            file = self.url.set(database=str(self._file(name)))
            return sqlite_engine(file, synchronous="NORMAL")
        return postgres_engine(self.url, settings={"search_path": name})

    def _make(self, connection: Connection, name: str) -> None:
        """At once: whoever looks next must see that the name is taken, though nothing is in it yet."""
        if self._sqlite:
            self._file(name).touch()
        else:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")

    @staticmethod
    def _unused(taken: Iterable[str]) -> str:
        numbers = [int(name.rpartition("_")[2]) for name in taken]
        return f"{PREFIX}_{max(numbers, default=0) + 1}"

    def _rows(self) -> Mapping[str, str]:
        with self._main.connect() as connection:
            return self._pointers.all(connection)

    def _standing(self, part: Part) -> str | None:
        """What this edition has for a part, where it is still there: ledgers may have been lost."""
        name = self._pointers.mine(self._rows(), part)
        return name if name in self.names() else None

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A writing transaction on the main database; nobody else moves places meanwhile."""
        opened = self._main.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            lock(connection)
            yield connection
