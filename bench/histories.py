"""Synthetic histories: one real case, stamped out under other numbers straight into the events.

A thousand cases run beside each other, each at a step of its own, as they would in a city.
"""

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import URL, make_url

from adapters.store.engines import is_sqlite, sqlite_engine
from bench.databases import service
from bench.general import DeskClock, Walk, desks
from relief.bootstrap import Service
from relief.clock import SimulatedClock

TOGETHER = 1000
TOWNSHIP = "540121100"
COLUMNS = "stream, version, name, body"
SPOT = "spot-"
Stored = tuple[str, int, str, str]


class Pattern:
    """The events of one case, as ``opened`` recorded them, and what to rename in them.

    A case before it brings about what is recorded once: the year's key.
    """

    def __init__(self, opened: Service, clock: DeskClock | SimulatedClock) -> None:
        Walk(opened.office, clock, desks(TOWNSHIP)).run()
        before = opened.journal.head
        self.case = Walk(opened.office, clock, desks(TOWNSHIP)).run().case
        found = opened.journal.store.select_notifications(1, 10_000)
        known = opened.office.situation(self.case, desks(TOWNSHIP).finance)
        assert known is not None
        self.person = str(known.case.asked.applicant)
        rows = [
            (str(e.originator_id), e.originator_version, e.topic, e.state.decode()) for e in found
        ]
        self.before: list[Stored] = rows[:before]
        self.events: list[Stored] = rows[before:]
        self._counted = count(2)

    def stamped(self, number: int) -> Iterator[Stored]:
        """The same case about other people, ``number`` counted from 1."""
        case, person = f"{self.case}-{number}", f"{number:032x}"
        for stream, version, name, body in self.events:
            yield (
                stream.replace(self.case, case).replace(self.person, person),
                next(self._counted) if stream.startswith(SPOT) else version,
                name,
                body.replace(self.case, case).replace(self.person, person),
            )

    def history(self) -> Iterator[Stored]:
        """What stands before the case, then cases without end: whose turn it is, is drawn."""
        yield from self.before
        numbers, drawn = count(1), Random(7)
        running = [self.stamped(next(numbers)) for _ in range(TOGETHER)]
        while True:
            place = drawn.randrange(TOGETHER)
            event = next(running[place], None)
            if event is None:
                running[place] = self.stamped(next(numbers))
                continue
            yield event


def pattern() -> Pattern:
    """The pattern of a service that is gone again."""
    clock = DeskClock()
    with TemporaryDirectory() as folder:
        url = make_url(f"sqlite:///{folder}/pattern.db")
        with service(url, Path(folder), clock) as opened:
            return Pattern(opened, clock)


def fill(url: URL, count: int) -> None:
    """Write so many events into an installed, empty store."""
    write(url, islice(pattern().history(), count))


def write(url: URL, events: Iterator[Stored], first: int = 1) -> None:
    """Write events into an installed store, at positions from ``first`` on, the next ones."""
    if is_sqlite(url):
        _write_sqlite(url, events)
    else:
        _write_postgres(url, events, first)


def _write_sqlite(url: URL, events: Iterator[Stored]) -> None:
    engine = sqlite_engine(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.executemany(f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?)", events)
    engine.dispose()


def _write_postgres(url: URL, events: Iterator[Stored], first: int) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY events (position, {COLUMNS}) FROM STDIN") as copy:
            for position, event in enumerate(events, start=first):
                copy.write_row((position, *event))
        cursor.execute("ANALYZE events")
