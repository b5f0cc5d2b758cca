"""The tick holds whatever the wall clock does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from threading import Condition
from time import monotonic

import pytest
from apscheduler.schedulers import base
from apscheduler.triggers import interval

from relief.upkeep import scheduler
from relief.upkeep.scheduler import ticking

pytestmark = pytest.mark.day

TICK = 1.0
SOON = 30.0
"""Far longer than a tick on the busiest machine, and nothing beside the hours of a jump."""
HOURS = timedelta(hours=2)


class Wall(datetime):
    """The machine's clock, set forward or back by ``jump``."""

    jump = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Wall":
        """The instant on the wall."""
        return datetime.now(tz) + cls.jump  # type: ignore[return-value]


class Runs:
    """When the job ran."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.at: list[float] = []

    def __call__(self) -> None:
        """Run."""
        with self._changed:
            self.at.append(monotonic())
            self._changed.notify_all()

    def next(self) -> bool:
        """Whether it soon runs once more."""
        with self._changed:
            had = len(self.at)
            return self._changed.wait_for(lambda: len(self.at) > had, SOON)


@contextmanager
def ticks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """A scheduler that ticks by a wall clock that can be set."""
    for module in (base, interval, scheduler):
        monkeypatch.setattr(module, "datetime", Wall)
    monkeypatch.setattr(Wall, "jump", timedelta())
    runs = Runs()
    started = ticking(runs, TICK)
    try:
        yield runs
    finally:
        started.shutdown()


@pytest.mark.parametrize("jump", [HOURS, -HOURS], ids=["forward", "backward"])
def test_after_a_clock_jump_of_two_hours_the_ticks_go_on(
    jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep runs again soon, not hours later, and again and again from then on."""
    with ticks(monkeypatch) as runs:
        assert runs.next() and runs.next()
        monkeypatch.setattr(Wall, "jump", jump)
        for _ in range(3):
            assert runs.next()


def test_a_run_that_fails_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tick goes on after an error."""
    with ticks(monkeypatch) as runs:
        failing = iter([ValueError("the database is away")])

        def run() -> None:
            Runs.__call__(runs)
            for error in failing:
                raise error

        started = ticking(run, TICK / 5)
        try:
            assert runs.next() and runs.next()
        finally:
            started.shutdown()
