"""The machine's clock is read where it is said to be, so that every day can be tested."""

import ast
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

ROOT = Path(__file__).parents[2]
FLOORS = ("relief", "adapters", "projections", "domain")
CLOCKS = {
    "relief/clock.py",
    "relief/upkeep/scheduler.py",
    "adapters/files/folder.py",
    "adapters/files/bucket.py",
}
"""The one clock; the tick, which compares plans with the wall; and how old a file is, whose time the
machine or the bucket wrote.
"""
SERVERS = {"tests/support/buckets.py"}
"""Servers of the tests, which tell their own time as any server does."""

OF_THE_DAY = {"now", "today", "utcnow", "time", "localtime", "gmtime", "fromtimestamp"}
OWNERS = {"datetime", "date", "time", "Wall"}


def reads(file: Path) -> Iterator[str]:
    """Where a file asks the machine what day it is: ``datetime.now(…)``, ``time()`` and their kin."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    taken = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if alias.name in OF_THE_DAY
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
                if owner in OWNERS and name in OF_THE_DAY - {"fromtimestamp"}:
                    yield f"{owner}.{name}, line {node.lineno}"
            case ast.Call(func=ast.Name(id=name)) if name in taken:
                yield f"{name}, line {node.lineno}"


def sources(folder: str) -> list[Path]:
    """The Python files of a folder."""
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("floor", FLOORS)
def test_the_product_asks_one_clock(floor: str) -> None:
    """Only the clock itself and the tick read the machine's."""
    found = {
        str(file.relative_to(ROOT)): list(reads(file))
        for file in sources(floor)
        if any(reads(file))
    }
    assert {name: lines for name, lines in found.items() if name not in CLOCKS} == {}


def test_a_test_that_reads_the_machines_clock_says_so() -> None:
    """Its module bears the mark ``day``; what it uses of the service's clock is noticed as it runs."""
    unmarked = [
        f"{file.relative_to(ROOT)}: {', '.join(reads(file))}"
        for file in sources("tests")
        if any(reads(file))
        and "pytest.mark.day" not in file.read_text(encoding="utf-8")
        and str(file.relative_to(ROOT)) not in SERVERS
    ]
    assert unmarked == []


@pytest.mark.day
def test_database_and_provider_share_the_clock(postgres: URL) -> None:
    """On whatever day this runs, all three say the same one."""
    engine = create_engine(postgres)
    with engine.connect() as connection:
        of_the_database = connection.execute(text("SELECT extract(epoch FROM now())")).scalar_one()
    engine.dispose()
    asked = ["node", "-e", "console.log(Date.now() / 1000)"]
    of_the_provider = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    assert abs(float(of_the_database) - time.time()) < 60
    assert abs(float(of_the_provider) - time.time()) < 60


def test_reading_the_clock_is_found(tmp_path: Path) -> None:
    """In each of the ways there are."""
    file = tmp_path / "reads.py"
    file.write_text(
        "from time import time as t\nfrom datetime import datetime\n"
        "t()\ndatetime.now()\ndate.today()\ntime.time()\nclock.now()\nmonotonic()\n"
    )
    assert len(list(reads(file))) == 4
