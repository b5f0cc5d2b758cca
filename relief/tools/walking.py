"""Walking a history for ``relief verify``: what cannot be read is found and told, and the walk goes on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from eventsourcing.persistence import Notification

from adapters.store.mapper import (
    FutureFact,
    MalformedFact,
    MissingUpcast,
    UnknownFact,
    UnreadableEvent,
)
from domain.ground.facts import Recorded
from relief.bootstrap import Service
from relief.tools.findings import Findings
from relief.words.sentences import say

WHY: Mapping[type[UnreadableEvent], str] = {
    FutureFact: say("walking.newer"),
    UnknownFact: say("walking.no-kind"),
    MissingUpcast: say("walking.no-reading"),
    MalformedFact: say("walking.damaged"),
}


def unread(error: UnreadableEvent) -> str:
    """Which fact cannot be read, and why; never what it holds."""
    why = WHY.get(type(error), type(error).__name__)
    return say(
        "walking.unread", stream=error.stream, version=error.version, named=error.name, why=why
    )


CHANGED = (msgspec.MsgspecError, ArithmeticError, AttributeError, IndexError, KeyError, TypeError)
"""What reading raises where somebody changed what is stored: it is a fault, and no end of the work."""


@contextmanager
def told(what: str, found: Findings) -> Iterator[None]:
    """Where a part of the work meets what cannot be read, that is a fault, and the rest goes on."""
    try:
        yield
    except UnreadableEvent as error:
        found.fault(say("walking.not-checked", what=what, unread=unread(error)))
    except CHANGED as error:
        found.fault(say("walking.broke-off", what=what, error=type(error).__name__))
    except ValueError as error:
        # Those with a name say what the asker is to put right.
        if type(error) is not ValueError:
            raise
        found.fault(say("walking.broke-off", what=what, error=type(error).__name__))


class Walk:
    """Every fact that can be read, page by page; how far it came, and what each stream has.

    ``whole`` are the streams of which every fact could be read.
    """

    def __init__(self, service: Service, found: Findings) -> None:
        self._journal, self._found = service.journal, found
        self.position = 0
        self.versions: dict[str, int] = {}
        self._unread: set[str] = set()

    @property
    def whole(self) -> tuple[str, ...]:
        """In the order in which they began."""
        return tuple(one for one in self.versions if one not in self._unread)

    def pages(self, size: int) -> Iterator[list[Recorded]]:
        """The oldest first. A gap, and a fact that cannot be read, is a fault."""
        store = self._journal.store
        while page := store.select_notifications(self.position, size, inclusive_of_start=False):
            read = list(map(self._read, page))
            yield [one for one in read if one is not None]

    def _read(self, stored: Notification) -> Recorded | None:
        stream, version = str(stored.originator_id), stored.originator_version
        if stored.id != self.position + 1:
            self._found.fault(say("walking.gap", position=self.position + 1))
        self.position = stored.id
        expected = self.versions.get(stream, 0) + 1
        if version != expected:
            self._found.fault(say("walking.lacking", stream=stream, version=expected))
        self.versions[stream] = version
        try:
            recorded: Recorded = self._journal.mapper.to_domain_event(stored)  # type: ignore[assignment]
        except UnreadableEvent as error:
            self._unread.add(stream)
            self._found.fault(unread(error))
            return None
        return recorded
