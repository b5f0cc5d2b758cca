"""Every decision of the history reckoned again by itself, once for each edition of what reckons.

It begins at the start of the service, beside everything else, and holds nobody up. Where it was killed
it goes on; where several processes serve, one at a time reckons. Which decisions would differ is logged,
kept beside the ledgers, told by ``GET /readyz`` in numbers and by ``GET /v1/reviews`` by case.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Event
from time import monotonic

import structlog
from eventsourcing.persistence import Notification
from sqlalchemy import URL, delete

import domain
from adapters.journal import Journal
from adapters.packs import hash_of
from adapters.store import reading, upcasts
from adapters.store.apart import Apart
from adapters.store.follower import (
    RETRY_SECONDS,
    Follower,
    FollowerOvertaken,
    LedgersAhead,
)
from adapters.store.mapper import FactMapper
from adapters.store.place import FOLLOWERS
from adapters.store.recorder import EventRecorder
from adapters.store.trouble import Trouble
from adapters.store.wake import Wake
from domain.case.recomputation import DECISIONS
from domain.ground.facts import topics
from domain.ground.money import Money
from domain.law.pack import Law
from projections import reckonings
from projections.reckonings import DONE, DifferingRow, Progress
from relief import __version__
from relief.clock import Clock
from relief.office.references import ReferenceBook

log = structlog.get_logger(__name__)
PLACE = "reckonings"
BATCH = 100
"""So many decisions are reckoned in one transaction; no more are held in memory."""
MOST_TOLD = 1_000
"""So many differences are logged one by one; all are kept and counted."""
TOPICS = topics(*DECISIONS)


@cache
def code() -> str:
    """The fingerprint of the program that reckons: every source of the domain, and how old facts are read.

    The domain imports nothing of the house but itself, so that nothing which reckons is left out.
    """
    folder = Path(domain.__path__[0])
    files = sorted(one for kind in ("*.py", "*.pyc", "*.toml") for one in folder.rglob(kind))
    told = sha256()
    for file in (*files, Path(upcasts.__file__)):
        if file.parent.name != "__pycache__":
            told.update(f"{file.relative_to(folder.parent)}\n".encode())
            told.update(sha256(file.read_bytes()).digest())
    return told.hexdigest()[:12]


def edition(law: Law) -> str:
    """The edition of what reckons: this release, its code, and the law that counts as it is read."""
    packs = [
        [one.id, hash_of(one), [one.book.on(day).fingerprint for day in one.book.since]]
        for one in law.packs
    ]
    counties = [[one.id, hash_of(one)] for one in law.overlays]
    told = json.dumps([sorted(packs), sorted(counties)])
    return f"{__version__}-{code()}-{sha256(told.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a history as it was at a position."""

    store: EventRecorder
    stop: int

    @property
    def wake(self) -> Wake:
        """Rings as the store's does."""
        return self.store.wake

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Decisions by position, none beyond."""
        return self.store.select_notifications(
            start, limit, self.stop, TOPICS, inclusive_of_start=inclusive_of_start
        )


class Reckonings:
    """Reckons in the background, and knows what came of it. Thread-safe; close it when done."""

    def __init__(
        self,
        url: str | URL,
        journal: Journal,
        law: Law,
        references: ReferenceBook,
        clock: Clock,
    ) -> None:
        self.edition = edition(law)
        self._apart = Apart(url, PLACE)
        self._journal, self._law, self._references = journal, law, references
        self._clock = clock

    def run(self, stop: Event) -> None:
        """Reckon what this edition has not reckoned yet, whatever happens to the database."""
        while not stop.is_set():
            try:
                self.reckon(stop)
                return
            except Exception as error:
                found = Trouble.of(error, 0)
                log.error("decisions cannot be reckoned again now", **asdict(found))
                stop.wait(RETRY_SECONDS)

    def reckon(self, stop: Event) -> bool:
        """Go on to the head of the history, half of the time at rest; whether it was reached.

        Raises ``FollowerStopped`` where a decision cannot even be read.
        """
        head = self._journal.head
        fold, follower = self._begun(head)
        told = 0
        while not stop.is_set():
            began = monotonic()
            fold.found.clear()
            try:
                reckoned = follower.step()
            except FollowerOvertaken:
                stop.wait(RETRY_SECONDS)
                continue
            except LedgersAhead:
                log.warning("the history went back: its decisions are reckoned anew")
                self._forget()
                fold, follower = self._begun(head)
                continue
            told = self._name(tuple(fold.found.values()), told)
            if not reckoned:
                self._finish(head)
                return True
            stop.wait(monotonic() - began)
        return False

    def progress(self) -> Progress:
        """How far this edition is; as never begun where nothing stands."""
        place = self._apart.standing()
        if place is None or not reading.has_table(place.engine, DONE.name):
            return Progress()
        with place.reading() as connection:
            return reckonings.progress(connection, self.edition)

    def differing(self, area: str = "") -> list[DifferingRow]:
        """The decisions of an area that would differ under this edition."""
        place = self._apart.standing()
        if place is None or not reading.has_table(place.engine, DONE.name):
            return []
        with place.reading() as connection:
            return reckonings.differing(connection, self.edition, area)

    def close(self) -> None:
        """Close every connection."""
        self._apart.close()

    def _begun(self, head: int) -> tuple[reckonings.Reckonings, Follower]:
        fold = reckonings.Reckonings(self.edition, self._law, self._references.current())
        history = Decisions(self._journal.store, head)
        place = self._apart.made()
        return fold, Follower(self.edition, history, FactMapper(), place, [fold], BATCH)

    def _forget(self) -> None:
        with self._apart.made().alone() as connection:
            reckonings.forget(connection, self.edition)
            connection.execute(delete(FOLLOWERS).where(FOLLOWERS.c.name == self.edition))

    def _finish(self, head: int) -> None:
        with self._apart.made().alone() as connection:
            reckonings.finish(connection, self.edition, self._clock.now().isoformat(), head)
            done = reckonings.progress(connection, self.edition)
        numbers = {
            "edition": self.edition,
            "decisions": done.decisions,
            "differing": done.differing,
        }
        if done.differing:
            log.error("decisions come out otherwise under this release: GET /v1/reviews", **numbers)
        else:
            log.info("every decision was reckoned again and comes out the same", **numbers)

    def _name(self, found: Sequence[DifferingRow], told: int) -> int:
        for row in found[: max(0, MOST_TOLD - told)]:
            log.error("a decision comes out otherwise under this release", **said(row))
        return told + len(found)


def said(row: DifferingRow) -> dict[str, str]:
    """A difference as the log has it: numbers and names of parts, never a word of a file."""
    apart = json.loads(row["differences"])
    sums = {"stored": row["stored_fen"], "reckoned": row["proposed_fen"], "most": row["most_fen"]}
    return {
        "case": row["case_id"],
        "version": str(row["version"]),
        "fact": row["fact"],
        "why": row["why"],
        **{name: str(Money(fen)) for name, fen in sums.items() if fen is not None},
        "differs": ", ".join(f"{one['what']} {one['was']} → {one['now']}" for one in apart[:5]),
    }
