"""The register of officers in force, folded from the history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from time import monotonic

from domain.ground.facts import Recorded
from domain.ground.posts import Officer
from domain.registers.officers.state import STREAM, Officers
from relief.office.ports import Journal
from relief.office.streams import fold

RECHECK_SECONDS = 1.0
"""How long an appointment ended by another process may go unseen."""


class OfficerRegister:
    """Keeps the register folded; looks for new facts every second. Thread-safe."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = Lock()
        self._register = Officers()
        self._looked = float("-inf")

    def remembered(self) -> Officers | None:
        """The register if it need not be looked for; never waits."""
        return self._register if monotonic() - self._looked <= RECHECK_SECONDS else None

    def current(self) -> Officers:
        """The register as of the newest fact known. May wait for the store."""
        remembered = self.remembered()
        if remembered is not None:
            return remembered
        with self._lock:
            if monotonic() - self._looked > RECHECK_SECONDS:
                self._refresh()
            return self._register

    def still(self, officer: Officer, day: date) -> Officer:
        """Somebody as they are known now: what ended since they asked, they hold no more.

        Of whom the register has nothing, and who asks by no appointment, stays as they are.
        """
        register = self.current()
        if not officer.appointments or not register.entry(officer.id).appointments:
            return officer
        known = register.officer(officer.id, day)
        return known or replace(officer, posts=frozenset(), appointments=())

    def learn(self, recorded: Sequence[Recorded]) -> None:
        """Have facts just saved looked for at once."""
        if STREAM in [r.stream for r in recorded]:
            with self._lock:
                self._looked = float("-inf")

    def forget(self) -> None:
        """Know nobody: the store went back."""
        with self._lock:
            self._register = Officers()
            self._looked = float("-inf")

    def _refresh(self) -> None:
        last = self._journal.last(STREAM)
        version = 0 if last is None else last.version
        if version != self._register.version:
            self._register = fold(STREAM, self._journal.read((STREAM,))[STREAM])
        self._looked = monotonic()
