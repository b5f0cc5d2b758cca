"""The calendar as rows: the notices recorded and withdrawn so far, and which calendar they add up to."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy import Table

from domain.ground.facts import Recorded
from domain.time.calendar import Calendar
from domain.time.notices import (
    LHASA,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from projections.rows import Row, Rows
from projections.tables import empty, table


class NoticeRow(TypedDict):
    """A fact of the register, numbered as recorded; ``off`` and ``makeup`` are JSON lists of days.

    ``effect`` is what a notice does; nothing where this takes the notice ``mistaken`` off the record.
    """

    number: int
    position: int
    mistaken: int | None
    effect: str
    amends: str
    region: str
    year: int
    name: str
    off: str
    makeup: str
    document: str
    source: str
    confidence: str
    reason: str
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
        self._after: dict[tuple[str, CalendarFact], Calendar] = {}

    def current(self, rows: Rows, city: str = LHASA) -> Calendar:
        """A city's calendar after every fact recorded so far."""
        row = rows.get(CURRENT, (LHASA,))
        version = self._empty.version if row is None else row["version"]
        built = self._built.get((version, city))
        if built is None:
            facts = () if row is None else map(_fact, rows.find(NOTICES))
            built = self._built[version, city] = Calendar.of(facts, city)
        return built

    def record(self, rows: Rows, recorded: Recorded, fact: CalendarFact) -> Calendar:
        """Keep one more fact; Lhasa's calendar after it."""
        before = self.current(rows)
        calendar = self._after.get((before.version, fact))
        if calendar is None:
            calendar = self._after[before.version, fact] = before.with_facts(fact)
        self._built = {(calendar.version, LHASA): calendar}
        rows.put(NOTICES, _row(recorded, fact))
        rows.put(CURRENT, {"area": LHASA, "version": calendar.version})
        return calendar


def _row(recorded: Recorded, fact: CalendarFact) -> Row:
    told = {
        "number": recorded.version,
        "position": recorded.position,
        "region": fact.region,
        "year": fact.year,
        "name": fact.name,
        "document": fact.document,
        "noted_on": fact.on.isoformat(),
    }
    if isinstance(fact, HolidayNoticeWithdrawn):
        return {**empty(NoticeRow), **told, "mistaken": fact.number, "reason": fact.reason}
    return {
        **empty(NoticeRow),
        **told,
        "effect": fact.effect.value,
        "amends": fact.amends,
        "off": json.dumps([day.isoformat() for day in fact.off]),
        "makeup": json.dumps([day.isoformat() for day in fact.makeup]),
        "source": fact.source,
        "confidence": fact.confidence,
    }


def _fact(row: Row) -> CalendarFact:
    on = date.fromisoformat(row["noted_on"])
    if row["mistaken"] is not None:
        return HolidayNoticeWithdrawn(
            on=on,
            number=row["mistaken"],
            region=row["region"],
            year=row["year"],
            name=row["name"],
            document=row["document"],
            reason=row["reason"],
        )
    return HolidayNoticeRecorded(
        region=row["region"],
        year=row["year"],
        name=row["name"],
        off=tuple(map(date.fromisoformat, json.loads(row["off"]))),
        makeup=tuple(map(date.fromisoformat, json.loads(row["makeup"]))),
        document=row["document"],
        source=row["source"],
        confidence=row["confidence"],
        on=on,
        effect=NoticeEffect(row["effect"]),
        amends=row["amends"],
    )
