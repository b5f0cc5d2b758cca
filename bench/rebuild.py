"""The ledgers folded anew from a long history, as ``relief rebuild`` does."""

from functools import partial

from adapters.store import building
from bench.costs import Servers, metered, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, in_loops
from bench.follower import followed

IN_LOOPS = 5 / 3
"""60,000 events a second by the clock on two cores, where a loop takes 10 µs."""


def rebuilt(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """What an event costs, by the clock."""
    count = 10_000 if quick else 200_000
    with bases.fresh(kind) as url, followed(url, count) as on:

        def build() -> int:
            built = building.build(on.places, on.following, anew=True, sharing=on.sharing)
            return 0 if built is None else built.position("bench")

        cost = metered(build, Servers(postmaster(url)))
    note = f"{count:,} events at {1 / cost.wall:,.0f}/s"
    name = f"rebuild, all ledgers, {kind}"
    return [in_loops(name, cost.wall, "µs", cost, note).most(IN_LOOPS)]


MEASURES = {f"rebuild-{kind.lower()}": partial(rebuilt, kind) for kind in (SQLITE, POSTGRESQL)}
"""By the name to ask for."""
