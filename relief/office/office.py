"""The office: executes commands. Loads what a rule looks at, asks, and saves everything at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import RLock
from typing import Any, cast

from domain.case.authority import COUNTY, Officer, authorise
from domain.case.decide import decide
from domain.case.situation import Situation
from domain.case.table import row_of
from domain.ground.commands import Command
from domain.ground.facts import Authority, Recorded
from domain.ground.history import (
    ClaimTaken,
    ClockBehind,
    CommandAlreadyRecorded,
    Conflict,
    IndexKeyGone,
    KeyGone,
    KeyMissing,
    NoIndexKey,
    OutcomeUnknown,
    PersonRow,
    Unanswered,
)
from domain.ground.places import Places
from domain.ground.refusal import Code, Reason, Refused, reason
from domain.ground.rows import Change, Rule
from domain.law.clauses import by_own_law
from domain.law.pack import Law, NoLawInForce, Pack
from relief.clock import Clock, today
from relief.entropy import Entropy, mixed
from relief.office.calendars import Calendars
from relief.office.divisions import DivisionBook
from relief.office.gone import key_gone, nowhere, number_used
from relief.office.looking import Look, Looking
from relief.office.moments import Moments
from relief.office.officers import OfficerRegister
from relief.office.passing import passing_on
from relief.office.payees import account_for
from relief.office.ports import Drawings, Files, Journal, Laying, Learner, Persons
from relief.office.references import ReferenceBook
from relief.office.requests import Receipt, Request, repeated, stale, stored, told
from relief.office.situations import Situations
from relief.office.states import States
from relief.office.streams import named_division, own_stream, place_of

ATTEMPTS = 32
"""How often a lost race is run again, one line of each county and process against the others."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """Facts ready to be saved, and what they build on."""

    recorded: tuple[Recorded, ...]
    looked: Look


class Office:
    """Executes commands, each exactly once. Thread-safe."""

    def __init__(
        self,
        journal: Journal,
        people: Persons,
        law: Law,
        places: DivisionBook,
        calendars: Calendars,
        officers: OfficerRegister,
        references: ReferenceBook,
        dossiers: Files,
        forgetting: Learner,
        clock: Clock,
        entropy: Entropy,
        papers: Drawings,
        laying: Laying,
        remembered: int = 4096,
    ) -> None:
        self.journal = journal
        self.clock = clock
        self._people = people
        self._places = places
        self._calendars = calendars
        self._officers = officers
        self._forgetting = forgetting
        self._entropy = entropy
        self._papers = papers
        self.states = States(journal, remembered)
        situations = Situations(law, places, calendars, officers, clock, laying)
        self.looking = Looking(self.states, situations, references, dossiers)
        self._moments = Moments(clock)
        journal.epoch.forgetting.append(self.states.forget)
        self._lines: dict[str, RLock] = {}

    def execute(self, request: Request) -> Receipt | Refused:
        """Do what is asked, once, or say every reason why not.

        Raises ``OutcomeUnknown`` where the store can neither be reached nor asked what happened:
        the same request with the same id may then be sent again.
        """
        self._pass_on(request)
        return (
            self._formerly(request)
            or self._attempt(request, fresh=False)
            or self._in_line(request)
            or self._earlier(request)
            or Refused((reason(Code.BUSY),))
        )

    def judged(self, request: Request) -> Refused | None:
        """What would be refused of a request now: for who makes something before it is recorded.

        Nothing is saved, and what was done already under its id is refused nothing.
        """
        if self._formerly(request) or self._earlier(request):
            return None
        self._pass_on(request)
        row = row_of(request.command)
        command, _ = self._people.identify(self._numbered(row, request.command))
        try:
            ruling, _ = self._rule(request, row, command, True)
        except NoLawInForce:
            return Refused((self._lawless(command),))
        return ruling if isinstance(ruling, Refused) else None

    def _pass_on(self, request: Request) -> None:
        """What it is about passes on first, where its township is no more: no sweep is waited for."""
        if first := passing_on(request, self.places, self.states, today(self.clock)):
            self.execute(first)

    def _in_line(self, request: Request) -> Receipt | Refused | None:
        """Try again one after the other; ``None`` where other processes were always quicker.

        Those who lost a race and all try again at once would make each other lose once more.
        """
        # Races are among a county's officers: they wait for each other, and for nobody else's.
        with self._lines.setdefault(request.officer.division[:COUNTY], RLock()):
            for _ in range(ATTEMPTS):
                answer = self._attempt(request, fresh=True)
                if answer is not None:
                    return answer
        return None

    def _attempt(self, request: Request, fresh: bool) -> Receipt | Refused | None:
        """Decide and save; ``None`` where somebody else saved first. Raises ``OutcomeUnknown``."""
        epoch = self.journal.epoch.number
        row = row_of(request.command)
        command, people = self._people.identify(self._numbered(row, request.command))
        try:
            ruling, final = self._rule(request, row, command, fresh)
        except NoLawInForce:
            ruling, final = Refused((self._lawless(command),)), fresh
        except IndexKeyGone:
            ruling, final = Refused((reason(Code.CLOCK_BEHIND),)), True
        except NoIndexKey as none:
            if none.refused is None:
                return None
            ruling, final = none.refused, True
        except Conflict:
            return None  # What was remembered of a case is not in the history any more.
        if isinstance(ruling, Refused):
            if not final:
                return self._attempt(request, fresh=True)
            return self._earlier(request) or ruling
        return self._saved(request, row, command, ruling, people, epoch, fresh)

    def _saved(
        self,
        request: Request,
        row: Rule,
        command: Command,
        ruling: _Ruling,
        people: Sequence[PersonRow],
        epoch: int,
        fresh: bool,
    ) -> Receipt | Refused | None:
        """Save what was decided, and remember it; ``None`` where somebody else saved first."""
        receipt = told(own_stream(row, command), command, ruling.recorded)
        try:
            receipt_row = stored(request, receipt)
            reads = ruling.looked.beside(ruling.recorded)
            position = self.journal.append(ruling.recorded, receipt_row, people, epoch, reads)
        except CommandAlreadyRecorded:
            return self._earlier(request) or Refused((reason(Code.BUSY),))
        except ClaimTaken as taken:
            # A twin of this command, or a quicker one about the same case, may have been first.
            return self._earlier(request) or number_used(taken) if fresh else None
        except KeyGone as gone:
            # Whoever was found by number may have lost the key since: they are looked up once more.
            return self._earlier(request) or key_gone(gone) if fresh else None
        except ClockBehind as behind:
            return self._earlier(request) or self._moments.behind(behind)
        except KeyMissing:
            if fresh and self._earlier(request) is None:
                raise
            return None
        except Conflict:
            return None
        except OutcomeUnknown as lost:
            return self._found_out(request, lost)
        self.states.advance(ruling.looked.states, ruling.recorded, epoch)
        self._calendars.learn(ruling.recorded)
        self._officers.learn(ruling.recorded)
        self._places.learn(ruling.recorded)
        self._forgetting.learn(ruling.recorded)
        return Receipt(receipt.case, receipt.version, position, receipt.facts)

    @property
    def places(self) -> Places:
        """The divisions there are, by what is on record."""
        return self._places.current()

    def situation(self, case: str, officer: Officer) -> Situation | None:
        """The case with all that any rule may look at, for questions; ``None`` where there is none."""
        return self.looking.case(case, officer)

    def _numbered(self, row: Rule, command: Command) -> Command:
        """Give what is opened its number, and what waits for chance some, whatever was given."""
        if row.opens and not command.case:
            day, words = self.clock.now().strftime("%Y%m%d"), cast(Any, command)
            return replace(command, case=f"{words.township}-{day}-{self._entropy.token(6)}")
        if row.chance:
            chance = mixed(getattr(command, row.chance), self._entropy)
            return replace(command, **cast(dict[str, Any], {row.chance: chance}))
        return command

    def _rule(
        self, request: Request, row: Rule, command: Command, fresh: bool
    ) -> tuple[_Ruling | Refused, bool]:
        """Load what the row reads and writes, and decide. The flag: a refusal stands as it is.

        It does not where it came from memory and the streams have moved since.
        """
        looked = self.looking.at(row, command, request.officer, fresh)
        ruling = self._decided(request, row, command, looked)
        return ruling, not isinstance(ruling, Refused) or self.looking.unmoved(looked)

    def _decided(
        self, request: Request, row: Rule, command: Command, looked: Look
    ) -> _Ruling | Refused:
        """Authorise and decide on what was looked at."""
        situation, states = looked.situation, looked.states
        if isinstance(situation, Refused):
            return situation
        allowed = self._allowed(request, row, command, situation, states)
        if isinstance(allowed, Refused):
            return allowed
        drawn = self._papers.drawn(command, situation)
        if isinstance(drawn, Reason):
            return Refused(by_own_law(situation.pack, (drawn,)))
        try:
            account = account_for(self.journal, command, situation.case)
        except KeyGone as gone:
            return key_gone(gone)
        if drawn is not None or account is not None:
            situation = situation.with_papers(drawn, account)
        changes = decide(situation, command)
        if isinstance(changes, Refused):
            return changes
        recorded = self._record(request, row, command, changes, states, allowed, situation.pack)
        return _Ruling(recorded, looked)

    def _allowed(
        self,
        request: Request,
        row: Rule,
        command: Command,
        situation: Situation,
        states: dict[str, Any],
    ) -> Authority | Refused:
        """By which authority the officer may give the command, over the version they saw."""
        case, officer = situation.case, situation.officer
        allowed = authorise(
            command,
            officer,
            place_of(row, command, case, states, officer),
            case,
            situation.today,
            situation.delegations,
            situation.pack,
            self._officers.current(),
            situation.places,
        )
        if unknown := nowhere(row, command, situation):
            return unknown
        if not isinstance(allowed, Authority):
            return Refused(allowed)
        return stale(request, case) or allowed

    def _lawless(self, command: Command) -> Reason:
        """No law is in force there; or there is no such place that it could be in."""
        field, code = named_division(row_of(command), command)
        if code.isdecimal() and not self.places.known(code):
            return reason(Code.DIVISION_UNKNOWN, "3", field, division=code)
        return reason(Code.NO_LAW_IN_FORCE)

    def _record(
        self,
        request: Request,
        row: Rule,
        command: Command,
        changes: Sequence[Change],
        states: dict[str, Any],
        authority: Authority,
        pack: Pack,
    ) -> tuple[Recorded, ...]:
        """Each fact in its envelope, with the next version of its stream."""
        now, own = self._moments.now(), own_stream(row, command)
        versions = {stream: state.version for stream, state in states.items()}
        versions.setdefault(own, 0)
        recorded = []
        for change in changes:
            stream = change.stream or own
            row.may_write(stream)
            versions[stream] += 1
            recorded.append(
                Recorded(
                    stream=stream,
                    version=versions[stream],
                    fact=self._people.indexing.of(change.fact, now, self.execute),
                    recorded_at=now,
                    officer=request.officer.id,
                    authority=authority,
                    law=pack.name,
                    command=request.id,
                )
            )
        return tuple(recorded)

    def _found_out(self, request: Request, lost: OutcomeUnknown) -> Receipt | Refused:
        """What became of a save whose answer was lost. Raises it where nobody can tell yet."""
        try:
            known = self._earlier(request)
        except Unanswered:
            raise lost from None
        if known is None:
            raise lost
        return known

    def _formerly(self, request: Request) -> Receipt | Refused | None:
        """What was done under an id the same request had before; asked only where there was one."""
        rows = (self.journal.command(id) for id in request.former)
        return next((repeated(request, row) for row in rows if row is not None), None)

    def _earlier(self, request: Request) -> Receipt | Refused | None:
        """What an earlier request with this id did, if there was one."""
        row = self.journal.command(request.id)
        return None if row is None else repeated(request, row)
