"""Following a long history: what an event costs, and whether memory stays flat."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eventsourcing.persistence import Notification
from sqlalchemy import URL

from adapters import packs
from adapters.collector import settle
from adapters.store.factory import install_store, open_recorder
from adapters.store.folding import Recipe
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from adapters.store.sharing import Sharing
from adapters.store.wake import Wake
from bench.costs import metered
from bench.databases import SQLITE, Databases
from bench.figures import Figure
from bench.histories import fill
from domain.case.table import EVERY_FACT
from domain.ground.facts import Recorded
from projections.all import COMMON, everything

GROWTH_MB = 64
"""What is let pass as flat: the clocks of 50,000 cases go on being remembered until then."""
WARM = 4
"""Memory is compared from the first fourth on: caches fill first."""


class Shown:
    """A history of which only a part is there yet; memory is looked at after every batch."""

    def __init__(self, store: EventRecorder) -> None:
        self._store = store
        self.head: int | None = None
        self.samples: list[float] = []

    @property
    def wake(self) -> Wake:
        """Rings as the store's does."""
        return self._store.wake

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Events by position, none that is not there yet; and a sample."""
        self.samples.append(resident_mb())
        return self._store.select_notifications(
            start, limit, self.head, topics, inclusive_of_start=inclusive_of_start
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """Who follows into which places, and the history as it is shown."""

    following: Callable[[Place], Follower]
    places: Places
    shown: Shown
    sharing: Sharing

    def current(self) -> Follower:
        """Who follows into the current ledgers."""
        return self.following(self.places.first())


def resident_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def followed(url: URL, count: int) -> Iterator[Followed]:
    """A history of so many events, and who follows it as ``relief serve`` does."""
    install_store(url)
    fill(url, count)
    recorder, places = open_recorder(url), Places(url)
    shown, projections = Shown(recorder), partial(everything, packs.law())
    recipe = Recipe("bench", partial(FactMapper, facts=EVERY_FACT), projections, COMMON)

    def history(stream: str) -> list[Recorded]:
        return [*map(FactMapper().to_domain_event, recorder.select_events(stream))]

    def following(place: Place) -> Follower:
        law = packs.law()
        return Follower("bench", shown, FactMapper(), place, everything(law, history))

    try:
        settle()
        yield Followed(following, places, shown, Sharing(url, recorder, recipe))
    finally:
        places.close()
        recorder.close()


def memory(bases: Databases, quick: bool) -> list[Figure]:
    """Growth of resident memory over a million events."""
    count = 40_000 if quick else 1_000_000
    with bases.fresh(SQLITE) as url, followed(url, count) as on:
        cost, samples = metered(on.current().catch_up), on.shown.samples
    growth = samples[-1] - samples[len(samples) // WARM]
    note = f"{count:,} events at {1 / cost.wall:,.0f}/s, {samples[-1]:,.0f} MB at the end"
    figure = Figure("follower, growth of memory", growth, "MB", note=note, cost=cost)
    return [figure.within(GROWTH_MB)]
