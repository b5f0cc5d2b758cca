"""A world for stories: the real office over a history in memory, asked in few words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, cast

from adapters.packs import law as shipped_law
from adapters.places import lhasa as lhasa_places
from domain.account import account as accounts
from domain.account import home as homes
from domain.account.account import PersonAccount
from domain.account.home import Home
from domain.case.authority import Officer
from domain.case.clock import running
from domain.case.governing import law_of
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import row_of
from domain.ground import commands as c
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.history import CommandRow, KeyGone
from domain.ground.people import PersonId, Private
from domain.ground.places import Places
from domain.ground.refusal import Refused
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.law.pack import Law, NoLawInForce, Pack
from domain.law.reference import STREAM as REFERENCE_STREAM
from domain.law.reference import References
from domain.registers.calendar.commands import RecordHolidayNotice, WithdrawHolidayNotice
from domain.registers.calendar.rules import moved_by
from domain.registers.delegations.state import Delegations
from domain.registers.divisions.commands import ConfirmDivisions
from domain.registers.divisions.foreseen import mark
from domain.registers.divisions.state import STREAM as DIVISIONS
from domain.registers.divisions.state import Divisions, Load
from domain.registers.keys.state import MASTER_KEYS, MasterKeys
from domain.registers.officers.state import STREAM as OFFICERS
from domain.registers.officers.state import Officers
from domain.time.calendar import Calendar
from domain.time.due import LOCAL
from domain.time.running import RunningLimits
from relief.clock import SimulatedClock
from relief.entropy import SeededEntropy
from relief.keys.forgetting import Forgetting
from relief.office.divisions import DivisionBook
from relief.office.memory import MemoryJournal
from relief.office.office import Office
from relief.office.officers import OfficerRegister
from relief.office.payees import account_for
from relief.office.references import ReferenceBook
from relief.office.requests import Request
from relief.office.streams import CALENDAR as CALENDAR_STREAM
from relief.office.streams import case_stream
from relief.people.dossiers import Dossiers
from tests.case.founding import FOUNDER, LONG_AGO, NOTICES, envelope, founded
from tests.case.hardship import REFERENCES
from tests.case.people import REGISTER
from tests.case.standins import (
    AsIfDrawn,
    AsWritten,
    FilesInStories,
    FoldedOnce,
    NoKeysRemembered,
    NoLedgers,
    key_of,
)

LAW = shipped_law()
CALENDAR = Calendar.of(NOTICES)
PLACES = lhasa_places()
PACK = LAW.packs[0]
SOMEBODY = PersonId("somebody-of-an-old-file")
"""Whom the private text of a fact written down by hand is about, where it does not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in clear, as recorded: who recorded it, by what authority, on which day."""

    fact: Fact
    officer: str
    authority: Authority | None
    day: date
    at: datetime | None = None


class NothingShown(LookupError):
    """The office asks no rule: nobody opened the case, or no law is in force in the place."""


class World:
    """An office and its history. What it remembers must equal what its history adds up to."""

    def __init__(
        self,
        law: Law = LAW,
        places: Places = PLACES,
        references: References = REFERENCES,
        journal: MemoryJournal | None = None,
    ) -> None:
        self._law = law
        self.places = places
        self.hour = time(10)
        self._known = references
        self._start = founded(references, REGISTER)
        self.journal = journal or self._start.copy()
        self._clock = SimulatedClock(LONG_AGO)
        self._asked = 0
        self._office: Office | None = None
        self._calendars = FoldedOnce(self.journal)

    def copy(self) -> "World":
        """The same world, free to go another way; its office remembers nothing yet."""
        return self._over(self.journal.copy())

    def beside(self) -> "World":
        """Another office over the very same history, as a second process; it numbers far ahead."""
        twin = self._over(self.journal)
        twin._asked += 1_000
        return twin

    def _over(self, journal: MemoryJournal) -> "World":
        twin = World.__new__(World)
        twin.__dict__.update(self.__dict__)
        twin._clock = SimulatedClock(LONG_AGO)
        twin._begin(journal)
        return twin

    def staffed(self, register: Officers) -> "World":
        """The same world, in which these have been the officers from the beginning."""
        happened = self._happened()
        self._start = founded(self._known, register)
        self._begin(self._start.copy())
        for stream, entry in happened:
            self.record(stream, entry)
        return self

    def _begin(self, journal: MemoryJournal) -> None:
        """Another history, and an office that remembers nothing of it yet."""
        self.journal, self._office, self._calendars = journal, None, FoldedOnce(journal)

    def _happened(self) -> list[tuple[str, Entry]]:
        """Everything recorded in the story, in its order."""
        facts = self.journal.following(self._start.head, self.journal.head)
        return [(one.stream, self._entry(one)) for one in facts]

    @property
    def law(self) -> Law:
        """The law the office goes by."""
        return self._law

    @law.setter
    def law(self, law: Law) -> None:
        self._law, self._office = law, None

    @property
    def office(self) -> Office:
        """The real office; a new one knows only what stands in the history."""
        if self._office is None:
            journal = self.journal
            self._office = Office(
                journal,
                AsWritten(journal),
                self._law,
                DivisionBook(journal, self.places, self.lying),
                self._calendars,
                OfficerRegister(journal),
                ReferenceBook(journal),
                Dossiers(journal, NoLedgers(), "ledgers"),
                Forgetting(journal, NoKeysRemembered()),
                self._clock,
                SeededEntropy(1),
                AsIfDrawn(journal),
                FilesInStories(journal, self._law),
            )
        return self._office

    def execute(
        self, command: c.Command, officer: Officer, day: date
    ) -> tuple[Fact, ...] | Refused:
        """Have the office do it on a day: the facts it brought about, in clear; or why not."""
        self._now(day)
        self._asked += 1
        request = Request(command, officer, f"{officer.id}/{self._asked}", "digest")
        done = self.office.execute(request)
        if isinstance(done, Refused):
            return done
        new = len(done.facts)
        return tuple(self.clear(one).fact for one in self.journal.following(done.position - new))

    def situation(self, command: c.Command, officer: Officer, day: date) -> Situation:
        """What the office would show the rules. Raises ``NothingShown`` where it asks none."""
        self._now(day)
        try:
            seen = self.office.looking.at(row_of(command), command, officer, fresh=False).situation
        except NoLawInForce:
            seen = None
        if seen is None or isinstance(seen, Refused):
            raise NothingShown(type(command).__name__)
        drawn: Any = AsIfDrawn(self.journal).drawn(command, seen)
        return replace(seen, drawn=drawn, account=account_for(self.journal, command, seen.case))

    def confirmed(self, command: c.Command, officer: Officer, day: date) -> c.Command:
        """A command with the mark of what it moves, as whoever gives it saw it, where it has one."""
        if isinstance(command, ConfirmDivisions) and not command.shown:
            return replace(command, shown=mark(self.divisions, command.number))
        if not isinstance(command, RecordHolidayNotice | WithdrawHolidayNotice):
            return command
        seen = moved_by(self.situation(command, officer, day), command)
        return command if seen is None else replace(command, shown=seen.mark)

    def show(self, day: date) -> None:
        """Let questions be asked on a day, at the hour of these stories."""
        self._now(day)

    def _now(self, day: date) -> None:
        self._clock.set(datetime.combine(day, self.hour, LOCAL))

    def record(self, stream: str, entry: Entry) -> None:
        """Write a fact into the history past the office, as an older edition might have."""
        last = self.journal.last(stream)
        at = entry.at or datetime.combine(entry.day, self.hour, LOCAL)
        written = envelope(stream, 1 if last is None else last.version + 1, entry.fact)
        written = replace(
            written,
            recorded_at=at if last is None else max(at, last.recorded_at),
            officer=entry.officer,
            authority=entry.authority or FOUNDER,
        )
        about = set[PersonId]()

        def of_somebody(private: Private, path: str) -> Private:
            about.add(private.about or SOMEBODY)
            return private if private.about else private.bound(SOMEBODY)

        said = self.journal.changed(written, of_somebody)
        new = [key_of(one) for one in about if not self.journal.people_by_id([one])]
        self._asked += 1
        self.journal.append([said], CommandRow(f"by-hand/{self._asked}", "", "{}"), new)
        self._begin(self.journal)

    def without(self, kind: type[Fact]) -> "World":
        """A world in whose history no fact of a kind was ever recorded."""
        bare = self._over(self._start.copy())
        for stream, entry in self._happened():
            if not isinstance(entry.fact, kind):
                bare.record(stream, entry)
        return bare

    def clear(self, recorded: Recorded) -> Recorded:
        """A fact opened; sealed where somebody's key is gone."""
        try:
            return self.journal.opened(recorded)
        except KeyGone:
            return recorded

    @property
    def streams(self) -> dict[str, tuple[Entry, ...]]:
        """Everything recorded in the story, in clear, stream by stream."""
        found = {}
        for stream, facts in self.journal.read(self.journal.streams()).items():
            before = self._start.last(stream)
            new = facts[0 if before is None else before.version :]
            if new:
                found[stream] = tuple(self._entry(one) for one in new)
        return found

    def _entry(self, recorded: Recorded) -> Entry:
        one = self.clear(recorded)
        at = one.recorded_at.astimezone(LOCAL)
        return Entry(one.fact, one.officer, one.authority, at.date(), at)

    def replayed(self) -> "World":
        """The same history in the hands of an office that remembers nothing."""
        return self.copy()

    def standing(self) -> tuple[Any, ...]:
        """What the office knows of every stream, the calendar and the figures."""
        named = [stream for stream in self.journal.streams() if stream != CALENDAR_STREAM]
        states, _ = self.office.states.load(named, fresh=False)
        return states, self.calendar

    def _states(self, kind: str) -> dict[str, Any]:
        named = [one for one in self.journal.streams() if one.partition("-")[0] == kind]
        return self.office.states.load(named, fresh=False)[0]

    def _state(self, stream: str) -> Any:
        return self.office.states.load((stream,), fresh=False)[0][stream]

    @property
    def cases(self) -> Mapping[str, Case]:
        """Every case, by its stream."""
        return self._states("case")

    @property
    def accounts(self) -> Mapping[str, PersonAccount]:
        """Every account anything was ever granted on, by its stream."""
        return self._states("account")

    @property
    def rosters(self) -> Mapping[str, Any]:
        """The counties' rosters of spot checks, by their streams."""
        return self._states("spot")

    @property
    def delegations(self) -> Mapping[str, Delegations]:
        """The counties' delegations, by their streams."""
        return self._states(Stream.DELEGATIONS)

    @property
    def officers(self) -> Officers:
        """The register of officers."""
        return cast(Officers, self._state(OFFICERS))

    @property
    def divisions(self) -> Divisions:
        """The register of divisions."""
        return cast(Divisions, self._state(DIVISIONS))

    @property
    def master_keys(self) -> MasterKeys:
        """The keys of the house."""
        return cast(MasterKeys, self._state(MASTER_KEYS))

    @property
    def references(self) -> References:
        """The figures on record."""
        return cast(References, self._state(REFERENCE_STREAM))

    @property
    def calendar(self) -> Calendar:
        """Lhasa's calendar."""
        return self._calendars.current()

    def lying(self, code: str) -> Load:
        """What lies in a division, counted as the ledgers count it."""
        cases = [one for one in self.cases.values() if one.asked.township.startswith(code)]
        leads = [one for one in self._states("lead").values() if one.township.startswith(code)]
        granted = [g for one in self.delegations.values() for g in one.granted]
        return Load(
            open=sum(one.stage is not Stage.CLOSED for one in cases),
            cases=len(cases),
            leads=sum(one.outcome is None for one in leads),
            delegations=sum(code in one.townships for one in granted),
        )

    def account(self, person: PersonId) -> PersonAccount:
        """A person's account, empty where nothing was ever granted."""
        return cast(PersonAccount, self._state(accounts.stream(person)))

    def home(self, person: PersonId) -> Home:
        """What is known of a person everywhere."""
        return cast(Home, self._state(homes.stream(person)))

    def case(self, number: str) -> Case:
        """A case as it stands; unknown where nothing was ever recorded of it."""
        return cast(Case, self._state(case_stream(number)))

    def stage(self, number: str) -> Stage:
        """The stage of a case."""
        return self.case(number).stage

    def pack(self, case: Case, day: date, place: str) -> Pack:
        """The pack the case was accepted under, else the one of the day and place."""
        return law_of(case, self._law, day, place)

    def limits(self, number: str) -> RunningLimits:
        """The time limits that run in a case."""
        case = self.case(number)
        place = case.asked.township if case.application else "5401"
        return running(case, self.pack(case, date(2025, 1, 1), place))

    def facts(self, kind: type[Fact] = Fact) -> tuple[Fact, ...]:
        """Every fact of a kind recorded in the story, stream by stream."""
        return tuple(
            entry.fact
            for entries in self.streams.values()
            for entry in entries
            if isinstance(entry.fact, kind)
        )
