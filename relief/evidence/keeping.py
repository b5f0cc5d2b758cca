"""What goes again: uploads nobody made a part of a case, and the files of whoever's key was destroyed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Lock

import structlog

from adapters.files.store import FilesDown
from domain.case.evidence.facts import EvidenceAttached
from domain.ground.facts import Recorded, topics
from domain.ground.people import PersonId
from domain.registers.keys.facts import KeyDestroyed
from relief.clock import Clock
from relief.evidence.filing import Filing
from relief.evidence.waiting import SWEPT_AFTER, place
from relief.office.ports import Files, Journal
from relief.office.streams import case_stream

log = structlog.get_logger(__name__)
EVERY = timedelta(hours=1)
"""How often is looked for what goes."""
PAGE = 1_000
TOPICS = topics(KeyDestroyed)


class Keeping:
    """Removes files that nobody may have any more. Thread-safe."""

    def __init__(self, filing: Filing, journal: Journal, dossiers: Files, clock: Clock) -> None:
        self._filing = filing
        self._journal = journal
        self._dossiers = dossiers
        self._clock = clock
        self._seen = 0
        self._last: datetime | None = None
        self._turn = Lock()

    def forget(self) -> None:
        """The history went back: what it says is followed from its beginning."""
        self._seen, self._last = 0, None

    def look(self) -> None:
        """Sweep, where it is time to. What cannot be reached now is tried again later."""
        now = self._clock.now()
        if self._last is not None and now - self._last < EVERY:
            return
        self._last = now
        try:
            removed = self.sweep()
        except FilesDown as error:
            log.warning("files cannot be swept now", error=str(error))
            return
        self.follow()
        if removed:
            log.info("uploads that nobody took are gone", removed=removed)

    def sweep(self) -> int:
        """Uploads that waited too long go; of those a case has, only that they waited."""
        removed, waiting = 0, self._filing.waiting
        for file in waiting.all():
            upload = waiting.of(file)
            if upload is None or self._clock.now() - upload.at <= SWEPT_AFTER:
                continue
            if not any(fact.file == file for fact in self.of_case(case_stream(upload.case))):
                self._filing.store.remove(place(file))
                removed += 1
            waiting.forget(file)
        return removed

    def follow(self) -> None:
        """The files of everybody whose key was destroyed since the last time go, from the disk too."""
        with self._turn:
            try:
                for one in self._destroyed():
                    self._gone(one)
                    self._seen = one.position
            except FilesDown as error:
                log.warning("files of a destroyed key remain for now", error=str(error))

    def _destroyed(self) -> Iterator[Recorded]:
        head = self._journal.head
        while page := self._journal.following(self._seen, PAGE, head, TOPICS):
            yield from page

    def _gone(self, destroyed: Recorded) -> None:
        fact = destroyed.fact
        assert isinstance(fact, KeyDestroyed)
        for stream in self._dossiers.of(fact.person).streams:
            for held in self.of_case(stream):
                if concerns(held, fact.person):
                    self._filing.store.remove(place(held.file))
        for file in self._filing.waiting.all():
            upload = self._filing.waiting.of(file)
            if upload is not None and any(k.person == fact.person for k in upload.sealed.keys):
                self._filing.store.remove(place(file))
                self._filing.waiting.forget(file)

    def of_case(self, stream: str) -> Iterator[EvidenceAttached]:
        """The files of a case."""
        for one in self._journal.read((stream,))[stream]:
            if isinstance(one.fact, EvidenceAttached):
                yield one.fact


def concerns(held: EvidenceAttached, person: PersonId) -> bool:
    """Whether a share of a file's key is a person's."""
    return any(one.person == person for one in held.keys)
