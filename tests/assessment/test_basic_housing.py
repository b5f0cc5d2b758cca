"""Of a home, only what is basic housing counts in necessary spending (第九条)."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.engine import Engine
from domain.assessment.housing import necessary
from domain.assessment.inputs import Means
from domain.assessment.result import Answer, Assessment, Checked, Flag
from domain.ground.money import Money
from domain.ground.terms import Category
from domain.law.pack import Pack
from tests.assessment.facts import (
    LATE,
    LATE_DAY,
    LATE_PACK,
    PACK,
    SPENDING,
    assess,
    complete,
    figure,
    of_late,
    school,
)

REST = SPENDING.fen
"""All spending but that on the home, in fen."""

fen = st.integers(0, 5_000_000)
areas = st.integers(1, 30_000)


def housed(home: str | int, area: int | None, rules: Engine = LATE, **more: Any) -> Assessment:
    """A family with children at college whose home costs so much; area in hundredths."""
    spending = replace(SPENDING, housing=figure(home), housing_area=area, **more)
    return of_late(
        Category.EDUCATION, rules, spending=spending, schooling=(school(3000, paid_on=LATE_DAY),)
    )


def severe(found: Assessment) -> Checked:
    """The test of article 9."""
    return next(test for test in found.tests if test.test == "severe-difficulty")


def home_of(found: Assessment) -> int:
    """What of the home counts, in fen."""
    left = severe(found).left
    assert left is not None
    return left.fen - REST


def read(**choices: str) -> Engine:
    """The law of December 2026 read otherwise."""
    return Engine(LATE_PACK.read_as({id.replace("_", "-"): one for id, one in choices.items()}))


@pytest.mark.article("9")
@pytest.mark.parametrize(
    ("area", "counted"), [(1300, 120_000), (1301, 119_907), (2600, 60_000), (12000, 13_000)]
)
def test_a_large_home_counts_as_far_as_it_is_basic(area: int, counted: int) -> None:
    """Of 120 square metres a head 13 count; up to 13 all of it does (9, AMB-42)."""
    assert home_of(housed(1200, area)) == counted


@pytest.mark.article("9")
def test_a_large_home_is_read_in_three_ways() -> None:
    """The basic part, nothing, or all of it (9, AMB-42)."""
    ways = {
        "basic-part": 13_000,
        "large-home-not-counted": 0,
        "large-home-counted-whole": 120_000,
    }
    assert set(LATE_PACK.readings["AMB-42"].possible) == set(ways)
    for way, counted in ways.items():
        assert home_of(housed(1200, 12000, read(AMB_42=way))) == counted


@pytest.mark.article("9")
def test_a_home_in_danger_counts_unless_it_is_read_otherwise() -> None:
    """Either way the officer is told of it (9, AMB-43)."""
    found = housed(1200, 1300, housing_dangerous=True)
    assert home_of(found) == 120_000 and Flag.HOUSING_NOT_BASIC in found.flags
    apart = read(AMB_43="dangerous-home-not-counted")
    assert home_of(housed(1200, 1300, apart, housing_dangerous=True)) == 0
    assert home_of(housed(1200, 1300, apart)) == 120_000


@pytest.mark.article("9")
def test_a_home_nobody_measured_counts_and_the_officer_is_told() -> None:
    """Only where a larger one would count in part (9)."""
    found = housed(1200, None)
    assert home_of(found) == 120_000 and Flag.AREA_UNSAID in found.flags
    assert Flag.AREA_UNSAID not in housed(1200, 1300).flags
    whole = read(AMB_42="large-home-counted-whole")
    assert Flag.AREA_UNSAID not in housed(1200, None, whole).flags
    assert Flag.AREA_UNSAID not in of_late(Category.EDUCATION).flags


@pytest.mark.article("9")
def test_the_part_that_is_not_basic_can_fail_the_test() -> None:
    """A fen more than twice deposits and income passes, by the basic part alone (9)."""
    spending = replace(SPENDING, housing=figure(1200), housing_area=12000)
    for income, answer in ((20_064, Answer.YES), (20_065, Answer.NO)):
        means = Means(deposits=figure(0), income_last_year=figure(income))
        found = of_late(Category.EDUCATION, spending=spending, means=means)
        assert severe(found).answer is answer


@pytest.mark.article("9")
def test_before_december_2026_a_large_home_counted_whole() -> None:
    """What was decided then is reckoned as it was."""
    spending = replace(SPENDING, housing=figure(1200), housing_area=12000)
    found = assess(Category.EDUCATION, spending=spending, schooling=(school(3000),))
    assert home_of(found) == 120_000 and Flag.AREA_UNSAID not in found.flags


@pytest.mark.article("9")
@given(fen, areas, areas)
def test_a_larger_home_never_counts_for_more(cost: int, one: int, two: int) -> None:
    """Exact, never above its cost, and whole up to the basic area (9)."""
    small, large = sorted((one, two))
    counted = [home_of(housed(str(Money(cost)), area)) for area in (small, large)]
    assert cost >= counted[0] >= counted[1] >= 0
    for area, home in zip((small, large), counted, strict=True):
        assert home == int(min(Fraction(cost), Fraction(cost * 1300, area)))


@pytest.mark.parametrize(("pack", "home"), [(PACK, 120_000), (LATE_PACK, 13_000)])
def test_letters_name_what_was_counted(pack: Pack, home: int) -> None:
    """Necessary spending as the law of the case counts it (9)."""
    rule = pack.outcomes.categories[Category.EDUCATION]
    spending = replace(SPENDING, housing=figure(1200), housing_area=12000)
    told = complete(rule, spending=spending)
    assert necessary(pack, told) == Money(REST + home)
    assert necessary(pack, replace(told, spending=None)) is None
