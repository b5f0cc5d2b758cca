"""How often somebody may ask: a bucket of tokens for each key, in bounded memory.

Each process counts for itself; several processes allow as many times as much.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

from relief.api.problems import Fault, Problem
from relief.words.edges import Edge

REMEMBERED = 10_000
"""How many keys are known at once. Who is forgotten begins with a full bucket again."""


@dataclass(slots=True)
class Bucket:
    """What is left, and when that was."""

    left: float
    at: float


class Rates:
    """``rate`` requests a second for each key, ``burst`` at once. A rate of 0 sets no limit."""

    def __init__(
        self,
        rate: float,
        burst: int,
        remembered: int = REMEMBERED,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._rate, self._burst = rate, burst
        self._remembered = remembered
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> None:
        """One request more. Raises ``Problem`` 429 with the seconds until the next may come."""
        if self._rate <= 0:
            return
        with self._lock:
            bucket = self._filled(key)
            if bucket.left >= 1:
                bucket.left -= 1
                return
            seconds = max(1, ceil((1 - bucket.left) / self._rate))
        fault = Fault(Edge.TOO_MANY, facts={"seconds": str(seconds)})
        raise Problem(fault, headers={"Retry-After": str(seconds)})

    def _filled(self, key: str) -> Bucket:
        """The key's bucket as of now; the one asked for longest ago gives way."""
        now = self._clock()
        bucket = self._buckets.pop(key, None) or Bucket(self._burst, now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return bucket
