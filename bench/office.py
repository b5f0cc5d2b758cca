"""One command through the office, next to the stock recorders and to a bare insert."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL

from adapters.collector import settle
from bench.bare import bare
from bench.costs import Cost, Servers, fsync, metered, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.deciding import StockJournal, begun
from bench.deciding import office as deciding_office
from bench.figures import Figure, by_the_clock, in_processor, in_turn
from bench.general import TOWNSHIPS, DeskClock, Walk, desks
from bench.peer import PeerOffice, Script, environment, script_of, walk
from relief.bootstrap import Service
from relief.law.rewriting import LaidFiles
from relief.office.office import Office
from relief.people.people import People

WRITERS = 8
IN_PROCESSOR, TOGETHER = 3.0, 3.0
"""How many times less than stock one writer is to cost, and how many times quicker many are to be."""
STOCK = "stock recorder"
DECIDING = "stock recorder, our decisions, sealed, a receipt"
Contestant = Callable[[int], Cost]
"""Runs one round and answers what a command cost."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where contestants meet: our service, its clock, the peer's script, cases in a round."""

    service: Service
    clock: DeskClock
    url: URL
    script: Script
    cases: int
    begun: int
    servers: Servers

    def ours(self, office: Office) -> Contestant:
        """Cases one after the other through an office; only its own time counts."""

        def run(n: int) -> Cost:
            at, before = desks(TOWNSHIPS[n % len(TOWNSHIPS)]), self.servers.spent()
            walks = [Walk(office, self.clock, at).run() for _ in range(self.cases)]
            server = self.servers.spent() - before
            wall, client = sum(w.seconds for w in walks), sum(w.processor for w in walks)
            return Cost(wall, client, server).each(sum(w.commands for w in walks))

        return run

    def peers(self, app: PeerOffice) -> Contestant:
        """The same cases through the peer."""

        def run(_: int) -> Cost:
            before = self.servers.spent()
            walks = [walk(app, self.script) for _ in range(self.cases)]
            server = self.servers.spent() - before
            wall, client = sum(w[0] for w in walks), sum(w[1] for w in walks)
            return Cost(wall, client, server).each(self.cases * len(self.script))

        return run

    def ours_together(self, office: Office) -> Contestant:
        """Several writers at once, each in a county of its own."""

        def one(n: int) -> int:
            at = desks(TOWNSHIPS[n])
            walks = [Walk(office, self.clock, at).run() for _ in range(self.cases)]
            return sum(w.commands for w in walks)

        return lambda _: metered(partial(_together, one), self.servers)

    def peers_together(self, app: PeerOffice) -> Contestant:
        """As many writers through the peer."""

        def one(_: int) -> int:
            for _case in range(self.cases):
                walk(app, self.script)
            return self.cases * len(self.script)

        return lambda _: metered(partial(_together, one), self.servers)

    def deciding(self, stack: ExitStack) -> Office:
        """Our office over the stock recorder."""
        journal = StockJournal(environment(self.url, cached=False, name="deciding"), self.service)
        stack.callback(journal.close)
        begun(journal, self.service, self.begun)
        return deciding_office(journal, self.service)

    def stock(self, stack: ExitStack, cached: bool) -> PeerOffice:
        """The library as it comes."""
        app = PeerOffice(environment(self.url, cached))
        stack.callback(app.close)
        return app

    def forgetful(self) -> Office:
        """An office that remembers no state: every command loads its streams."""
        s = self.service
        people = People(s.journal.store, s.master, s.sealer)
        return Office(
            s.journal,
            people,
            s.law,
            s.division_book,
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


def _together(work: Callable[[int], int]) -> int:
    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(work, range(WRITERS)))


@contextmanager
def field(bases: Databases, kind: str, cases: int) -> Iterator[Field]:
    """A fresh database, and the script one case of ours wrote for the peer; settled as we serve."""
    clock = DeskClock()
    with bases.fresh(kind) as url, service(url, Path(bases.folder), clock) as opened:
        head = opened.journal.head
        case = Walk(opened.office, clock, desks(TOWNSHIPS[0])).run().case
        settle()
        servers, script = Servers(postmaster(url)), script_of(opened.journal, case)
        yield Field(opened, clock, url, script, cases, head, servers)


def sizes(quick: bool) -> tuple[int, int]:
    """Cases in a round, and rounds."""
    return (2, 3) if quick else (10, 9)


def alone(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """One writer, beside the library as it comes and beside what a user would make of it."""
    cases, rounds = sizes(quick)
    with field(bases, kind, cases) as on, ExitStack() as stack:
        ours, stock, deciding, loading, cached = in_turn(
            rounds,
            [
                on.ours(on.service.office),
                on.peers(on.stock(stack, cached=False)),
                on.ours(on.deciding(stack)),
                on.ours(on.forgetful()),
                on.peers(on.stock(stack, cached=True)),
            ],
        )
    name = f"office, {kind}, one writer"
    return [
        in_processor(name, ours, STOCK, stock).least(IN_PROCESSOR),
        in_processor(name, ours, DECIDING, deciding),
        in_processor(name, ours, "stock recorder and its cache", cached),
        in_processor(f"office, {kind}, nothing remembered", loading, STOCK, stock),
        by_the_clock(name, ours, STOCK, stock),
    ]


def together(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """Several writers at once."""
    cases, rounds = sizes(quick)
    with field(bases, kind, cases) as on, ExitStack() as stack:
        contestants = [
            on.ours_together(on.service.office),
            on.peers_together(on.stock(stack, cached=False)),
        ]
        ours, stock = in_turn(rounds // 2 + 1, contestants)
    name = f"office, {kind}, {WRITERS} writers"
    return [by_the_clock(name, ours, STOCK, stock).least(TOGETHER)]


def floor(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """The same events inserted by bare prepared statements, a transaction for each command."""
    cases, rounds = sizes(quick)
    with field(bases, kind, cases) as on, ExitStack() as stack:
        before = fsync(bases.folder)
        inserting = bare(on.service, on.url, cases, on.servers, stack)
        ours, least = in_turn(rounds, [on.ours(on.service.office), inserting])
    cost = (before + fsync(bases.folder)) / 2
    figure = Figure(
        f"office, {kind}, one writer, by the clock",
        ours.wall * 1e6,
        "µs",
        "bare insert",
        least.wall * 1e6,
        note=f"an fsync costs {cost * 1e3:.2f} ms",
        cost=ours,
        others=least,
    )
    return [figure.most(allowed(cost))]


SLOW_DISK, FAST_DISK = (1e-3, 1.2), (1e-4, 2.5)
"""What an fsync costs, and how many bare inserts a command may then take."""


def allowed(cost: float) -> float:
    """How many bare inserts a command may take where an fsync costs so much.

    A command may cost so much more than its wait for the disk: between the two disks of the promise
    that share is drawn straight.
    """
    (slow, few), (fast, many) = SLOW_DISK, FAST_DISK
    if cost >= slow or cost <= fast:
        return few if cost >= slow else many
    return many + (few - many) * (cost - fast) / (slow - fast)


MEASURES = {
    f"{name}-{kind.lower()}": partial(measure, kind)
    for name, measure in (("office", alone), ("office-together", together), ("office-bare", floor))
    for kind in (SQLITE, POSTGRESQL)
}
"""By the name to ask for."""
