"""承接 on the day: what lies in a township that is no more, or is offered to it, passes on, some at a time.

Authority waits for none of it: whoever acts first has the passing recorded before their deed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from domain.case.transfer.commands import PassOnFile
from domain.ground.commands import Command
from domain.registers.leads.commands import PassOnLead
from projections.loads import offered_cases, open_cases, open_leads
from relief.bootstrap import Service
from relief.office.passing import passed_on
from relief.office.requests import Request

Find = Callable[[Connection, str, str, int], Sequence[str]]
KINDS: tuple[tuple[type[Command], Find], ...] = (
    (PassOnFile, open_cases),
    (PassOnFile, offered_cases),
    (PassOnLead, open_leads),
)


def passing(service: Service, day: date, size: int) -> Iterator[list[Request]]:
    """The commands, of ``size`` cases or leads at a time: what is held hangs on no number of cases.

    One that is refused is passed over, and asked again by the next sweep.
    """
    places = service.division_book.current()
    for code in sorted(places.passed):
        there = places.standing(code, day)
        if there == code:
            continue
        for kind, find in KINDS:
            after = ""
            while found := _found(service, find, code, after, size):
                yield [passed_on(kind(case=one), code, there) for one in found]
                after = found[-1]


def _found(service: Service, find: Find, code: str, after: str, size: int) -> Sequence[str]:
    with service.ledgers.reading() as connection:
        return find(connection, code, after, size)
