"""Tools from their start to their end: processor time of the whole process."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import URL

from bench.costs import Cost
from bench.databases import SQLITE, Databases, service
from bench.figures import Figure, in_loops
from bench.general import TOWNSHIPS, DeskClock, Walk, desks

IN_LOOPS = 50_000
"""0.5 s, where a loop takes 10 µs."""
TOOLS = {
    "calendar": ("calendar", "2026-02-02", "+5wd"),
    "law": ("law",),
    "limits": ("limits",),
}


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """Each of the tools that read little, and what they are beside."""
    rounds, clock = (1 if quick else 5), DeskClock()
    with bases.fresh(SQLITE) as url:
        with service(url, Path(bases.folder), clock) as opened:
            Walk(opened.office, clock, desks(TOWNSHIPS[0])).run()
            opened.follower().catch_up()
        environment = surroundings(url, Path(bases.folder))
        promised = [
            in_loops(f"relief {name}", cost.processor, "ms", cost).most(IN_LOOPS)
            for name, words in TOOLS.items()
            for cost in (started(("-m", "relief", *words), environment, rounds),)
        ]
        helped = started(("-m", "relief", "--help"), environment, rounds)
        alone = started(("-c", "pass"), environment, rounds)
    return [
        *promised,
        in_loops("relief --help", helped.processor, "ms", helped),
        in_loops("Python alone", alone.processor, "ms", alone),
    ]


def surroundings(url: URL, folder: Path) -> dict[str, str]:
    """The environment of a tool on a database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RELIEF_")}
    return {
        **kept,
        "RELIEF_DATABASE": url.render_as_string(hide_password=False),
        "RELIEF_MASTER_KEY": str(folder / "keys/master.key"),
        "RELIEF_TOKEN_KEY": str(folder / "keys/tokens.key"),
        "RELIEF_DEVELOPMENT": "yes",
    }


def started(words: tuple[str, ...], environment: dict[str, str], rounds: int) -> Cost:
    """The median of some starts, once everything is in the disk's cache. Raises where one fails."""

    def once() -> Cost:
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Cost(perf_counter() - began, spent)

    once()
    costs = [once() for _ in range(rounds)]
    return Cost(median(one.wall for one in costs), median(one.client for one in costs))
