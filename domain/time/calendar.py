"""The working-day calendar of one area: weekday rule, then national, then local notices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from domain.time.notices import LHASA, NATIONAL, HolidayNoticeRecorded

ONE_DAY = timedelta(days=1)
SATURDAY = 5

FIRST_YEAR = 1949
"""Before it nothing here is reckoned from: no case, paper, figure or holiday is of an earlier year."""

WEEKDAY_RULE = "weekday-rule"
NEW_YEAR_RULE = "new-year-rule"
"""What says of a day no notice names whether it is worked: 1 January is off every year."""


class BeyondCalendar(ValueError):
    """A period would end after the last day there is, or begin before the first."""


class DayKind(StrEnum):
    """Whether offices work on a day."""

    WORKING = "working"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Day:
    """One day, whether it is worked, and the notice or rule that says so."""

    day: date
    kind: DayKind
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Immutable; built by ``of``. ``version`` names the notices it was built from.

    Local notices win over national ones for the same date, and narrower areas over wider ones.
    """

    area: str
    notices: tuple[HolidayNoticeRecorded, ...]
    version: str
    _arranged: Mapping[date, Day] = field(compare=False, repr=False)
    _published: frozenset[int] = field(compare=False, repr=False)

    @classmethod
    def of(cls, notices: Iterable[HolidayNoticeRecorded], area: str = LHASA) -> "Calendar":
        """The calendar of ``area`` (a division prefix), from notices in the order recorded.

        Notices of areas that do not contain ``area`` are kept, but arrange none of its days.
        """
        folded = tuple(notices)
        standing = _standing(folded, area)
        arranged = {day.day: day for notice in standing for day in _arranged_by(notice)}
        published = frozenset(n.year for n in standing if n.region == NATIONAL)
        return cls(area, folded, _version(folded), arranged, published)

    def with_notice(self, notice: HolidayNoticeRecorded) -> "Calendar":
        """The calendar once one more notice is recorded; this one stays as it was."""
        return Calendar.of((*self.notices, notice), self.area)

    def day(self, day: date) -> Day:
        """Whether a day is worked, and by which notice or rule."""
        arranged = self._arranged.get(day)
        if arranged is not None:
            return arranged
        if day.month == day.day == 1:
            return Day(day, DayKind.REST, NEW_YEAR_RULE)
        kind = DayKind.WORKING if day.weekday() < SATURDAY else DayKind.REST
        return Day(day, kind, WEEKDAY_RULE)

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        arranged = self._arranged.get(day)
        if arranged is not None:
            return arranged.kind is DayKind.WORKING
        return day.weekday() < SATURDAY and not day.month == day.day == 1

    def published(self, year: int) -> bool:
        """Whether a national notice for the year is known; without one its days are provisional."""
        return year in self._published

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


def _standing(notices: tuple[HolidayNoticeRecorded, ...], area: str) -> list[HolidayNoticeRecorded]:
    """Notices in force for an area, replaced ones dropped, the stronger ones last."""
    latest: dict[tuple[str, int, str], HolidayNoticeRecorded] = {}
    for notice in notices:
        identity = (notice.region, notice.year, notice.name)
        latest.pop(identity, None)
        latest[identity] = notice
    local = [n for n in latest.values() if n.region != NATIONAL and area.startswith(n.region)]
    national = [n for n in latest.values() if n.region == NATIONAL]
    return national + sorted(local, key=lambda notice: len(notice.region))


def _arranged_by(notice: HolidayNoticeRecorded) -> Iterable[Day]:
    """Each day a notice arranges; worked in exchange wins over off within one notice."""
    source = f"{notice.document} ({notice.source})"
    yield from (Day(day, DayKind.REST, source) for day in notice.off)
    yield from (Day(day, DayKind.WORKING, source) for day in notice.makeup)


def _version(notices: tuple[HolidayNoticeRecorded, ...]) -> str:
    """How many notices, and a digest of them: ``14-3f9ac1d2``. The same notices, the same name."""
    digest = sha256()
    for notice in notices:
        digest.update(repr(_ordered(notice)).encode())
    return f"{len(notices)}-{digest.hexdigest()[:8]}"


def _ordered(notice: HolidayNoticeRecorded) -> tuple[object, ...]:
    """What a notice orders and where it stands, without the day an installation learnt of it."""
    return tuple(getattr(notice, one.name) for one in fields(notice) if one.name != "on")
