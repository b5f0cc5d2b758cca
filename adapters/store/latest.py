"""The latest instant anything was recorded at, in whatever stream: kept beside the log, so that no
look through it is needed, and remembered by the process."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock

import msgspec
from eventsourcing.persistence import StoredEvent, Tracking

from adapters.store.epoch import Mark
from adapters.store.errors import ClockBehind
from domain.ground.posts import SYSTEM
from domain.ground.streams import Stream

LATEST = "latest-instant"
"""Under which name it is kept, in microseconds, among what only ever goes up."""

APART = timedelta(minutes=10)
"""By so much a fact may stand before the latest of any: longer no save is under way."""

KEPT_EVERY = timedelta(minutes=1)
"""It is kept anew no oftener than this: what is kept may be so much behind."""

NEWEST = """
SELECT max(substr(body, 8, 19)) FROM events
WHERE position > (SELECT max(position) FROM events) - 10000
    AND (substr(body, 34, 6) = '+08:00' OR substr(body, 27, 6) = '+08:00')
"""
"""The latest of the newest facts, where nothing was kept yet: once, in a history of before."""

STARTS = frozenset(
    {Stream.MASTER_KEYS, Stream.LAW, Stream.CALENDAR, Stream.VALUES, Stream.DIVISIONS}
)
"""Kinds of streams in which a start records of itself what the history does not know yet."""

_AT = '{"at":"'
_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def recorded_at(body: str) -> datetime | None:
    """When a fact was recorded: what its body, canonical JSON, begins with; ``None`` of another body."""
    if not body.startswith(_AT):
        return None
    try:
        at = datetime.fromisoformat(body[len(_AT) : body.index('"', len(_AT))])
    except ValueError:
        return None
    return at if at.tzinfo else None


def instants(events: Sequence[StoredEvent]) -> list[tuple[StoredEvent, datetime]]:
    """Those facts that say when they were recorded, and when they were."""
    found = ((one, recorded_at(one.state.decode())) for one in events)
    return [(one, at) for one, at in found if at is not None]


def of_itself(event: StoredEvent) -> bool:
    """Whether a start records it of itself: a start is possible by any clock."""
    if str(event.originator_id).partition("-")[0] not in STARTS:
        return False
    return bool(msgspec.json.decode(event.state).get("officer") == SYSTEM.id)


class Latest:
    """What this process knows of the latest instant. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.seen: datetime | None = None
        self._kept: datetime | None = None
        self._mark: Mark | None = None
        self.known = False
        """Whether what is kept was read since the store was opened, or went back."""

    def forget(self) -> None:
        """The store went back: nothing is known of it any more."""
        with self._lock:
            self.seen = self._kept = self._mark = None
            self.known = False

    def read(self, micros: int | None, otherwise: str | None) -> None:
        """Take what is kept; where nothing is, what the newest facts say."""
        kept = None if micros is None else _BEGAN + micros * _MICROSECOND
        if kept is None and otherwise is not None:
            self.saw([datetime.fromisoformat(f"{otherwise}+08:00")])
        with self._lock:
            self._kept, self.known = kept, True
        if kept is not None:
            self.saw([kept])

    def saw(self, found: Sequence[datetime], mark: Mark | None = None) -> None:
        """These instants stand in the store; ``mark`` is of one of these facts."""
        newest = max(found, default=None)
        with self._lock:
            if newest is not None and (self.seen is None or newest > self.seen):
                self.seen = newest
            self._mark = mark or self._mark

    def saw_mark(self, mark: Mark) -> None:
        """A fact stands in the store that this process saw as its newest; each is looked at once."""
        if mark is not self._mark:
            at = recorded_at(mark.body)
            self.saw([] if at is None else [at], mark)

    def check(self, found: Sequence[tuple[StoredEvent, datetime]]) -> None:
        """Raises ``ClockBehind`` where a fact stands too long before the latest of any."""
        latest = self.seen
        if latest is None:
            return
        for one, given in found:
            if latest - given > APART and not of_itself(one):
                raise ClockBehind(latest, given)

    def to_keep(self, found: Sequence[datetime]) -> Tracking | None:
        """What a save with facts of these instants keeps beside the log; ``None`` for nothing new."""
        newest, kept = max(found, default=None), self._kept
        if newest is None or (kept is not None and newest - kept < KEPT_EVERY):
            return None
        if self.seen is not None:
            newest = max(newest, self.seen)
        return Tracking(LATEST, (newest - _BEGAN) // _MICROSECOND)

    def kept(self, tracking: Tracking) -> None:
        """It was kept."""
        with self._lock:
            self._kept = _BEGAN + tracking.notification_id * _MICROSECOND
