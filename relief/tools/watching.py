"""The watcher beside a service: a part of history, ledgers and decisions is checked all the time.

What it finds wrong is on record in a table nothing is taken from, lies with every witness that is a
folder, and stands in readiness until that very part was looked at again and found whole. No setting
and no command ends it, and a start anew does not either.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event
from time import monotonic

import structlog

from adapters.proof import keys
from adapters.proof.book import Book
from adapters.proof.keys import UnsafeProofKey
from adapters.store import reading
from relief.bootstrap import Service
from relief.tools.rolling import Part, Rolling
from relief.upkeep import checkpointing
from relief.upkeep.checkpointing import opened_book, witnesses

log = structlog.get_logger(__name__)
SHARE = 20
"""It rests this many times as long as it worked: a twentieth of one core at the most."""
LEAST_SECONDS, MOST_SECONDS = 1.0, 60.0
AGAIN_SECONDS = 60.0
"""So often what was found wrong is looked at again."""


RED, WHOLE = "red", "whole"


def place(part: Part) -> str:
    """Where a part lies, without a word of what it holds: readiness and witnesses are told no more."""
    return checkpointing.place(part.log, part.after, part.upto)


class Watcher:
    """One round after the other over everything; ``red`` is what is wrong, by part."""

    def __init__(self, service: Service, book: Book) -> None:
        self._service, self._book = service, book
        self._name = _name(service, book)
        self._rolling = Rolling(service, book, self._name)
        self._parts: Iterator[Part] = iter(())
        self.red: dict[Part, tuple[str, ...]] = {}
        for log_, after, upto, what in book.reds():
            self.red[Part(log_, after, upto)] = tuple(what.split("\n"))
        self._tell()

    def step(self) -> None:
        """Check the next part."""
        part = next(self._parts, None)
        if part is None:
            self._parts = self._rolling.parts()
            part = next(self._parts, None)
        if part is not None:
            self.look(part)

    def again(self) -> None:
        """Look again at what was found wrong."""
        for part in list(self.red):
            self.look(part)

    def look(self, part: Part) -> None:
        """Check a part; what was recorded while it was read is no fault, so a fault is looked at twice."""
        found = self._rolling.check(part)
        if found:
            found = self._rolling.check(part)
        before = self.red.get(part, ())
        if tuple(found) != before:
            self._note(part, tuple(found))
        self._tell()

    def _note(self, part: Part, found: tuple[str, ...]) -> None:
        at = self._service.clock.now().isoformat()
        if found:
            self.red[part] = found
            log.error("the watcher finds something wrong", of=place(part))
        else:
            del self.red[part]
            log.warning("the watcher finds a part whole again", of=place(part))
        state = RED if found else WHOLE
        with closing(opened_book(self._service.settings)) as book:
            book.note_watch(at, (part.log, part.after, part.upto), "\n".join(found))
        for folder in witnesses(self._service.settings):
            with suppress(OSError):
                folder.alarm(self._name or "relief/unnamed", at, f"{state} {place(part)}")

    def _tell(self) -> None:
        self._service.standing.watched(map(place, self.red))

    def stale(self) -> bool:
        """Whether the logs go on under another name than when it began: they were brought back."""
        return _name(self._service, self._book) != self._name

    def close(self) -> None:
        """Close every connection."""
        self._rolling.close()


def _name(service: Service, book: Book) -> str | None:
    """How the installation is called: the file of the key says it, or else the database."""
    with suppress(OSError, UnsafeProofKey):
        return keys.signing(service.settings.proof_key).name
    return book.installation() if book.stands() else None


@contextmanager
def watcher(service: Service) -> Iterator[Watcher]:
    """One over a service. Nothing is made before something is wrong."""
    book = Book(reading.for_reading(service.settings.database), create=False)
    try:
        made = Watcher(service, book)
        try:
            yield made
        finally:
            made.close()
    finally:
        book.close()


def watching(service: Service, stop: Event) -> None:
    """Watch until told to stop; an error is logged, and readiness tells where none gets through."""
    service.standing.watches()
    while not stop.is_set():
        try:
            with watcher(service) as one:
                _watch(one, stop)
        except Exception as error:
            log.warning("the watcher cannot look now", error=type(error).__name__)
            stop.wait(MOST_SECONDS)


def _watch(one: Watcher, stop: Event) -> None:
    last = monotonic()
    while not stop.wait(LEAST_SECONDS):
        began = monotonic()
        one.step()
        if began - last >= AGAIN_SECONDS:
            if one.stale():
                return
            one.again()
            last = began
        if stop.wait(min(MOST_SECONDS, SHARE * (monotonic() - began))):
            return
