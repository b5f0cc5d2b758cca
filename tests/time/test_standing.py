"""Whatever is recorded of holidays: firm days do not fall back silently, amendments add up in any order."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.calendar import national
from domain.ground.facts import Authority, Recorded
from domain.time.calendar import Calendar, DayKind
from domain.time.notices import (
    NATIONAL,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from domain.time.standing import Chain, after, chains, counting, holiday, touched
from domain.time.statute import statutory
from projections.calendars import Calendars
from projections.rows import DictRows

ON = date(2026, 11, 30)
KNOWN: tuple[CalendarFact, ...] = tuple(national((2025, 2026), ON))
FIRST = date(2026, 9, 1)
AUTUMN = [FIRST + timedelta(days=n) for n in range(160)]
"""From before 中秋节 2026 until after 元旦 2027."""

NAMES = ("国庆节", "中秋节", "元旦", "虚构节")
days = st.lists(st.sampled_from(AUTUMN), max_size=4, unique=True).map(tuple)
worked = days.map(lambda some: tuple(day for day in some if day not in statutory(day.year)))


@st.composite
def notices(draw: st.DrawFn) -> HolidayNoticeRecorded:
    """A notice as an office may record it: no statutory day worked, no day both off and worked."""
    off = draw(days)
    effect = draw(st.sampled_from(NoticeEffect))
    gone = effect is NoticeEffect.WITHDRAWS
    return HolidayNoticeRecorded(
        region=draw(st.sampled_from((NATIONAL, NATIONAL, "5401"))),
        year=draw(st.sampled_from((2026, 2027))),
        name=draw(st.sampled_from(NAMES)),
        off=() if gone else off,
        makeup=() if gone else tuple(day for day in draw(worked) if day not in off),
        document=draw(st.sampled_from(("甲", "乙", "丙"))),
        source="虚构",
        confidence="虚构",
        on=ON,
        effect=effect,
        amends=draw(st.sampled_from(("", "甲", "乙"))),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[CalendarFact, ...]:
    """What was known, and what was recorded since: notices, and withdrawals of some of them."""
    facts = list(KNOWN)
    for notice in draw(st.lists(notices(), max_size=8)):
        facts.append(notice)
        if draw(st.integers(0, 3)) == 0:
            number, mistaken = draw(st.sampled_from(sorted(counting(facts).items())))
            facts.append(taken_back(number, mistaken))
    return tuple(facts)


def taken_back(number: int, notice: HolidayNoticeRecorded) -> HolidayNoticeWithdrawn:
    """The notice was a mistake."""
    return HolidayNoticeWithdrawn(
        on=ON,
        number=number,
        region=notice.region,
        year=notice.year,
        name=notice.name,
        document=notice.document,
        reason="误登",
    )


def kinds(calendar: Calendar) -> list[bool]:
    """Which days of the autumn are worked."""
    return [calendar.is_working(day) for day in AUTUMN]


@given(histories())
def test_a_firm_day_never_falls_back_silently(facts: Sequence[CalendarFact]) -> None:
    """It turns only by a fact that names it, or that ends a notice which did; a statutory day is never
    worked, and what only adds days leaves every other day as it was.
    """
    steps = [Calendar.of(facts[:n]) for n in range(len(KNOWN), len(facts) + 1)]
    for fact, before, now in zip(facts[len(KNOWN) :], steps, steps[1:], strict=False):
        named = touched(before.facts, now.facts)
        adds = isinstance(fact, HolidayNoticeRecorded) and fact.effect in (
            NoticeEffect.ESTABLISHES,
            NoticeEffect.AMENDS,
        )
        for day in AUTUMN:
            was, becomes = before.day(day), now.day(day)
            assert day not in statutory(day.year) or becomes.kind is DayKind.REST
            if was.kind is not becomes.kind:
                assert day in named
                if adds and isinstance(fact, HolidayNoticeRecorded):
                    assert day in (*fact.off, *fact.makeup)
        assert set(before.turned(now)) <= named


@given(st.lists(notices(), min_size=2, max_size=4), st.randoms())
def test_amendments_of_a_holiday_come_to_the_same_in_any_order(
    some: list[HolidayNoticeRecorded], random: object
) -> None:
    """A day that any of them has off is off, whichever was read first."""
    base = next(n for n in KNOWN if isinstance(n, HolidayNoticeRecorded) and n.name == "国庆节")
    amending = [as_amendment(one, base) for one in some]
    shuffled = list(amending)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert kinds(Calendar.of((*KNOWN, *amending))) == kinds(Calendar.of((*KNOWN, *shuffled)))


def as_amendment(one: HolidayNoticeRecorded, base: HolidayNoticeRecorded) -> HolidayNoticeRecorded:
    """The same days, added to what stands of a holiday."""
    return HolidayNoticeRecorded(
        region=base.region,
        year=base.year,
        name=base.name,
        off=one.off,
        makeup=one.makeup,
        document=one.document,
        source=one.source,
        confidence=one.confidence,
        on=one.on,
        effect=NoticeEffect.AMENDS,
        amends=base.document,
    )


@settings(max_examples=50)
@given(histories())
def test_the_calendar_of_a_moment_is_the_one_rebuilt_from_the_facts_until_then(
    facts: Sequence[CalendarFact],
) -> None:
    """Fact by fact, from rows, and from the beginning: the same name and the same days."""
    rows, ledger, live = DictRows(), Calendars(), Calendar.of(())
    for number, fact in enumerate(facts, start=1):
        live = live.with_facts(fact)
        ledger.record(rows, recorded(number, fact), fact)
        if number > len(KNOWN):
            again = Calendar.of(facts[:number])
            kept = Calendars().current(rows)
            assert again.version == live.version == kept.version
            assert kinds(again) == kinds(live) == kinds(kept)


def recorded(number: int, fact: CalendarFact) -> Recorded:
    """A fact of the register in its envelope."""
    return Recorded(
        stream="calendar",
        version=number,
        fact=fact,
        recorded_at=datetime(2026, 11, 30, tzinfo=UTC),
        officer="city",
        authority=Authority("city-officer", "5401", "34"),
        law="",
        command=str(number),
        position=number,
    )


@given(histories())
def test_a_withdrawal_undoes_what_was_recorded_last(facts: Sequence[CalendarFact]) -> None:
    """The calendar is what it was before the mistake, days and all."""
    last = facts[-1]
    if isinstance(last, HolidayNoticeRecorded):
        undone = (*facts, taken_back(len(facts), last))
        assert chains(undone) == chains(facts[:-1])
        assert kinds(Calendar.of(undone)) == kinds(Calendar.of(facts[:-1]))


@given(st.lists(notices(), max_size=6))
def test_a_chain_is_the_fold_of_its_notices(some: list[HolidayNoticeRecorded]) -> None:
    """Each holiday's chain hangs on the notices of that holiday alone."""
    for one, chain in chains(some).items():
        nothing: Chain = ()
        of_it = (notice for notice in some if holiday(notice) == one)
        assert [*accumulate(of_it, after, initial=nothing)][-1] == chain
