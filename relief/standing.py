"""How the background work of this process stands: what readiness and the log tell of it.

Written by the thread that sweeps, read by whoever asks. Times are the machine's monotonic
ones: a clock set back or forth makes nothing late.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic

START_SECONDS = 30.0
"""For so long the first follower may be on its way."""


class Standing:
    """Whether somebody must follow, when the sweep last came through, how long a lag has stood."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._alone_since: float | None = None
        self._position, self._since = -1, clock()
        self._swept: float | None = None
        self._error: str | None = None
        self._watched: float | None = None
        self.red: tuple[str, ...] = ()
        """Where the watcher finds something wrong; it stays until it was found whole again."""
        self.broken: tuple[str, ...] = ()
        """The logs that did not continue their checkpoints, or a witness's, when last looked at."""

    def expects_follower(self) -> None:
        """From now on somebody is expected to keep the ledgers, whichever process it is."""
        with self._lock:
            self._alone_since = self._clock() + START_SECONDS

    def followed(self) -> None:
        """Somebody was seen to keep the ledgers."""
        with self._lock:
            if self._alone_since is not None:
                self._alone_since = self._clock()

    @property
    def misses_follower(self) -> bool:
        """Whether somebody should keep the ledgers by now: until the first one came it has time to."""
        with self._lock:
            return self._alone_since is not None and self._clock() >= self._alone_since

    def stands(self, position: int, head: int) -> float:
        """For how many seconds ledgers behind the history were seen not to move; 0 at its head."""
        with self._lock:
            now = self._clock()
            if position != self._position or position >= head:
                self._position, self._since = position, now
            return now - self._since

    def sweeps(self) -> None:
        """From now on this process is expected to sweep."""
        with self._lock:
            self._swept = self._clock()

    def sweeps_on(self) -> None:
        """A sweep under way got on: it acted on something."""
        with self._lock:
            if self._swept is not None:
                self._swept = self._clock()

    def swept(self) -> None:
        """A sweep came through."""
        with self._lock:
            self._swept, self._error = self._clock(), None

    def sweep_failed(self, error: BaseException) -> None:
        """A sweep ended in an error; only its kind is kept."""
        with self._lock:
            self._error = type(error).__name__

    def watches(self) -> None:
        """From now on this process is expected to watch."""
        with self._lock:
            self._watched = self._clock()

    def watched(self, red: Iterable[str]) -> None:
        """The watcher looked at a part: where something is wrong by now."""
        told = tuple(red)
        with self._lock:
            self._watched, self.red = self._clock(), told

    def unwatched(self) -> float:
        """Seconds since the watcher last looked; 0 where none watches."""
        with self._lock:
            return 0.0 if self._watched is None else self._clock() - self._watched

    def unswept(self) -> tuple[float, str | None]:
        """Seconds since a sweep last got on, and what the last one failed of; 0 where none sweeps."""
        with self._lock:
            return (0.0 if self._swept is None else self._clock() - self._swept), self._error
