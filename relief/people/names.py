"""What officers are called: their names in clear, for papers and for colleagues."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from domain.ground.facts import Recorded
from domain.ground.history import KeyGone
from domain.ground.people import PersonId
from domain.ground.texts import spelled
from domain.registers.officers.facts import OfficerNamed
from domain.registers.officers.state import STREAM
from relief.office.officers import OfficerRegister
from relief.office.ports import Journal
from relief.words.sentences import say


@dataclass(frozen=True, slots=True)
class Called:
    """A name and a telephone; empty where none was told, or the key is gone."""

    name: str = ""
    phone: str = ""


NOBODY = Called()


class OfficerNames:
    """Tells names as they were known at an instant, so that a paper is drawn again as it was.

    Each is opened once in the life of a process, until told to forget. Thread-safe.
    """

    def __init__(
        self, journal: Journal, register: OfficerRegister, open: Callable[[Recorded], Recorded]
    ) -> None:
        self._journal = journal
        self._register = register
        self._open = open
        self._known: dict[int, tuple[datetime, Called]] = {}

    def of(self, id: str, at: datetime | None = None) -> Called:
        """How somebody was called before an instant, or is now: what is said later changes no paper."""
        for version in reversed(self._register.current().named(id)):
            told, called = self._at(version)
            if at is None or told < at:
                return called
        return NOBODY

    def printed(self, id: str, at: datetime, appointment: str | None = None) -> str:
        """Their name as it was then, or the id where none was told; who stood in is said to have."""
        name = self.of(id, at).name or id
        held = appointment and self._register.current().appointment(id, appointment)
        return say("letters.deputy", name=name) if held and held.deputy_for else name

    def there(self, township: str) -> Mapping[str, PersonId]:
        """By name, as ``spelled`` writes it, whoever was ever appointed to an office of a township's;
        of two the one who is in post longer.
        """
        register = self._register.current()
        held = {
            id: max(a.valid_to or date.max for a in entry.appointments)
            for id, entry in register.entries.items()
            if entry.named and any(township.startswith(a.division) for a in entry.appointments)
        }
        own = {id: person for person, id in register.persons.items()}
        told = {id: self.of(id).name for id in sorted(held, key=held.__getitem__)}
        return {spelled(name): own[id] for id, name in told.items() if name}

    def forget(self) -> None:
        """Know no name: a key was destroyed, or the history went back."""
        self._known = {}

    def _at(self, version: int) -> tuple[datetime, Called]:
        known = self._known
        if version not in known:
            recorded = self._journal.at(STREAM, version)
            known[version] = recorded.recorded_at, self._called(recorded)
        return known[version]

    def _called(self, recorded: Recorded) -> Called:
        try:
            fact = cast(OfficerNamed, self._open(recorded).fact)
        except KeyGone:
            return NOBODY
        return Called(fact.name.reveal(), "" if fact.phone is None else fact.phone.reveal())
