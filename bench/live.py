"""A live follower: batches as large as its pace makes them, among cases that were there before.

Facts gather for a quarter of a second. At the promised rate that is some thousands in a batch; in a
nation's busiest hour, 430 facts a second, about a hundred, each of which then costs more.
"""

from functools import partial

from adapters.store.follower import PACE_SECONDS
from bench.costs import Cost, Servers, metered, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, in_loops
from bench.follower import followed

RATE, HOUR = 25_000, 430
"""Facts a second: those promised, and those of a nation's busiest hour."""
IN_LOOPS = 4.0
"""25,000 events a second of processor time, where a loop takes 10 µs."""


def live(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """What an event costs in processor time, follower and server together, at either rate."""
    before, batches = (5_000, 2) if quick else (50_000, 8)
    quickly, slowly = int(RATE * PACE_SECONDS), int(HOUR * PACE_SECONDS)
    hour = 10 * batches * slowly
    with bases.fresh(kind) as url, followed(url, before + hour + batches * quickly) as on:
        servers, follower = Servers(postmaster(url)), on.current()
        on.shown.head = before
        follower.catch_up()

        def follow(batch: int, to: int) -> Cost:
            first = follower.position

            def steps() -> int:
                for head in range(first + batch, to + 1, batch):
                    on.shown.head = head
                    follower.step()
                return follower.position - first

            return metered(steps, servers)

        calm = follow(slowly, before + hour)
        busy = follow(quickly, before + hour + batches * quickly)
    name = f"follower, live, all ledgers, {kind}"
    told = f"batches of {quickly:,}, {1 / busy.processor:,.0f} events/s"
    least = f"batches of {slowly:,}, {100 * HOUR * calm.processor:.0f} % of a processor at {HOUR}/s"
    return [
        in_loops(name, busy.processor, "µs", busy, told).most(IN_LOOPS),
        in_loops(f"{name}, busiest hour", calm.processor, "µs", calm, least),
    ]


MEASURES = {f"live-{kind.lower()}": partial(live, kind) for kind in (SQLITE, POSTGRESQL)}
"""By the name to ask for."""
