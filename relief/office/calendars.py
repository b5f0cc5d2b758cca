"""The working-day calendar in force, folded from the history's own notices."""

from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import cast

from domain.ground.facts import Recorded
from domain.time.calendar import Calendar
from domain.time.notices import LHASA, CalendarFact
from relief.office.ports import Journal
from relief.office.streams import CALENDAR

RECHECK_SECONDS = 2.0
"""How long another process's notice may go unseen."""


class Calendars:
    """Keeps the calendar folded; looks for new notices every few seconds. Thread-safe."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = Lock()
        self._facts: tuple[CalendarFact, ...] = ()
        self._folded: dict[str, Calendar] = {}
        self._looked = float("-inf")

    def current(self, city: str = LHASA) -> Calendar:
        """A city's calendar as of the newest notice known."""
        with self._lock:
            if monotonic() - self._looked > RECHECK_SECONDS:
                self._refresh()
            return self._of(city)

    def _of(self, city: str) -> Calendar:
        """A city's calendar, made once from the notices known."""
        if city not in self._folded:
            self._folded[city] = Calendar.of(self._facts, city)
        return self._folded[city]

    def as_known(self, notices: int, city: str = LHASA) -> Calendar:
        """A city's calendar as it was when that many notices (and withdrawals) were known."""
        calendar = self.current(city)
        if len(calendar.facts) < notices:
            with self._lock:
                self._refresh()
                calendar = self._of(city)
        if len(calendar.facts) == notices:
            return calendar
        return Calendar.of(calendar.facts[:notices], calendar.area)

    def learn(self, recorded: Sequence[Recorded]) -> None:
        """Have notices just saved looked for at once."""
        if CALENDAR in [r.stream for r in recorded]:
            with self._lock:
                self._looked = float("-inf")

    def forget(self) -> None:
        """Know no notice: the store went back."""
        with self._lock:
            self._facts, self._folded = (), {}
            self._looked = float("-inf")

    def _refresh(self) -> None:
        fresh = self._journal.after(CALENDAR, len(self._facts))
        if fresh:
            facts = (cast(CalendarFact, r.fact) for r in fresh)
            self._facts = (*self._facts, *facts)
            self._folded = {}
        self._looked = monotonic()
