"""A holiday notice over a hundred thousand open limits: shown beforehand, taken in, and what others wait.

The limits are written straight into the table the follower would fill, as for the sweep; the notice turns
days that every one of them is counted over. ``relief serve`` with its follower takes it in, in processes
of their own, while somebody else asks at a steady rate.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import URL

from bench.costs import Cost, Servers, family, metered, middle
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure, in_loops
from bench.hostile import honest
from bench.serving import served
from bench.sweep import office
from domain.ground.posts import Officer, Post
from domain.ground.refusal import Refused
from domain.registers.calendar.commands import HolidayArranged, RecordHolidayNotice
from domain.time.notices import NATIONAL, NoticeEffect
from relief.bootstrap import Service
from relief.clock import SystemClock
from relief.foreseeing import Moving, foresee, moving
from relief.office.requests import Request

OPEN = 100_000
SHOWN_LOOPS = 50_000
"""Half a second to show what would move, where a loop takes 10 µs."""
GROWTH_MB, SLOWER = 64, 2.0
LOOKS, SECONDS, PATIENCE = 5, 10.0, 600.0
CITY = Officer("bench-city", frozenset({Post.CITY_OFFICER}), "5401")
SAMPLED = 0.05


def words(shown: str = "") -> RecordHolidayNotice:
    """Days off by nobody's notice so far, in the weeks over which the limits run."""
    off = tuple(date(2026, 2, day) for day in (3, 4, 5))
    arranged = HolidayArranged(name="虚构节", effect=NoticeEffect.ESTABLISHES, off=off)
    return RecordHolidayNotice(
        case=NATIONAL,
        year=2026,
        document="虚构通知",
        source="bench",
        holidays=(arranged,),
        shown=shown,
    )


def looked(on: Service) -> tuple[str, Moving]:
    """The mark that confirms the notice, and what it would move."""
    found = foresee(on, words(), CITY)
    if isinstance(found, Refused):
        raise RuntimeError(f"refused: {found.reasons}")
    with on.ledgers.reading() as connection:
        return found.mark, moving(connection, on.law, found)


def shown(on: Service, servers: Servers, open: int) -> tuple[Cost, str]:
    """What a look costs, and the mark. Raises where not every limit would move."""
    mark, moved = looked(on)
    if moved.total < open:
        raise RuntimeError(f"{moved.total} of {open} limits would move")
    costs = [metered(lambda: len(looked(on)[0]) / len(mark), servers) for _ in range(LOOKS)]
    return middle(costs), mark


def recorded(url: URL, folder: Path, mark: str) -> int:
    """The position at which the notice stands in the history."""
    with service(url, folder, SystemClock()) as opened:
        done = opened.office.execute(Request(words(mark), CITY, "bench-notice", ""))
        if isinstance(done, Refused):
            raise RuntimeError(f"refused: {done.reasons}")
        return done.position


def resident(pid: int) -> float:
    """Megabytes of a process; 0 where it is gone."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((one for one in told.splitlines() if one.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


class Grown:
    """How much more memory any process of a family came to hold since it was begun to be watched."""

    def __init__(self, root: int) -> None:
        self._root, self._stop = root, Event()
        self._before = {pid: resident(pid) for pid in family(root)}
        self.most = 0.0
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Grown":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLED):
            for pid in family(self._root):
                self.most = max(self.most, resident(pid) - self._before.get(pid, resident(pid)))


def until(position: int, applied: Callable[[], int]) -> None:
    """Wait for the ledgers to be there. Raises ``TimeoutError``."""
    deadline = time.monotonic() + PATIENCE
    while applied() < position:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the ledgers stand at {applied()}, not at {position}")
        time.sleep(SAMPLED)


def p99(port: int, seconds: float) -> float:
    """The slowest but one in a hundred of somebody who asks at a steady rate, in milliseconds."""
    times, _ = asyncio.run(honest(port, seconds))
    return sorted(times)[int(len(times) * 0.99)]


def arranged(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """The look in processor time; the notice by memory and by what others wait meanwhile."""
    open, seconds = (5_000, 2.0) if quick else (OPEN, SECONDS)
    folder, others = Path(bases.folder), list[float]()
    with office(bases, kind, open, 1) as on:
        url = on.url
        look, mark = shown(on.opened, on.servers, open - 2)
        with served(url, folder) as server:
            alone = p99(server.port, seconds)
            began = time.monotonic()
            with Grown(server.pid) as grown:
                asking = Thread(target=lambda: others.append(p99(server.port, seconds)))
                asking.start()
                until(recorded(url, folder, mark), on.opened.position)
                took = time.monotonic() - began
                asking.join()
    note = f"{open:,} open limits"
    return [
        in_loops(f"a notice shown before, {kind}", look.processor, "ms", look, note).most(
            SHOWN_LOOPS
        ),
        Figure(
            f"a notice taken in, memory, {kind}", grown.most, "MB", note=f"{note}, {took:.1f} s"
        ).within(GROWTH_MB),
        Figure(
            f"another's p99 while a notice is taken in, {kind}",
            others[0],
            "ms",
            "the same client alone",
            alone,
            note=note,
        ).most(SLOWER),
    ]


MEASURES = {f"notices-{kind.lower()}": partial(arranged, kind) for kind in (SQLITE, POSTGRESQL)}
"""By the name to ask for."""
