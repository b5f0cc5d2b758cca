"""Single facts in memory, as they are stored: what stands in a stream stands there for ever."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from eventsourcing.persistence import StoredEvent

from domain.ground.facts import Recorded


class Remembered:
    """The facts last asked for, each decoded once in an epoch; sealed as they are. Thread-safe."""

    def __init__(self, decode: Callable[[StoredEvent], Recorded], limit: int) -> None:
        self._decode = decode
        self._limit = limit
        self._known: OrderedDict[tuple[str, int, int], Recorded] = OrderedDict()
        self._lock = Lock()

    def at(self, stream: str, version: int, epoch: int) -> Recorded | None:
        """A fact, as it stood in an epoch; ``None`` where it is not remembered."""
        key = (stream, version, epoch)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
            return known

    def of(self, stored: StoredEvent, epoch: int) -> Recorded:
        """The fact of a stored event that was read in an epoch."""
        key = (str(stored.originator_id), stored.originator_version, epoch)
        known = self.at(*key)
        if known is not None:
            return known
        fact = self._decode(stored)
        with self._lock:
            self._known[key] = fact
            while len(self._known) > self._limit:
                self._known.popitem(last=False)
        return fact
