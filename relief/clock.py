"""The one clock. Everything that needs the time is given it; nothing else reads the machine's."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from threading import Lock
from time import monotonic
from typing import Protocol

LHASA = timezone(timedelta(hours=8), "CST")
"""China has one zone and no summer time."""


class Clock(Protocol):
    """Tells the instant, in local time."""

    def now(self) -> datetime:
        """The instant, zone-aware, in Lhasa's local time."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant in local time."""
        return datetime.now(LHASA)


class SimulatedClock:
    """A clock that is set by hand: for the demo and for tests. Thread-safe."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(LHASA)
        self._lock = Lock()

    def now(self) -> datetime:
        """The instant it was set to."""
        with self._lock:
            return self._now

    def set(self, moment: datetime) -> None:
        """Jump, forwards or backwards."""
        with self._lock:
            self._now = moment.astimezone(LHASA)


class RunningClock:
    """A clock that begins at a moment of its own and goes as fast as the machine's: a demo goes on by it."""

    def __init__(self, start: datetime, seconds: Callable[[], float] = monotonic) -> None:
        self._start = start.astimezone(LHASA)
        self._seconds = seconds
        self._began = seconds()

    def now(self) -> datetime:
        """The moment it began at, and what went by since."""
        return self._start + timedelta(seconds=self._seconds() - self._began)


def today(clock: Clock) -> date:
    """The local date."""
    return clock.now().date()
