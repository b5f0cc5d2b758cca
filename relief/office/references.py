"""The reference values recorded so far, folded once and kept while nothing new is recorded."""

from threading import Lock
from typing import cast

from domain.law.reference import STREAM, References, ReferenceValueRecorded, fold
from relief.office.ports import Journal
from relief.office.requests import system_id


def figure_id(value: ReferenceValueRecorded) -> str:
    """The command by which a pack's published figure is recorded: once, whatever it says later."""
    since = str(value.period or value.valid_from)
    return system_id("reference", value.area, value.series, since, value.source)


class ReferenceBook:
    """Keeps the figures folded. Thread-safe."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = Lock()
        self._references = References()

    def forget(self) -> None:
        """Know no figure: the store went back."""
        with self._lock:
            self._references = References()

    def current(self, fresh: bool = True) -> References:
        """Every figure recorded up to now, by any process: the store is asked for its newest.

        Not ``fresh``: those known here, if any are. Only a save that is refused where the stream
        moved on may build on them.
        """
        if not fresh and self._references.version:
            return self._references
        last = self._journal.last(STREAM)
        version = 0 if last is None else last.version
        with self._lock:
            if version != self._references.version:
                facts = self._journal.read((STREAM,))[STREAM]
                self._references = fold(cast(ReferenceValueRecorded, r.fact) for r in facts)
            return self._references
