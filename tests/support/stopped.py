"""A demo stopped in the middle, made once for all tests that open it; each has a copy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copytree

import pytest

from relief.bootstrap import Service, build
from relief.cli import main
from relief.clock import SimulatedClock
from relief.demo import run
from relief.demo.left import found
from relief.demo.serving import NAMES, settings_of
from relief.settings import Settings
from relief.tools.output import Output


@pytest.fixture(scope="session")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the shortest demo leaves; several processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / "stopped"
    with shared.joinpath("stopped.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not place.exists():
            made = shared / "stopping"
            made.mkdir()
            tell(made)
            made.rename(place)
    return place


def tell(folder: Path) -> None:
    """The month until it stops; at its end it asks to be served where it was told to be."""
    asked = list[tuple[Path, int]]()

    def serve(place: Path, port: int, _: Output) -> int:
        asked.append((place, port))
        return 0

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(run, "go_on", serve)
        assert main(["demo", "--cases", "20", "--keep-open", "--folder", str(folder)]) == 0
    assert asked == [(folder, Settings().port)]


@contextmanager
def standing(place: Path) -> Iterator[Service]:
    """The demo in a folder on a clock that stands still; anybody may be one of its officers."""
    left = found(place)
    chosen = replace(settings_of(place), hosts=NAMES, address_rate=0, officer_rate=0)
    service = build(chosen, SimulatedClock(left.at))
    service.sign_in.stage(left.officers)
    try:
        yield service
    finally:
        service.close()


@pytest.fixture
def demo(stopped: Path, tmp_path: Path) -> Iterator[Service]:
    """A copy of it, served by nobody yet."""
    with standing(copytree(stopped, tmp_path / "demo")) as service:
        yield service
