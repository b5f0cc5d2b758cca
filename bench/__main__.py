"""``python -m bench``: every promised figure in one table, and each by itself with ``--only``."""

import argparse
import json
import os
import platform
import sqlite3
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import create_engine

from bench import (
    arranged,
    assessments,
    console,
    documents,
    domain,
    follower,
    hints,
    hostile,
    http,
    jurisdiction,
    live,
    network,
    office,
    passing,
    proofs,
    proving,
    rebuild,
    starts,
    sweep,
)
from bench.costs import fsync, loop
from bench.databases import Databases, databases
from bench.figures import Figure, table

Measure = Callable[[Databases, bool], list[Figure]]

MEASURES: dict[str, Measure] = {
    **office.MEASURES,
    **proving.MEASURES,
    **proofs.MEASURES,
    "http": http.one_worker,
    "http-two": http.two_workers,
    "hostile": hostile.latency,
    **live.MEASURES,
    **rebuild.MEASURES,
    "memory": follower.memory,
    **sweep.MEASURES,
    **arranged.MEASURES,
    **passing.MEASURES,
    "console": console.figures,
    "documents": documents.figures,
    "tools": starts.figures,
    "network": network.writers,
    "domain": domain.figures,
    "jurisdiction": jurisdiction.figures,
    "hints": hints.figures,
    "assessments": assessments.figures,
}


def machine(bases: Databases) -> str:
    """What it was measured on. Loops and fsyncs tell a busy machine from a quiet one."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")
    engine = create_engine(bases.server)
    with engine.connect() as connection:
        postgres = connection.exec_driver_sql("SHOW server_version").scalar_one()
    engine.dispose()
    return (
        f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},"
        f" {1e-3 / loop():.0f} thousand loops/s, an fsync {fsync(bases.folder) * 1e3:.2f} ms;"
        f" Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, PostgreSQL {postgres.split()[0]}"
    )


PROMISED = "Every promised figure in one table. About a quarter of an hour."


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print. 1 where a promise was missed, 2 where a measurement broke off: the others go on."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=PROMISED)
    parser.add_argument("--only", nargs="+", choices=MEASURES, help="these measurements only")
    parser.add_argument("--quick", action="store_true", help="seconds instead of minutes")
    parser.add_argument("--json", action="store_true", help="for other programs")
    asked = parser.parse_args(words)
    figures: list[Figure] = []
    broken: list[str] = []
    with databases() as bases:
        on = machine(bases)
        for name in asked.only or MEASURES:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                figures += MEASURES[name](bases, asked.quick)
            except Exception:
                traceback.print_exc()
                broken.append(name)
        after = machine(bases)
    if asked.json:
        told = {"machine": [on, after], "figures": [figure.as_data() for figure in figures]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(f"{table(figures)}\n\nBefore: {on}\nAfter: {after}")
    if broken:
        print(f"Broken off: {', '.join(broken)}", file=sys.stderr)
        return 2
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
