"""What this process remembers of the history, and whether the store still holds it.

A database can go back under a running service: a failover that loses the newest facts, a restore, a
copy brought back. Whatever was remembered of lost facts is then wrong, and nothing may be built on
it. So each process keeps a mark, the newest fact it knows of; each save shows the mark, and the
statement that appends refuses where the store does not hold just that fact at just that position.
"""

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

Forget = Callable[[], None]


class Mark(NamedTuple):
    """A fact that stood in the store when this process saw it."""

    position: int
    stream: str
    body: str


class Epoch:
    """Counts how often the store was found to have gone back. Thread-safe.

    ``number`` is taken before anything is read, and given with what is built on it: what was read
    in another epoch than the present one is neither remembered nor saved.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = 0
        self._mark: Mark | None = None
        self.forgetting: list[Forget] = []
        """Called where the store went back: every memory of what it held is to be emptied."""

    @property
    def number(self) -> int:
        """Which epoch this process remembers."""
        return self._number

    @property
    def mark(self) -> Mark | None:
        """The newest fact known; ``None`` before any is."""
        return self._mark

    def mark_at(self, position: int) -> Mark | None:
        """The newest fact known, if it stands at a position."""
        mark = self._mark
        return mark if mark is not None and mark.position == position else None

    def saw(self, number: int, position: int, stream: str, body: str) -> None:
        """Remember a fact that was read or saved in an epoch, if it is the newest known."""
        mark = self._mark
        if mark is not None and position <= mark.position:
            return
        with self._lock:
            mark = self._mark
            if number == self._number and (mark is None or position > mark.position):
                self._mark = Mark(position, stream, body)

    def turn(self, number: int) -> None:
        """The store does not hold what was seen in this epoch: forget it all, once."""
        with self._lock:
            if number != self._number:
                return
            self._number += 1
            self._mark = None
        for forget in self.forgetting:
            forget()
