"""Comparing the ledgers in use with a fold of the history made afresh, in a place that is thrown away.

The ledgers are only read, within one snapshot: a service may go on folding into them meanwhile.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from eventsourcing.persistence import Notification
from sqlalchemy import URL, Column, Connection, String, Table, collate, inspect, select, text

from adapters.store import reading
from adapters.store.engines import sqlite_engine
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import FOLLOWERS, Place
from adapters.store.recorder import EventRecorder
from adapters.store.trouble import FollowerStopped
from adapters.store.wake import Wake
from projections.all import everything
from projections.rows import primary_key
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.tools.findings import Findings
from relief.words.sentences import say

PAGE = 2_000
AGAIN = say("ledgers.again")


class UpTo:
    """The history as it was at a position."""

    def __init__(self, store: EventRecorder, stop: int) -> None:
        self._store = store
        self.stop: int | None = stop

    @property
    def wake(self) -> Wake:
        """Rings as the store's does."""
        return self._store.wake

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Events by position, none beyond."""
        return self._store.select_notifications(
            start, limit, self.stop, topics, inclusive_of_start=inclusive_of_start
        )


def compare_ledgers(service: Service, found: Findings) -> None:
    """Fold everything afresh; compare with the ledgers in use, row for row, where there are any."""
    history = UpTo(service.journal.store, 0)
    place = standing(service)
    with scratch() as fresh:
        again = Follower(
            FOLLOWER, history, FactMapper(), fresh, everything(service.law, service.keeper.history)
        )
        try:
            if place is None:
                of_others = say("ledgers.other-program", again=AGAIN)
                missing = (
                    of_others if service.ledgers.others() else say("ledgers.none", again=AGAIN)
                )
                found.notes.append(say("ledgers.replayed-only", missing=missing))
            else:
                compare_place(place, fresh, again, history, service, found)
            history.stop = None
            again.catch_up()
        except FollowerStopped as stopped:
            found.fault(say("ledgers.stopped", position=stopped.position))


def compare_place(
    place: Place, fresh: Place, again: Follower, history: UpTo, service: Service, found: Findings
) -> None:
    """The fold comes to where the ledgers are, first at leisure, then within one snapshot of them."""
    tables = [t for projection in everything(service.law) for t in projection.tables]
    with snapshot(place) as left:
        history.stop = position(left)
    again.catch_up()
    with snapshot(place) as left:
        if not alike(left, tables):
            found.notes.append(say("ledgers.other-shape", again=AGAIN))
            return
        history.stop = position(left)
        again.catch_up()
        head = service.journal.store.max_notification_id() or 0
        if history.stop > head:
            found.fault(say("ledgers.ahead", stop=history.stop, head=head))
        elif history.stop < head:
            found.notes.append(say("ledgers.behind", stop=history.stop, what=head - history.stop))
        with fresh.reading() as right:
            for table in tables:
                found.rows += compare(left, right, table, found)


@contextmanager
def scratch() -> Iterator[Place]:
    """An empty place, gone afterwards, whatever database is in use: a folder of its own, or memory
    where nothing can be written anywhere.
    """
    with ExitStack() as until_then:
        try:
            folder = until_then.enter_context(TemporaryDirectory(prefix="relief-verify-"))
            file = URL.create("sqlite", database=str(Path(folder) / "ledgers.db"))
        except OSError:
            held = {"mode": "memory", "cache": "shared", "uri": "true"}
            file = URL.create("sqlite", database=f"file:relief-verify-{token_hex(8)}", query=held)
        engine = sqlite_engine(file, synchronous="OFF")
        until_then.callback(engine.dispose)
        until_then.enter_context(engine.connect())
        yield Place("scratch", engine, bare=True)


def standing(service: Service) -> Place | None:
    """The complete ledgers of this program's edition, where there are any."""
    place = service.ledgers.found()
    return place if place and reading.has_table(place.engine, FOLLOWERS.name) else None


@contextmanager
def snapshot(place: Place) -> Iterator[Connection]:
    """The place as it is at one moment, however long the reading takes."""
    with place.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            connection.execution_options(isolation_level="REPEATABLE READ")
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield connection


def position(connection: Connection) -> int:
    """How far the ledgers have come."""
    wanted = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == FOLLOWER)
    found: int | None = connection.execute(wanted).scalar_one_or_none()
    return found or 0


def alike(connection: Connection, tables: Sequence[Table]) -> bool:
    """Whether the ledgers have the tables and columns this program folds into."""
    known = inspect(connection)
    there = set(known.get_table_names())
    return all(
        table.name in there
        and {column["name"] for column in known.get_columns(table.name)} == set(table.c.keys())
        for table in tables
    )


def compare(left: Connection, right: Connection, table: Table, found: Findings) -> int:
    """Rows of one table in both places, in order of the primary key; how many there were."""
    count = 0
    one, other = rows_of(left, table), rows_of(right, table)
    while True:
        mine, theirs = next(one, None), next(other, None)
        if mine is None and theirs is None:
            return count
        count += 1
        if mine != theirs:
            found.fault(say("ledgers.differs", table=table.name, row=count))
            return count


def rows_of(connection: Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """A table's rows in order of its primary key, streamed; texts in the order of their bytes."""
    bytewise = connection.dialect.name != "sqlite"
    key: list[Column[object]] = [table.c[name] for name in primary_key(table)]
    order = [collate(c, "C") if bytewise and isinstance(c.type, String) else c for c in key]
    result = connection.execution_options(stream_results=True, yield_per=PAGE).execute(
        select(table).order_by(*order)
    )
    return (tuple(row) for row in result)
