"""The sweep over a million running limits: ten thousand of them due, then none.

The cases whose limits are due stand in the history; the other limits are written straight into the
table the follower would fill.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import URL, Connection, text

from adapters.collector import settle
from adapters.store.place import unhurried
from bench.costs import Servers, metered, middle, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure, in_loops
from bench.general import MORNING
from bench.histories import Pattern, write
from projections.limit_rows import LIMITS
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.upkeep.sweep import Sweep

OPEN, DUE = 1_000_000, 10_000
IDLE_LOOPS, DUE_LOOPS = 1_000, 1_000_000
"""10 ms for an idle tick and 10 s for all that are due, where a loop takes 10 µs."""
NEXT_DAY = MORNING + timedelta(days=1)
"""What is to be accepted on the day of its application is late by then."""
IDLE_TICKS = 20

COLUMNS = [column.name for column in LIMITS.c]
OWN = {
    "case_id": "'open-' || CAST(i AS TEXT)",
    "last_day": "CAST(2030 + i % 60 AS TEXT) || '-01-15'",
}
MORE = f"""
INSERT INTO time_limits ({", ".join(f'"{name}"' for name in COLUMNS)})
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
SELECT {", ".join(OWN.get(name, f'like_it."{name}"') for name in COLUMNS)}
FROM n, (SELECT * FROM time_limits WHERE last_day >= :today AND state = 'running' LIMIT 1) AS like_it
"""


@dataclass(frozen=True, slots=True)
class Office:
    """A service whose limits are due, and the processes that work for it."""

    opened: Service
    servers: Servers
    url: URL


def opened_cases(pattern: Pattern, many: int) -> Iterator[tuple[str, int, str, str]]:
    """The applications of so many cases: what their first command recorded."""
    first = next(n for n, e in enumerate(pattern.events) if e[2].startswith("application-accepted"))
    for number in range(1, many + 1):
        yield from islice(pattern.stamped(number), first)


@contextmanager
def office(bases: Databases, kind: str, open: int, due: int) -> Iterator[Office]:
    """So many running limits, so many of them due, in ledgers that are up to date."""
    clock = SimulatedClock(MORNING)
    with bases.fresh(kind) as url, service(url, Path(bases.folder), clock) as opened:
        pattern = Pattern(opened, clock)
        write(url, opened_cases(pattern, due), opened.journal.head + 1)
        opened.journal.store.max_notification_id()
        follower = opened.follower()
        follower.catch_up()
        clock.set(NEXT_DAY)
        with opened.ledgers.current().writing() as connection:
            more(connection, open - 2 * due)
        settle()
        yield Office(opened, Servers(postmaster(url)), url)


def more(connection: Connection, many: int) -> None:
    """Limits of other cases, due in many years."""
    with unhurried(connection):
        connection.execute(text(MORE), {"many": many, "today": f"{NEXT_DAY:%Y-%m-%d}"})
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE time_limits")


def swept(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """Everything due at once, by the clock; then ticks with nothing to do, in processor time."""
    open, due = (20_000, 500) if quick else (OPEN, DUE)
    with office(bases, kind, open, due) as on:
        sweep = Sweep(on.opened)

        def all_due() -> int:
            done = sweep.run()
            if (done.due, done.acted) != (due, due):
                raise RuntimeError(f"{due} limits are due, {done}")
            return 1

        busy = metered(all_due, on.servers)
        on.opened.follower().catch_up()
        idle = [metered(lambda: float(sweep.run().due == 0), on.servers) for _ in range(IDLE_TICKS)]
    cost = middle(idle)
    tick = median(one.processor for one in idle)
    note = f"{due:,} of {open:,} open limits, {1e3 * busy.wall / due:.2f} ms each"
    return [
        in_loops(f"sweep, all that are due, {kind}", busy.wall, "ms", busy, note).most(
            DUE_LOOPS * due / DUE
        ),
        in_loops(f"sweep, idle tick, {kind}", tick, "ms", cost, f"{open:,} open limits").most(
            IDLE_LOOPS
        ),
    ]


MEASURES = {f"sweep-{kind.lower()}": partial(swept, kind) for kind in (SQLITE, POSTGRESQL)}
"""By the name to ask for."""
