"""The calendar as rows: the notices recorded so far, and which calendar they add up to."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy import Table

from domain.ground.facts import Recorded
from domain.time.calendar import Calendar
from domain.time.notices import LHASA, HolidayNoticeRecorded
from projections.rows import Row, Rows
from projections.tables import table


class NoticeRow(TypedDict):
    """A holiday notice, numbered as recorded; ``off`` and ``makeup`` are JSON lists of days."""

    number: int
    position: int
    region: str
    year: int
    name: str
    off: str
    makeup: str
    document: str
    source: str
    confidence: str
    noted_on: str


class CurrentRow(TypedDict):
    """The version of the calendar: one for all cities, since it names the notices."""

    area: str
    version: str


NOTICES = table("calendar_notices", NoticeRow, ("number",))
CURRENT = table("calendar_current", CurrentRow, ("area",))


class Calendars:
    """The calendars of all cities. Built from rows alone; those already built are remembered."""

    tables: Sequence[Table] = (NOTICES, CURRENT)

    def __init__(self) -> None:
        self._empty = Calendar.of(())
        self._built: dict[tuple[str, str], Calendar] = {}
        self._after: dict[tuple[str, HolidayNoticeRecorded], Calendar] = {}

    def current(self, rows: Rows, city: str = LHASA) -> Calendar:
        """A city's calendar after every notice recorded so far."""
        row = rows.get(CURRENT, (LHASA,))
        version = self._empty.version if row is None else row["version"]
        built = self._built.get((version, city))
        if built is None:
            notices = () if row is None else map(_notice, rows.find(NOTICES))
            built = self._built[version, city] = Calendar.of(notices, city)
        return built

    def record(self, rows: Rows, recorded: Recorded, notice: HolidayNoticeRecorded) -> Calendar:
        """Keep one more notice; Lhasa's calendar after it."""
        before = self.current(rows)
        calendar = self._after.get((before.version, notice))
        if calendar is None:
            calendar = self._after[before.version, notice] = before.with_notice(notice)
        self._built = {(calendar.version, LHASA): calendar}
        rows.put(NOTICES, _row(recorded, notice))
        rows.put(CURRENT, {"area": LHASA, "version": calendar.version})
        return calendar


def _row(recorded: Recorded, notice: HolidayNoticeRecorded) -> Row:
    return {
        "number": recorded.version,
        "position": recorded.position,
        "region": notice.region,
        "year": notice.year,
        "name": notice.name,
        "off": json.dumps([day.isoformat() for day in notice.off]),
        "makeup": json.dumps([day.isoformat() for day in notice.makeup]),
        "document": notice.document,
        "source": notice.source,
        "confidence": notice.confidence,
        "noted_on": notice.on.isoformat(),
    }


def _notice(row: Row) -> HolidayNoticeRecorded:
    return HolidayNoticeRecorded(
        region=row["region"],
        year=row["year"],
        name=row["name"],
        off=tuple(map(date.fromisoformat, json.loads(row["off"]))),
        makeup=tuple(map(date.fromisoformat, json.loads(row["makeup"]))),
        document=row["document"],
        source=row["source"],
        confidence=row["confidence"],
        on=date.fromisoformat(row["noted_on"]),
    )
