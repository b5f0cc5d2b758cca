"""Commands a second with a slow network between application and database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import URL

from bench.costs import Servers, metered, postmaster
from bench.databases import POSTGRESQL, Databases, service
from bench.figures import Figure
from bench.general import TOWNSHIPS, DeskClock, Walk, desks
from bench.proxy import Target, delayed
from relief.office.office import Office

DELAY = 0.020
WRITERS = 10
WANTED = 0.6
"""Commands in a round trip of each writer: 150 a second where it takes 40 ms."""


def _relay(target: Target, delay: float, told: Connection) -> None:
    with delayed(target, delay) as port:
        told.send(port)
        told.recv()


@contextmanager
def slowed(url: URL, delay: float) -> Iterator[URL]:
    """The same database through a relay in a process of its own."""
    ours, theirs = get_context("spawn").Pipe()
    socket = f"{url.query['host']}/.s.PGSQL.{url.query.get('port', '5432')}"
    relay = get_context("spawn").Process(target=_relay, args=(socket, delay, theirs), daemon=True)
    relay.start()
    port = ours.recv()
    try:
        yield url.set(host="127.0.0.1", port=port, query={})
    finally:
        ours.send("stop")
        relay.join()


def writers(bases: Databases, quick: bool) -> list[Figure]:
    """Ten writers, each walking cases through an office whose database is 40 ms away and back."""
    cases = 1 if quick else 5
    clock = DeskClock()

    def one(office: Office, n: int, count: int) -> int:
        at = desks(TOWNSHIPS[n % len(TOWNSHIPS)])
        walks = [Walk(office, clock, at).run() for _ in range(count)]
        return sum(walk.commands for walk in walks)

    with (
        bases.fresh(POSTGRESQL) as near,
        slowed(near, DELAY) as far,
        service(far, Path(bases.folder), clock) as opened,
        ThreadPoolExecutor(WRITERS) as pool,
    ):
        list(pool.map(lambda n: one(opened.office, n, 1), range(WRITERS)))
        cost = metered(
            lambda: sum(pool.map(lambda n: one(opened.office, n, cases), range(WRITERS))),
            Servers(postmaster(near)),
        )
    note = f"{DELAY * 1000:.0f} ms each way, {WRITERS} writers"
    trips = WRITERS / (2 * DELAY)
    name, peer = "office, PostgreSQL far away", "round trips of all writers"
    figure = Figure(name, 1 / cost.wall, "commands/s", peer, trips, note=note, cost=cost)
    return [figure.least(WANTED)]
