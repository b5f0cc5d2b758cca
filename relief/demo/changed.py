"""What the city's documents did to the month, told from the history alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from domain.case.ending.facts import TimeLimitRecomputed
from domain.case.transfer.facts import FilePassedOn
from domain.ground.facts import Recorded
from domain.ground.places import Places
from domain.ground.terms import Stage
from domain.registers.divisions.facts import DivisionChange, DivisionsConfirmed, DivisionsProposed
from domain.time.notices import (
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from relief.office.streams import fold
from relief.words.sentences import say

CASE = "case-"


@dataclass(slots=True)
class Changed:
    """Facts of the city's registers, and what followed from them in cases.

    ``moved`` counts the limits that moved since each notice, by its position. ``passed`` are the
    streams of files that passed on, with whether they were only offered there; ``cases`` every fact of
    a case.
    """

    notices: list[Recorded] = field(default_factory=list)
    moved: Counter[int] = field(default_factory=Counter)
    proposals: dict[int, Recorded] = field(default_factory=dict)
    confirmed: list[Recorded] = field(default_factory=list)
    passed: dict[str, bool] = field(default_factory=dict)
    cases: dict[str, list[Recorded]] = field(default_factory=dict)

    def see(self, one: Recorded) -> None:
        """Take a fact in, in the order of the history."""
        fact = one.fact
        if one.stream.startswith(CASE):
            self.cases.setdefault(one.stream, []).append(one)
        if isinstance(fact, CalendarFact):
            self.notices.append(one)
        elif isinstance(fact, TimeLimitRecomputed):
            self.moved[self.notices[-1].position] += 1
        elif isinstance(fact, DivisionsProposed):
            self.proposals[one.version] = one
        elif isinstance(fact, DivisionsConfirmed):
            self.confirmed.append(one)
        elif isinstance(fact, FilePassedOn):
            self.passed[one.stream] = fact.received is not None

    def closed(self) -> int:
        """How many of the files that passed on are closed."""
        return sum(fold(one, self.cases[one]).stage is Stage.CLOSED for one in self.passed)


def changed(history: Iterable[Recorded]) -> Changed:
    """What a history holds of it."""
    found = Changed()
    for one in history:
        found.see(one)
    return found


def told(found: Changed, places: Places) -> Iterator[str]:
    """Each change in a sentence: who recorded it, what it moved, and how that ended."""
    for one in found.notices:
        fact = one.fact
        if isinstance(fact, HolidayNoticeRecorded) and fact.effect is NoticeEffect.AMENDS:
            yield extended(found, one, fact)
        elif isinstance(fact, HolidayNoticeWithdrawn):
            yield taken_back(found, one, fact)
    for one in found.confirmed:
        number = cast(DivisionsConfirmed, one.fact).number
        yield from passed(found, found.proposals[number], one, places)
    counting = {cast(DivisionsConfirmed, one.fact).number for one in found.confirmed}
    for number in found.proposals.keys() - counting:
        yield from waiting(found.proposals[number], places)


def extended(found: Changed, one: Recorded, fact: HolidayNoticeRecorded) -> str:
    """A holiday made longer, and what moved by it."""
    return say(
        "demo.extended",
        on=str(fact.on),
        by=one.officer,
        document=fact.document,
        name=fact.name,
        off=listed(fact.off),
        moved=found.moved[one.position],
    )


def taken_back(found: Changed, one: Recorded, fact: HolidayNoticeWithdrawn) -> str:
    """A notice that was a mistake: what moved by it, and what moved once it was taken back."""
    same = (other for other in found.notices if other.stream == one.stream)
    wrong = next(other for other in same if other.version == fact.number)
    mistaken = cast(HolidayNoticeRecorded, wrong.fact)
    return say(
        "demo.taken-back",
        on=str(mistaken.on),
        by=wrong.officer,
        document=mistaken.document,
        name=mistaken.name,
        off=listed(mistaken.off),
        moved=found.moved[wrong.position],
        later=str(fact.on),
        other=one.officer,
        reason=fact.reason,
        back=found.moved[one.position],
    )


def waiting(asked: Recorded, places: Places) -> Iterator[str]:
    """Each township that is to pass into another, once a second hand agrees."""
    for change in passing(asked):
        assert change.last_day is not None
        yield say(
            "demo.proposed",
            document=document(asked),
            name=called(places, change.code),
            since=str(change.last_day + timedelta(days=1)),
            successor=called(places, change.successor),
            by=asked.officer,
        )


def passing(asked: Recorded) -> Iterator[DivisionChange]:
    """What ends by a document and passes into another."""
    assert isinstance(asked.fact, DivisionsProposed)
    yield from (one for one in asked.fact.changes if one.successor and one.last_day is not None)


def document(asked: Recorded) -> str:
    """The approval a proposal names."""
    assert isinstance(asked.fact, DivisionsProposed)
    return asked.fact.document


def passed(found: Changed, asked: Recorded, one: Recorded, places: Places) -> Iterator[str]:
    """Each township that passes into another, with its files."""
    for change in passing(asked):
        yield say(
            "demo.passed",
            document=document(asked),
            name=called(places, change.code),
            since=str(places.passed[change.code].since),
            successor=called(places, change.successor),
            by=asked.officer,
            other=one.officer,
            cases=len(found.passed),
            offered=sum(found.passed.values()),
            closed=found.closed(),
        )


def called(places: Places, code: str) -> str:
    """A division by its last name on record."""
    return places.table[code][-1].name


def listed(days: Sequence[object]) -> str:
    """Days one after the other."""
    return "、".join(map(str, days))
