"""What an office asks of others and would cost a master key, ledgers or a printer: small stand-ins.

Everything else in ``tests/case`` is the real thing. Each says what it takes for granted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from adapters.keys.boxes import KEY_BYTES
from adapters.keys.years import YearKey, row_id
from domain.case.documents import Drawn, Place, place
from domain.case.facts import CaseFact
from domain.case.indexed import to_index
from domain.case.situation import Situation
from domain.case.table import LETTERS
from domain.ground.facts import Fact
from domain.ground.history import IndexKeyGone, PersonRow
from domain.ground.people import PersonId
from domain.ground.refusal import Reason
from domain.law.pack import Law, Pack
from domain.registers.law.facts import EntryHeld
from domain.registers.law.state import Document, Laid
from domain.time.calendar import Calendar
from relief.law.enactment import on_record, read
from relief.office.calendars import Calendars
from relief.office.memory import MemoryJournal
from relief.office.ports import Give
from relief.office.streams import case_stream
from tests.support import commands as c

NOTICE_DIGEST, FILE_DIGEST = "sha256:1", "sha256:2"


def key_of(person: str) -> PersonRow:
    """A person's row, whose key opens nothing but what is in memory."""
    return PersonRow(person, f"as-written:{person}", "in memory")


class AsWritten:
    """Who is who: whom the words already call by a person's id. Nobody is looked up by number."""

    def __init__(self, journal: MemoryJournal) -> None:
        self._journal = journal

    @property
    def indexing(self) -> "KeysInStories":
        """Values are indexed from the day a story makes the key of its year."""
        return KeysInStories(self._journal)

    def identify(self, command: c.Command) -> tuple[c.Command, Sequence[PersonRow]]:
        """The command as it is, and rows for those never named before."""
        if isinstance(command, c.IntroduceIndexKey):
            return command, (key_of(row_id(command.year)),)
        named = [person for person in dict.fromkeys(persons(command)) if person]
        known = self._journal.people_by_id(named)
        return command, tuple(key_of(person) for person in named if person not in known)


def persons(command: c.Command) -> Iterator[PersonId]:
    """Whom a command names."""
    match command:
        case c.SubmitApplication():
            yield from (member.person for member in command.members)
        case c.AmendApplication() | c.CorrectApplication():
            yield from (member.person for member in command.changes.members)
        case c.RecordLead():
            yield command.whereabouts.about
        case c.DeclareKinship() | c.NameOfficer():
            yield command.person
        case c.RecordHomeVisit() | c.ReportCountyVerification():
            yield from (helper.person for helper in command.helpers)
        case c.PayCash() | c.DeliverGoods() if command.witness_id is not None:
            yield command.witness_id
        case _:
            pass


class KeysInStories:
    """Indexes as the real ones are made; every year's key is alike, and none is made unasked."""

    def __init__(self, journal: MemoryJournal) -> None:
        self._journal = journal

    def of(self, fact: Fact, at: datetime, give: Give) -> Fact:
        """The fact with its indexes; as those of before there were any, where no key was made."""
        id = row_id(at.year)
        row = self._journal.people_by_id([id]).get(id)
        values = tuple(to_index(fact))
        if row is None or not values:
            return fact
        if not row.wrapped_key:
            raise IndexKeyGone(at.year)
        key = YearKey(at.year, bytes(KEY_BYTES))
        told: Any = fact
        made = tuple(key.index(kind, path, value.reveal()) for path, kind, value in values)
        indexed: Fact = replace(told, indexes=made)
        return indexed


def laid(name: str, sha256: str, *rewrites: str, area: str = "540121") -> Laid:
    """A county's file that waits to count, or a village's."""
    first = date(2025, 4, 1)
    entries = (EntryHeld("limit payment", first, None, "7c" * 32),)
    document = Document(
        name, "lhasa-2018-202", "林民〔2025〕1号", area, first, None, sha256, entries
    )
    return Laid(document, rewrites)


LAID = {
    "linzhou-2025-1": (
        laid("linzhou-2025-1", "6a" * 32),
        laid("linzhou-2025-1", "6b" * 32, "limit payment"),
        laid("linzhou-2025-1", "6e" * 32, area="540121200001"),
    )
}
"""The files that wait, by name: one as it should be, one that rewrites an entry facts rest on, and one of
a village.
"""


class FilesInStories:
    """A house beside whose program certain files were laid, whatever stories do with them."""

    def __init__(self, journal: MemoryJournal, law: Law) -> None:
        self._journal = journal
        self._law = law

    def laid(self, name: str) -> tuple[Laid, ...]:
        """The files of a name that wait to count."""
        return LAID.get(name, ())

    def read_now(self, name: str) -> Pack:
        """A pack as it is read by what is on record. Raises ``NoLawInForce``."""
        return read(self._law.pack(name), on_record(self._journal, [name])[name])


class AsIfDrawn:
    """Documents with their place, day and issuer, and for their words and file a word that stands
    for them: none is drawn, and none is ever unprintable."""

    def __init__(self, journal: MemoryJournal) -> None:
        self._journal = journal

    def drawn(self, command: c.Command, s: Situation) -> Drawn | Reason | None:
        """The document a command is about; ``None`` where there is none yet."""
        match command:
            case c.ServeDocument() | c.RecordFailedService() if hasattr(command, "document"):
                at = place(s.case, LETTERS[command.document], command.number)
                return None if at is None else self._issued(s, at)
            case c.PostPublicNotice() if s.case.examination is not None:
                supposed = s.case.version + 1
                hung = Place(serial=s.case.notices + 1, founded=supposed, version=supposed)
                return as_if(hung, s.case.asked.township, s.today)
            case _:
                return None

    def _issued(self, s: Situation, at: Place) -> Drawn:
        """As of the fact it rests on."""
        rests = self._journal.at(case_stream(s.case.id), at.founded)
        return as_if(at, rests.authority.division, cast(CaseFact, rests.fact).on)


def as_if(at: Place, issuer: str, day: object) -> Drawn:
    """A document as though it had been drawn."""
    return Drawn(
        place=at,
        number="文号 1",
        issued_on=day,  # type: ignore[arg-type]
        issuer=issuer,
        text_digest=NOTICE_DIGEST,
        sha256=FILE_DIGEST,
        edition="1-test",
        calendar=3,
    )


_FOLDED: dict[tuple[str, tuple[int, ...]], Calendar] = {}


class FoldedOnce(Calendars):
    """The real calendars, which remember the folds of other worlds as well: each takes a while."""

    def _of(self, city: str) -> Calendar:
        """A city's calendar; the notices it is made of stay alive in it."""
        key = (city, tuple(map(id, self._facts)))
        if key not in _FOLDED:
            _FOLDED[key] = super()._of(city)
        return _FOLDED[key]


class NoLedgers:
    """An installation whose ledgers are not built yet: files are looked for in the history."""

    def found(self) -> None:
        """None."""


class NoKeysRemembered:
    """Keys are looked up each time, so that none need be forgotten."""

    def forget(self, person_id: str) -> None:
        """Nothing is remembered."""

    def forget_all(self) -> None:
        """Nothing is remembered."""
