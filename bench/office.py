"""One command through the office, next to the stock recorders and to a bare insert."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import URL

from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure, interleaved, times
from bench.general import TOWNSHIPS, DeskClock, Walk, desks
from bench.peer import PeerOffice, Script, environment, script_of, walk
from relief.bootstrap import Service
from relief.collector import settle
from relief.law.rewriting import LaidFiles
from relief.office.office import Office
from relief.people.people import People

WRITERS = 8
BARE = """
CREATE TABLE bare (position bigserial PRIMARY KEY, stream text NOT NULL, version bigint NOT NULL,
    name text NOT NULL, body text NOT NULL, UNIQUE (stream, version))
"""
Contestant = Callable[[int], float]
"""Runs one round and answers with commands a second."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where contestants meet: our service, its clock, the peer's script, cases in a round."""

    service: Service
    clock: DeskClock
    url: URL
    script: Script
    cases: int

    def ours(self, office: Office) -> Contestant:
        """Cases one after the other through an office."""

        def run(n: int) -> float:
            at = desks(TOWNSHIPS[n % len(TOWNSHIPS)])
            walks = [Walk(office, self.clock, at).run() for _ in range(self.cases)]
            return sum(w.commands for w in walks) / sum(w.seconds for w in walks)

        return run

    def peers(self, app: PeerOffice) -> Contestant:
        """The same cases through the peer."""

        def run(_: int) -> float:
            seconds = sum(walk(app, self.script) for _ in range(self.cases))
            return self.cases * len(self.script) / seconds

        return run

    def ours_together(self, office: Office) -> Contestant:
        """Several writers at once, each in a county of its own."""

        def one(township: str) -> int:
            walks = [Walk(office, self.clock, desks(township)).run() for _ in range(self.cases)]
            return sum(w.commands for w in walks)

        return lambda _: _together(lambda n: one(TOWNSHIPS[n]))

    def peers_together(self, app: PeerOffice) -> Contestant:
        """As many writers through the peer."""

        def one(_: int) -> int:
            for _case in range(self.cases):
                walk(app, self.script)
            return self.cases * len(self.script)

        return lambda _: _together(one)

    def forgetful(self) -> Office:
        """An office that remembers no state: every command loads its streams."""
        s = self.service
        people = People(s.journal.store, s.master, s.sealer)
        return Office(
            s.journal,
            people,
            s.law,
            s.divisions,
            s.calendars,
            s.officers,
            s.references,
            s.office.looking._dossiers,
            s.forgetting,
            self.clock,
            s.office._entropy,
            s.papers,
            LaidFiles(s.enactments),
            0,
        )


def _together(work: Callable[[int], int]) -> float:
    started = perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        commands = sum(pool.map(work, range(WRITERS)))
    return commands / (perf_counter() - started)


@contextmanager
def field(bases: Databases, kind: str, cases: int) -> Iterator[Field]:
    """A fresh database, and the script one case of ours wrote for the peer; settled as we serve."""
    clock = DeskClock()
    with bases.fresh(kind) as url, service(url, Path(bases.folder), clock) as opened:
        case = Walk(opened.office, clock, desks(TOWNSHIPS[0])).run().case
        settle()
        yield Field(opened, clock, url, script_of(opened.journal, case), cases)


def commands(bases: Databases, kind: str, quick: bool) -> list[Figure]:
    """Commands a second, one writer, then several."""
    cases, rounds = (2, 3) if quick else (10, 9)
    with field(bases, kind, cases) as on, ExitStack() as stack:
        stock, cached = (PeerOffice(environment(on.url, cache)) for cache in (False, True))
        stack.callback(stock.close)
        stack.callback(cached.close)
        contestants = [
            on.ours(on.service.office),
            on.peers(stock),
            on.ours(on.forgetful()),
            on.peers(cached),
        ]
        ours, peer, loading, remembering = interleaved(rounds, contestants)
        together = [on.ours_together(on.service.office), on.peers_together(stock)]
        many, peers_many = interleaved(rounds // 2 + 1, together)
    name, unit = f"office, {kind}", "commands/s"
    return [
        times(f"{name}, one writer", ours, unit, "stock recorder", peer, 2),
        times(f"{name}, nothing remembered", loading, unit, "stock recorder", peer, None),
        times(f"{name}, one writer", ours, unit, "stock recorder and its cache", remembering, None),
        times(f"{name}, {WRITERS} writers", many, unit, "stock recorder", peers_many, None),
    ]


def on_sqlite(bases: Databases, quick: bool) -> list[Figure]:
    """Both sides WAL and FULL: one fsync a commit."""
    return commands(bases, SQLITE, quick)


def on_postgresql(bases: Databases, quick: bool) -> list[Figure]:
    """Both sides on one durable server."""
    return commands(bases, POSTGRESQL, quick)


def floor(bases: Databases, quick: bool) -> list[Figure]:
    """The same events inserted by bare prepared statements, a transaction for each command."""
    cases, rounds = (2, 3) if quick else (10, 9)
    with field(bases, POSTGRESQL, cases) as on:
        plain = on.url.set(drivername="postgresql").render_as_string(hide_password=False)
        rows = _stored(on.service)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(BARE)
            bare = _bare(connection, rows, cases)
            ours, least = interleaved(rounds, [on.ours(on.service.office), bare])
    return [times("office, PostgreSQL", ours, "commands/s", "bare insert", least, 0.5)]


Stored = list[list[tuple[str, str, str]]]


def _stored(opened: Service) -> Stored:
    """Name, body and command of a whole case's events, as stored, command by command."""
    events = opened.journal.store.select_notifications(1, 10_000)
    by_receipt: dict[str, list[tuple[str, str, str]]] = {}
    for event in events:
        command = opened.journal.mapper.to_domain_event(event).command  # type: ignore[attr-defined]
        row = (str(event.originator_id), event.topic, event.state.decode())
        by_receipt.setdefault(command, []).append(row)
    return [rows for command, rows in by_receipt.items() if command.startswith("bench-")]


def _bare(connection: psycopg.Connection, script: Stored, cases: int) -> Contestant:
    made = iter(range(1, 10**9))
    row = "(%s, %s, %s, %s)"
    statements = {
        len(rows): "INSERT INTO bare (stream, version, name, body) VALUES "
        + ", ".join([row] * len(rows))
        for rows in script
    }

    def insert(rows: list[tuple[str, str, str]], case: int, version: int) -> None:
        values: list[object] = []
        for stream, name, body in rows:
            version += 1
            values += [f"{stream}-{case}", version, name, body]
        connection.execute(statements[len(rows)].encode(), values, prepare=True)

    def run(_: int) -> float:
        started = perf_counter()
        for case in (next(made) for _ in range(cases)):
            for n, rows in enumerate(script):
                insert(rows, case, 10 * n)
        return cases * len(script) / (perf_counter() - started)

    return run
