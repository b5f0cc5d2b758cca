"""Waking whoever waits for new events: a hint only, polling is the truth."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition
from typing import Protocol

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

POLL_SECONDS = 0.5


class Wake:
    """A counter that rings. A ring between looking and waiting is never lost."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._count = 0
        self._called: list[Callable[[], object]] = []

    @property
    def count(self) -> int:
        """How often it has rung."""
        return self._count

    def ring(self) -> None:
        """Wake all who wait."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()
            for call in self._called:
                call()

    @contextmanager
    def calling(self, call: Callable[[], object]) -> Iterator[None]:
        """Have ``call`` called at each ring within the block, by whoever rings; it must not wait."""
        with self._condition:
            self._called.append(call)
        try:
            yield
        finally:
            with self._condition:
                self._called.remove(call)

    def wait(self, seen: int, timeout: float) -> int:
        """Wait until it has rung since ``seen``, at most ``timeout`` seconds; the new count."""
        with self._condition:
            self._condition.wait_for(lambda: self._count != seen, timeout)
            return self._count


class Watchable(Protocol):
    """A recorder whose new events can be waited for."""

    @property
    def wake(self) -> Wake:
        """Rings after each commit."""
        ...

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events by position."""
        ...


class TailingSubscription(Subscription[ApplicationRecorder]):
    """Yields events in order and waits at the head. Has no thread of its own, so none to leak."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        wake: Wake,
        gt: int | None = None,
        topics: Sequence[str] = (),
        limit: int = 500,
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._wake = wake
        self._limit = limit
        self._waiting: deque[Notification] = deque()

    def stop(self) -> None:
        """Stop the iteration, also from another thread."""
        super().stop()
        self._wake.ring()

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            if self._waiting:
                return self._waiting.popleft()
            seen = self._wake.count
            if not self._pull():
                self._wake.wait(seen, POLL_SECONDS)
        raise StopIteration

    def _pull(self) -> bool:
        found = self._recorder.select_notifications(
            self._last_notification_id,
            self._limit,
            topics=self._topics,
            inclusive_of_start=False,
        )
        if found:
            self._last_notification_id = found[-1].id
            self._waiting.extend(found)
        return bool(found)
