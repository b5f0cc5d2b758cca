"""A live follower: batches as large as a busy hour makes them, among cases that were there before.

A nation's busiest hour brings some 430 facts a second, and a follower that paces itself at a
quarter of a second takes about a hundred at a time.
"""

from functools import partial

from bench.costs import Servers, metered, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, in_loops
from bench.follower import followed

BATCH = 100
IN_LOOPS = 4.0
"""25,000 events a second of processor time, where a loop takes 10 µs."""


def live(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """What an event costs in processor time, follower and server together."""
    before, after = (5_000, 2_000) if quick else (50_000, 20_000)
    with bases.fresh(kind) as url, followed(url, before + after) as on:
        on.shown.head = before
        on.follower.catch_up()

        def follow() -> int:
            for head in range(before + BATCH, before + after + 1, BATCH):
                on.shown.head = head
                on.follower.step()
            return on.follower.position - before

        cost = metered(follow, Servers(postmaster(url)))
    note = f"batches of {BATCH}, {1 / cost.processor:,.0f} events/s"
    name = f"follower, live, all ledgers, {kind}"
    return [in_loops(name, cost.processor, "µs", cost, note).most(IN_LOOPS)]


MEASURES = {f"live-{kind.lower()}": partial(live, kind) for kind in (SQLITE, POSTGRESQL)}
"""By the name to ask for."""
