"""放假安排 of nation and city: what the nation has off no city works, whichever is recorded first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.ground.refusal import Code
from domain.time.notices import LHASA, NATIONAL, HolidayNoticeRecorded, NoticeEffect
from domain.time.standing import bound, chains
from relief.notices import known_notices
from relief.shipped import contradicts
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import SHOTON
from tests.support import commands as c

DAYS = "民法典§203"
OWN_FESTIVALS = "全国年节及纪念日放假办法§4"
OFF = date(2025, 10, 8)
"""Off by the national notice of 2025, and by no statute."""
WORKED = date(2025, 10, 11)
"""A Saturday that the same notice has worked."""
SATURDAY = date(2025, 8, 30)
"""Named by nobody yet."""
ANEW = c.HolidayArranged(name="虚构节", effect=NoticeEffect.ESTABLISHES, off=(SATURDAY,))


def national(*holidays: c.HolidayArranged) -> dict[str, Any]:
    """The words of a further national notice."""
    told = {"case": NATIONAL, "year": 2025, "source": "虚构", "holidays": holidays}
    return told | {"document": "国办发明电〔2025〕9号（虚构）"}


def worked(day: date) -> tuple[c.HolidayArranged, ...]:
    """The city's holiday in exchange for a day that is worked."""
    return (replace(SHOTON, makeup=(day,)),)


@pytest.mark.article(DAYS)
def test_no_city_works_a_day_that_the_nation_has_off() -> None:
    """The national notice alone says when its days off are worked for."""
    story = given(j.Journey()).when(c.RecordHolidayNotice, holidays=worked(OFF))
    story.then_refused(Code.NOTICE_CONTRADICTS, article=DAYS, about="holidays.0.makeup")


@pytest.mark.article(OWN_FESTIVALS)
def test_a_city_has_its_own_festival_off_where_the_nation_works() -> None:
    """A day of the city's own festival stays its own."""
    days = (replace(SHOTON, off=(*SHOTON.off, WORKED)),)
    given(j.Journey()).when(c.RecordHolidayNotice, holidays=days).then(HolidayNoticeRecorded)


def test_a_national_notice_frees_no_day_that_a_city_works_before_that_is_put_right() -> None:
    """Recorded the other way round it is the same contradiction: the city's goes first."""
    at = j.Journey().go(c.RecordHolidayNotice, holidays=worked(SATURDAY))
    story = given(at).when(c.RecordHolidayNotice, **national(ANEW))
    story.then_refused(Code.NOTICE_CONTRADICTS, article=DAYS, about="holidays.0.off")
    mistaken = {"case": LHASA, "number": len(at.world.calendar.facts), "reason": "误登"}
    at.go(c.WithdrawHolidayNotice, by=p.CITY_TOO, **mistaken)
    given(at).when(c.RecordHolidayNotice, **national(ANEW)).then(HolidayNoticeRecorded)


def test_no_day_off_of_the_nation_stands_again_while_a_city_works_it() -> None:
    """Withdrawn, what replaced a national notice would bring back a day that a city works by now."""
    known = next(n for n in known_notices(date(2025, 12, 1)) if OFF in n.off)
    fewer = c.HolidayArranged(
        name=known.name,
        effect=NoticeEffect.REPLACES,
        off=tuple(day for day in known.off if day < OFF),
        amends=known.document,
    )
    at = j.Journey().go(c.RecordHolidayNotice, **national(fewer))
    number = len(at.world.calendar.facts)
    at.go(c.RecordHolidayNotice, holidays=worked(OFF))
    words: dict[str, Any] = {"case": NATIONAL, "number": number, "reason": "误读为取代"}
    story = given(at).when(c.WithdrawHolidayNotice, p.CITY_TOO, **words)
    story.then_refused(Code.NOTICE_CONTRADICTS, article=DAYS, about="number")


@pytest.mark.article(OWN_FESTIVALS)
@pytest.mark.parametrize("region", ["540121", "540121200"])
def test_a_notice_of_less_than_a_city_is_refused(region: str) -> None:
    """Limits run by the days of nation and city: what would count for nobody is not recorded."""
    story = given(j.Journey()).when(c.RecordHolidayNotice, case=region)
    story.then_refused(Code.FIELD_INVALID, article=OWN_FESTIVALS, about="region")


def test_a_shipped_notice_is_held_to_what_is_on_record_around_and_within() -> None:
    """A newer library makes no day worked that the nation has off, and frees none that a city works."""
    known = known_notices(date(2025, 12, 1))
    one = next(n for n in known if OFF in n.off)
    city = replace(one, region=LHASA, name="雪顿节", off=(SATURDAY,), makeup=(OFF,))
    assert contradicts(city, chains(known))
    assert contradicts(one, chains([city]))
    assert not contradicts(replace(city, makeup=()), chains(known))
    assert bound(chains([city]), "5402") == {}
