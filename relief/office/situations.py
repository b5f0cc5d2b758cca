"""Everything a rule may look at, put together for one command or question."""

from datetime import date
from typing import Any

from domain.account.home import AlikeFile
from domain.assessment.engine import Assessor
from domain.case.authority import SYSTEM, Officer, city_for, reaches
from domain.case.evolve import NEW, evolve
from domain.case.files import file_of
from domain.case.governing import last_law, law_of
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.streams import dead, listed
from domain.case.transfer.passing import passing
from domain.ground.commands import Command
from domain.ground.people import PersonId
from domain.ground.places import Places
from domain.ground.rows import Rule
from domain.ground.streams import FIELDS, Stream, kind_of
from domain.law.pack import Law, NoLawInForce, Pack
from domain.law.reference import References
from domain.registers.calendar.state import Notices
from domain.registers.divisions.state import Divisions
from domain.registers.keys.state import Files
from domain.time.calendar import Calendar
from relief.clock import Clock
from relief.office.calendars import Calendars
from relief.office.divisions import DivisionBook
from relief.office.officers import OfficerRegister
from relief.office.ports import Dossier, Laying
from relief.office.streams import place_of

KEEPING = frozenset(
    {
        Stream.ANCHORS,
        Stream.CALENDAR,
        Stream.DIVISIONS,
        Stream.LAW,
        Stream.MASTER_KEYS,
        Stream.OFFICERS,
        Stream.VALUES,
    }
)
"""Registers by which the house is kept, the law's own among them: on a day without law they go on."""
NO_DOSSIER = Dossier((), 0, False)
"""A command that is not about all files of one person."""


NO_FILES = Files((), NO_DOSSIER.seen, NO_DOSSIER.known)


def _files(dossier: Dossier, states: dict[str, Any]) -> Files:
    """A person's files as rules see them."""
    if dossier is NO_DOSSIER:
        return NO_FILES
    files = tuple(file_of(states[stream]) for stream in dossier.streams)
    return Files(files, dossier.seen, dossier.known)


class Situations:
    """Knows what is the same for every case: law, places, calendar, officers, the day."""

    def __init__(
        self,
        law: Law,
        places: DivisionBook,
        calendars: Calendars,
        officers: OfficerRegister,
        clock: Clock,
        laying: Laying,
    ) -> None:
        self._law = law
        self._places = places
        self._calendars = calendars
        self._officers = officers
        self._clock = clock
        self._assessor = Assessor(law)
        self._laying = laying

    def of(
        self,
        row: Rule,
        command: Command,
        officer: Officer,
        case: Case,
        states: dict[str, Any],
        references: References,
        dossier: Dossier = NO_DOSSIER,
        alike: tuple[AlikeFile, ...] = (),
    ) -> Situation:
        """What the row of a command reads, and nothing else; who gives it holds what they hold now."""
        officer = self._officers.still(officer, self._clock.now().date())
        place = place_of(row, command, case, states, officer)
        area = self._area(command, place)
        seen = self._beside(command, case, states)
        seen["references"] = references
        seen["alike"] = alike
        seen["files"] = _files(dossier, states)
        laid = self._laid(row, command)
        if row.own is Stream.DIVISIONS:
            seen["lying"] = self._places.lying
        seen = {**seen, **row.view, **laid}
        return self._made(officer, case, place, area, seen, row.own in KEEPING)

    def of_case(
        self, officer: Officer, case: Case, states: dict[str, Any], references: References
    ) -> Situation:
        """Everything any rule of a case may look at, for questions."""
        seen = self._beside(Command(case=case.id), case, states)
        seen["references"] = references
        return self._made(officer, case, case.asked.township, case.asked.township, seen)

    def law_at(self, place: str) -> Pack:
        """The law in force today in a place. Raises ``NoLawInForce``."""
        return law_of(NEW, self._law, self._clock.now().date(), place)

    def _area(self, command: Command, place: str) -> str:
        """By the law of which area a command goes: of the village that it names, where that is on record,
        else of the place it is given in.
        """
        village: str | None = getattr(command, "village", None)
        if village is None:
            return place
        day = self._clock.now().date()
        return self._places.current().village(place, village, day) or place

    def _made(
        self,
        officer: Officer,
        case: Case,
        place: str,
        area: str,
        seen: dict[str, Any],
        keeping: bool = False,
    ) -> Situation:
        """A case keeps the pack of its acceptance (AMB-40). ``keeping``: no law of the day is needed."""
        now = self._clock.now()
        today = now.date()
        # Who asks about a place out of reach is refused, and needs neither law nor calendar of it.
        known = place if reaches(officer, place) else officer.division
        if "calendar" not in seen:
            seen["calendar"] = self._calendar(city_for(known, officer), seen.get("notices"))
        if "officers" not in seen:
            seen["officers"] = self._officers.current()
        return Situation(
            case=case,
            pack=self._pack(case, today, known, place, area, keeping),
            places=self._divisions(seen.get("divisions")),
            today=today,
            now=now,
            officer=officer,
            assessor=self._assessor,
            **seen,
        )

    def _pack(
        self, case: Case, today: date, known: str, place: str, area: str, keeping: bool
    ) -> Pack:
        """The law of the area; where none is in force, a stranger is answered by that of their own, and
        what keeps the house names the law that ended last.
        """
        try:
            return law_of(case, self._law, today, area)
        except NoLawInForce:
            if keeping:
                return last_law(self._law, today, place)
            if known == place:
                raise
            return law_of(case, self._law, today, known)

    def _calendar(self, city: str, notices: Notices | None) -> Calendar:
        """A city's calendar; who writes to the register decides by the very facts it was loaded with."""
        if notices is None:
            return self._calendars.current(city)
        return Calendar.of(notices.facts, city)

    def as_passed(self, case: Case) -> Case:
        """A case as it lies today: with whoever stands for its township, before that is on record."""
        places = self._places.current()
        fact = passing(case, places, self._clock.now().date()) if places.passed else None
        return case if fact is None else evolve(case, fact, SYSTEM.id, self._clock.now())

    def _divisions(self, register: Divisions | None) -> Places:
        """Who writes to the register decides by the very facts it was loaded with."""
        if not isinstance(register, Divisions):
            return self._places.current()
        return self._places.of(register)

    def _laid(self, row: Rule, command: Command) -> dict[str, Any]:
        """For a command about law: the files that wait to count, and the pack as it is read now."""
        if row.own is not Stream.LAW or row.address is None:
            return {}
        return {"laid": self._laying.laid(command.case), "named": self._named(command.case)}

    def _named(self, pack: str) -> Pack | None:
        """``None`` where none of that name counts."""
        try:
            return self._laying.read_now(pack)
        except NoLawInForce:
            return None

    def _beside(self, command: Command, case: Case, states: dict[str, Any]) -> dict[str, Any]:
        """States of streams as a situation calls them; accounts of whoever is not listed, any more or
        ever, and lives or lived with somebody who is apart from the others; of the dead once more.
        """
        accounts: dict[PersonId, Any] = {}
        gone: dict[PersonId, Any] = {}
        around: dict[PersonId, Any] = {}
        homes: dict[PersonId, Any] = {}
        seen: dict[str, Any] = {"accounts": accounts, "gone": gone, "around": around}
        seen["homes"] = homes
        died = dead(case)
        mine = frozenset(listed(command, case)) - died
        for stream, state in states.items():
            kind = kind_of(stream)
            if kind is Stream.ACCOUNTS:
                person = PersonId(stream.removeprefix("account-"))
                if person in died:
                    gone[person] = state
                among = accounts if person in mine else around
                among[person] = state
            elif kind is Stream.HOMES:
                homes[PersonId(stream.removeprefix("home-"))] = state
            elif kind is Stream.CALENDAR:
                seen["notices"] = state
            elif kind is not Stream.CASE:
                seen[FIELDS[kind]] = state
        return seen
