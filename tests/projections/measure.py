"""How fast the read models fold: ``python -m tests.projections.measure [cases]``."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from sqlalchemy import URL, Connection, make_url

from adapters.packs import law
from adapters.store.factory import install_store, open_recorder
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.places import Places
from adapters.store.rows import BatchingRows
from domain.ground.facts import Recorded
from domain.ground.people import Private
from projections import limit_boards, register
from projections.all import everything
from tests.projections.folding import settle
from tests.projections.histories import busy
from tests.support.postgres import fresh_database, own_server


class NoKeys:
    """Seals nothing; the cost of keys is measured elsewhere."""

    def seal(self, private: Private, stream: str, version: int, field: str) -> Private:
        """A value that looks sealed."""
        return Private(private.about, None, "AAAA")

    def open(self, private: Private, stream: str, version: int, field: str) -> str:
        """Nothing."""
        return ""


def parts(url: URL, records: Sequence[Recorded]) -> None:
    """Where the time goes: each projection's fold, and writing the rows."""
    install_store(url)
    places = Places(url)
    place, projections = places.first(), everything(law())
    place.prepare([table for one in projections for table in one.tables])
    rows, spent = BatchingRows(), dict[str, float]()
    for start in range(0, len(records), 500):
        with place.writing() as connection:
            rows.use(connection)
            for projection in projections:
                begun = perf_counter()
                for recorded in records[start : start + 500]:
                    projection.project(rows, recorded)
                settle(rows, (projection,))
                name = type(projection).__name__
                spent[name] = spent.get(name, 0.0) + perf_counter() - begun
            begun = perf_counter()
            rows.flush()
        spent["flush, commit"] = spent.get("flush, commit", 0.0) + perf_counter() - begun
    for name, seconds in spent.items():
        print(f"sqlite      {name:14s}{seconds / len(records) * 1e6:7.1f} us/event")
    places.close()


def follow(url: URL, records: Sequence[Recorded], label: str, batch: int) -> None:
    """Events a second through the follower, and how long requests take after it."""
    install_store(url)
    recorder, mapper = open_recorder(url), FactMapper(sealer=NoKeys())
    records = sorted(records, key=lambda one: one.recorded_at)
    for start in range(0, len(records), 1000):
        recorder.insert_events(mapper.stored(records[start : start + 1000]))
    places = Places(url)
    follower = Follower("all", recorder, mapper, places.first(), everything(law()), batch)
    started = perf_counter()
    count = follower.catch_up()
    print(f"{label} follow        {count / (perf_counter() - started):8.0f} events/s ({count})")
    with places.reading() as connection:
        _requests(connection, label)
    places.close()
    recorder.close()


def _requests(connection: Connection, label: str) -> None:
    asked: dict[str, Callable[[], object]] = {
        "township page": lambda: register.township_ledger(connection, "540102001"),
        "county page": lambda: register.county_ledger(connection, "540102"),
        "county totals": lambda: register.totals(connection, "540102"),
        "due": lambda: limit_boards.due(connection, date(2026, 6, 1)),
        "worklist": lambda: limit_boards.worklist(
            connection, "540102", ("approver",), date(2026, 6, 1)
        ),
    }
    for name, ask in asked.items():
        ask()
        started = perf_counter()
        for _ in range(10):
            ask()
        print(f"{label} {name:13s} {(perf_counter() - started) * 100:8.2f} ms")


def main() -> None:
    """Print a line for each measurement."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    records = busy(cases)
    with tempfile.TemporaryDirectory() as folder:
        parts(make_url(f"sqlite:///{Path(folder) / 'parts.db'}"), records)
        for batch in (500, 5000):
            url = make_url(f"sqlite:///{Path(folder) / f'{batch}.db'}")
            follow(url, records, f"sqlite/{batch:<5d}", batch)
    if "postgres" in sys.argv:
        with own_server(durable=True) as server, fresh_database(server) as url:
            follow(url, records, "postgresql  ", 500)


if __name__ == "__main__":
    main()
