"""Ledgers folded from zero by as many processes as there are cores, each row written once.

Whoever builds them cuts the history into shares, folds some and has processes beside it fold others:
``python -m adapters.store.sharing``, which is told everything by its standard input, ends with it, and
speaks a line a share. One that dies, or meets a fact it cannot fold, leaves its share to the builder.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import IO, BinaryIO

from sqlalchemy import URL, make_url

from adapters.collector import settle
from adapters.store.engines import is_sqlite
from adapters.store.factory import open_recorder
from adapters.store.folding import Folding, Recipe
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from adapters.store.shares import Share, Shares

LEAST = 20_000
"""A shorter history is followed fact by fact: it is over as soon."""
WORTH = 6
"""So many shares take as long as a process needs to begin."""
FOLDED, WRITE, WRITTEN = b"folded\n", b"write\n", b"written\n"


@dataclass(frozen=True, slots=True)
class _Job:
    """All that another process needs."""

    url: str
    place: str
    recipe: Recipe


class _Left:
    """The shares nobody has taken yet. Thread-safe."""

    def __init__(self, shares: Iterable[Share]) -> None:
        self._shares = deque(shares)

    def __len__(self) -> int:
        return len(self._shares)

    def take(self) -> Share | None:
        with suppress(IndexError):
            return self._shares.popleft()
        return None

    def give_back(self, share: Share) -> None:
        self._shares.append(share)

    def forget(self) -> None:
        self._shares.clear()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Folds places of a history in shares."""

    url: str | URL
    store: EventRecorder
    recipe: Recipe
    least: int = LEAST
    processes: int = 0
    """Of how many; without, as many as there are cores."""

    def fold(self, place: Place, stop: Event) -> None:
        """Fold all that nobody has folded, where the place is folded in shares, unless told to stop.

        Raises ``FollowerStopped`` and ``LedgersAhead``, as a follower does.
        """
        folding, shares = None, Shares(self.recipe.follower, place, self.store)
        place.prepare([table for one in self.recipe.projections() for table in one.tables])
        if not shares.begun(self.least):
            return
        while (left := shares.left()) and not stop.is_set():
            folding = folding or Folding(self.recipe, place, self.store)
            self._fold(_Left(left), folding, place, stop)
        if not stop.is_set():
            shares.finish()

    def _fold(self, left: _Left, folding: Folding, place: Place, stop: Event) -> None:
        turn: AbstractContextManager[object] = Lock() if is_sqlite(self.url) else nullcontext()
        cores = self.processes or len(os.sched_getaffinity(0))
        beside = min(cores - 1, len(left) // WORTH)
        threads = [
            Thread(target=self._others, args=(left, place.name, turn, stop), daemon=True)
            for _ in range(beside)
        ]
        for thread in threads:
            thread.start()
        try:
            self._own(left, folding, turn, stop)
        except BaseException:
            left.forget()
            raise
        finally:
            for thread in threads:
                thread.join()
        self._own(left, folding, turn, stop)

    def _own(
        self, left: _Left, folding: Folding, turn: AbstractContextManager[object], stop: Event
    ) -> None:
        while not stop.is_set() and (share := left.take()) is not None:
            folded = folding.fold(share)
            with turn:
                folding.write(folded)

    def _others(
        self, left: _Left, place: str, turn: AbstractContextManager[object], stop: Event
    ) -> None:
        """Have another process fold shares as long as there are some."""
        url, share = make_url(self.url).render_as_string(hide_password=False), None
        with suppress(OSError), _process(_Job(url, place, self.recipe)) as (told, tells):
            while not stop.is_set() and (share := left.take()) is not None:
                pickle.dump(share, told)
                told.flush()
                if tells.readline() != FOLDED:
                    break
                with turn:
                    told.write(WRITE)
                    told.flush()
                    if tells.readline() != WRITTEN:
                        break
                share = None
        if share is not None:
            left.give_back(share)


@contextmanager
def _process(job: _Job) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A process that folds shares, what it is told by and what it tells; it ends with the block."""
    child = subprocess.Popen(
        [sys.executable, "-m", "adapters.store.sharing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A signal from the terminal is for the builder, which ends between two shares.
        start_new_session=True,
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        pickle.dump(job, child.stdin)
        yield child.stdin, child.stdout
    finally:
        with suppress(OSError):
            child.stdin.close()
        child.stdout.close()
        child.wait()


def work(told: BinaryIO, tells: BinaryIO) -> None:
    """Fold the shares that are told, one after the other, until nothing more is."""
    job: _Job = pickle.load(told)
    places, store = Places(job.url), open_recorder(job.url)
    folding = Folding(job.recipe, places.named(job.place), store)
    settle()
    while True:
        folded = folding.fold(pickle.load(told))
        tells.write(FOLDED)
        tells.flush()
        if told.readline() != WRITE:
            return
        folding.write(folded)
        tells.write(WRITTEN)
        tells.flush()


if __name__ == "__main__":
    with suppress(EOFError):
        work(sys.stdin.buffer, sys.stdout.buffer)
