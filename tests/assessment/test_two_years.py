"""Costs of two years in one decision: each in its own year, under its own year's cap (AMB-37)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.engine import Engine, recompute
from domain.assessment.faults import Fault, Wrong, faults
from domain.assessment.inputs import EarlierGrant, MedicalBill
from domain.assessment.result import AmountRange, Assessment, Verdict, YearPart
from domain.assessment.years import split
from domain.ground.money import ZERO, Money
from domain.ground.terms import Category
from tests.assessment.facts import (
    ENGINE,
    LATE,
    LATE_DAY,
    LATE_PACK,
    LATE_REFERENCES,
    LAW,
    PACK,
    bill,
    grant,
    of_late,
    question,
    school,
    yuan,
)

NOVEMBER, JANUARY = date(2026, 11, 12), date(2027, 1, 8)
DAY = date(2027, 1, 20)
THEN = Engine(LAW.on(DAY))
BY_APPROVAL = Engine(LATE_PACK.read_as({"AMB-37": "year-of-approval"}))
ROLLING = Engine(LATE_PACK.read_as({"AMB-01": "rolling-year"}))
YEARS: dict[str, Any] = {"expense_year": 2027, "also_year": 2026}

fen = st.integers(1, 1_500_000)
granted = st.integers(0, 1_000_000)


def both(*bills: MedicalBill, rules: Engine = THEN, **changes: Any) -> Assessment:
    """The bills of two years, accepted and decided in January."""
    asked = {"on": DAY, "accepted_on": DAY, "bills": bills, **YEARS, **changes}
    return of_late(Category.MEDICAL, rules, **asked)


def one(year: int, *bills: MedicalBill, **changes: Any) -> Assessment:
    """The same about one year."""
    return both(*bills, expense_year=year, also_year=None, **changes)


def parts(found: Assessment) -> tuple[YearPart, ...]:
    """Year by year."""
    assert found.trace.reckoning is not None
    return found.trace.reckoning.parts


def most(found: Assessment) -> int:
    """The most that may be granted, in fen."""
    assert found.amount is not None
    return found.amount.most.fen


def costing(amount: int, on: date, id: str) -> MedicalBill:
    """A bill of so many fen."""
    return bill(str(Money(amount)), on, id)


def before(amount: int, year: int, category: Category = Category.PREDICAMENT) -> EarlierGrant:
    """What the household was granted in a year."""
    return grant(str(Money(amount)), category, date(year, 1, 4), case=f"before-{year}")


@pytest.mark.article("8.1/4", "11.2")
def test_bills_of_november_and_january_are_answered_each_in_its_year() -> None:
    """5,000 at 80 and 2,500 at 70 per cent, not 7,500 at 90 (8.1/4, 11.2, AMB-37)."""
    found = both(bill(5000, NOVEMBER), bill(2500, JANUARY))
    assert found.verdict is Verdict.DUE and most(found) == 575_000
    assert [(p.year, p.booked, p.base, p.amount.most) for p in parts(found)] == [
        (2026, 2026, yuan(5000), yuan(4000)),
        (2027, 2027, yuan(2500), yuan(1750)),
    ]
    assert found.trace.reckoning is not None and found.trace.reckoning.base == yuan(7500)


@pytest.mark.article("8.1/5", "11.2")
def test_school_costs_of_two_years_are_answered_likewise() -> None:
    """2,000 at 60 and 4,000 at 70 per cent (8.1/5, 11.2)."""
    paid = (
        school(2000, paid_on=NOVEMBER, id="autumn"),
        school(4000, paid_on=JANUARY, id="spring"),
    )
    found = of_late(Category.EDUCATION, on=DAY, accepted_on=DAY, schooling=paid, **YEARS)
    assert most(found) == 400_000


@pytest.mark.article("11")
def test_each_years_cap_is_applied_to_its_own_part() -> None:
    """9,000 were granted in 2026: its part is cut to 1,000, that of 2027 is whole (11)."""
    used = before(900_000, 2026)
    found = both(bill(5000, NOVEMBER), bill(2500, JANUARY), earlier=(used,))
    assert [p.amount.most for p in parts(found)] == [yuan(1000), yuan(1750)]
    assert found.room == yuan(11000)
    assert both(bill(5000, NOVEMBER), bill(2500, JANUARY)).room == yuan(20000)


@pytest.mark.article("11")
def test_a_year_without_room_does_not_refuse_the_other() -> None:
    """The cap of 2026 is reached; what is due for 2027 is due (11)."""
    full = before(1_000_000, 2026)
    found = both(bill(5000, NOVEMBER), bill(2500, JANUARY), earlier=(full,))
    assert found.verdict is Verdict.DUE and most(found) == 175_000
    no_room = both(
        bill(5000, NOVEMBER), bill(2500, JANUARY), earlier=(full, before(1_000_000, 2027))
    )
    assert no_room.verdict is Verdict.CAP_REACHED


@pytest.mark.article("11.2")
def test_what_was_granted_for_a_year_comes_off_that_year() -> None:
    """2,100 of 2026 were paid for its first bill; only the rest is due (11.2)."""
    first = replace(before(210_000, 2026, Category.MEDICAL), expense_year=2026)
    found = both(bill(5000, NOVEMBER), bill(2500, JANUARY), earlier=(first,))
    assert [p.earlier for p in parts(found)] == [yuan(2100), ZERO]
    assert most(found) == 400_000 - 210_000 + 175_000


@pytest.mark.article("11")
@pytest.mark.parametrize("rules", [BY_APPROVAL, ROLLING])
def test_where_both_use_up_one_total_they_stay_within_it_together(rules: Engine) -> None:
    """By the year of approval, or the twelve months before it, there is one cap (AMB-37, AMB-01)."""
    found = both(bill(9000, NOVEMBER), bill(9000, JANUARY), rules=rules)
    assert [p.amount.most for p in parts(found)] == [yuan(8100), yuan(1900)]
    assert most(found) == 1_000_000 and found.room == yuan(10000)
    assert most(both(bill(9000, NOVEMBER), bill(9000, JANUARY))) == 1_620_000


@pytest.mark.article("11")
def test_a_late_decision_on_one_year_uses_up_that_years_total() -> None:
    """Bills of 2026 decided in 2027, under the law of December 2026 (AMB-37)."""
    told = bill(5000, NOVEMBER)
    assert most(one(2026, told, earlier=(before(900_000, 2026),))) == 100_000
    assert most(one(2026, told, earlier=(before(900_000, 2027),))) == 400_000
    booked = replace(before(900_000, 2027), booked=2026)
    assert most(one(2026, told, earlier=(booked,))) == 100_000
    assert most(one(2026, told, rules=BY_APPROVAL, earlier=(before(900_000, 2027),))) == 100_000


@pytest.mark.article("11")
def test_costs_of_long_ago_open_no_total_of_long_ago() -> None:
    """Of the year before at most: older costs use up the year of approval, and share it (AMB-37)."""
    old, older = bill(9000, date(2025, 3, 3), "old"), bill(9000, date(2024, 3, 3), "older")
    used = before(900_000, 2027)
    assert most(one(2025, old, earlier=(used,))) == 100_000
    found = both(old, older, expense_year=2025, also_year=2024)
    assert [(p.year, p.booked) for p in parts(found)] == [(2024, 2027), (2025, 2027)]
    assert most(found) == 1_000_000 and found.room == yuan(10000)
    mixed = both(old, bill(9000, NOVEMBER), expense_year=2026, also_year=2025)
    assert [p.booked for p in parts(mixed)] == [2027, 2026]
    assert most(mixed) == 1_620_000 and mixed.room == yuan(20000)


@pytest.mark.article("11.1")
def test_relief_that_answers_no_costs_goes_by_the_day_of_approval() -> None:
    """Nothing of a fire was paid in a year (11.1)."""
    fire = of_late(Category.SUDDEN_HARDSHIP, on=DAY, earlier=(before(900_000, 2027),))
    assert fire.room == yuan(1000)
    assert fire.trace.reckoning is not None and fire.trace.reckoning.booked is None


@pytest.mark.article("11.2", "11")
@given(
    st.lists(st.tuples(fen, st.booleans()), min_size=1, max_size=6), granted, granted, st.randoms()
)
def test_the_parts_add_up_and_pass_no_years_cap(
    told: list[tuple[int, bool]], old: int, new: int, chance: Any
) -> None:
    """In any order of the bills; each part is what its year by itself comes to (11, 11.2)."""
    bills = [
        costing(amount, NOVEMBER if early else JANUARY, f"b-{n}")
        for n, (amount, early) in enumerate(told)
    ]
    earlier = tuple(before(amount, year) for amount, year in ((old, 2026), (new, 2027)) if amount)
    found = both(*bills, earlier=earlier)
    assert found.amount is not None
    by_year = {part.year: part.amount for part in parts(found)}
    assert [*by_year] == [2026, 2027]
    for bound in ("least", "proposed", "most"):
        total = sum(getattr(amount, bound).fen for amount in by_year.values())
        assert getattr(found.amount, bound).fen == total
    for year, used in ((2026, old), (2027, new)):
        assert by_year[year].most.fen <= 1_000_000 - used
        assert by_year[year] == one(year, *bills, earlier=earlier).amount
    chance.shuffle(bills)
    assert both(*bills, earlier=earlier).amount == found.amount
    assert recompute(found.trace, LAW, LATE_REFERENCES) == found


@given(st.data())
def test_a_sum_is_split_within_the_ranges_of_its_years(data: st.DataObject) -> None:
    """The parts add up to the sum; none is above its most, nor under its least where all can be met."""
    made = []
    for year in (2026, 2027):
        least, more = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))
        amount = AmountRange(Money(least), Money(least), Money(least + more), True)
        made.append(YearPart(year, year, ZERO, ZERO, (), amount))
    least = sum(p.amount.least.fen for p in made)
    sum_ = data.draw(st.integers(0, sum(p.amount.most.fen for p in made)))
    borne = split(Money(sum_), tuple(made))
    assert sum(borne, ZERO).fen == sum_
    for part, own in zip(made, borne, strict=True):
        assert ZERO <= own <= part.amount.most
        assert own >= part.amount.least or sum_ < least


def test_two_years_are_one_and_the_next_where_the_law_has_it() -> None:
    """Nothing else can be asked for."""
    asked = question(Category.MEDICAL, LATE_DAY, LATE, bills=(bill(5000, NOVEMBER),))
    base = LATE_PACK.outcomes.bases["medical"]
    assert faults(replace(asked, also_year=2025), base) == ()
    for year in (2024, 2026, 2027):
        assert faults(replace(asked, also_year=year), base) == (
            Fault("also_year", Wrong.NOT_THE_YEAR_BEFORE),
        )
    assert faults(replace(asked, also_year=2025), None) == (Fault("also_year", Wrong.UNKNOWN),)
    older = PACK.outcomes.bases["medical"]
    assert faults(replace(asked, also_year=2025), older) == (Fault("also_year", Wrong.UNKNOWN),)


def test_the_older_law_answers_one_year_only() -> None:
    """What a trace of then says is reckoned as it was."""
    asked = question(Category.MEDICAL, bills=(bill(3000),), also_year=2020)
    found = ENGINE.assess(asked, LATE_REFERENCES)
    assert parts(found) == () and most(found) == 210_000
    assert found.trace.reckoning is not None and found.trace.reckoning.booked is None
