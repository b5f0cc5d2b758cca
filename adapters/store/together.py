"""Saves that wait together go together: one call for all that were queued while others were under way."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from eventsourcing.persistence import PersistenceError

from adapters.store.errors import OutcomeUnknown

NEAR_CALLS, FAR_CALLS = 2, 16
"""How many calls are under way at most: one works while the next is on its way. Over a long way more
are needed, or writers would wait for the way and not for the database."""
FAR_SECONDS = 0.01
"""A call that never comes back quicker has a long way."""
AT_ONCE = 60
"""How many saves go together at most: PostgreSQL keeps that many savepoints at hand."""

T = TypeVar("T")


@dataclass(slots=True)
class Queued(Generic[T]):
    """One save on its way, and what became of it: the first position, or an error."""

    save: T
    first: int = 0
    error: PersistenceError | None = None
    leads: bool = False
    bell: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.bell.acquire()


class Together(Generic[T]):
    """Gathers saves of many threads into calls. Whoever waits longest makes the next call for all."""

    def __init__(self, call: Callable[[Sequence[Queued[T]]], None]) -> None:
        self._call = call
        self._lock = Lock()
        self._queue: deque[Queued[T]] = deque()
        self._under_way = 0
        self._quickest = 0.0

    @property
    def waiting(self) -> int:
        """How many saves are queued."""
        return len(self._queue)

    def save(self, save: T) -> int:
        """Wait until a call has kept or refused it; the first position. Raises why not."""
        mine = Queued(save)
        with self._lock:
            calls = FAR_CALLS if self._quickest > FAR_SECONDS else NEAR_CALLS
            mine.leads = self._under_way < calls
            if mine.leads:
                self._under_way += 1
            else:
                self._queue.append(mine)
        if not mine.leads:
            mine.bell.acquire()
        if mine.leads:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error
        return mine.first

    def _lead(self, mine: Queued[T]) -> None:
        """Make one call, then hand over to whoever waits longest by then."""
        with self._lock:
            more = min(len(self._queue), AT_ONCE - 1)
            group = [mine, *(self._queue.popleft() for _ in range(more))]
        began = monotonic()
        try:
            self._call(group)
        except BaseException:
            for one in group:
                if not one.first:
                    one.error = one.error or OutcomeUnknown("the call was interrupted")
            raise
        finally:
            self._done(group, monotonic() - began)

    def _done(self, group: Sequence[Queued[T]], took: float) -> None:
        with self._lock:
            # Slowly upwards, at once downwards: the way is what no call is quicker than.
            self._quickest = min(took, self._quickest + (took - self._quickest) / 50)
            heir = self._queue.popleft() if self._queue else None
            if heir is None:
                self._under_way -= 1
        if heir is not None:
            heir.leads = True
            heir.bell.release()
        for one in group[1:]:
            one.bell.release()
