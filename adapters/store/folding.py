"""Folding a share: its streams are read whole, each row is made in memory and written once, finished."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Table

from adapters.collector import resting
from adapters.store.finished import FinishedRows
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.recorder import EventRecorder
from adapters.store.seeing import Seeing, Shown, kept
from adapters.store.shares import Share, Shares
from adapters.store.trouble import FollowerStopped
from adapters.store.wake import Watchable
from projections.rows import Key, Projection, Unsettled, hooks

PAGE = 1_000
"""So many facts are read at once, so that a stream of any length takes no memory that nobody looks at."""
REST = 1_000
"""After so many facts rows drop what helps to find them and was not asked."""
Row = Sequence[Any]
"""Of events: stream, version, name, body and position."""
_Seen = tuple[int, Shown, Row]
_position = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes ledgers of a history, in whatever process: it can be sent to another one.

    ``common`` are the streams that rows may follow from beside the one they belong to.
    """

    follower: str
    mapper: Callable[[], FactMapper]
    projections: Callable[[], Sequence[Projection]]
    common: frozenset[str] = frozenset()

    def following(self, place: Place, store: Watchable) -> Follower:
        """Who follows a history into a place, fact by fact."""
        return Follower(self.follower, store, self.mapper(), place, self.projections())


@dataclass(slots=True)
class Folded:
    """A share that is folded and not written yet. ``whole``: also the rows that belong to all shares."""

    share: Share
    rows: FinishedRows
    count: int
    whole: bool


class Folding:
    """Folds the shares of a place, one after the other.

    Rows follow from one stream each, and from the common ones, with which every share is folded: what
    follows from these alone is written once, with the share in which they stand.
    """

    def __init__(self, recipe: Recipe, place: Place, store: EventRecorder) -> None:
        self._recipe, self._place, self._store = recipe, place, store
        self._shares = Shares(recipe.follower, place, store)
        self._projections = recipe.projections()
        self._seeing = Seeing(recipe.mapper(), self._projections)
        self._common: list[_Seen] | None = None
        self._everywhere: dict[Table, set[Key]] = {}

    def fold(self, share: Share) -> Folded:
        """The rows of a share. Raises ``FollowerStopped`` at a fact that cannot be read or folded."""
        with resting():
            return self._folded(share)

    def _folded(self, share: Share) -> Folded:
        if self._common is None:
            self._common = self._of_common(share.head)
            self._everywhere = self._projected(self._common).keys()
        seen, count, whole, common = [*self._common], 0, False, self._recipe.common
        for page in self._store.select_share(share.after, share.upto, share.head, PAGE):
            count += len(page)
            own = [row for row in page if row[0] not in common]
            whole = whole or len(own) < len(page)
            seen += self._seen(own)
        seen.sort(key=_position)
        return Folded(share, self._projected(seen), count, whole)

    def write(self, folded: Folded) -> None:
        """Write the rows of a share; nothing where somebody else did."""
        with self._place.writing() as connection:
            if self._shares.claim(connection, folded.share):
                folded.rows.insert(connection, {} if folded.whole else self._everywhere)
                self._shares.count(connection, folded.count)

    def _of_common(self, head: int) -> list[_Seen]:
        found = self._store.placed(sorted(self._recipe.common))
        return self._seen([tuple(vars(one).values()) for one in found if one.id <= head])

    def _seen(self, rows: Sequence[Row]) -> list[_Seen]:
        """The facts that somebody looks at, as they are shown."""
        seen, show = list[_Seen](), self._seeing.show
        for row in rows:
            try:
                shown = show(*row)
            except Exception as error:
                raise self._stopped(row, error) from error
            if shown[1]:
                seen.append((row[4], shown, row))
        return seen

    def _projected(self, seen: Sequence[_Seen]) -> FinishedRows:
        rows = FinishedRows(self._place.engine.dialect)
        for first in range(0, len(seen), REST):
            for _, (recorded, looks), row in seen[first : first + REST]:
                try:
                    for look in looks:
                        look(rows, recorded)
                except Exception as error:
                    raise self._stopped(row, error) from error
            self._settled(rows, seen[first : first + REST])
            rows.rest()
        for forget in hooks(self._projections, "forget"):
            forget()
        return rows

    def _settled(self, rows: FinishedRows, seen: Sequence[_Seen]) -> None:
        try:
            for settle in hooks(self._projections, "settle"):
                settle(rows)
        except Unsettled as error:
            row = next(row for at, _, row in seen if at == error.recorded.position)
            raise self._stopped(row, cast(Exception, error.__cause__)) from error

    def _stopped(self, row: Row, error: Exception) -> FollowerStopped:
        return FollowerStopped(self._recipe.follower, kept(*row), error)
