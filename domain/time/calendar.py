"""The working-day calendar of one area: weekdays, then statutory rest days, national, local notices."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from hashlib import sha256

from domain.time.firmness import Firmness, awaited, firmness
from domain.time.notices import (
    LHASA,
    NATIONAL,
    CalendarFact,
    HolidayNoticeRecorded,
    NoticeEffect,
)
from domain.time.standing import Arranged, Holiday, Said, chains, days
from domain.time.statute import ONE_DAY, Occasion, statutory

SATURDAY = 5

FIRST_YEAR = 1949
"""Before it nothing here is reckoned from: no case, paper, figure or holiday is of an earlier year."""

WEEKDAY_RULE = "weekday-rule"
NEW_YEAR_RULE = "new-year-rule"
"""What says of a day no notice names whether it is worked: 1 January is off every year."""


OF_BEFORE = NoticeEffect.REPLACES
"""What notices did that name no effect: see ``HolidayNoticeRecorded``."""


class BeyondCalendar(ValueError):
    """A period would end after the last day there is, or begin before the first."""


class DayKind(StrEnum):
    """Whether offices work on a day."""

    WORKING = "working"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Day:
    """One day, whether it is worked, and the notice, statute or rule that says so.

    ``firm``: the regulation alone decides it, or the notices about it are on record.
    """

    day: date
    kind: DayKind
    source: str
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Immutable; built by ``of``. ``version`` names the facts it was built from.

    Local notices win over national ones for the same date, and narrower areas over wider ones.
    ``statutes``: statutory rest days are off by rule; before edition 3 only 1 January was.
    """

    area: str
    facts: tuple[CalendarFact, ...]
    version: str
    statutes: bool
    _arranged: Mapping[date, Day] = field(compare=False, repr=False)
    _off: Set[date] = field(compare=False, repr=False)
    _firm: Firmness = field(compare=False, repr=False)

    @classmethod
    def of(
        cls, facts: Iterable[CalendarFact], area: str = LHASA, statutes: bool = True
    ) -> "Calendar":
        """The calendar of ``area`` (a division prefix), from facts in the order recorded.

        Notices of areas that do not contain ``area`` are kept, but arrange none of its days.
        """
        folded = tuple(facts)
        told = {holiday: days(chain) for holiday, chain in chains(folded).items()}
        said = {day: one for those in _in_force(told, area) for day, one in those.items()}
        national = (those for holiday, those in told.items() if holiday.region == NATIONAL)
        off = {day for those in national for day, one in those.items() if one.off}
        arranged = {day: _named(day, one) for day, one in said.items()}
        version = _version(folded, statutes)
        return cls(area, folded, version, statutes, arranged, off, firmness(off))

    def with_facts(self, *more: CalendarFact) -> "Calendar":
        """The calendar once more facts are recorded; this one stays as it was."""
        return Calendar.of((*self.facts, *more), self.area, self.statutes)

    def turned(self, other: "Calendar") -> tuple[date, ...]:
        """The days that are worked in one of two calendars and off in the other, in order."""
        named = self._arranged.keys() | other._arranged.keys()
        return tuple(d for d in sorted(named) if self.is_working(d) is not other.is_working(d))

    def day(self, day: date) -> Day:
        """Whether a day is worked, by which notice, statute or rule, and whether that is firm."""
        arranged = self._arranged.get(day)
        if arranged is not None:
            return arranged
        by_law = self.by_statute(day)
        if by_law is not None:
            return Day(day, DayKind.REST, by_law.source, firm=True)
        if day.month == day.day == 1:
            return Day(day, DayKind.REST, NEW_YEAR_RULE, firm=True)
        kind = DayKind.WORKING if day.weekday() < SATURDAY else DayKind.REST
        return Day(day, kind, WEEKDAY_RULE, self._firm.covers(day, day))

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        arranged = self._arranged.get(day)
        if arranged is not None:
            return arranged.kind is DayKind.WORKING
        if day.weekday() >= SATURDAY or day.month == day.day == 1:
            return False
        return not self.statutes or day not in statutory(day.year)

    def by_statute(self, day: date) -> Occasion | None:
        """The festival for which a day is off by the regulation, whatever notices say."""
        return statutory(day.year).get(day) if self.statutes else None

    def firm(self, first: date, last: date) -> bool:
        """Whether all days of a stretch are firm: those that a notice names, that are off by the
        regulation, or that lie between festivals that are arranged.
        """
        if self._firm.covers(first, last):
            return True
        return all(self.day(day).firm for day in _stretch(first, last))

    def awaited(self, day: date) -> tuple[Occasion, ...]:
        """The festivals whose notices a day still hangs on."""
        return () if self.day(day).firm else awaited(day, self._off)

    def working_day_after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which itself is never counted.

        Raises ``BeyondCalendar``.
        """
        try:
            while count:
                day += ONE_DAY
                if self.is_working(day):
                    count -= 1
        except OverflowError:
            raise BeyondCalendar from None
        return day

    def working_day_from(self, day: date) -> date:
        """``day`` itself where it is worked, else the next working day (民法典 §203).

        Raises ``BeyondCalendar``.
        """
        try:
            while not self.is_working(day):
                day += ONE_DAY
        except OverflowError:
            raise BeyondCalendar from None
        return day


def _stretch(first: date, last: date) -> Iterator[date]:
    """Every day of a stretch."""
    day = first
    while day < last:
        yield day
        day += ONE_DAY
    if day == last:
        yield day


def _in_force(told: Mapping[Holiday, Said], area: str) -> list[Said]:
    """What is said of an area, the stronger ones last: national, then local, the narrowest at the end."""
    local = [h for h in told if h.region != NATIONAL and area.startswith(h.region)]
    national = [h for h in told if h.region == NATIONAL]
    ordered = national + sorted(local, key=lambda holiday: len(holiday.region))
    return [told[holiday] for holiday in ordered]


def _named(day: date, one: Arranged) -> Day:
    """A day as a notice arranges it."""
    kind = DayKind.REST if one.off else DayKind.WORKING
    return Day(day, kind, f"{one.notice.document} ({one.notice.source})", firm=True)


def _version(facts: tuple[CalendarFact, ...], statutes: bool) -> str:
    """How many facts, and a digest of them: ``14-3f9ac1d2``. The same facts, the same name."""
    digest = sha256()
    if statutes:
        digest.update(b"statutes")
    for one in facts:
        digest.update(repr(_ordered(one)).encode())
    return f"{len(facts)}-{digest.hexdigest()[:8]}"


def _ordered(one: CalendarFact) -> tuple[object, ...]:
    """What a fact orders and where it stands, without the day an installation learnt of it.

    A notice that names no effect is called as it was before there were any.
    """
    told = {part.name: getattr(one, part.name) for part in fields(one) if part.name != "on"}
    if isinstance(one, HolidayNoticeRecorded) and not (one.amends or one.effect is not OF_BEFORE):
        del told["effect"], told["amends"]
    return tuple(told.values())
