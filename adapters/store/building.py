"""Ledgers folded from zero beside those in use, swapped in when caught up, the others dropped."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from sqlalchemy import exc

from adapters.store.errors import NotHeld
from adapters.store.follower import RETRY_SECONDS, Follower, FollowerOvertaken
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.sharing import Sharing

logger = logging.getLogger(__name__)
SWAP_SECONDS = 3.0
"""Readers notice a swap within a second; only then is the old place dropped."""
LEFT_SECONDS = 600.0
"""For so long a place must have stood behind the history before it counts as nobody's."""


def _begins(place: Place, anew: bool) -> None:
    """Say that ledgers are built, and whether anybody lacked them."""
    if anew:
        logger.info("%s is folded anew from the history", place.name)
    else:
        logger.warning(
            "ledgers of another edition or none: %s is folded from the history", place.name
        )


def build(
    places: Places,
    following: Callable[[Place], Follower],
    stop: Event | None = None,
    *,
    anew: bool = False,
    sharing: Sharing | None = None,
) -> Place | None:
    """The ledgers of this edition, complete and current; ``None`` where told to stop before.

    ``anew``: also where complete ones stand. Goes on where an earlier attempt ended: rows and
    position are of one transaction. Several processes may build at once, each batch is folded by
    one of them. With ``sharing`` a long history is folded in shares, by several processes, and what
    was recorded meanwhile is followed. Indexes that only readers need are made over the whole, at the
    end. Raises ``FollowerStopped``.
    """
    place, stop = places.begin(anew=anew), stop or Event()
    place.bare = True
    _begins(place, anew)
    if sharing is not None:
        sharing.fold(place, stop)
    follower = following(place)
    while not stop.is_set():
        try:
            follower.catch_up(stop)
            if not stop.is_set():
                follower.complete()
                follower.catch_up(stop)
        except FollowerOvertaken:
            stop.wait(RETRY_SECONDS)
            found = places.found()
            if found is not None and found.name == place.name:
                return found
            continue
        if not stop.is_set():
            places.swap(place)
            logger.warning("%s is complete at position %d", place.name, follower.position)
            return place
    return None


@dataclass(slots=True)
class Tidying:
    """Drops places that no process follows any more. Look now and then; it remembers what it saw.

    On SQLite one process keeps the ledgers, so that others are nobody's as soon as a swap was
    noticed. On PostgreSQL another release may be at work: its place moves with the history, and
    one that stood behind it for ``LEFT_SECONDS`` is nobody's.
    """

    places: Places
    follower: str
    head: Callable[[], int]
    clock: Callable[[], float] = monotonic
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Drop what is nobody's; what this role may not drop is named once and left."""
        for place in self.places.others():
            if place.name in self._kept:
                continue
            try:
                if self._left(place):
                    self.places.drop(place)
                    logger.warning("%s was dropped: nobody follows it", place.name)
            except (NotHeld, exc.ProgrammingError, exc.OperationalError) as error:
                self._kept.add(place.name)
                kind = type(getattr(error, "orig", error)).__name__
                logger.warning("%s cannot be looked into or dropped (%s)", place.name, kind)

    def _left(self, place: Place) -> bool:
        position, now = place.position(self.follower), self.clock()
        before, since = self._seen.get(place.name, (-1, now))
        if position != before or (not self.places.alone and position >= self.head()):
            self._seen[place.name] = (position, now)
            return False
        return now - since >= (SWAP_SECONDS if self.places.alone else LEFT_SECONDS)
