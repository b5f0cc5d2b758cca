"""Synthetic histories: one real case, stamped out under other numbers straight into the events.

A thousand cases run beside each other, as they would in a city.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import URL, make_url

from adapters.store.engines import is_sqlite, sqlite_engine
from bench.databases import service
from bench.general import DeskClock, Walk, desks

TOGETHER = 1000
TOWNSHIP = "540121100"
COLUMNS = "stream, version, name, body"
Stored = tuple[str, int, str, str]


class Pattern:
    """The events of one case and what to rename in them."""

    def __init__(self) -> None:
        clock = DeskClock()
        with TemporaryDirectory() as folder:
            url = make_url(f"sqlite:///{folder}/pattern.db")
            with service(url, Path(folder), clock) as opened:
                before = opened.journal.store.max_notification_id() or 0
                self.case = Walk(opened.office, clock, desks(TOWNSHIP)).run().case
                found = opened.journal.store.select_notifications(1, 10_000)
                known = opened.office.situation(self.case, desks(TOWNSHIP).finance)
        assert known is not None
        self.person = str(known.case.asked.applicant)
        rows = [
            (str(e.originator_id), e.originator_version, e.topic, e.state.decode()) for e in found
        ]
        self.calendar: list[Stored] = rows[:before]
        self.events: list[Stored] = rows[before:]

    def stamped(self, number: int) -> Iterator[Stored]:
        """The same case about other people, ``number`` counted from 1."""
        case, person = f"{self.case}-{number}", f"{number:032x}"
        for stream, version, name, body in self.events:
            if stream.startswith("spot-"):
                version = number
            yield (
                stream.replace(self.case, case).replace(self.person, person),
                version,
                name,
                body.replace(self.case, case).replace(self.person, person),
            )

    def history(self) -> Iterator[Stored]:
        """The calendar, then cases without end."""
        yield from self.calendar
        number = 1
        while True:
            running = [self.stamped(n) for n in range(number, number + TOGETHER)]
            number += TOGETHER
            for _ in self.events:
                for case in running:
                    yield next(case)


def fill(url: URL, count: int) -> None:
    """Write so many events into an installed, empty store."""
    events = islice(Pattern().history(), count)
    (_fill_sqlite if is_sqlite(url) else _fill_postgres)(url, events)


def _fill_sqlite(url: URL, events: Iterator[Stored]) -> None:
    engine = sqlite_engine(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.executemany(f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?)", events)
    engine.dispose()


def _fill_postgres(url: URL, events: Iterator[Stored]) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY events (position, {COLUMNS}) FROM STDIN") as copy:
            for position, event in enumerate(events, start=1):
                copy.write_row((position, *event))
        cursor.execute("ANALYZE events")
