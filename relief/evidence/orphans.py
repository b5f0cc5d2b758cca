"""Files no fact names, as after the history went back to an older copy: told, and removed only by hand.

A file is removed only by a command, and only a good while after one first saw it: until then whoever
put back the wrong copy may put back the right one. What was seen is noted beside the files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.files.store import FileStore, NoFile
from domain.case.evidence.facts import EvidenceAttached
from domain.ground.facts import topics
from relief.clock import Clock
from relief.evidence.waiting import ROOM, place
from relief.office.ports import Journal

GRACE = timedelta(days=30)
"""So long after it was first seen a file stays that no fact names."""
SEEN = "unnamed"
"""Where it is noted since when a file is known to be named by no fact."""
SHELVES = tuple(f"{n:02x}" for n in range(256))
FILE = re.compile("[0-9a-f]{32}")
"""How a whole file is called; one that is still being written has another name."""
PAGE = 1_000
TOPICS = topics(EvidenceAttached)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file no fact names, and since when that is known."""

    file: str
    since: datetime

    @property
    def until(self) -> datetime:
        """From when on it may be removed."""
        return self.since + GRACE


def named(journal: Journal) -> set[str]:
    """The files that the history names, up to now."""
    found, seen, head = set[str](), 0, journal.head
    while page := journal.following(seen, PAGE, head, TOPICS):
        found.update(x.fact.file for x in page if isinstance(x.fact, EvidenceAttached))
        seen = page[-1].position
    return found


def kept(store: FileStore) -> Iterator[str]:
    """The kept files that do not wait for a case."""
    waiting = {one.name.partition("/")[2] for one in store.listed(ROOM)}
    for shelf in SHELVES:
        for one in store.listed(f"kept/{shelf}"):
            file = one.name.rpartition("/")[2]
            if FILE.fullmatch(file) and file not in waiting:
                yield file


class Orphans:
    """Keeps in mind which files no fact names; removes them once they were long enough known."""

    def __init__(self, store: FileStore, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def look(self) -> tuple[Orphan, ...]:
        """Those there are now, each noted; notes of files that are named again go. Raises ``FilesDown``.

        Files are listed before facts are read: what is attached in between is named by then.
        """
        listed = [*kept(self._store)]
        names = named(self._journal)
        files = [one for one in listed if one not in names]
        for one in [*self._store.listed(SEEN)]:
            if one.name.partition("/")[2] not in files:
                self._store.remove(one.name)
        return tuple(Orphan(file, self._since(file)) for file in sorted(files))

    def remove(self, orphans: tuple[Orphan, ...]) -> int:
        """Remove those whose time is over; how many. Raises ``FilesDown``."""
        over = [one for one in orphans if one.until <= self._clock.now()]
        for one in over:
            self._store.remove(place(one.file))
            self._store.remove(f"{SEEN}/{one.file}")
        return len(over)

    def _since(self, file: str) -> datetime:
        now, note = self._clock.now(), f"{SEEN}/{file}"
        self._store.note(note, now.isoformat().encode())
        try:
            return datetime.fromisoformat(b"".join(self._store.read(note)).decode())
        except NoFile:
            return now
