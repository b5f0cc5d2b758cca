"""Appending to a chained log, and checking that nothing in it was changed, left out or cut off.

Whoever notes waits until the entry is durable; those who wait together share one transaction.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from eventsourcing.persistence import PersistenceError
from sqlalchemy import Connection, Engine, Row, Select, exc, insert, select

from adapters.chain.schema import Chain
from adapters.store.errors import translated
from adapters.store.reading import has_table
from domain.ground.sayings import Saying
from domain.registers.anchors.facts import LogAnchored
from domain.registers.anchors.state import EMPTY

PAGE = 2_000
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Noted(Generic[E]):
    """An entry as it stands in the log."""

    number: int
    entry: E
    digest: str


@dataclass(slots=True)
class _Waiting(Generic[E]):
    entry: E
    body: str
    error: PersistenceError | None = None
    waiting: bool = True


class ChainedLog(Generic[E]):
    """A log of entries of one kind (a dataclass). Thread-safe; close it when done."""

    chain: ClassVar[Chain]
    decoder: ClassVar[msgspec.json.Decoder[Any]]
    """Made with the module: ``msgspec`` tells threads of a class before it knows all of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = Lock()
        self._queue: deque[_Waiting[E]] = deque()

    def note(self, entry: E) -> None:
        """Keep an entry. Returns once it is durable; raises a ``PersistenceError`` where it is not."""
        mine = _Waiting(entry, msgspec.json.encode(entry, order="sorted").decode())
        self._queue.append(mine)
        with self._writing:
            if mine.waiting:
                self._write([self._queue.popleft() for _ in range(len(self._queue))])
        if mine.error is not None:
            raise mine.error

    def stands(self) -> bool:
        """Whether there is such a log; nothing is made to find out."""
        return has_table(self._engine, self.chain.table.name)

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the digest of the newest."""
        with self._engine.connect() as connection:
            return self._head(connection)

    def size(self) -> int:
        """How many entries there are."""
        return self.head()[0]

    def digest(self, number: int) -> str | None:
        """The digest of an entry, ``None`` where there is none; 0 is the empty log."""
        columns = self.chain.table.c
        wanted = select(columns.digest).where(columns.number == number)
        with self._engine.connect() as connection:
            found: str | None = connection.execute(wanted).scalar_one_or_none()
        return found if number else EMPTY

    def oldest(self) -> E | None:
        """The first entry; ``None`` where nothing was noted yet."""
        columns = self.chain.table.c
        wanted = select(columns.body).order_by(columns.number).limit(1)
        with self._engine.connect() as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        entry: E | None = None if found is None else self.decoder.decode(found)
        return entry

    def faults(self, anchors: Iterable[LogAnchored] = ()) -> Iterator[Saying]:
        """Everything that does not fit: gaps, broken digests, what was there when it was anchored.

        The anchors must be read before: what the log gains meanwhile does no harm.
        """
        walk = _Walk(self.chain.name, _by_number(anchors))
        table = self.chain.table
        wanted = select(table).order_by(table.c.number).limit(PAGE)
        with self._engine.connect() as connection:
            while rows := connection.execute(wanted.where(table.c.number > walk.number)).all():
                after = walk.number
                for row in rows:
                    yield from walk.step(row.number, row.body, row.digest)
                yield from self._misfiled(connection, after, rows)
        yield from walk.end()

    def close(self) -> None:
        """Close every connection."""
        with self._writing:
            self._engine.dispose()

    def _newest(self, wanted: Select[Any], before: int | None, size: int) -> list[Noted[E]]:
        """Of the entries wanted, the newest first."""
        number = self.chain.table.c.number
        if before is not None:
            wanted = wanted.where(number < before)
        with self._engine.connect() as connection:
            found = connection.execute(wanted.order_by(number.desc()).limit(size))
            return [Noted(r.number, self.decoder.decode(r.body), r.digest) for r in found]

    def _write(self, batch: Sequence[_Waiting[E]]) -> None:
        """One transaction for all who wait; it fails for all or for none."""
        try:
            opened = self._engine.connect().execution_options(writing=True)
            with opened as connection, connection.begin():
                self._append(connection, batch)
        except exc.SQLAlchemyError as error:
            for one in batch:
                one.error = translated(error)
        finally:
            for one in batch:
                one.waiting = False

    def _append(self, connection: Connection, batch: Sequence[_Waiting[E]]) -> None:
        if connection.dialect.name != "sqlite":
            bodies = [one.body for one in batch]
            connection.exec_driver_sql(f"SELECT {self.chain.function}(%s)", (bodies,))
            return
        head, chained = self._head(connection)
        for number, one in enumerate(batch, start=head + 1):
            chained = chained_digest(chained, number, one.body)
            filed = {
                column: getattr(one.entry, name) for column, name in self.chain.columns.items()
            }
            row = {"number": number, "body": one.body, "digest": chained, **filed}
            connection.execute(insert(self.chain.table).values(row))
            self._file(connection, number, one.entry)

    def _head(self, connection: Connection) -> tuple[int, str]:
        columns = self.chain.table.c
        newest = select(columns.number, columns.digest).order_by(columns.number.desc()).limit(1)
        number, digest = connection.execute(newest).one_or_none() or (0, EMPTY)
        return number, digest

    def _file(self, connection: Connection, number: int, entry: E) -> None:
        """File an entry where else it belongs, as the database's function does on PostgreSQL."""

    def _misfiled(
        self, connection: Connection, after: int, rows: Sequence[Row[Any]]
    ) -> Iterator[Saying]:
        """What of a page of the log, and of all after ``after`` up to it, is filed wrongly."""
        yield from ()


@dataclass(slots=True)
class _Walk:
    """How far a check of the chain has come, and the anchors still ahead."""

    name: Saying
    anchors: dict[int, list[LogAnchored]]
    number: int = 0
    digest: str = field(default=EMPTY)

    def step(self, number: int, body: str, digest: str) -> Iterator[Saying]:
        """What is wrong with the next entry."""
        if number != self.number + 1:
            yield Saying(
                "{name}: entry {number} is missing", name=self.name, number=self.number + 1
            )
        if digest != chained_digest(self.digest, number, body):
            yield Saying("{name}: entry {number} was changed", name=self.name, number=number)
        for anchor in self.anchors.pop(number, ()):
            if anchor.digest != digest:
                yield Saying(
                    "{name}: entry {number} is not the one anchored on {on}",
                    name=self.name,
                    number=number,
                    on=anchor.on,
                )
        self.number, self.digest = number, digest

    def end(self) -> Iterator[Saying]:
        """What was anchored and never came."""
        for number, anchors in sorted(self.anchors.items()):
            yield (
                Saying(
                    "{name}: entry {number}, anchored on {on}, is missing; the log ends at {end}",
                    name=self.name,
                    number=number,
                    on=anchors[0].on,
                    end=self.number,
                )
            )


def chained_digest(before: str, number: int, body: str) -> str:
    """Hex SHA-256 over the digest before, the number and the body."""
    return hashlib.sha256(f"{before}\n{number}\n{body}".encode()).hexdigest()


def _by_number(anchors: Iterable[LogAnchored]) -> dict[int, list[LogAnchored]]:
    """Anchors by the entry they hold; an empty log's hold none."""
    found: dict[int, list[LogAnchored]] = {}
    for anchor in anchors:
        if anchor.number:
            found.setdefault(anchor.number, []).append(anchor)
    return found
