"""How fast the store is, next to the library's own recorders: ``python -m tests.store.measure``.

One round = load a stream of 8 events, append 2 with a receipt; through the mapper both ways.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from uuid import uuid4

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import (
    DatetimeAsISO,
    EventStore,
    InfrastructureFactory,
    JSONTranscoder,
    Mapper,
    UUIDAsHex,
)
from sqlalchemy import URL, MetaData, Table, make_url

from adapters.store.factory import install_store, open_recorder
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.places import Places
from adapters.store.schema import CommandRow
from tests.store.samples import (
    HISTORY,
    PAYMENTS,
    SAMPLES,
    TOTALS,
    History,
    Payments,
    Totals,
    paid,
    recorded,
)
from tests.support.postgres import fresh_database, own_server

ROUNDS = 1000
FOLLOWED = 20_000


class StockPaid(DomainEvent):
    """The library's own way of saying the same."""

    fen: int
    paid_on: str
    officer: str
    authority: dict[str, Any]
    law: str
    command: str
    note: str | None


def rate(work: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """Rounds a second, after warming up."""
    for n in range(50):
        work(-1 - n)
    started = perf_counter()
    for n in range(rounds):
        work(n)
    return rounds / (perf_counter() - started)


def ours(url: URL) -> float:
    """Rounds a second through our recorder and mapper."""
    install_store(url)
    recorder, mapper = open_recorder(url), FactMapper(facts=SAMPLES)
    for case in range(50):
        facts = [recorded(f"case-{case}", v, paid(v)) for v in range(1, 9)]
        recorder.insert_events(mapper.stored(facts))

    def work(n: int) -> None:
        case = f"case-{n % 50}"
        for event in recorder.select_events(case, lte=8):
            mapper.to_domain_event(event)
        new = f"case-n{n}"
        facts = [recorded(new, v, paid(v), f"c{n}") for v in (1, 2)]
        recorder.insert_events(mapper.stored(facts), command=CommandRow(f"c{n}", "d", "ok"))

    try:
        return rate(work)
    finally:
        recorder.close()


def stock(env: dict[str, str]) -> float:
    """Rounds a second through the library's recorder and mapper, without a receipt."""
    factory: Any = InfrastructureFactory.construct(env)
    transcoder = JSONTranscoder()
    for one in (UUIDAsHex(), DatetimeAsISO()):
        transcoder.register(one)
    store: EventStore[Any] = EventStore(Mapper(transcoder), factory.application_recorder())
    cases = [uuid4() for _ in range(50)]

    def event(case: Any, version: int) -> Any:
        return cast(Any, StockPaid)(
            originator_id=case,
            originator_version=version,
            timestamp=datetime.now(UTC),
            fen=version,
            paid_on="2026-03-02",
            officer="officer-7",
            authority={"post": "clerk", "division": "540102", "article": "a", "delegation": None},
            law="national-2018,tibet-2020",
            command="c",
            note=None,
        )

    for case in cases:
        store.put([event(case, v) for v in range(1, 9)])

    def work(n: int) -> None:
        list(store.get(cases[n % 50], lte=8))
        case = uuid4()
        store.put([event(case, v) for v in (1, 2)])

    try:
        return rate(work)
    finally:
        factory.close()


def bare_postgres(url: URL) -> float:
    """The same bytes inserted by one bare statement, in as many transactions."""
    import psycopg

    mapper = FactMapper(facts=SAMPLES)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE bare (id bigserial PRIMARY KEY, s text, v int, n text, b text, UNIQUE (s, v))"
        )
        row = "(%s, %s, %s, %s)"

        def work(n: int) -> None:
            events = mapper.stored([recorded(f"case-n{n}", v, paid(v), f"c{n}") for v in (1, 2)])
            params = [
                p
                for e in events
                for p in (e.originator_id, e.originator_version, e.topic, e.state.decode())
            ]
            connection.execute(
                f"INSERT INTO bare (s, v, n, b) VALUES {row}, {row}", params, prepare=True
            )

        return rate(work)


def appends(url: URL) -> float:
    """Saves of two events and a receipt a second, without loading."""
    install_store(url)
    recorder, mapper = open_recorder(url), FactMapper(facts=SAMPLES)

    def work(n: int) -> None:
        facts = [recorded(f"solo-n{n}", v, paid(v), f"s{n}") for v in (1, 2)]
        recorder.insert_events(mapper.stored(facts), command=CommandRow(f"s{n}", "d", "ok"))

    try:
        return rate(work)
    finally:
        recorder.close()


def again(table: Table) -> Table:
    """The same table under another name, to have six of them."""
    return table.to_metadata(MetaData(), name=f"{table.name}_again")


def follow(url: URL) -> float:
    """Events a second through six projections, all of which write."""
    install_store(url)
    recorder, mapper = open_recorder(url), FactMapper(facts=SAMPLES)
    for start in range(0, FOLLOWED, 500):
        facts = [recorded(f"f{n // 8}", n % 8 + 1, paid(n)) for n in range(start, start + 500)]
        recorder.insert_events(mapper.stored(facts))
    places = Places(url)
    more = [Totals(again(TOTALS)), History(again(HISTORY)), Payments(again(PAYMENTS))]
    projections: list[Any] = [Totals(), History(), Payments(), *more]
    follower = Follower("all", recorder, mapper, places.current(), projections)
    started = perf_counter()
    followed = follower.catch_up()
    try:
        return followed / (perf_counter() - started)
    finally:
        places.close()
        recorder.close()


def main() -> None:
    """Print a line for each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = make_url(f"sqlite:///{Path(folder) / 'relief.db'}")
        print(f"sqlite      load+append ours  {ours(sqlite):8.0f}/s")
        env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": f"{folder}/stock.db"}
        print(f"sqlite      load+append stock {stock(env):8.0f}/s")
        print(f"sqlite      append ours       {appends(sqlite):8.0f}/s")
        print(f"sqlite      follow            {follow(sqlite):8.0f} events/s")
    with own_server(durable=True) as server, fresh_database(server) as url:
        print(f"postgresql  load+append ours  {ours(url):8.0f}/s")
        env = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": str(url.database),
            "POSTGRES_HOST": str(url.query["host"]),
            "POSTGRES_PORT": "5432",
            "POSTGRES_USER": "relief",
            "POSTGRES_PASSWORD": "",
        }
        print(f"postgresql  load+append stock {stock(env):8.0f}/s")
        print(f"postgresql  append ours       {appends(url):8.0f}/s")
        print(f"postgresql  bare insert       {bare_postgres(url):8.0f}/s")
        print(f"postgresql  follow            {follow(url):8.0f} events/s")


if __name__ == "__main__":
    main()
