"""The office: executes commands. Loads what a rule looks at, asks, and saves everything at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any

from eventsourcing.persistence import PersistenceError, RecordConflictError

from adapters.journal import Journal
from adapters.keys.sealer import KeyGone, KeyMissing
from adapters.store.errors import CommandAlreadyRecorded, OutcomeUnknown
from domain.authority import Officer, authorise
from domain.case import commands as c
from domain.case.decide import decide
from domain.case.evolve import NEW
from domain.case.situation import Change, Situation
from domain.case.state import Case
from domain.case.terms import Stage
from domain.facts import Authority, Recorded
from domain.law.clauses import by_own_law
from domain.law.pack import Law, NoLawInForce, Pack
from domain.places import Places
from domain.reference import References
from domain.refusal import Code, Reason, Refused, reason
from relief.calendars import Calendars
from relief.clock import Clock
from relief.documents.papers import Papers
from relief.dossiers import Dossier, Dossiers
from relief.entropy import Entropy
from relief.forgetting import Forgetting
from relief.officers import OfficerRegister
from relief.people import People
from relief.references import ReferenceBook
from relief.requests import Receipt, Request, repeated, stale, stored
from relief.situations import NO_DOSSIER, Situations
from relief.states import States
from relief.streams import (
    OF_PERSONS,
    ONLY_READ,
    READS_VALUES,
    beside,
    case_stream,
    everything_beside,
    own_stream,
    place_of,
)

ATTEMPTS = 8
"""How often a lost race is run again before the office says it is busy."""
COUNTY_DIGITS = 6
"""Races are among a county's officers: they wait for each other, and for nobody else's."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """Facts ready to be saved, and the states they build on."""

    recorded: tuple[Recorded, ...]
    states: dict[str, Any]


class Office:
    """Executes commands, each exactly once. Thread-safe."""

    def __init__(
        self,
        journal: Journal,
        people: People,
        law: Law,
        places: Places,
        calendars: Calendars,
        officers: OfficerRegister,
        references: ReferenceBook,
        dossiers: Dossiers,
        forgetting: Forgetting,
        clock: Clock,
        entropy: Entropy,
        papers: Papers,
        remembered: int = 4096,
    ) -> None:
        self.journal = journal
        self.clock = clock
        self._people = people
        self._places = places
        self._calendars = calendars
        self._officers = officers
        self._references = references
        self._situations = Situations(law, places, calendars, officers, clock)
        self._dossiers = dossiers
        self._forgetting = forgetting
        self._entropy = entropy
        self.papers = papers
        self._states = States(journal, remembered)
        self._lines: dict[str, Lock] = {}

    def execute(self, request: Request) -> Receipt | Refused:
        """Do what is asked, once, or say every reason why not.

        Raises ``OutcomeUnknown`` where the store can neither be reached nor asked what happened:
        the same request with the same id may then be sent again.
        """
        return (
            self._attempt(request, fresh=False)
            or self._in_line(request)
            or self._earlier(request)
            or Refused((reason(Code.BUSY),))
        )

    def _in_line(self, request: Request) -> Receipt | Refused | None:
        """Try again one after the other; ``None`` where other processes were always quicker.

        Those who lost a race and all try again at once would make each other lose once more.
        """
        with self._lines.setdefault(request.officer.division[:COUNTY_DIGITS], Lock()):
            for _ in range(ATTEMPTS):
                answer = self._attempt(request, fresh=True)
                if answer is not None:
                    return answer
        return None

    def _attempt(self, request: Request, fresh: bool) -> Receipt | Refused | None:
        """Decide and save; ``None`` where somebody else saved first. Raises ``OutcomeUnknown``."""
        command, people = self._people.identify(self._numbered(request.command))
        try:
            ruling, remembered = self._rule(request, command, fresh)
        except NoLawInForce:
            ruling, remembered = Refused((reason(Code.NO_LAW_IN_FORCE),)), not fresh
        if isinstance(ruling, Refused):
            if remembered:
                return self._attempt(request, fresh=True)
            return self._earlier(request) or ruling
        receipt = self._receipt(command, ruling)
        try:
            position = self.journal.append(ruling.recorded, stored(request, receipt), people)
        except CommandAlreadyRecorded:
            return self._earlier(request) or Refused((reason(Code.BUSY),))
        except KeyGone as gone:
            # Whoever was found by number may have lost the key since: they are looked up once more.
            return self._earlier(request) or key_gone(gone) if fresh else None
        except (RecordConflictError, KeyMissing):
            return None
        except OutcomeUnknown as lost:
            return self._found_out(request, lost)
        self._states.advance(ruling.states, ruling.recorded)
        self._calendars.learn(ruling.recorded)
        self._officers.learn(ruling.recorded)
        self._forgetting.learn(ruling.recorded)
        return replace(receipt, position=position)

    def situation(self, case: str, officer: Officer) -> Situation | None:
        """The case with all that any rule may look at, for questions; ``None`` where there is none."""
        states, _ = self._states.load((case_stream(case),), fresh=True)
        state: Case = states[case_stream(case)]
        if state.stage is Stage.UNKNOWN:
            return None
        others, _ = self._states.load(everything_beside(state), fresh=True)
        asked = c.CloseCase(case=case, volume="")
        return self._situations.of(asked, officer, state, others, self._references.current())

    def _numbered(self, command: c.Command) -> c.Command:
        """Give a new application or lead its number, and a receipt at the county its seed."""
        if isinstance(command, c.SubmitApplication | c.RecordLead) and not command.case:
            day = self.clock.now().strftime("%Y%m%d")
            return replace(command, case=f"{command.township}-{day}-{self._entropy.token(6)}")
        if isinstance(command, c.ReceiveAtCounty) and not command.seed:
            return replace(command, seed=self._entropy.token(16))
        return command

    def _rule(
        self, request: Request, command: c.Command, fresh: bool
    ) -> tuple[_Ruling | Refused, bool]:
        """Load, authorise, decide. The flag says that some state came from memory."""
        own = own_stream(command)
        states, remembered = self._own(command, own, fresh)
        case: Case = states.get(own, NEW)
        if own.startswith("case-") and unknown(case, command):
            return Refused((reason(Code.CASE_UNKNOWN),)), remembered
        dossier = self._dossier(command)
        looked_at = (*beside(command, case), *dossier.streams)
        others, old = self._states.load(looked_at, fresh=fresh or isinstance(command, ONLY_READ))
        states |= others
        known = self._references.current() if isinstance(command, READS_VALUES) else References()
        situation = self._situations.of(command, request.officer, case, states, known, dossier)
        place = place_of(command, case, situation.lead.township, request.officer)
        allowed = authorise(
            command,
            request.officer,
            place,
            case,
            situation.today,
            situation.delegations,
            situation.pack,
        )
        refused = (
            self._nowhere(command, situation)
            or (None if isinstance(allowed, Authority) else Refused(allowed))
            or stale(request, case)
        )
        if refused is not None or not isinstance(allowed, Authority):
            return refused or Refused(()), remembered or old
        drawn = self.papers.drawn(command, situation)
        if isinstance(drawn, Reason):
            return Refused(by_own_law(situation.pack, (drawn,))), remembered or old
        changes = decide(replace(situation, drawn=drawn), command)
        if isinstance(changes, Refused):
            return changes, remembered or old
        recorded = self._record(request, own, changes, states, allowed, situation.pack)
        return _Ruling(recorded, states), remembered or old

    def _dossier(self, command: c.Command) -> Dossier:
        """A person's files, where their key is in question."""
        if isinstance(command, OF_PERSONS):
            return self._dossiers.of(command.case)
        return NO_DOSSIER

    def _own(self, command: c.Command, own: str, fresh: bool) -> tuple[dict[str, Any], bool]:
        """The case itself. A new application has none, and the store refuses a number used twice."""
        if isinstance(command, c.SubmitApplication):
            return {own: NEW}, False
        if not own.startswith("case-"):
            return {}, False
        return self._states.load((own,), fresh=fresh)

    def _nowhere(self, command: c.Command, situation: Situation) -> Refused | None:
        """A township that does not exist is said to be unknown, rather than out of reach."""
        if not isinstance(command, c.SubmitApplication | c.RecordLead):
            return None
        if self._places.township(command.township, situation.today) is not None:
            return None
        known = reason(Code.DIVISION_UNKNOWN, "3", "township", division=command.township)
        return Refused(by_own_law(situation.pack, (known,)))

    def _record(
        self,
        request: Request,
        own: str,
        changes: Sequence[Change],
        states: dict[str, Any],
        authority: Authority,
        pack: Pack,
    ) -> tuple[Recorded, ...]:
        """Each fact in its envelope, with the next version of its stream."""
        now: datetime = self.clock.now()
        versions = {stream: state.version for stream, state in states.items()}
        versions.setdefault(own, self._calendars.version if own == "calendar" else 0)
        recorded = []
        for change in changes:
            stream = change.stream or own
            versions[stream] += 1
            recorded.append(
                Recorded(
                    stream=stream,
                    version=versions[stream],
                    fact=change.fact,
                    recorded_at=now,
                    officer=request.officer.id,
                    authority=authority,
                    law=pack.name,
                    command=request.id,
                )
            )
        return tuple(recorded)

    def _receipt(self, command: c.Command, ruling: _Ruling) -> Receipt:
        own = own_stream(command)
        version = max((r.version for r in ruling.recorded if r.stream == own), default=0)
        return Receipt(command.case, version, 0, tuple(r.fact.NAME for r in ruling.recorded))

    def _found_out(self, request: Request, lost: OutcomeUnknown) -> Receipt | Refused:
        """What became of a save whose answer was lost. Raises it where nobody can tell yet."""
        try:
            known = self._earlier(request)
        except PersistenceError:
            raise lost from None
        if known is None:
            raise lost
        return known

    def _earlier(self, request: Request) -> Receipt | Refused | None:
        """What an earlier request with this id did, if there was one."""
        row = self.journal.store.command(request.id)
        return None if row is None else repeated(request, row)


def key_gone(gone: KeyGone) -> Refused:
    """Nothing can be kept about somebody whose data was destroyed (个人信息保护法 §47)."""
    return Refused((reason(Code.KEY_DESTROYED, "个人信息保护法§47", person=gone.person),))


def unknown(case: Case, command: c.Command) -> bool:
    """A command about a case nobody opened."""
    return case.stage is Stage.UNKNOWN and not isinstance(command, c.SubmitApplication)
