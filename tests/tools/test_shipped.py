"""What comes with the program stands behind what officers recorded, whichever library ships it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.registers.calendar.commands import RecordHolidayNotice
from domain.time.calendar import Calendar
from domain.time.notices import (
    NATIONAL,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from relief import shipped
from relief.notices import known_notices

TODAY = date(2026, 11, 30)
KNOWN = known_notices(TODAY)
OLDER = KNOWN[:-1]
"""What an older library had."""


class Kept:
    """Calendars of an installation."""

    def __init__(self, facts: Sequence[CalendarFact]) -> None:
        self.calendar = Calendar.of(facts)

    def current(self) -> Calendar:
        """What is on record."""
        return self.calendar


class Key:
    """A key that only makes digests."""

    def digest(self, content: bytes) -> str:
        """Some digest."""
        return content.hex()


def asked(facts: Sequence[CalendarFact]) -> list[tuple[str, int, str]]:
    """The holidays that a start would have recorded."""
    kept: Any = Kept(facts)
    key: Any = Key()
    commands = [one.command for one in shipped.shipped_notices(kept, TODAY, key)]
    return [
        (one.case, one.year, one.holidays[0].name)
        for one in commands
        if isinstance(one, RecordHolidayNotice)
    ]


def test_a_fresh_installation_records_everything_that_is_shipped() -> None:
    """Each holiday of each year once."""
    assert asked(()) == [(n.region, n.year, n.name) for n in KNOWN]


def test_what_an_older_library_lacked_is_recorded_and_nothing_else() -> None:
    """One new holiday, one command."""
    new = KNOWN[-1]
    assert asked(OLDER) == [(new.region, new.year, new.name)]


def test_a_newer_library_puts_nothing_in_the_place_of_an_officers_notice() -> None:
    """An extension, a replacement, a withdrawal: what is on record stands (the sibling of P8)."""
    last = next(n for n in KNOWN if (n.year, n.name) == (2026, "国庆节"))
    extended = replace(
        last, effect=NoticeEffect.AMENDS, amends=last.document, off=(date(2026, 10, 8),)
    )
    renamed = tuple(replace(one, source="chinesecalendar 1.12.0") for one in KNOWN)
    assert asked((*renamed, extended)) == []
    mistaken = HolidayNoticeWithdrawn(
        on=TODAY,
        number=len(KNOWN),
        region=KNOWN[-1].region,
        year=KNOWN[-1].year,
        name=KNOWN[-1].name,
        document=KNOWN[-1].document,
        reason="误登",
    )
    assert asked((*KNOWN, mistaken)) == []


def test_what_contradicts_an_officers_notice_is_left_to_an_officer() -> None:
    """The start goes on, and the log says which year."""
    own = HolidayNoticeRecorded(
        region=NATIONAL,
        year=2026,
        name="另登",
        off=(date(2026, 10, 10),),
        makeup=(),
        document="虚构",
        source="虚构",
        confidence="虚构",
        on=TODAY,
        effect=NoticeEffect.ESTABLISHES,
    )
    without = [n for n in KNOWN if (n.year, n.name) != (2026, "国庆节")]
    assert asked((*without, own)) == []


@pytest.mark.parametrize("year", range(2018, 2027))
def test_what_is_shipped_establishes_and_makes_no_statutory_day_worked(year: int) -> None:
    """Nine years of national notices and the city's own are lawful by the rules of today."""
    some = [n for n in KNOWN if n.year == year]
    assert all(n.effect is NoticeEffect.ESTABLISHES and not n.amends for n in some)
    calendar = Calendar.of(KNOWN)
    assert not any(calendar.by_statute(day) for n in some for day in n.makeup)
