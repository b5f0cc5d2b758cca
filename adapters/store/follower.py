"""Following the history: events become rows, in batches, rows and position in one transaction."""

import logging
from collections.abc import Sequence
from hashlib import sha256
from threading import Event
from time import monotonic
from typing import cast

from eventsourcing.persistence import Notification
from sqlalchemy import Connection, insert, select, update

from adapters.collector import resting
from adapters.store.mapper import FactMapper
from adapters.store.place import FOLLOWERS, Place
from adapters.store.rows import BatchingRows
from adapters.store.seeing import Seeing
from adapters.store.trouble import FollowerStopped, Trouble
from adapters.store.wake import POLL_SECONDS, Watchable
from domain.ground.sayings import Saying
from projections.rows import Projection, Unsettled, hooks

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5.0
PACE_SECONDS = 0.25
"""So long from batch to batch while facts keep coming: a busy hour is followed in few, large ones."""
WANTED_SECONDS = 0.05
"""And so long where somebody waits for the ledgers, who would otherwise wait out the pace."""
BATCH = 20_000
"""How many events become rows in one transaction at most; the same row is then written once."""


class FollowerOvertaken(Exception):
    """Another process follows into the same place under the same name; nothing was written."""


class LedgersAhead(Exception):
    """The ledgers hold rows of facts the history does not: it went back. They must be rebuilt."""

    def __init__(self, follower: str, position: int, place: Place) -> None:
        self.follower = follower
        self.position = position
        self.place = place
        super().__init__(
            Saying(
                "{follower} came to position {position}, which the history does not hold as it was:"
                " rebuild the ledgers",
                follower=follower,
                position=position,
            )
        )


def mark_of(event: Notification) -> str:
    """What tells an event from any other that might come to stand at its position."""
    head = f"{event.originator_id}\n{event.originator_version}\n{event.topic}\n".encode()
    return sha256(head + event.state).hexdigest()


class Follower:
    """Folds the history into a place. One process at a time gets through; others are told.

    ``position`` is the last position applied and committed, ``trouble`` what it waits for to pass.
    """

    def __init__(
        self,
        name: str,
        recorder: Watchable,
        mapper: FactMapper,
        place: Place,
        projections: Sequence[Projection],
        batch: int = BATCH,
    ) -> None:
        self.name = name
        self._recorder = recorder
        self._place = place
        self._seeing = Seeing(mapper, projections)
        self._batch = batch
        self._rows = BatchingRows()
        self.trouble: Trouble | None = None
        self._stop: Event | None = None
        self._tables = [table for one in projections for table in one.tables]
        self._settle, self._forget = hooks(projections, "settle"), hooks(projections, "forget")
        place.prepare(self._tables)
        self.position, self.mark = self._enter()

    def complete(self) -> None:
        """Make what readers need of the place, where it was prepared without."""
        self._place.index(self._tables)

    def _enter(self) -> tuple[int, str]:
        """The position kept in the place and its event's mark; 0, and a row for it, on first use."""
        kept = FOLLOWERS.c
        mine = select(kept.position, kept.mark).where(kept.name == self.name)
        with self._place.alone() as connection:
            found = connection.execute(mine).one_or_none()
            if found is not None:
                return found.position, found.mark
            connection.execute(insert(FOLLOWERS).values(name=self.name, position=0, mark=""))
            return 0, ""

    def catch_up(self, stop: Event | None = None) -> int:
        """Apply everything up to the head, or until told to stop; how many events that were.

        Raises ``FollowerStopped`` with everything before the failing event committed,
        ``FollowerOvertaken``, and ``LedgersAhead`` where the history went back.
        """
        applied, stop = 0, stop or self._stop
        while done := self.step():
            applied += done
            if stop is not None and stop.is_set():
                break
        return applied

    def step(self) -> int:
        """Apply one batch; how many events that were. Raises as ``catch_up``."""
        batch = self._next()
        if batch:
            try:
                with resting():
                    self._follow(batch)
            except FollowerOvertaken:
                self.position, self.mark = self._enter()
                raise
        return len(batch)

    def _next(self) -> Sequence[Notification]:
        """What follows. Read from the last event applied on, which must be there as it was."""
        found = self._recorder.select_notifications(self.position, self._batch + 1)
        if not self.mark:
            return found[: self._batch]
        last = found[0] if found and found[0].id == self.position else None
        if last is None or mark_of(last) != self.mark:
            raise LedgersAhead(self.name, self.position, self._place)
        return found[1:]

    def run(self, stop: Event) -> None:
        """Follow until told to stop: woken by commits, polling all the same.

        At once after a rest; while facts keep coming, every ``PACE_SECONDS``.

        An error is logged and tried again after ``RETRY_SECONDS``; it is never stepped over. That
        another process follows is no error: one line says that this one stands by.
        """
        wake, standing_by, self._stop = self._recorder.wake, False, stop
        while not stop.is_set():
            seen, wanted, began = wake.count, self._place.wanted.count, monotonic()
            try:
                applied = self.catch_up()
                if applied:
                    standing_by = False
                self.trouble = None
            except FollowerOvertaken:
                if not standing_by:
                    logger.info("follower %s stands by at position %d", self.name, self.position)
                standing_by, self.trouble = True, None
                stop.wait(RETRY_SECONDS)
            except LedgersAhead as error:
                self.trouble = Trouble.of(error, self.position)
                raise
            except Exception as error:
                self.trouble = Trouble.of(error, self.position)
                logger.exception("follower %s waits at position %d", self.name, self.position)
                stop.wait(RETRY_SECONDS)
            else:
                if applied:
                    self._pause(began, wanted, stop)
                wake.wait(seen, POLL_SECONDS)

    def _pause(self, began: float, wanted: int, stop: Event) -> None:
        """Let facts gather, unless somebody waits for them. ``wanted``: the calls heard before."""
        stop.wait(max(0.0, began + WANTED_SECONDS - monotonic()))
        self._place.wanted.wait(wanted, max(0.0, began + PACE_SECONDS - monotonic()))

    def _follow(self, batch: Sequence[Notification]) -> None:
        try:
            failed = self._apply(batch)
        except BaseException:
            self._undone()
            raise
        if failed is not None:
            self._undone()
            before = [one for one in batch if one.id < failed[0].id]
            if before:
                self._follow(before)
            raise FollowerStopped(self.name, *failed) from failed[1]

    def _undone(self) -> None:
        """Nothing of a batch was written: nobody remembers any of it."""
        self._rows.forget()
        for forget in self._forget:
            forget()

    def _apply(self, batch: Sequence[Notification]) -> tuple[Notification, Exception] | None:
        """Apply a batch whole, or nothing of it and say which event failed and why."""
        rows, show = self._rows, self._seeing.show
        with self._place.writing() as connection:
            self._claim(connection)
            rows.use(connection)
            for one in batch:
                try:
                    recorded, looks = show(
                        str(one.originator_id), one.originator_version, one.topic, one.state, one.id
                    )
                    for look in looks:
                        look(rows, recorded)
                except Exception as error:
                    connection.get_transaction().rollback()  # type: ignore[union-attr]
                    return one, error
            try:
                for settle in self._settle:
                    settle(rows)
            except Unsettled as error:
                connection.get_transaction().rollback()  # type: ignore[union-attr]
                at = next(one for one in batch if one.id == error.recorded.position)
                return at, cast(Exception, error.__cause__)
            rows.flush()
            mark = mark_of(batch[-1])
            self._advance(connection, batch[-1].id, mark)
            self._place.tell(connection)
        self.position, self.mark = batch[-1].id, mark
        return None

    def _claim(self, connection: Connection) -> None:
        """Hold this follower's position until the end of the transaction. Raises where it moved.

        Taken before any row is: two that write the same rows in another order would deadlock.
        """
        mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self.name)
        if connection.execute(mine.with_for_update()).scalar_one() != self.position:
            raise FollowerOvertaken(f"{self.name} is followed by another process as well")

    def _advance(self, connection: Connection, position: int, mark: str) -> None:
        mine = FOLLOWERS.c.name == self.name
        connection.execute(update(FOLLOWERS).where(mine).values(position=position, mark=mark))
