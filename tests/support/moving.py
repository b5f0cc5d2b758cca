"""A clock that another process moves: the instant stands in a file."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from relief.clock import LHASA


class FileClock:
    """Tells the instant written in a file; every process that reads it agrees. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def now(self) -> datetime:
        """The instant it was set to."""
        return datetime.fromisoformat(self._path.read_text())

    def set(self, moment: datetime) -> None:
        """Jump, forwards or backwards."""
        with self._lock:
            aside = self._path.with_suffix(".next")
            aside.write_text(moment.astimezone(LHASA).isoformat())
            os.replace(aside, self._path)

    def forward(self, length: timedelta) -> None:
        """Jump forwards."""
        self.set(self.now() + length)
