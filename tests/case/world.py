"""An office in memory: it authorises, decides and folds over all streams, exactly as one would."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from adapters.calendar import lhasa, national
from adapters.packs import law
from adapters.places import lhasa as lhasa_places
from domain import anchoring, delegation, keeping, lead, officers, sampling
from domain.account import account as accounts
from domain.account.account import PersonAccount
from domain.account.events import GrantCharged, GrantReleased
from domain.anchoring import Anchors, LogAnchored
from domain.assessment.engine import Assessor
from domain.authority import Officer, authorise, city_for
from domain.case import commands as c
from domain.case.clock import running
from domain.case.decide import decide
from domain.case.documents import Drawn, Place, place
from domain.case.events import ApplicationSubmitted
from domain.case.evolve import evolve
from domain.case.situation import Change, Situation
from domain.case.state import Case
from domain.case.terms import DocumentKind, Stage
from domain.delegation import DelegationGranted, DelegationRevoked, Delegations
from domain.facts import Authority, Fact
from domain.keeping import Files, MasterKeyFact, MasterKeys, PersonFact, PersonKey
from domain.law.pack import Law, Pack
from domain.lead import Lead, LeadClosed, LeadRecorded
from domain.officers import OfficerFact, Officers
from domain.people import PersonId
from domain.places import Places
from domain.reference import STREAM as REFERENCE_STREAM
from domain.reference import References, ReferenceValueRecorded
from domain.reference import evolve as with_value
from domain.refusal import Refused
from domain.sampling import CaseCountedForSpotCheck, Roster
from domain.time.calendar import Calendar
from domain.time.due import LOCAL
from domain.time.notices import HolidayNoticeRecorded
from domain.time.running import RunningLimits
from tests.case.hardship import REFERENCES

LAW = law()
CALENDAR = Calendar.of((*national(range(2018, 2027), date(2018, 1, 1)), *lhasa(date(2018, 1, 1))))
PLACES = lhasa_places()
PACK = LAW.packs[0]

_ASSESSORS: list[Assessor] = []


def assessor(law: Law) -> Assessor:
    """The assessment under a law, made once."""
    for known in _ASSESSORS:
        if known.law is law:
            return known
    _ASSESSORS.append(Assessor(law))
    return _ASSESSORS[-1]


DELEGATIONS = (c.GrantDelegation, c.RevokeDelegation)
OF_PERSONS = (c.ProposeKeyDestruction, c.ConfirmKeyDestruction)
OF_MASTER_KEYS = (c.IntroduceMasterKey, c.RetireMasterKey)
OF_OFFICERS = (
    c.AppointOfficer,
    c.EndAppointment,
    c.DeclareKinship,
    c.WithdrawKinship,
    c.LinkSignIn,
    c.RecordCredential,
)
BESIDE = (*OF_OFFICERS, *OF_PERSONS, *OF_MASTER_KEYS, c.AnchorLog)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as recorded: who recorded it, by what authority, on which day."""

    fact: Fact
    officer: str
    authority: Authority | None
    day: date
    at: datetime | None = None


NOTICE_DIGEST, FILE_DIGEST = "sha256:1", "sha256:2"


def drawn(command: c.Command, case: Case, day: date) -> Drawn | None:
    """A document as an office would have drawn it: the county's where the county decided."""
    kind = DocumentKind.PUBLIC_NOTICE
    if isinstance(command, c.ServeDocument):
        kind = command.document
        at = place(case, kind, command.number)
    elif isinstance(command, c.PostPublicNotice) and case.application is not None:
        at = Place(serial=1, founded=case.version + 1, version=case.version + 1)
    else:
        at = None
    if at is None:
        return None
    length = 6 if kind is DocumentKind.RELIEF_REFUSAL else 9
    on = case.moments[at.founded - 1].on if at.founded <= case.version else day
    return Drawn(
        place=at,
        number="文号 1",
        issued_on=on,
        issuer=case.asked.township[:length],
        text_digest=NOTICE_DIGEST,
        sha256=FILE_DIGEST,
        edition="1-test",
        calendar=3,
    )


@dataclass
class World:
    """All streams and, beside them, what they add up to. ``replayed`` must equal the live state."""

    law: Law = LAW
    calendar: Calendar = CALENDAR
    places: Places = PLACES
    streams: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    accounts: dict[str, PersonAccount] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    delegations: dict[str, Delegations] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    references: References = REFERENCES
    officers: Officers = field(default_factory=Officers)
    hour: time = time(10)
    keys: dict[str, PersonKey] = field(default_factory=dict)
    master_keys: MasterKeys = field(default_factory=MasterKeys)
    anchors: dict[str, Anchors] = field(default_factory=dict)

    def copy(self) -> "World":
        """The same world, free to go another way; everything inside it is immutable."""
        return World(
            self.law,
            self.calendar,
            self.places,
            dict(self.streams),
            dict(self.cases),
            dict(self.accounts),
            dict(self.rosters),
            dict(self.delegations),
            dict(self.leads),
            self.references,
            self.officers,
            self.hour,
            dict(self.keys),
            self.master_keys,
            dict(self.anchors),
        )

    def execute(
        self, command: c.Command, officer: Officer, day: date
    ) -> tuple[Fact, ...] | Refused:
        """Authorise, decide, record. A refusal records nothing."""
        situation = self.situation(command, officer, day)
        place = self.place(command, officer)
        power = authorise(
            command, officer, place, situation.case, day, situation.delegations, situation.pack
        )
        if isinstance(power, tuple):
            return Refused(power)
        changes = decide(situation, command)
        if isinstance(changes, Refused):
            return changes
        at = datetime.combine(day, self.hour, LOCAL)
        for change in changes:
            self.record(
                self.stream(change, command), Entry(change.fact, officer.id, power, day, at)
            )
        return tuple(change.fact for change in changes)

    def situation(self, command: c.Command, officer: Officer, day: date) -> Situation:
        """Everything a rule may look at for this command."""
        case = self.cases.get(f"case-{command.case}", Case())
        members = case.application.members if case.application else ()
        township = case.application.township if case.application else ""
        county = command.case if isinstance(command, DELEGATIONS) else township[:6]
        return Situation(
            case=case,
            pack=self.pack(case, day, self.place(command, officer)),
            calendar=self.calendar,
            places=self.places,
            today=day,
            now=datetime.combine(day, self.hour, LOCAL),
            officer=officer,
            assessor=assessor(self.law),
            references=self.references,
            accounts={p: self.account(p) for p in members},
            delegations=self.delegations.get(delegation.stream(county), Delegations()),
            roster=self.rosters.get(sampling.stream(county), Roster()),
            lead=self.leads.get(lead.stream(self.lead_number(command)), Lead()),
            officers=self.officers,
            drawn=drawn(command, case, day),
            key=self.keys.get(keeping.stream(command.case), PersonKey()),
            files=self.files(command),
            master_keys=self.master_keys,
            anchors=self.anchors.get(anchoring.stream(command.case), Anchors()),
        )

    def files(self, command: c.Command) -> Files:
        """Every file that names the person a command is about."""
        if not isinstance(command, OF_PERSONS):
            return Files()
        named = [one for one in self.cases.values() if self.names(one, command.case)]
        leads = [one for one in self.leads.values() if one.person == command.case]
        kept = keeping.states_of((*named, *leads))
        return Files(kept, len(self.streams), bool(kept))

    def names(self, case: Case, person: str) -> bool:
        """Whether an application, as it was handed in, names a person."""
        submitted = self.streams[f"case-{case.id}"][0].fact
        return isinstance(submitted, ApplicationSubmitted) and any(
            member.person == person for member in submitted.members
        )

    def lead_number(self, command: c.Command) -> str:
        """The lead a command is about, or comes from."""
        if isinstance(command, c.SubmitApplication):
            return command.lead or ""
        return command.case

    def account(self, person: PersonId) -> PersonAccount:
        """A person's account, empty where nothing was ever granted."""
        return self.accounts.get(accounts.stream(person), PersonAccount())

    def pack(self, case: Case, day: date, place: str) -> Pack:
        """The pack the case was accepted under, else the one of the day and place."""
        return self.law.pack(case.pack) if case.pack else self.law.governing(day, place)

    def place(self, command: c.Command, officer: Officer) -> str:
        """Where the thing is decided: the case's township, or what the command itself names."""
        if isinstance(command, c.SubmitApplication | c.RecordLead):
            return command.township
        if isinstance(command, c.CloseLead):
            return self.leads.get(lead.stream(command.case), Lead()).township or officer.division
        if isinstance(command, DELEGATIONS):
            return command.case
        if isinstance(command, c.RecordHolidayNotice | c.RecordReferenceValue):
            return city_for(command.case, officer)
        if isinstance(command, BESIDE):
            return "5401"
        case = self.cases.get(f"case-{command.case}")
        return case.asked.township if case else officer.division

    def stream(self, change: Change, command: c.Command) -> str:
        """The stream a change belongs to; its own where it names none."""
        if change.stream:
            return change.stream
        match change.fact:
            case LeadRecorded() | LeadClosed():
                return lead.stream(command.case)
            case DelegationGranted() | DelegationRevoked():
                return delegation.stream(command.case)
            case HolidayNoticeRecorded():
                return "calendar"
            case ReferenceValueRecorded():
                return REFERENCE_STREAM
            case fact if isinstance(fact, OfficerFact):
                return officers.STREAM
            case fact if isinstance(fact, PersonFact):
                return keeping.stream(command.case)
            case fact if isinstance(fact, MasterKeyFact):
                return keeping.MASTER_KEYS
            case LogAnchored():
                return anchoring.stream(command.case)
            case _:
                return f"case-{command.case}"

    def record(self, stream: str, entry: Entry) -> None:
        """Append and fold."""
        self.streams[stream] = (*self.streams.get(stream, ()), entry)
        match entry.fact:
            case GrantCharged() | GrantReleased() as fact:
                before = self.accounts.get(stream, PersonAccount())
                self.accounts[stream] = accounts.evolve(before, fact)
            case CaseCountedForSpotCheck() as fact:
                self.rosters[stream] = sampling.evolve(self.rosters.get(stream, Roster()), fact)
            case DelegationGranted() | DelegationRevoked() as fact:
                known = self.delegations.get(stream, Delegations())
                self.delegations[stream] = delegation.evolve(known, fact)
            case LeadRecorded() | LeadClosed() as fact:
                self.leads[stream] = lead.evolve(self.leads.get(stream, Lead()), fact)
            case HolidayNoticeRecorded() as fact:
                self.calendar = self.calendar.with_notice(fact)
            case ReferenceValueRecorded() as fact:
                self.references = with_value(self.references, fact)
            case fact if isinstance(fact, OfficerFact):
                self.officers = officers.evolve(self.officers, fact)
            case fact if isinstance(fact, PersonFact):
                key = self.keys.get(stream, PersonKey())
                self.keys[stream] = keeping.evolve(key, fact, entry.officer)
            case fact if isinstance(fact, MasterKeyFact):
                self.master_keys = keeping.with_master_key(self.master_keys, fact)
            case LogAnchored() as fact:
                self.anchors[stream] = anchoring.newest(fact, len(self.streams[stream]))
            case fact:
                before_case = self.cases.get(stream, Case())
                self.cases[stream] = evolve(before_case, fact, entry.officer, entry.at)  # type: ignore[arg-type]

    def replayed(self) -> "World":
        """The world folded anew from what was recorded, and nothing else."""
        again = World(self.law, CALENDAR, self.places)
        for stream, entries in self.streams.items():
            for entry in entries:
                again.record(stream, entry)
        return again

    def case(self, number: str) -> Case:
        """A case as it stands; unknown where nothing was ever recorded of it."""
        return self.cases.get(f"case-{number}", Case())

    def stage(self, number: str) -> Stage:
        """The stage of a case."""
        return self.case(number).stage

    def limits(self, number: str) -> RunningLimits:
        """The time limits that run in a case."""
        case = self.case(number)
        place = case.asked.township if case.application else "5401"
        return running(case, self.pack(case, date(2025, 1, 1), place))

    def facts(self, kind: type[Fact] = Fact) -> tuple[Fact, ...]:
        """Every recorded fact of a kind, stream by stream."""
        return tuple(
            entry.fact
            for entries in self.streams.values()
            for entry in entries
            if isinstance(entry.fact, kind)
        )
