"""Events a second into all ledgers together, and whether memory stays flat."""

import os
from pathlib import Path
from time import perf_counter

from adapters import packs
from adapters.store.factory import install_store, open_recorder
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.places import Places
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, at_least, at_most
from bench.histories import fill
from projections.all import everything
from relief.collector import settle

WANTED = 10_000
GROWTH_MB = 64
"""What is let pass as flat: the clocks of 50,000 cases go on being remembered until then."""
WARM = 4
"""Memory is compared from the first fourth on: caches fill first."""


class Sampled:
    """A recorder whose reader's memory is looked at after every batch."""

    def __init__(self, recorder: object) -> None:
        self._recorder = recorder
        self.samples: list[float] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._recorder, name)

    def select_notifications(self, *args: object, **kwargs: object) -> object:
        """The recorder's own, and a sample."""
        self.samples.append(resident_mb())
        return self._recorder.select_notifications(*args, **kwargs)  # type: ignore[attr-defined]


def resident_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def follow(bases: Databases, kind: str, count: int) -> tuple[float, list[float]]:
    """Events a second over a history of ``count``, and memory after each batch.

    It follows as ``relief serve`` does, once everything else has settled.
    """
    with bases.fresh(kind) as url:
        install_store(url)
        fill(url, count)
        recorder, places = open_recorder(url), Places(url)
        sampled = Sampled(recorder)
        try:
            follower = Follower(
                "bench",
                sampled,  # type: ignore[arg-type]
                FactMapper(),
                places.first(),
                everything(packs.law()),
            )
            settle()
            started = perf_counter()
            followed = follower.catch_up()
            assert followed == count
            return count / (perf_counter() - started), sampled.samples
        finally:
            places.close()
            recorder.close()


def speed(bases: Databases, quick: bool) -> list[Figure]:
    """Both databases, one long run each: no median, so a busy machine shows in full."""
    count = 10_000 if quick else 100_000
    sqlite, _ = follow(bases, SQLITE, count)
    postgresql, _ = follow(bases, POSTGRESQL, count)
    return [
        at_least("follower, all ledgers, SQLite", sqlite, "events/s", WANTED),
        Figure("follower, all ledgers, PostgreSQL", postgresql, "events/s"),
    ]


def memory(bases: Databases, quick: bool) -> list[Figure]:
    """Growth of resident memory over a million events."""
    count = 40_000 if quick else 1_000_000
    rate, samples = follow(bases, SQLITE, count)
    growth = samples[-1] - samples[len(samples) // WARM]
    note = f"{count:,} events at {rate:,.0f}/s, {samples[-1]:,.0f} MB at the end"
    return [at_most("follower, growth of memory", growth, "MB", GROWTH_MB, note)]
