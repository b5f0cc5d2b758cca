"""Noticing that a person's key was destroyed by another process: what is in memory goes as well."""

from collections.abc import Callable, Sequence
from threading import Event

import structlog

from adapters.journal import Journal
from adapters.keys.sealer import KeySealer
from domain.facts import Recorded
from domain.keeping import KeyDestroyed

log = structlog.get_logger(__name__)
LOOK_SECONDS = 1.0
TOPICS = tuple(f"{KeyDestroyed.NAME}/{v}" for v in range(1, KeyDestroyed.VERSION + 1))

Forget = Callable[[], None]


class Forgetting:
    """Follows destroyed keys. ``also`` are memories of persons elsewhere, emptied with them."""

    def __init__(self, journal: Journal, sealer: KeySealer) -> None:
        self._journal = journal
        self._sealer = sealer
        self.also: list[Forget] = []
        self._seen = journal.store.max_notification_id() or 0

    def learn(self, recorded: tuple[Recorded, ...]) -> None:
        """Forget whom these facts, just saved here, are about; then clean the database's files."""
        gone = [r.fact.person for r in recorded if isinstance(r.fact, KeyDestroyed)]
        if gone:
            self._forget(gone)
            if not self._journal.store.scrub():
                log.warning("old rows of persons remain until the owner runs: relief keys scrub")

    def catch_up(self) -> None:
        """Forget everybody whose key another process destroyed since the last look."""
        head = self._journal.store.max_notification_id() or 0
        found = self._journal.following(self._seen, 1_000, head, TOPICS)
        self._forget([r.fact.person for r in found if isinstance(r.fact, KeyDestroyed)])
        self._seen = head

    def run(self, stop: Event) -> None:
        """Look every second until told to stop, whatever happens to the database."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.catch_up()
            except Exception as error:
                log.warning("destroyed keys cannot be asked now", error=type(error).__name__)

    def _forget(self, persons: Sequence[str]) -> None:
        for person in persons:
            self._sealer.forget(person)
        if persons:
            for forget in self.also:
                forget()
