"""The only room that builds things: from settings to a working service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from adapters import drawing
from adapters.access.log import serving_log
from adapters.chain.log import ChainedLog
from adapters.identity.door import Door
from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.packs import Files
from adapters.store.follower import Follower
from adapters.store.place import Place as LedgerPlace
from adapters.store.places import Places as LedgerPlaces
from domain.case.authority import SYSTEM
from domain.ground.messages import Carrier
from domain.ground.places import Places, lies_in
from domain.ground.posts import CITY
from domain.ground.refusal import Refused
from domain.ground.service_terms import MessageChannel
from domain.law.pack import Law, Pack
from domain.law.reference import ReferenceValueRecorded
from domain.registers.anchors.facts import KeptLog
from domain.registers.keys.commands import RecordKeyChecks
from domain.registers.keys.state import MASTER_KEYS
from domain.registers.values.commands import RecordReferenceValue
from relief import dividing
from relief.carriers import carriers
from relief.clock import Clock, SystemClock
from relief.documents.inputs import Office as Printed
from relief.documents.offices import Offices
from relief.documents.papers import Papers
from relief.editions import edition
from relief.entropy import Entropy, SystemEntropy
from relief.evidence.filing import Filing
from relief.evidence.keeping import Keeping
from relief.evidence.orphans import TOPICS as FILES_NAMED
from relief.filestore import files_folder, files_store
from relief.installation import divisions, files_of, lawful, office_contacts, seated
from relief.keeper import FOLLOWER, Keeper
from relief.keys import keyring
from relief.keys.forgetting import Forgetting
from relief.keys.keyring import Keys
from relief.keys.yearkeys import IndexKeys
from relief.law import recording
from relief.law.enactment import Enactments
from relief.law.reckonings import Reckonings
from relief.law.reviews import Reviews
from relief.law.rewriting import LaidFiles, unrewritten
from relief.office.calendars import Calendars
from relief.office.divisions import DivisionBook
from relief.office.office import Office
from relief.office.officers import OfficerRegister
from relief.office.references import ReferenceBook, figure_id
from relief.office.requests import Request, before, system_id
from relief.people.dossiers import Dossiers
from relief.people.households import household_of
from relief.people.looks import Looks
from relief.people.names import OfficerNames
from relief.people.namings import Namings
from relief.people.people import People
from relief.people.personal import Personal
from relief.people.probing import Probing
from relief.people.providers import provider_of
from relief.people.signing import SignIn
from relief.people.slips import SlipCodes
from relief.settings import Settings
from relief.shipped import shipped_notices
from relief.standing import Standing
from relief.startable import startable

BEGIN = system_id("keys", "check-values")
"""The command by which a history learns which keys open it."""


@dataclass(slots=True)
class Service:
    """Everything a process needs. Close it when done."""

    settings: Settings
    clock: Clock
    law: Law
    division_book: DivisionBook
    master: MasterKey
    sealer: KeySealer
    journal: Journal
    office: Office
    papers: Papers
    keeper: Keeper
    calendars: Calendars
    references: ReferenceBook
    looks: Looks
    probing: Probing
    personal: Personal
    forgetting: Forgetting
    officers: OfficerRegister
    names: OfficerNames
    index_keys: IndexKeys
    sign_in: SignIn
    reviews: Reviews
    reckonings: Reckonings
    enactments: Enactments
    carriers: Mapping[MessageChannel, Carrier]
    offices: Offices
    filing: Filing
    keeping: Keeping
    standing: Standing = field(default_factory=Standing)

    @property
    def divisions(self) -> Places:
        """The divisions there are, by what is on record."""
        return self.division_book.known()

    @property
    def ledgers(self) -> LedgerPlaces:
        """Where the ledgers are."""
        return self.keeper.ledgers

    def follower(self) -> Follower:
        """A follower of the current ledgers, which are built first where there are none."""
        return self.keeper.follower()

    def office_of(self, division: str) -> Printed:
        """An office as it is called in print today, with its telephone where that is known."""
        return self.offices.issuer(division, self.clock.now().date())

    def following(self, place: LedgerPlace) -> Follower:
        """A follower of certain ledgers."""
        return self.keeper.following(place)

    def position(self) -> int:
        """How far the current ledgers have come; 0 while there are none."""
        return self.keeper.position()

    def built(self) -> int:
        """How far the ledgers have come that are being built."""
        return self.keeper.built()

    def head(self) -> int:
        """The newest position of the history."""
        return self.keeper.head()

    @property
    def logs(self) -> Mapping[KeptLog, ChainedLog[Any]]:
        """The logs beside the history that only grow."""
        return {KeptLog.ACCESS: self.looks.log, KeptLog.SIGN_IN: self.sign_in.door.log}

    def close(self) -> None:
        """Close every connection."""
        self.ledgers.close()
        self.reckonings.close()
        self.sign_in.close()
        self.looks.log.close()
        self.journal.close()


def build(
    settings: Settings, clock: Clock | None = None, entropy: Entropy | None = None
) -> Service:
    """The service over an installed (or new) database, its keys proven, its calendar recorded.

    Raises what ``startable`` does, with everything as it was.
    """
    clock = clock or SystemClock()
    files, known = files_of(settings), divisions(settings)
    lawful(files, known, clock.now().date())
    startable(settings, files, clock)
    keys = keyring.for_serving(settings)
    service = assembled(settings, clock, entropy or SystemEntropy(), files, known, keys.master)
    try:
        journal = service.journal
        # Seen once, it holds what begins to its time, however far this machine's clock is behind.
        journal.following(max(journal.head - 1, 0), 1)
        record_missing(key_checks(service, keys), service)
        keyring.settled(keys, settings, journal)
        record_law(service)
        notices = shipped_notices(
            calendars=service.calendars, today=clock.now().date(), master=keys.master
        )
        divided = dividing.installed(journal, known, keys.master)
        record_missing((*notices, *published_values(service), *divided), service)
    except BaseException:
        service.close()
        raise
    return service


def history(settings: Settings, master: MasterKey) -> tuple[Journal, KeySealer]:
    """The history of this installation, and what seals and opens personal text in it."""
    seen: list[Journal] = []
    sealer = KeySealer(master, lambda ids: seen[0].store.people_by_id(ids))
    journal = Journal(settings.database, sealer, create=False, office=master.digest)
    seen.append(journal)
    return journal, sealer


def signing_in(
    settings: Settings, clock: Clock, officers: OfficerRegister, master: MasterKey
) -> SignIn:
    """Who may sign in, and how."""
    door = Door(settings.database, create=settings.install)
    return SignIn(settings, door, provider_of(settings, clock), officers, clock, master)


def filed(
    settings: Settings, clock: Clock, journal: Journal, master: MasterKey, sealer: KeySealer
) -> Filing:
    """Where the files of cases are kept, and what takes them in."""

    def on_record() -> bool:
        return bool(journal.following(0, 1, None, FILES_NAMED))

    folder = files_folder(settings)
    return Filing(files_store(settings), folder, master, sealer, clock, on_record)


def goes_with_a_person(
    forgetting: Forgetting,
    people: People,
    index_keys: IndexKeys,
    keeping: Keeping,
    names: OfficerNames,
) -> None:
    """What else forgets somebody whose key was destroyed: drawn files, indexes, keys of a year, files."""
    forgetting.also += (drawing.render.cache_clear, people.indexing.years.forget, names.forget)
    forgetting.also.append(index_keys.someone_gone)
    forgetting.afterwards += (index_keys.look, keeping.follow)


def assembled(
    settings: Settings,
    clock: Clock,
    entropy: Entropy,
    files: Files,
    known: Places,
    master: MasterKey,
) -> Service:
    """All the parts put together over a history that stands; nothing is recorded in it.

    The law is what counts of the files, read as was recorded until now.
    """
    journal, sealer = history(settings, master)
    law = (enactments := Enactments(files, journal)).law
    calendars, officers = Calendars(journal), OfficerRegister(journal)
    reviews = Reviews(journal, references := ReferenceBook(journal))
    ledgers, forgetting = LedgerPlaces(settings.database, edition(law)), Forgetting(journal, sealer)
    personal, filing = Personal(journal, sealer), filed(settings, clock, journal, master, sealer)
    book = DivisionBook(journal, known, dividing.lying(ledgers), partial(seated, settings))
    names = OfficerNames(journal, officers, personal.opened)
    others = (partial(household_of, journal, personal), filing.told, names.there)
    people = People(journal.store, master, sealer, *others, Namings(journal, personal), book.known)
    offices, code = Offices(book.current, office_contacts(settings)), SlipCodes(master).of
    papers = Papers(journal, personal.opened, law, calendars, offices, drawing, code, names.printed)
    dossiers, laid = Dossiers(journal, ledgers, FOLLOWER), LaidFiles(enactments)
    seen = (law, book, calendars, officers, references, dossiers)
    office = Office(journal, people, *seen, forgetting, clock, entropy, papers, laid)
    index_keys = IndexKeys(journal, master, clock, office.execute)
    keeping = Keeping(filing, journal, dossiers, clock)
    for memory in (calendars, officers, book, references, reviews, forgetting, keeping, names):
        journal.store.epoch.forgetting.append(memory.forget)
    access = serving_log(settings.database, create=settings.install)
    looks, probing = Looks(access, sealer, clock, SystemEntropy()), Probing(access, master, clock)
    sign_in, keeper = signing_in(settings, clock, officers, master), Keeper(journal, ledgers, law)
    reckonings = Reckonings(settings.database, journal, law, references, clock)
    ground = (settings, clock, law, book, master, sealer, journal)
    kept = (calendars, references, looks, probing, personal, forgetting, officers)
    goes_with_a_person(forgetting, people, index_keys, keeping, names)
    asked = (index_keys, sign_in, reviews, reckonings, enactments, carriers(settings))
    return Service(*ground, office, papers, keeper, *kept, names, *asked, offices, filing, keeping)


def record_missing(requests: Sequence[Request], service: Service) -> None:
    """Give those commands of the system whose ids have no receipt yet. Raises ``RuntimeError``.

    The ids are fixed, so that starting again, or twice at once, records nothing twice.
    """
    if not requests:
        return
    ids = [id for request in requests for id in (request.id, before(request.id))]
    known = service.journal.store.known_commands(ids)
    for request in requests:
        if request.id in known or before(request.id) in known:
            continue
        answer = service.office.execute(request)
        if isinstance(answer, Refused):
            raise RuntimeError(f"{request.id} cannot be recorded: {answer.reasons}")


def record_law(service: Service) -> None:
    """Law that is not on record yet. Raises ``LawRewritten`` where facts rest on what was edited."""
    journal, master, enacting = service.journal, service.master, service.enactments
    # What the owner lays beside the program comes first: while the shipped law is not on record
    # this is an installation, however often it was broken off.
    record_missing(tuple(recording.installed(enacting, master)), service)
    record_missing(tuple(recording.from_before(journal, master)), service)
    unrewritten(enacting)
    record_missing(tuple(recording.requests(enacting, master)), service)


def key_checks(service: Service, keys: Keys) -> tuple[Request, ...]:
    """The check values of the keys as a command of the system, where none are on record."""
    if keys.by is None:
        return ()
    checks = keyring.checks(keys.master, keyring.on_record(service.journal))
    command = RecordKeyChecks(case=MASTER_KEYS, checks=checks, by=keys.by)
    return (Request(command, SYSTEM, BEGIN, service.master.digest(BEGIN.encode())),)


def published_values(service: Service) -> Iterator[Request]:
    """The figures the packs in force found published; what comes out later is for a later start."""
    today = service.clock.now().date()
    for pack in service.law.packs:
        city = city_under(pack, service, today)
        for value in pack.outcomes.published if city is not None else ():
            if value.published_on is None or value.published_on <= today:
                yield value_request(value, service, city or "")


def city_under(pack: Pack, service: Service, today: date) -> str | None:
    """A city in which a pack is the law; ``None`` where it is none of any division here today."""
    if not pack.covers(today):
        return None
    if len(pack.area) >= CITY:
        return pack.area[:CITY]
    cities = (code for code in sorted(service.divisions.table) if len(code) == CITY)
    inside = (code for code in cities if lies_in(code, pack.area))
    return next((one for one in inside if service.law.on(today, one).id == pack.id), None)


def value_request(value: ReferenceValueRecorded, service: Service, city: str) -> Request:
    """A reference value of a pack as a command of the system, acting for a city of the pack's."""
    system = replace(SYSTEM, division=city)
    command = RecordReferenceValue(
        case=value.area,
        series=value.series,
        period=value.period,
        valid_from=value.valid_from,
        valid_to=value.valid_to,
        published_on=value.published_on,
        value=value.value,
        document=value.document,
        source=value.source,
    )
    id = figure_id(value)
    return Request(command, system, id, service.master.digest(id.encode()))
