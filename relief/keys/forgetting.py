"""Noticing that a person's key was destroyed by another process: what is in memory goes as well."""

from collections.abc import Callable, Sequence
from threading import Event

import structlog

from domain.ground.facts import Recorded, topics
from domain.registers.keys.facts import IndexKeyDestroyed, KeyDestroyed
from relief.office.ports import Journal, Sealer

log = structlog.get_logger(__name__)
LOOK_SECONDS = 1.0
TOPICS = topics(KeyDestroyed)

OF_INDEXES = topics(IndexKeyDestroyed)

Forget = Callable[[], None]


class Forgetting:
    """Follows destroyed keys, of persons and of years' indexes.

    ``also`` are memories elsewhere, emptied with them; ``afterwards`` is done once a person's key
    was destroyed here.
    """

    def __init__(self, journal: Journal, sealer: Sealer) -> None:
        self._journal = journal
        self._sealer = sealer
        self.also: list[Forget] = []
        self.afterwards: list[Forget] = []
        self._seen: int | None = journal.head

    def learn(self, recorded: tuple[Recorded, ...]) -> None:
        """Forget whom these facts, just saved here, are about; then clean the database's files."""
        gone = [r for r in recorded if isinstance(r.fact, KeyDestroyed | IndexKeyDestroyed)]
        if not gone:
            return
        self._forget(gone)
        if not self._journal.scrub():
            log.warning("old rows of persons remain until the owner runs: relief keys scrub")
        if any(isinstance(one.fact, KeyDestroyed) for one in gone):
            for act in self.afterwards:
                act()

    def catch_up(self) -> None:
        """Forget everybody whose key another process destroyed since the last look.

        Where the store is found to have gone back, all that is remembered of it is forgotten.
        """
        self._journal.look()
        head, seen = self._journal.head, self._seen
        if seen is None:
            self._sealer.forget_all()
        else:
            self._forget(self._journal.following(seen, 1_000, head, (*TOPICS, *OF_INDEXES)))
        self._seen = head

    def forget(self) -> None:
        """Forget every person: the store went back, and may hold other keys than those in memory."""
        self._seen = None
        self._sealer.forget_all()
        for forget in self.also:
            forget()

    def run(self, stop: Event) -> None:
        """Look every second until told to stop, whatever happens to the database."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.catch_up()
            except Exception as error:
                log.warning("destroyed keys cannot be asked now", error=type(error).__name__)

    def _forget(self, destroyed: Sequence[Recorded]) -> None:
        for one in destroyed:
            if isinstance(one.fact, KeyDestroyed):
                self._sealer.forget(one.fact.person)
        if destroyed:
            for forget in self.also:
                forget()
