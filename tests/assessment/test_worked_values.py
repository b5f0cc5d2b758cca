"""Every sum that was worked out by hand from article 11, under both readings."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.assessment.engine import Engine
from domain.assessment.result import Assessment, Flag, Verdict
from domain.ground.money import Money
from domain.ground.terms import Category
from tests.assessment.facts import (
    ENGINE,
    PACK,
    assess,
    bill,
    education,
    grant,
    medical,
    proposed,
    school,
    yuan,
)

MARGINAL = Engine(PACK.read_as({"AMB-07": "marginal"}))
CONTINUED = Engine(PACK.read_as({"AMB-08": "continue-90"}))
Ask = Callable[..., Assessment]


@pytest.mark.article("11.2")
@pytest.mark.parametrize(
    ("cost", "whole", "marginal", "continued"),
    [
        ("1000", "700.00", "700.00", "700.00"),
        ("3000", "2100.00", "2100.00", "2100.00"),
        ("3000.01", "2400.01", "2100.01", "2400.01"),
        ("6000", "4800.00", "4500.00", "4800.00"),
        ("6000.01", "5400.01", "4500.01", "5400.01"),
        ("10000", "9000.00", "8100.00", "9000.00"),
        ("10000.01", "10000.00", "8100.00", "9000.01"),
        ("11111.12", "10000.00", "8100.00", "10000.00"),
        ("250000", "10000.00", "8100.00", "10000.00"),
    ],
)
def test_medical(cost: str, whole: str, marginal: str, continued: str) -> None:
    """Medical cost to relief: whole-amount tiers, marginal tiers, 90% continued (11.2)."""
    assert proposed(medical(cost)) == whole
    assert proposed(medical(cost, rules=MARGINAL)) == marginal
    assert proposed(medical(cost, rules=CONTINUED)) == continued


@pytest.mark.article("11.2")
@pytest.mark.parametrize(
    ("cost", "relief"),
    [
        ("2000", "1200.00"),
        ("2000.01", "1400.01"),
        ("4000", "2800.00"),
        ("4000.01", "3200.01"),
        ("6000", "4800.00"),
        ("6000.01", "5400.01"),
        ("8000", "7200.00"),
        ("8000.01", "7600.01"),
        ("10526.31", "9999.99"),
        ("10526.32", "10000.00"),
        ("90000", "10000.00"),
    ],
)
def test_education(cost: str, relief: str) -> None:
    """Education cost to relief, up to 95% and 10,000 yuan (11.2)."""
    assert proposed(education(cost)) == relief


@pytest.mark.parametrize(
    ("ask", "edge", "jump"),
    [
        (medical, "3000", 300),
        (medical, "6000", 600),
        (medical, "10000", 1000),
        (education, "2000", 200),
        (education, "4000", 400),
        (education, "6000", 600),
        (education, "8000", 400),
    ],
)
def test_the_jumps_at_the_edges_are_in_the_text(ask: Ask, edge: str, jump: int) -> None:
    """A fen over an edge earns hundreds of yuan more, and the officer is told (AMB-07)."""
    at, over = ask(edge), ask(f"{edge}.01")
    assert at.amount and over.amount and at.amount.proposed and over.amount.proposed
    gained = over.amount.proposed - at.amount.proposed
    assert abs(gained.fen - jump * 100) <= 1
    assert Flag.NEAR_EDGE in at.flags and Flag.NEAR_EDGE in over.flags


def test_nobody_is_told_of_an_edge_far_away() -> None:
    """A hundred yuan from the edge is near, a fen more is not."""
    assert Flag.NEAR_EDGE in medical("2900").flags
    assert Flag.NEAR_EDGE not in medical("2899.99").flags


def test_above_ten_thousand_only_a_maximum_is_stated() -> None:
    """The text gives no rate there: the sum may be lowered, with a reason (AMB-08)."""
    above = medical("12000")
    assert above.amount is not None and above.amount.reasoned
    assert (above.amount.least, above.amount.most) == (yuan(0), yuan(10000))
    assert Flag.AT_MOST in above.flags
    assert Flag.NO_RATE_ABOVE in medical("12000", rules=MARGINAL).flags


def test_the_second_grant_of_a_year_pays_the_difference() -> None:
    """3,000 earned 2,100; a year's total of 5,000 is due 4,000, so 1,900 and not 1,400."""
    second = medical("3000", "2000", earlier=(grant("2100"),))
    assert proposed(second) == "1900.00"
    assert Flag.EARLIER_DEDUCTED in second.flags


def test_the_third_pays_up_to_the_cap() -> None:
    """A total of 12,000 after 4,000 granted leaves 6,000, which is also the room."""
    third = medical("3000", "2000", "7000", earlier=(grant("2100"), grant("1900")))
    assert proposed(third) == "6000.00"
    assert third.room == yuan(6000)


def test_an_emergency_grant_uses_the_household_room() -> None:
    """4,000 in March leave 6,000 of the 8,100 due for 9,000 in bills."""
    mixed = medical("9000", earlier=(grant("4000", Category.SUDDEN_HARDSHIP),))
    assert proposed(mixed) == "6000.00"
    assert Flag.ROOM_CUT in mixed.flags and Flag.EARLIER_DEDUCTED not in mixed.flags


def test_per_child_two_sums_of_4000_earn_less() -> None:
    """Two children with 4,000 each: 7,200 as one household sum, 5,600 apart (AMB-36)."""
    costs = (school(4000, id="a", child="one"), school(4000, id="b", child="two"))
    together = education(schooling=costs)
    apart = education(schooling=costs, rules=Engine(PACK.read_as({"AMB-36": "child"})))
    assert (proposed(together), proposed(apart)) == ("7200.00", "5600.00")


def test_per_patient_the_tiers_apply_to_each() -> None:
    """Two patients with 3,000 each: 4,800 as one sum, 4,200 apart (AMB-05)."""
    bills = (bill(3000, id="a", patient="one"), bill(3000, id="b", patient="two"))
    apart = medical(bills=bills, rules=Engine(PACK.read_as({"AMB-05": "patient"})))
    assert proposed(medical(bills=bills)) == "4800.00"
    assert proposed(apart) == "4200.00"


@pytest.mark.article("8.1/4")
def test_who_pays_what_of_a_bill() -> None:
    """Insurance, medical aid and charity come off first; read otherwise charity stays (AMB-04)."""
    one = bill(
        1000,
        basic_insurance=yuan(500),
        major_insurance=yuan(300),
        medical_aid=yuan(200),
        social_aid=yuan(1000),
    )
    kept = Engine(PACK.read_as({"AMB-04": "not-deducted"}))
    assert proposed(medical(bills=(one,))) == "700.00"
    assert proposed(medical(bills=(one,), rules=kept)) == "1400.00"


def test_half_a_fen_rounds_up_once_at_the_end() -> None:
    """Shares of half a fen add up before they are rounded (AMB-33)."""
    whole = medical("3000.07")
    assert whole.trace.reckoning is not None
    assert whole.trace.reckoning.shares[0].exact == "240005+6/10"
    assert proposed(whole) == "2400.06"
    down = Engine(PACK.read_as({"AMB-33": "down-once"}))
    assert proposed(medical("3000.07", rules=down)) == "2400.05"


def test_bills_count_in_the_year_they_were_settled() -> None:
    """A December bill answers to its own year, the cap to the year of approval (AMB-37)."""
    day = date(2022, 1, 10)
    bills = (bill(3000, date(2021, 12, 30), "a"), bill(4000, date(2022, 1, 5), "b"))
    earlier = (grant("9000", on=date(2021, 11, 1)),)
    last = assess(Category.MEDICAL, on=day, bills=bills, expense_year=2021, earlier=earlier)
    this = assess(Category.MEDICAL, on=day, bills=bills, earlier=earlier)
    assert last.room == this.room == yuan(10000)
    assert last.amount is not None and last.amount.proposed == Money(0)
    assert proposed(this) == "3200.00"
    assert Flag.GRANTED_MORE in last.flags


def test_rolling_years_are_another_reading_of_the_cap() -> None:
    """Last November's 9,000 still count in January where the year rolls (AMB-01)."""
    rolling = Engine(PACK.read_as({"AMB-01": "rolling-year"}))
    before = (grant("9000", Category.SUDDEN_HARDSHIP, date(2021, 11, 1)),)
    day = date(2022, 1, 10)
    found = assess(Category.SUDDEN_HARDSHIP, on=day, rules=rolling, earlier=before)
    assert found.room == yuan(1000)
    assert assess(Category.SUDDEN_HARDSHIP, on=day, earlier=before).room == yuan(10000)


@pytest.mark.article("8.1.3", "8.1.4")
def test_kinds_without_a_formula_are_left_to_judgement() -> None:
    """Predicament and other hardship: any sum up to the room, with a reason (8.1.3, 8.1.4)."""
    found = assess(Category.PREDICAMENT, earlier=(grant("3000"),))
    assert found.amount is not None and found.amount.proposed is None
    assert (found.amount.least, found.amount.most) == (yuan(0), yuan(7000))
    assert found.amount.permits(yuan(7000)) and not found.amount.permits(yuan("7000.01"))
    assert Flag.REASON_REQUIRED in found.flags


@pytest.mark.article("11")
def test_nothing_due_and_no_room_are_two_refusals() -> None:
    """A cost of nothing is due nothing; a used-up year is a reached cap (11)."""
    assert medical("0").verdict is Verdict.NOTHING_DUE
    assert medical("9000", earlier=(grant("10000"),)).verdict is Verdict.CAP_REACHED


def test_parameters_used_are_named_with_their_articles() -> None:
    """The trace names each value, its unit, its first day and its law."""
    applied = {value.id: value for value in medical("3000").trace.applied}
    assert (applied["household_cap"].value, applied["household_cap"].article) == ("10000.00", "11")
    assert ENGINE.pack.id == medical("3000").trace.pack
