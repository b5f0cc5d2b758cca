"""Divisions of an installation: what it begins with on record, what lies in one, what a change moves."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from sqlalchemy import Connection

from adapters.keys.keys import MasterKey
from adapters.store.errors import Unanswered
from adapters.store.places import NotBuilt
from domain.case.authority import CITY, SYSTEM, Officer
from domain.case.decide import decide
from domain.case.table import row_of
from domain.ground.places import Division, Places
from domain.ground.refusal import Code, Refused
from domain.registers.divisions.commands import InstallDivisions, Showing
from domain.registers.divisions.facts import DivisionChange, DivisionEffect
from domain.registers.divisions.foreseen import Foreseen, foreseen
from domain.registers.divisions.state import STREAM, Divisions, Load, Lying
from projections.loads import load
from relief.office.office import Office
from relief.office.officers import OfficerRegister
from relief.office.ports import Journal
from relief.office.requests import Request, system_id
from relief.office.streams import fold


class Ledgers(Protocol):
    """Where the ledgers are."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for queries. Raises ``NotBuilt``."""
        ...


def lying(ledgers: Ledgers) -> Lying:
    """Counts what lies in a division; raises ``Unanswered`` while there are no ledgers to count in."""

    def counted(code: str) -> Load:
        try:
            with ledgers.reading() as connection:
                return load(connection, code)
        except NotBuilt:
            raise Unanswered("no ledgers tell what lies in a division") from None

    return counted


def on_record(journal: Journal) -> Divisions:
    """The whole register as it stands."""
    register: Divisions = fold(STREAM, journal.after(STREAM, 0))
    return register


def installed(journal: Journal, base: Places, master: MasterKey) -> Iterator[Request]:
    """The divisions of each city that has none on record, as commands of the system.

    What is on record goes on by documents: another file in its place changes nothing.
    """
    known = on_record(journal).cities
    every = sorted(
        (one for named in base.table.values() for one in named), key=lambda one: one.code
    )
    for city, some in groupby(every, key=lambda one: one.code[:CITY]):
        if city not in known:
            yield request(city, tuple(some), master)


def request(city: str, divisions: tuple[Division, ...], master: MasterKey) -> Request:
    """The divisions of a city as a command of the system, acting for it."""
    command = InstallDivisions(
        case=city, source=divisions[0].source, changes=tuple(map(begun, divisions))
    )
    id = system_id("divisions", city)
    system = replace(SYSTEM, division=city)
    return Request(command, system, id, master.digest(id.encode()))


def begun(one: Division) -> DivisionChange:
    """A division of a file as the register has it."""
    return DivisionChange(
        effect=DivisionEffect.ESTABLISHES,
        code=one.code,
        name=one.name,
        kind=one.kind,
        level=one.level,
        parent=one.parent,
        first_day=one.valid_from,
        last_day=one.valid_to,
        seat=one.seat,
        address=one.address,
        phone=one.phone,
    )


class Service(Protocol):
    """What is asked to foresee a change."""

    @property
    def office(self) -> Office:
        """The office, as it would decide."""
        ...

    @property
    def officers(self) -> OfficerRegister:
        """Who is in post."""
        ...


def would_move(service: Service, command: Showing, officer: Officer) -> Foreseen | Refused:
    """What a proposal would move, or every reason why it would be refused: nothing is recorded."""
    row = row_of(command)
    looked = service.office.looking.at(row, command, officer, fresh=True)
    s = looked.situation
    if isinstance(s, Refused):
        return s
    decided = decide(s, command)
    reasons = decided.reasons if isinstance(decided, Refused) else ()
    against = tuple(one for one in reasons if one.code is not Code.DIVISIONS_NOT_SHOWN)
    if against:
        return Refused(against)
    asked = s.divisions.proposal(command.number)
    assert asked is not None
    return foreseen(
        s.divisions,
        command.number,
        asked.changes,
        s.places,
        service.officers.current(),
        s.lying,
        s.today,
    )
