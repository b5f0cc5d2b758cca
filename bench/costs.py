"""What work costs: wall time, processor time here and in servers; and the machine's own measures."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter, process_time

from sqlalchemy import URL

NANO = 1e-9


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one operation: by the clock, of processors here, of processors in servers."""

    wall: float
    client: float
    server: float = 0.0

    @property
    def processor(self) -> float:
        """Client and server together."""
        return self.client + self.server

    def each(self, count: float) -> "Cost":
        """The share of one of so many."""
        return Cost(self.wall / count, self.client / count, self.server / count)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    return Cost(
        median(one.wall for one in costs),
        median(one.client for one in costs),
        median(one.server for one in costs),
    )


def family(pid: int) -> list[int]:
    """A process and all that came of it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        born = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in born for one in family(child))]


def spent(pid: int) -> float:
    """Processor seconds of one process so far, its threads that still run; 0 where it is gone."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return NANO * sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
    except OSError:
        return 0.0


def postmaster(url: URL) -> int | None:
    """The process of a server of ours, ``None`` where there is none: SQLite works in the client."""
    if url.get_backend_name() == "sqlite":
        return None
    return int((Path(str(url.query["host"])) / "data/postmaster.pid").read_text().split()[0])


class Servers:
    """Processes that work for the client. What one did that has ended is not forgotten."""

    def __init__(self, *roots: int | None) -> None:
        self._roots = tuple(root for root in roots if root is not None)
        self._known: dict[int, float] = {}

    def spent(self) -> float:
        """Processor seconds of them all, as far as they were ever seen."""
        for pid in [one for root in self._roots for one in family(root)]:
            self._known[pid] = max(spent(pid), self._known.get(pid, 0.0))
        return sum(self._known.values())


def metered(work: Callable[[], float], servers: Servers | None = None) -> Cost:
    """The cost of one operation; ``work`` says how many it did. Processes it began and ended are its."""
    known = servers or Servers()
    server, client, wall = known.spent(), _own(), perf_counter()
    count = work()
    wall, client = perf_counter() - wall, _own() - client
    return Cost(wall, client, known.spent() - server).each(count)


def _own() -> float:
    """Processor seconds of this process, and of those it began that have ended."""
    ended = getrusage(RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def loop() -> float:
    """Processor seconds of one loop of a thousand additions, the least of several.

    A machine's own measure: what is promised of something that has no peer is promised in loops.
    """

    def once() -> float:
        began = process_time()
        for _ in range(200):
            sum(range(1000))
        return (process_time() - began) / 200

    return min(once() for _ in range(5))


def fsync(folder: Path, times: int = 100) -> float:
    """Seconds to have the disk keep 8 kB more of a file, the median."""

    def once(file: int) -> float:
        os.write(file, bytes(8192))
        began = perf_counter()
        os.fsync(file)
        return perf_counter() - began

    with TemporaryFile(dir=folder) as opened:
        return median(once(opened.fileno()) for _ in range(times))
