"""When a fact is recorded: now, and never before what its stream holds already."""

from datetime import datetime, timedelta

import structlog

from domain.ground.history import ClockBehind
from domain.ground.refusal import Code, Refused, reason
from relief.clock import Clock

log = structlog.get_logger(__name__)
TOLERATED = timedelta(seconds=1)
"""How far the clocks of two servers may be apart without anybody being told."""


class Moments:
    """The clock as facts are recorded by it. Thread-safe.

    Another server's clock may be ahead by a little: what it recorded is then the moment until this
    one's clock has come there, so that the order of a stream holds. A clock further behind is wrong.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._newest: datetime | None = None

    def now(self) -> datetime:
        """The moment a fact decided now is recorded at."""
        now, newest = self._clock.now(), self._newest
        if newest is None or not now < newest <= now + TOLERATED:
            return now
        return newest.astimezone(now.tzinfo)

    def behind(self, found: ClockBehind) -> Refused | None:
        """``None`` where the command is to be tried again, by what its stream holds; else a refusal."""
        if found.newest - found.given <= TOLERATED:
            self._newest = found.newest
            return None
        log.error(
            "this server's clock is behind what was recorded: nothing can be recorded here",
            clock=found.given.isoformat(),
            recorded=found.newest.isoformat(),
        )
        return Refused((reason(Code.CLOCK_BEHIND),))
