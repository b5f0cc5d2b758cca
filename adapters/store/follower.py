"""Following the history: events become rows, in batches, rows and position in one transaction."""

import logging
from collections.abc import Sequence
from threading import Event
from time import monotonic

from eventsourcing.persistence import Notification
from sqlalchemy import Connection, insert, select, update

from adapters.store.mapper import FactMapper
from adapters.store.places import FOLLOWERS, Place
from adapters.store.rows import BatchingRows
from adapters.store.wake import POLL_SECONDS, Watchable
from domain.facts import Recorded
from projections.rows import Projection

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5.0
PACE_SECONDS = 0.05
"""At least this long from batch to batch, so that a busy hour is followed in fewer, larger ones."""
BATCH = 20_000
"""How many events become rows in one transaction at most; the same row is then written once."""


class FollowerStopped(Exception):
    """A follower met an error and stays at its position until the cause is repaired.

    Names the event that was not applied, never its content.
    """

    def __init__(self, follower: str, failed: Notification, cause: BaseException) -> None:
        self.follower = follower
        self.position = failed.id
        super().__init__(
            f"{follower} stopped before position {failed.id}"
            f" ({failed.originator_id} version {failed.originator_version}, {failed.topic}):"
            f" {type(cause).__name__}"
        )


class FollowerOvertaken(Exception):
    """Another process follows into the same place under the same name; nothing was written."""


class Follower:
    """Folds the history into a place. One process at a time gets through; others are told.

    ``position`` is the last position applied and committed.
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
        self._mapper = mapper
        self._place = place
        self._projections = tuple(projections)
        self._batch = batch
        self._rows = BatchingRows()
        place.prepare([table for one in self._projections for table in one.tables])
        self.position = self._enter()

    def _enter(self) -> int:
        """The position kept in the place; 0, and a row to keep it in, on first use."""
        mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self.name)
        with self._place.alone() as connection:
            found: int | None = connection.execute(mine).scalar_one_or_none()
            if found is None:
                connection.execute(insert(FOLLOWERS).values(name=self.name, position=0))
            return found or 0

    def catch_up(self) -> int:
        """Apply everything up to the head; how many events that were.

        Raises ``FollowerStopped`` with everything before the failing event committed, and
        ``FollowerOvertaken``.
        """
        applied = 0
        while batch := self._recorder.select_notifications(
            self.position, self._batch, inclusive_of_start=False
        ):
            try:
                self._follow(batch)
            except FollowerOvertaken:
                self.position = self._enter()
                raise
            applied += len(batch)
        return applied

    def run(self, stop: Event) -> None:
        """Follow until told to stop: woken by commits, polling all the same.

        An error is logged and tried again after ``RETRY_SECONDS``; it is never stepped over. That
        another process follows is no error: one line says that this one stands by.
        """
        wake, standing_by = self._recorder.wake, False
        while not stop.is_set():
            seen, began = wake.count, monotonic()
            try:
                if self.catch_up():
                    standing_by = False
            except FollowerOvertaken:
                if not standing_by:
                    logger.info("follower %s stands by at position %d", self.name, self.position)
                standing_by = True
                stop.wait(RETRY_SECONDS)
            except Exception:
                logger.exception("follower %s waits at position %d", self.name, self.position)
                stop.wait(RETRY_SECONDS)
            else:
                stop.wait(max(0.0, began + PACE_SECONDS - monotonic()))
                wake.wait(seen, POLL_SECONDS)

    def _follow(self, batch: Sequence[Notification]) -> None:
        try:
            failed = self._apply(batch)
        except BaseException:
            self._rows.forget()
            raise
        if failed is not None:
            self._rows.forget()
            before = [one for one in batch if one.id < failed[0].id]
            if before:
                self._follow(before)
            raise FollowerStopped(self.name, *failed) from failed[1]

    def _apply(self, batch: Sequence[Notification]) -> tuple[Notification, Exception] | None:
        """Apply a batch whole, or nothing of it and say which event failed and why."""
        rows, mapper, projections = self._rows, self._mapper, self._projections
        with self._place.writing() as connection:
            self._claim(connection)
            rows.use(connection)
            for one in batch:
                try:
                    recorded: Recorded = mapper.to_domain_event(one)
                    for projection in projections:
                        projection.project(rows, recorded)
                except Exception as error:
                    connection.get_transaction().rollback()  # type: ignore[union-attr]
                    return one, error
            rows.flush()
            self._advance(connection, batch[-1].id)
        self.position = batch[-1].id
        return None

    def _claim(self, connection: Connection) -> None:
        """Hold this follower's position until the end of the transaction. Raises where it moved.

        Taken before any row is: two that write the same rows in another order would deadlock.
        """
        mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self.name)
        if connection.execute(mine.with_for_update()).scalar_one() != self.position:
            raise FollowerOvertaken(f"{self.name} is followed by another process as well")

    def _advance(self, connection: Connection, position: int) -> None:
        mine = FOLLOWERS.c.name == self.name
        connection.execute(update(FOLLOWERS).where(mine).values(position=position))
