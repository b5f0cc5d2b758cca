"""Decisions on entries that were corrected since: they stand, and somebody must look at them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from adapters.journal import Journal
from domain.case.recomputation import DECISIONS, Reckoned, Why, reckoned
from domain.ground.facts import Recorded, topics
from domain.law.pack import Law
from relief.office.references import ReferenceBook
from relief.office.streams import case_stream

PAGE = 1_000
TOPICS = topics(*DECISIONS)
CASE = case_stream("")


@dataclass(frozen=True, slots=True)
class ToReview:
    """A decision by its case and place in it, and what would differ."""

    case: str
    version: int
    reckoned: Reckoned


class Reviews:
    """Keeps the list while the history grows. Thread-safe.

    Nothing is read where no entry was corrected.
    """

    def __init__(self, journal: Journal, references: ReferenceBook) -> None:
        self._journal = journal
        self._references = references
        self._lock = Lock()
        self._law: Law | None = None
        self._position = 0
        self._found: tuple[ToReview, ...] = ()

    def forget(self) -> None:
        """Know of none: the store went back."""
        with self._lock:
            self._law, self._position, self._found = None, 0, ()

    def current(self, law: Law) -> Sequence[ToReview]:
        """All of the history, the oldest first."""
        if not any(one.book.earlier for one in law.packs) and not any(
            one.earlier for one in law.overlays
        ):
            return ()
        with self._lock:
            if law is not self._law:
                self._law, self._position, self._found = law, 0, ()
            while page := self._journal.following(self._position, PAGE, topics=TOPICS):
                self._found = (*self._found, *self._among(page, law))
                self._position = page[-1].position
            return self._found

    def _among(self, page: Sequence[Recorded], law: Law) -> list[ToReview]:
        known = self._references.current()
        looked = ((one, reckoned(one.fact, law, known)) for one in page)
        return [
            ToReview(one.stream.removeprefix(CASE), one.version, found)
            for one, found in looked
            if found is not None and found.why is Why.CORRECTED
        ]
