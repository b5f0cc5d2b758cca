"""放假安排: a notice says what it does and to what, shows what it moves, and can be taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.ground.refusal import Code
from domain.time.notices import (
    NATIONAL,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import LAST_FOUNDED, MONDAY, SHOTON
from tests.support import commands as c

DAYS = "民法典§203"
STATUTE = "全国年节及纪念日放假办法§2"
NOTICE_2025 = "国务院办公厅关于2025年部分节假日安排的通知"
EXTENSION = c.HolidayArranged(
    name="国庆节",
    effect=NoticeEffect.AMENDS,
    off=(date(2025, 10, 9), date(2025, 10, 10)),
    amends=NOTICE_2025,
)
"""Two more days after the eight of 2025."""


def one(**changes: Any) -> tuple[c.HolidayArranged, ...]:
    """The right holiday, with something changed."""
    return (replace(SHOTON, **changes),)


def national(*holidays: c.HolidayArranged, **changes: Any) -> dict[str, Any]:
    """The words of a national notice of 2025."""
    return {
        "case": NATIONAL,
        "year": 2025,
        "document": "国办发明电〔2025〕9号（虚构）",
        "source": "虚构",
        "holidays": holidays,
        **changes,
    }


def noted(*holidays: c.HolidayArranged, **changes: Any) -> j.Journey:
    """A national notice on record."""
    return j.Journey().go(c.RecordHolidayNotice, **national(*holidays, **changes))


def shoton() -> j.Journey:
    """The city's notice on record."""
    return j.Journey().go(c.RecordHolidayNotice)


def last(at: j.Journey) -> int:
    """The number of what was recorded last."""
    return len(at.world.calendar.facts)


WRONG: tuple[Wrong, ...] = (
    *empty(j.Journey, c.RecordHolidayNotice, "document", "source", "holidays"),
    *rows(
        j.Journey,
        c.RecordHolidayNotice,
        (
            "its days lie about its year",
            Code.FIELD_INVALID,
            DAYS,
            "holidays.0.off",
            {"holidays": one(off=(date(2027, 1, 1),))},
        ),
        (
            "nobody arranged the year after the next",
            Code.FIELD_INVALID,
            DAYS,
            "year",
            {"year": 2028, "holidays": one(off=(date(2028, 1, 4),))},
        ),
        (
            "no day is both off and worked",
            Code.FIELD_INVALID,
            DAYS,
            "holidays.0.makeup",
            {"holidays": one(makeup=(date(2025, 8, 25),))},
        ),
        (
            "each holiday has a name",
            Code.FIELD_MISSING,
            None,
            "holidays.0.name",
            {"holidays": one(name=" ")},
        ),
        (
            "each holiday is named once",
            Code.FIELD_INVALID,
            None,
            "holidays.1.name",
            {"holidays": (SHOTON, SHOTON)},
        ),
        (
            "what is established names days",
            Code.NOTICE_VAGUE,
            DAYS,
            "holidays.0.off",
            {"holidays": one(off=())},
        ),
        (
            "what is established amends nothing",
            Code.NOTICE_VAGUE,
            DAYS,
            "holidays.0.amends",
            {"holidays": one(amends="原通知")},
        ),
        (
            "what amends says what",
            Code.NOTICE_VAGUE,
            DAYS,
            "holidays.0.amends",
            {"holidays": one(effect=NoticeEffect.AMENDS)},
        ),
        (
            "what amends amends something",
            Code.NOTICE_AMENDS_NOTHING,
            DAYS,
            "holidays.0.amends",
            {"holidays": one(effect=NoticeEffect.AMENDS, amends="原通知")},
        ),
        (
            "an establishing notice finds nothing",
            Code.NOTICE_STANDS_ALREADY,
            DAYS,
            "holidays.0.effect",
            national(replace(EXTENSION, effect=NoticeEffect.ESTABLISHES, amends="")),
        ),
        (
            "a withdrawal names no days",
            Code.NOTICE_VAGUE,
            DAYS,
            "holidays.0.off",
            national(replace(EXTENSION, effect=NoticeEffect.WITHDRAWS)),
        ),
        (
            "an amendment adds a day",
            Code.DONE_ALREADY,
            DAYS,
            "holidays.0.off",
            national(replace(EXTENSION, off=(date(2025, 10, 8),))),
        ),
        (
            "a statutory day is not worked",
            Code.NOTICE_AGAINST_STATUTE,
            STATUTE,
            "holidays.0.makeup",
            {"holidays": one(makeup=(date(2025, 5, 31),))},
        ),
        (
            "another holiday's days stay as they are",
            Code.NOTICE_CONTRADICTS,
            DAYS,
            "holidays.0.off",
            national(replace(SHOTON, name="虚构节", off=(date(2025, 9, 28),))),
        ),
        (
            "an amendment takes no day off away",
            Code.NOTICE_CONTRADICTS,
            DAYS,
            "holidays.0.makeup",
            national(replace(EXTENSION, makeup=(date(2025, 10, 7),))),
        ),
        (
            "what it moves was shown",
            Code.NOTICE_NOT_SHOWN,
            DAYS,
            "shown",
            {"shown": ""},
        ),
    ),
    *empty(j.Journey, c.WithdrawHolidayNotice, "reason"),
    *rows(
        j.Journey,
        c.WithdrawHolidayNotice,
        ("such a notice is on record", Code.NOTICE_UNKNOWN, DAYS, "number", {"number": 99}),
        ("it is one of that region", Code.NOTICE_UNKNOWN, DAYS, "number", {"number": 1}),
        ("what it moves was shown", Code.NOTICE_NOT_SHOWN, DAYS, "shown", {"shown": "0" * 16}),
    ),
    *rows(
        lambda: j.Journey().go(c.WithdrawHolidayNotice),
        c.WithdrawHolidayNotice,
        ("it is withdrawn once", Code.NOTICE_UNKNOWN, DAYS, "number"),
    ),
    *rows(
        shoton,
        c.WithdrawHolidayNotice,
        (
            "another officer withdraws it",
            Code.DUTIES_NOT_SEPARATE,
            DAYS,
            None,
            {"number": LAST_FOUNDED + 1},
        ),
    ),
    *rows(
        lambda: noted(EXTENSION),
        c.WithdrawHolidayNotice,
        (
            "what came last goes first",
            Code.NOTICE_BUILT_UPON,
            DAYS,
            "number",
            {"case": NATIONAL, "number": 54},
        ),
    ),
)


@pytest.mark.parametrize("wrong", WRONG, ids=sentence)
def test_a_notice_is_refused_for_what_is_wrong_with_it(wrong: Wrong) -> None:
    """By its own code, with the article and the place; nothing is stored."""
    wrong.holds()


def test_every_fault_of_a_notice_is_told_at_once() -> None:
    """A vague holiday, one that amends nothing, one against the statute: nothing of any is stored."""
    vague = replace(SHOTON, name="甲", off=())
    nothing = replace(SHOTON, name="乙", effect=NoticeEffect.AMENDS, amends="无此通知")
    unlawful = replace(SHOTON, name="丙", makeup=(date(2025, 10, 2),))
    given().when(c.RecordHolidayNotice, holidays=(vague, nothing, unlawful)).then_refused(
        Code.NOTICE_VAGUE, Code.NOTICE_AMENDS_NOTHING, Code.NOTICE_AGAINST_STATUTE
    )


@pytest.mark.article(DAYS)
def test_an_extension_adds_days_and_the_earlier_ones_stay() -> None:
    """9 and 10 October are added to the eight days of 2025: none of those falls back."""
    at = noted(EXTENSION)
    october = [date(2025, 10, day) for day in range(1, 13)]
    assert [day.day for day in october if at.world.calendar.is_working(day)] == [11]


@pytest.mark.article(DAYS)
def test_what_is_replaced_counts_no_more_but_statutory_days_stay_off() -> None:
    """A notice that replaces the arrangement by two days leaves the regulation's own three (§2)."""
    at = noted(replace(EXTENSION, effect=NoticeEffect.REPLACES))
    october = [date(2025, 10, day) for day in range(1, 11)]
    assert [day.day for day in october if at.world.calendar.is_working(day)] == [7, 8]
    assert not at.world.calendar.is_working(date(2025, 10, 6)), "中秋节"


@pytest.mark.article(DAYS)
def test_a_withdrawn_arrangement_is_gone_until_it_is_arranged_anew() -> None:
    """What a later notice withdraws may be established again by another."""
    gone = replace(EXTENSION, effect=NoticeEffect.WITHDRAWS, off=())
    at = noted(gone)
    assert at.world.calendar.is_working(date(2025, 10, 7))
    anew = replace(EXTENSION, effect=NoticeEffect.ESTABLISHES, amends="")
    at.go(c.RecordHolidayNotice, **national(anew, document="又一通知"))
    assert not at.world.calendar.is_working(date(2025, 10, 9))


@pytest.mark.article(DAYS)
def test_a_notice_recorded_by_mistake_is_withdrawn_by_another_hand() -> None:
    """What it replaced stands again; that it was on record stays on record (§203)."""
    at = noted(replace(EXTENSION, effect=NoticeEffect.REPLACES))
    number = last(at)
    words: dict[str, Any] = {"case": NATIONAL, "number": number, "reason": "误读为取代"}
    story = given(at).when(c.WithdrawHolidayNotice, p.CITY_TOO, **words)
    story.then(
        HolidayNoticeWithdrawn(
            on=MONDAY,
            number=number,
            region=NATIONAL,
            year=2025,
            name="国庆节",
            document="国办发明电〔2025〕9号（虚构）",
            reason="误读为取代",
        )
    )
    calendar = story.journey.world.calendar
    assert [calendar.is_working(date(2025, 10, day)) for day in (7, 8, 9)] == [False, False, True]


def test_what_came_last_is_withdrawn_first_and_then_what_it_amended() -> None:
    """The extension goes, then nothing stands in the way of the notice it amended."""
    at = noted(EXTENSION)
    base = 1 + at.world.calendar.facts.index(
        next(
            n
            for n in at.world.calendar.facts
            if isinstance(n, HolidayNoticeRecorded) and (n.year, n.name) == (2025, "国庆节")
        )
    )
    at.go(c.WithdrawHolidayNotice, by=p.CITY_TOO, case=NATIONAL, number=last(at))
    at.go(c.WithdrawHolidayNotice, by=p.CITY_TOO, case=NATIONAL, number=base)
    assert at.world.calendar.is_working(date(2025, 10, 7))
    assert not at.world.calendar.is_working(date(2025, 10, 1))


def test_what_was_shown_holds_only_until_something_else_is_recorded() -> None:
    """A mark of before another notice confirms nothing any more."""
    at = j.Journey()
    words = at.words(c.RecordHolidayNotice, **national(EXTENSION))
    at.go(c.RecordHolidayNotice)
    given(at).when(words).then_refused(Code.NOTICE_NOT_SHOWN)


def test_a_whole_notice_is_recorded_at_once_one_fact_for_each_holiday() -> None:
    """A year the library does not know: seven holidays of one document, in one command."""
    names = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
    days = (101, 206, 405, 501, 609, 915, 1001)
    holidays = tuple(
        c.HolidayArranged(
            name=name,
            effect=NoticeEffect.ESTABLISHES,
            off=(date(2027, day // 100, day % 100),),
        )
        for name, day in zip(names, days, strict=True)
    )
    words = national(*holidays, year=2027)
    story = given(j.Journey().on(date(2026, 11, 30))).when(c.RecordHolidayNotice, **words)
    story.then(*(like(HolidayNoticeRecorded, name=name, year=2027) for name in names))
    calendar = story.journey.world.calendar
    assert calendar.firm(date(2027, 1, 1), date(2027, 12, 16))


SUNDAY = date(2025, 9, 28)
"""Worked in exchange for the eight days of 2025."""
OTHER = c.HolidayArranged(name="虚构节", effect=NoticeEffect.ESTABLISHES, off=(SUNDAY,))
BESIDE = "又一通知"


def replaced() -> j.Journey:
    """The eight days of 2025 replaced by two, and the Sunday they had been worked for taken by another."""
    at = noted(replace(EXTENSION, effect=NoticeEffect.REPLACES))
    return at.go(c.RecordHolidayNotice, **national(OTHER, document=BESIDE))


def freed() -> j.Journey:
    """The Sunday freed by an amendment, and by another holiday as well."""
    at = noted(replace(EXTENSION, off=(SUNDAY,)))
    return at.go(c.RecordHolidayNotice, **national(OTHER, document=BESIDE))


@pytest.mark.article(DAYS)
def test_what_stands_again_contradicts_nothing_recorded_meanwhile() -> None:
    """A withdrawal revives no day that another holiday has otherwise; that one goes first (kind B)."""
    at = replaced()
    number = last(at) - 1
    words: dict[str, Any] = {"case": NATIONAL, "number": number, "reason": "误读为取代"}
    story = given(at).when(c.WithdrawHolidayNotice, p.CITY_TOO, **words)
    story.then_refused(Code.NOTICE_CONTRADICTS, article=DAYS, about="number")
    at.go(c.WithdrawHolidayNotice, by=p.CITY_TOO, case=NATIONAL, number=last(at))
    given(at).when(c.WithdrawHolidayNotice, p.CITY_TOO, **words).then(HolidayNoticeWithdrawn)


@pytest.mark.parametrize("effect", [NoticeEffect.WITHDRAWS, NoticeEffect.REPLACES])
def test_what_a_notice_leaves_standing_contradicts_nothing_recorded_meanwhile(
    effect: NoticeEffect,
) -> None:
    """So does a notice that ends an amendment, withdrawing or replacing it (kind B)."""
    days = (date(2025, 10, 9),) if effect is NoticeEffect.REPLACES else ()
    amends = national()["document"]
    ending = replace(EXTENSION, effect=effect, off=days, amends=amends)
    story = given(freed()).when(c.RecordHolidayNotice, **national(ending, document="第三通知"))
    story.then_refused(Code.NOTICE_CONTRADICTS, article=DAYS, about="holidays.0.amends")


@pytest.mark.parametrize("name", ["国庆节 ", "国 庆 节", "国庆节·"])
def test_a_holiday_is_the_same_under_a_name_written_differently(name: str) -> None:
    """A blank or a dot makes no second arrangement beside the one that stands (kinds B and H)."""
    anew = replace(EXTENSION, name=name, effect=NoticeEffect.ESTABLISHES, amends="")
    story = given(j.Journey()).when(c.RecordHolidayNotice, **national(anew))
    story.then_refused(Code.NOTICE_STANDS_ALREADY, article=DAYS, about="holidays.0.effect")
    twice = (
        SHOTON,
        replace(SHOTON, name=name.replace("国庆节", "雪顿节").replace("国 庆", "雪 顿")),
    )
    story = given(j.Journey()).when(c.RecordHolidayNotice, holidays=twice)
    story.then_refused(Code.FIELD_INVALID, about="holidays.1.name")
