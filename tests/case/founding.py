"""What stands in the history before any story: holidays, figures, who holds which post."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import cycle

from adapters.calendar import lhasa, national
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.history import CommandRow
from domain.ground.people import Private
from domain.law.reference import STREAM as REFERENCE_STREAM
from domain.law.reference import References
from domain.registers.officers.facts import KinshipDeclared, OfficerAppointed, OfficerNamed
from domain.registers.officers.state import STREAM as OFFICERS
from domain.registers.officers.state import Entry as Registered
from domain.registers.officers.state import Officers
from domain.time.due import LOCAL
from relief.office.memory import MemoryJournal
from relief.office.streams import CALENDAR as CALENDAR_STREAM
from tests.case.standins import key_of

NOTICES = (*national(range(2018, 2027), date(2018, 1, 1)), *lhasa(date(2018, 1, 1)))
LONG_AGO = datetime(2000, 1, 1, tzinfo=LOCAL)
FOUNDER = Authority("system", "", "")

_FOUNDED: dict[tuple[int, int], tuple[References, Officers, MemoryJournal]] = {}


def founded(references: References, register: Officers) -> MemoryJournal:
    """What stands in the history before any story: holidays, figures, who holds which post."""
    key = (id(references), id(register))
    if key not in _FOUNDED:
        _FOUNDED[key] = (references, register, _beginning(references, register))
    return _FOUNDED[key][2]


def _beginning(references: References, register: Officers) -> MemoryJournal:
    journal = MemoryJournal()
    for stream, facts in (
        (CALENDAR_STREAM, NOTICES),
        (REFERENCE_STREAM, references.recorded),
        (OFFICERS, facts_of(register)),
    ):
        envelopes = [envelope(stream, n, fact) for n, fact in enumerate(facts, start=1)]
        people = [key_of(one) for one in register.persons] if stream == OFFICERS else []
        journal.append(envelopes, CommandRow(f"~founding/{stream}", "", "{}"), people)
    return journal


def envelope(stream: str, version: int, fact: Fact) -> Recorded:
    """A fact of long ago in its envelope."""
    return Recorded(
        stream=stream,
        version=version,
        fact=fact,
        recorded_at=LONG_AGO,
        officer="system",
        authority=FOUNDER,
        law="",
        command="~founding",
    )


def facts_of(register: Officers) -> tuple[Fact, ...]:
    """The facts by which the officers of a register came to hold their posts, and declared their kin."""
    named = (
        OfficerNamed(
            on=LONG_AGO.date(),
            officer=officer,
            person=person,
            name=Private(person, f"名·{officer}"),
            phone=None,
            document="",
        )
        for person, officer in register.persons.items()
    )
    held = (fact for id, entry in register.entries.items() for fact in _facts_of(id, entry))
    return (*held, *named)


def _facts_of(officer: str, entry: Registered) -> Iterator[Fact]:
    # An id once spelled otherwise was so in the facts of before: in appointments, here.
    written = (*sorted(entry.spellings), officer)
    for held, spelling in zip(entry.appointments, cycle(written), strict=False):
        yield OfficerAppointed(
            on=held.valid_from,
            number=held.number,
            officer=spelling,
            post=held.post,
            division=held.division,
            valid_from=held.valid_from,
            valid_to=held.valid_to,
            document=held.document,
        )
    for person, relation in entry.kin.items():
        yield KinshipDeclared(
            on=LONG_AGO.date(), officer=officer, person=person, relation=relation, document=""
        )
