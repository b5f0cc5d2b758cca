"""The only room that builds things: from settings to a working service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select

from adapters import calendar, packs, places
from adapters.access.log import AccessLog
from adapters.chain.log import ChainedLog
from adapters.documents import render
from adapters.identity.door import Door
from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.places.contacts import Contact, contacts
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.places import FOLLOWERS
from adapters.store.places import Places as LedgerPlaces
from domain.anchoring import KeptLog
from domain.authority import SYSTEM, city_for
from domain.case.commands import RecordHolidayNotice, RecordReferenceValue
from domain.law.pack import Law, NoLawInForce
from domain.places import Level, Places
from domain.reference import ReferenceValueRecorded
from domain.refusal import Refused
from domain.time.notices import LHASA, HolidayNoticeRecorded
from projections.all import everything
from relief.calendars import Calendars
from relief.clock import Clock, SystemClock
from relief.documents.offices import Offices
from relief.documents.papers import Papers
from relief.dossiers import Dossiers
from relief.entropy import Entropy, SystemEntropy
from relief.forgetting import Forgetting
from relief.looks import Looks
from relief.office import Office
from relief.officers import OfficerRegister
from relief.people import People
from relief.personal import Personal
from relief.references import ReferenceBook
from relief.requests import Request
from relief.settings import Settings, WrongSetting
from relief.signing import SignIn, provider_of

FIRST_YEAR, LAST_YEAR = 2018, 2026
"""The years whose national arrangement the calendar library holds."""
FOLLOWER = "ledgers"


@dataclass(slots=True)
class Service:
    """Everything a process needs. Close it when done."""

    settings: Settings
    clock: Clock
    law: Law
    divisions: Places
    master: MasterKey
    sealer: KeySealer
    journal: Journal
    office: Office
    ledgers: LedgerPlaces
    calendars: Calendars
    references: ReferenceBook
    looks: Looks
    personal: Personal
    forgetting: Forgetting
    officers: OfficerRegister
    sign_in: SignIn

    def follower(self, name: str = FOLLOWER) -> Follower:
        """A follower of the current ledgers."""
        return Follower(
            name,
            self.journal.store,
            FactMapper(),
            self.ledgers.current(),
            everything(self.law),
        )

    def position(self) -> int:
        """How far the current ledgers have come."""
        wanted = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == FOLLOWER)
        with self.ledgers.reading() as connection:
            found: int | None = connection.execute(wanted).scalar_one_or_none()
            return found or 0

    @property
    def logs(self) -> Mapping[KeptLog, ChainedLog[Any]]:
        """The logs beside the history that only grow."""
        return {KeptLog.ACCESS: self.looks.log, KeptLog.SIGN_IN: self.sign_in.door.log}

    def close(self) -> None:
        """Close every connection."""
        self.ledgers.close()
        self.sign_in.close()
        self.looks.log.close()
        self.journal.close()


def key_file(path: Path) -> MasterKey:
    """The key in a file, made on first use."""
    try:
        return MasterKey.create(path)
    except FileExistsError:
        return MasterKey.load(path)


def divisions(settings: Settings) -> Places:
    """The divisions, further cities' included, with 城关区's seat where the office configured it.

    Raises ``WrongSetting`` where the file is no good.
    """
    try:
        known = places.known(settings.divisions)
    except (OSError, ValueError) as error:
        raise WrongSetting(f"RELIEF_DIVISIONS: {error}") from error
    if not settings.seat_of_540102:
        return known
    return known.with_seat(settings.seat_of_540102, "RELIEF_SEAT_OF_540102")


def law_of(settings: Settings) -> Law:
    """The law with further cities and the counties' additions.

    Raises ``WrongSetting`` where a file is no good, or two cities claim one day and area.
    """
    try:
        return packs.law(settings.overlays, settings.packs)
    except packs.OverlayUnreadable as error:
        raise WrongSetting(f"RELIEF_OVERLAYS: {error}") from error
    except packs.PackUnreadable as error:
        raise WrongSetting(f"RELIEF_PACKS: {error}") from error
    except (OSError, ValueError) as error:
        raise WrongSetting(f"RELIEF_PACKS, RELIEF_OVERLAYS: {error}") from error


def lawful(law: Law, known: Places, today: date) -> None:
    """Raises ``WrongSetting`` where a further city has offices but no law today."""
    for division in chain.from_iterable(known.table.values()):
        if division.level is not Level.CITY or division.code == LHASA or not division.exists(today):
            continue
        try:
            law.on(today, division.code)
        except NoLawInForce as error:
            raise WrongSetting(f"RELIEF_DIVISIONS: {error}") from None


def office_contacts(settings: Settings) -> tuple[Contact, ...]:
    """Where offices are, as far as the installation says."""
    return contacts(Path(settings.offices)) if settings.offices else ()


def build(
    settings: Settings, clock: Clock | None = None, entropy: Entropy | None = None
) -> Service:
    """The service over an installed (or new) database, its calendar recorded."""
    clock = clock or SystemClock()
    law, known = law_of(settings), divisions(settings)
    lawful(law, known, clock.now().date())
    master = key_file(settings.master_key)
    seen: list[Journal] = []
    sealer = KeySealer(master, lambda ids: seen[0].store.people_by_id(ids))
    journal = Journal(settings.database, sealer, create=settings.install)
    seen.append(journal)
    calendars, officers = Calendars(journal), OfficerRegister(journal)
    references = ReferenceBook(journal)
    ledgers, forgetting = LedgerPlaces(settings.database), Forgetting(journal, sealer)
    personal = Personal(journal, sealer)
    forgetting.also.append(render.cache_clear)
    office = Office(
        journal,
        People(journal.store, master, sealer),
        law,
        known,
        calendars,
        officers,
        references,
        Dossiers(journal, ledgers, FOLLOWER),
        forgetting,
        clock,
        entropy or SystemEntropy(),
        Papers(journal, personal, law, calendars, Offices(known, office_contacts(settings))),
    )
    service = Service(
        settings,
        clock,
        law,
        known,
        master,
        sealer,
        journal,
        office,
        ledgers,
        calendars,
        references,
        Looks(
            AccessLog(settings.database, create=settings.install),
            sealer,
            clock,
            SystemEntropy(),
        ),
        personal,
        forgetting,
        officers,
        SignIn(
            settings,
            Door(settings.database, create=settings.install),
            provider_of(settings, clock),
            officers,
            clock,
            master,
        ),
    )
    record_missing((*shipped_notices(service), *published_values(service)), service)
    return service


def record_missing(requests: Sequence[Request], service: Service) -> None:
    """Give those commands of the system whose ids have no receipt yet. Raises ``RuntimeError``.

    The ids are fixed, so that starting again, or twice at once, records nothing twice.
    """
    known = service.journal.store.known_commands([request.id for request in requests])
    for request in requests:
        if request.id in known:
            continue
        answer = service.office.execute(request)
        if isinstance(answer, Refused):
            raise RuntimeError(f"{request.id} cannot be recorded: {answer.reasons}")


def shipped_notices(service: Service) -> Iterator[Request]:
    """The national arrangement and Lhasa's own notices."""
    today = service.clock.now().date()
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    for notice in (*calendar.national(years, today), *calendar.lhasa(today)):
        yield notice_request(notice, service)


def notice_request(notice: HolidayNoticeRecorded, service: Service) -> Request:
    """A shipped holiday notice as a command of the system."""
    command = RecordHolidayNotice(
        case=notice.region,
        year=notice.year,
        name=notice.name,
        off=notice.off,
        makeup=notice.makeup,
        document=notice.document,
        source=notice.source,
        confidence=notice.confidence,
    )
    id = f"calendar/{notice.region}/{notice.year}/{notice.name}/{notice.source}"
    return Request(command, SYSTEM, id, service.master.digest(id.encode()))


def published_values(service: Service) -> Iterator[Request]:
    """The figures the packs in force found published; what comes out later is for a later start."""
    today = service.clock.now().date()
    for pack in service.law.packs:
        for value in pack.outcomes.published if pack.covers(today) else ():
            if value.published_on is None or value.published_on <= today:
                yield value_request(value, service, pack.area)


def value_request(value: ReferenceValueRecorded, service: Service, area: str) -> Request:
    """A reference value of a pack as a command of the system, acting for the pack's city."""
    system = replace(SYSTEM, division=city_for(area, SYSTEM))
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
    id = f"reference/{value.area}/{value.series}/{value.period or value.valid_from}/{value.source}"
    return Request(command, system, id, service.master.digest(id.encode()))
