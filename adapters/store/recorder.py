"""What both recorders share: the reads, the shape of a save, subscriptions."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic, time_ns
from typing import Any, ClassVar

from eventsourcing.persistence import (
    ApplicationRecorder,
    PersistenceError,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
)
from sqlalchemy import Engine

from adapters.store.beside import NOTHING, Beside
from adapters.store.epoch import Epoch, Mark
from adapters.store.errors import (
    ClockBehind,
    Emptied,
    EpochChanged,
    NotInstalled,
    TrackingConflict,
)
from adapters.store.latest import LATEST, NEWEST, Latest, instants
from adapters.store.persons import PersonKeys
from adapters.store.proving import UNSEALED, Seal, Sealed, unsealed
from adapters.store.streams import StreamReads
from adapters.store.turns import pass_on
from adapters.store.wake import TailingSubscription, Wake
from domain.case.claims import ClaimRow
from domain.ground.history import NOT_READ, CommandRow, PersonRow, Versions
from domain.ground.sayings import Saying

HOLDS = "SELECT 1 FROM events WHERE position = ? AND stream = ? AND body = ?"

PROBE = "probe"
"""Under which name a write is tried."""
PROBED_SECONDS = 3.0
"""How long what a tried write came to is taken for what the next would."""


@dataclass(slots=True)
class Save:
    """What is to be kept together, or not at all.

    ``reads`` are streams that must hold no more and no less than was looked at, ``mark`` is a fact
    the store must still hold.
    """

    events: Sequence[StoredEvent]
    tracking: Tracking | None = None
    command: CommandRow | None = None
    people: Sequence[PersonRow] = ()
    beside: Beside = NOTHING
    reads: Versions = field(default_factory=dict)
    mark: Mark | None = None
    sealed: Sealed = UNSEALED


class EventRecorder(StreamReads, PersonKeys, ProcessRecorder, ABC):
    """Events, receipts, persons and tracking in one database, each save in one transaction.

    Statements are written with ``?``; a subclass turns them into its driver's form once.
    """

    INSTALLED: ClassVar[str]
    INSTALLED_PARAMS: ClassVar[Sequence[str]]
    """Asks for what the newest edition installs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.wake = Wake()
        self.office: Seal = unsealed
        """How the office seals what it saves."""
        self.epoch = Epoch()
        self._latest = Latest()
        self.epoch.forgetting.append(self._latest.forget)
        self.clock_behind = 0.0
        """By how many seconds the last save stood before what was recorded; 0 where it did not."""
        self._probed: tuple[float, bool] = (float("-inf"), False)
        self._statements: dict[str, str] = {}

    @abstractmethod
    def _append(self, save: Save) -> int:
        """Write everything in one transaction; the position of the first event."""

    @abstractmethod
    def close(self) -> None:
        """Wait for readers, then close every connection."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        command: CommandRow | None = None,
        people: Sequence[PersonRow] = (),
        beside: Beside = NOTHING,
        epoch: int | None = None,
        reads: Versions = NOT_READ,
        **_: Any,
    ) -> Sequence[int] | None:
        """Save events of any streams, a receipt, new persons and what stands beside, or nothing at all.

        Positions are given out one after the other: what is refused, rolled back or cut off leaves
        no hole.

        ``epoch`` is the number of the epoch in which everything was read that this save builds on,
        ``reads`` what of it the save does not write to: streams that must stand as they were seen.
        Returns the positions, in order. Raises ``VersionConflict``, ``EpochChanged``, ``Emptied``,
        ``ClockBehind``, ``ClaimTaken``, ``CommandAlreadyRecorded``, ``PersonAlreadyKnown`` or
        ``TrackingConflict`` where nothing was kept, and ``OutcomeUnknown`` where the answer was
        lost: look the command id up then.
        """
        if not stored_events and tracking is None and command is None and not people:
            return []
        number, mark = self.epoch.number, self.epoch.mark
        self._still_there(epoch)
        sealed = Sealed.of(self.office, command, stored_events, people)
        save = Save(stored_events, tracking, command, people, beside, reads, mark, sealed)
        beside.check()
        found = self._in_time(save)
        first = self._and_latest(save, number, found)
        if stored_events:
            newest, last = first + len(stored_events) - 1, stored_events[-1]
            self.epoch.saw(number, newest, str(last.originator_id), last.state.decode())
            self._latest.saw(found, self.epoch.mark_at(newest))
            self.clock_behind = 0.0
            self.wake.ring()
        return list(range(first, first + len(stored_events)))

    def _still_there(self, epoch: int | None) -> None:
        """Raises ``EpochChanged`` or ``Emptied`` where what a save builds on is gone."""
        if epoch is not None and epoch != self.epoch.number:
            raise EpochChanged("what this save builds on was read before the store went back")
        if self.emptied():
            raise Emptied("the history this process saw is gone, and no other one is begun")

    def _in_time(self, save: Save) -> list[datetime]:
        """The instants of its facts. Each is held to the latest of any stream, as this process knows it.

        Raises ``ClockBehind``. It costs no look into the store but the first. What the system records
        of itself at a start is not held to it.
        """
        found = instants(save.events)
        if found:
            if not self._latest.known:
                self.latest()
            if save.mark is not None:
                self._latest.saw_mark(save.mark)
            try:
                self._latest.check(found)
            except ClockBehind as behind:
                self.clock_behind = (behind.newest - behind.given).total_seconds()
                raise
        return [at for _, at in found]

    def latest(self) -> datetime | None:
        """The latest instant recorded anywhere, as it is kept and as this process saw."""
        micros = self.max_tracking_id(LATEST)
        self._latest.read(micros, self._fetch(NEWEST)[0][0] if micros is None else None)
        return self._latest.seen

    def _and_latest(self, save: Save, number: int, found: Sequence[datetime]) -> int:
        """The position of the first event; the latest instant is kept with it, where it moved on."""
        moved = self._latest.to_keep(found) if save.tracking is None else None
        if moved is None:
            return self._kept(save, number)
        try:
            first = self._kept(replace(save, tracking=moved), number)
        except TrackingConflict:
            # Another process has kept a later one meanwhile.
            self.latest()
            self._in_time(save)
            return self._kept(save, number)
        self._latest.kept(moved)
        return first

    def _kept(self, save: Save, number: int) -> int:
        """The position of the first event; what a refusal tells about store and clock is noted."""
        pass_on()
        try:
            return self._append(save)
        except EpochChanged:
            self.epoch.turn(number)
            raise
        except ClockBehind as behind:
            self.clock_behind = (behind.newest - behind.given).total_seconds()
            raise

    def emptied(self) -> bool:
        """Whether nothing is recorded any more though this process saw facts; asked of the store only
        once it is known to have gone back.
        """
        went_back = self.epoch.number > 0 and self.epoch.mark is None
        return went_back and self.max_notification_id() is None

    def check_installed(self) -> None:
        """Raises ``NotInstalled`` where saving would not find what this edition installs."""
        if not self._fetch(self.INSTALLED, self.INSTALLED_PARAMS)[0][0]:
            raise NotInstalled(
                Saying(
                    "the database was not installed by this edition of relief:"
                    " the owner of the database runs `relief install` first"
                )
            )

    def look(self) -> None:
        """See that the store still holds what is remembered; forget it where it does not."""
        number, mark = self.epoch.number, self.epoch.mark
        if mark and not self._fetch(HOLDS, (mark.position, mark.stream, mark.body)):
            self.epoch.turn(number)

    def writable(self) -> bool:
        """Whether a small write is kept right now; asked of the store every few seconds at most."""
        asked, answer = self._probed
        now = monotonic()
        if now - asked >= PROBED_SECONDS:
            answer = self._writes()
            self._probed = (monotonic(), answer)
        return answer

    def _writes(self) -> bool:
        try:
            self.insert_tracking(Tracking(PROBE, time_ns()))
        except TrackingConflict:
            return True
        except PersistenceError:
            return False
        return True

    def max_notification_id(self) -> int | None:
        """The newest position, or ``None`` where nothing was recorded yet."""
        found: int | None = self._fetch("SELECT max(position) FROM events")[0][0]
        return found

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """An endless iterator over events after ``gt``; use it as a context manager."""
        self.listen()
        return TailingSubscription(self, self.wake, gt, topics)

    def listen(self) -> None:
        """Have ``wake`` ring also for other processes' commits, where the database can tell."""
        return None

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id, or ``None``."""
        statement = (
            "SELECT command_id, digest, outcome, first_position, last_position"
            " FROM commands WHERE command_id = ?"
        )
        found = self._fetch(statement, (command_id,))
        return CommandRow(*found[0]) if found else None

    def known_commands(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these command ids that have a receipt, in one round trip."""
        among, param = self._among("command_id", list(ids))
        found = self._fetch(f"SELECT command_id FROM commands WHERE {among}", (param,))
        return frozenset(command_id for (command_id,) in found)

    def all_claims(self) -> set[ClaimRow]:
        """Every number that was used, by the fact that used it."""
        rows = self._fetch("SELECT kind, key, shared, vouched, stream, version FROM claims")
        return {ClaimRow(k, key, s, bool(v), stream, n) for k, key, s, v, stream, n in rows}

    def receipts_without_facts(self) -> list[tuple[str, int, int]]:
        """Receipts whose positions are not all there: command id, first and last position."""
        found = self._fetch(
            "SELECT command_id, first_position, last_position FROM commands WHERE first_position > 0"
            " AND (SELECT count(*) FROM events WHERE position BETWEEN first_position"
            " AND last_position) <> last_position - first_position + 1 ORDER BY first_position"
        )
        return [(command, first, last) for command, first, last in found]

    def insert_tracking(self, tracking: Tracking) -> None:
        """Remember how far an application has come. Raises ``TrackingConflict`` on going back."""
        self.insert_events((), tracking=tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        """How far an application has come, or ``None``."""
        statement = "SELECT notification_id FROM tracking WHERE application_name = ?"
        found = self._fetch(statement, (application_name,))
        return found[0][0] if found else None
