"""The divisions there are, folded from the history over what the installation brings."""

from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic

from domain.ground.facts import Recorded
from domain.ground.places import Places
from domain.registers.divisions.state import STREAM, Divisions, Load, Lying
from relief.office.ports import Journal
from relief.office.streams import fold

RECHECK_SECONDS = 1.0
"""How long what another process recorded may go unseen: no change of divisions counts before tomorrow."""


def nothing_lies(code: str) -> Load:
    """Nobody counts what lies in a division."""
    return Load()


def as_recorded(places: Places) -> Places:
    """Nothing is known beside the register."""
    return places


class DivisionBook:
    """Keeps the register folded; looks for new facts every second. Thread-safe.

    ``base`` counts until an installation is on record; ``lying`` counts what lies in a division, and
    ``seated`` says where a county sits that no fact says it of.
    """

    def __init__(
        self,
        journal: Journal,
        base: Places,
        lying: Lying = nothing_lies,
        seated: Callable[[Places], Places] = as_recorded,
    ) -> None:
        self.lying = lying
        self._journal = journal
        self._base, self._seated = base, seated
        self._lock = Lock()
        self._register = Divisions()
        self._places = base
        self._looked = float("-inf")

    def known(self) -> Places:
        """The divisions as of the last look; never waits once there was one."""
        return self.current() if self._looked == float("-inf") else self._places

    def remembered(self) -> Places | None:
        """The divisions if they need not be looked for; never waits."""
        return self._places if monotonic() - self._looked <= RECHECK_SECONDS else None

    def current(self) -> Places:
        """The divisions as of the newest fact known. May wait for the store."""
        if monotonic() - self._looked > RECHECK_SECONDS:
            with self._lock:
                if monotonic() - self._looked > RECHECK_SECONDS:
                    self._refresh()
        return self._places

    def of(self, register: Divisions) -> Places:
        """What a register adds up to, for whoever writes to it."""
        return self._seated(register.places(self._base))

    def learn(self, recorded: Sequence[Recorded]) -> None:
        """Have facts just saved looked for at once."""
        if any(r.stream == STREAM for r in recorded):
            with self._lock:
                self._looked = float("-inf")

    def forget(self) -> None:
        """Know nothing of the register: the store went back."""
        with self._lock:
            self._register, self._places = Divisions(), self._base
            self._looked = float("-inf")

    def _refresh(self) -> None:
        fresh = self._journal.after(STREAM, self._register.version)
        if fresh:
            self._register = fold(STREAM, fresh, self._register)
            self._places = self.of(self._register)
        self._looked = monotonic()
