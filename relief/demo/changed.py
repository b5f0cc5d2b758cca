"""What the city's documents did to the month, told from the history alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.case.ending.facts import CaseClosed, TimeLimitRecomputed
from domain.case.transfer.facts import FilePassedOn
from domain.ground.facts import Recorded
from domain.ground.places import Places
from domain.registers.divisions.facts import DivisionsConfirmed, DivisionsProposed
from domain.time.notices import (
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from relief.words.sentences import say


@dataclass(slots=True)
class Changed:
    """Facts of the city's registers, and what followed from them in cases.

    ``moved`` counts the limits that moved since each notice, by its position. ``passed`` are the
    streams of files that passed on, with whether they were only offered there.
    """

    notices: list[Recorded] = field(default_factory=list)
    moved: Counter[int] = field(default_factory=Counter)
    proposals: dict[int, Recorded] = field(default_factory=dict)
    confirmed: list[Recorded] = field(default_factory=list)
    passed: dict[str, bool] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)

    def see(self, one: Recorded) -> None:
        """Take a fact in, in the order of the history."""
        fact = one.fact
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
        elif isinstance(fact, CaseClosed):
            self.closed.add(one.stream)


def changed(history: Iterable[Recorded]) -> Changed:
    """What a history holds of it."""
    found = Changed()
    for one in history:
        found.see(one)
    return found


def told(found: Changed, places: Places) -> Iterator[str]:
    """Each change in a sentence: who recorded it, what it moved, and how that ended."""
    for one in found.notices:
        if isinstance(one.fact, HolidayNoticeRecorded) and one.fact.effect is NoticeEffect.AMENDS:
            yield extended(found, one, one.fact)
        elif isinstance(one.fact, HolidayNoticeWithdrawn):
            yield taken_back(found, one, one.fact)
    for one in found.confirmed:
        assert isinstance(one.fact, DivisionsConfirmed)
        yield from passed(found, found.proposals[one.fact.number], one, places)


def extended(found: Changed, one: Recorded, fact: HolidayNoticeRecorded) -> str:
    """A holiday that became longer, and what moved by it."""
    return say(
        "demo.extended",
        document=fact.document,
        name=fact.name,
        off=listed(fact.off),
        by=one.officer,
        on=str(fact.on),
        moved=found.moved[one.position],
    )


def taken_back(found: Changed, one: Recorded, fact: HolidayNoticeWithdrawn) -> str:
    """A notice that was a mistake: what moved by it, and what moved back."""
    wrong = next(
        other
        for other in found.notices
        if other.version == fact.number and other.stream == one.stream
    )
    assert isinstance(wrong.fact, HolidayNoticeRecorded)
    return say(
        "demo.taken-back",
        document=wrong.fact.document,
        name=wrong.fact.name,
        off=listed(wrong.fact.off),
        by=wrong.officer,
        on=str(wrong.fact.on),
        moved=found.moved[wrong.position],
        other=one.officer,
        later=str(fact.on),
        reason=fact.reason,
        back=found.moved[one.position],
    )


def passed(found: Changed, asked: Recorded, one: Recorded, places: Places) -> Iterator[str]:
    """Each township that passes into another, with its files."""
    assert isinstance(asked.fact, DivisionsProposed)
    for change in asked.fact.changes:
        if not change.successor or change.last_day is None:
            continue
        files = found.passed.keys()
        yield say(
            "demo.passed",
            document=asked.fact.document,
            name=called(places, change.code),
            since=str(places.passed[change.code].since),
            successor=called(places, change.successor),
            by=asked.officer,
            other=one.officer,
            cases=len(files),
            offered=sum(found.passed.values()),
            closed=len(files & found.closed),
        )


def called(places: Places, code: str) -> str:
    """A division by its last name on record."""
    return places.table[code][-1].name


def listed(days: Sequence[object]) -> str:
    """Days one after the other."""
    return "、".join(map(str, days))
