"""What of a cost is the household's own: less all insurances, never under nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.engine import Engine
from domain.assessment.inputs import MedicalBill
from domain.assessment.result import Assessment, Flag
from domain.ground.money import Money
from domain.ground.terms import Category
from domain.law.terms import Costs
from tests.assessment.facts import (
    LATE_DAY,
    LATE_PACK,
    bill,
    education,
    medical,
    of_late,
    proposed,
    school,
    yuan,
)

OTHERS = (
    "basic_insurance",
    "major_insurance",
    "commercial_insurance",
    "medical_aid",
    "social_aid",
    "compensation",
)
"""Everybody who may have paid a part of a bill."""

fen = st.integers(0, 900_000)
others = st.fixed_dictionaries(dict.fromkeys(OTHERS, fen))


def ill(*bills: MedicalBill, **changes: Any) -> Assessment:
    """Bills of December 2026."""
    return of_late(Category.MEDICAL, bills=bills, **changes)


def base(found: Assessment) -> int:
    """What the household bears itself, in fen."""
    assert found.trace.reckoning is not None and found.trace.reckoning.base is not None
    return found.trace.reckoning.base.fen


@pytest.mark.article("8.1/4", "11")
@pytest.mark.parametrize("name", OTHERS)
def test_whoever_paid_a_part_of_a_bill_has_a_field_and_comes_off(name: str) -> None:
    """Basic, major and commercial insurance, aid, charity, and any other compensation (8.1/4, 11)."""
    part: dict[str, Any] = {name: yuan(500)}
    paid = bill(3000, LATE_DAY, **part)
    assert paid.total == yuan(3500)
    assert base(ill(paid)) == 300_000


@pytest.mark.article("11")
def test_compensation_is_read_one_way_or_the_other() -> None:
    """It comes off the bill, or is only considered in lowering the sum (11, AMB-41)."""
    paid = bill(3000, LATE_DAY, compensation=yuan(500))
    considered = Engine(LATE_PACK.read_as({"AMB-41": "only-considered"}))
    assert proposed(ill(paid)) == "2100.00"
    assert proposed(ill(paid, rules=considered)) == "2800.00"


@pytest.mark.article("8.1/4")
def test_what_was_decided_before_december_2026_is_reckoned_as_it_was() -> None:
    """The older law names neither field, so nothing comes off by it."""
    paid = bill(3000, commercial_insurance=yuan(500), compensation=yuan(500))
    assert base(medical(bills=(paid,))) == 400_000


@pytest.mark.article("8.1/4")
def test_a_bill_paid_back_more_than_whole_is_no_cost_and_takes_nothing_off_another() -> None:
    """Own cost 0, said to the officer; the other bill counts whole (8.1/4)."""
    over = replace(bill(0, LATE_DAY, "over"), total=yuan(100), basic_insurance=yuan(900))
    found = ill(over, bill(3000, LATE_DAY, "other"))
    assert base(found) == 300_000
    assert Flag.REPAID_MORE in found.flags
    assert Flag.REPAID_MORE not in ill(bill(3000, LATE_DAY)).flags
    paid_off = bill(0, LATE_DAY, "even", basic_insurance=yuan(900))
    assert Flag.REPAID_MORE not in ill(paid_off, bill(3000, LATE_DAY, "other")).flags


@pytest.mark.article("8.1/5")
def test_schooling_paid_back_more_than_whole_is_no_cost_either() -> None:
    """As a bill is: nothing comes off another child's costs (8.1/5)."""
    over = school(100, id="over", education_aid=yuan(500))
    found = education(schooling=(over, school(2000, id="other")))
    assert proposed(found) == "1200.00"
    assert Flag.REPAID_MORE in found.flags
    assert Flag.REPAID_MORE not in education(2000).flags


@pytest.mark.article("8.1/4")
@given(st.lists(st.tuples(fen, others), min_size=1, max_size=6), st.randoms())
def test_own_cost_is_the_sum_of_each_bills_own_in_any_order(
    told: list[tuple[int, dict[str, int]]], chance: Any
) -> None:
    """Never under nothing, never above the total, whatever was paid by whom (8.1/4)."""
    bills = list[MedicalBill]()
    for n, (total, paid) in enumerate(told):
        by: dict[str, Any] = {name: Money(part) for name, part in paid.items()}
        bills.append(replace(bill(0, LATE_DAY, str(n)), total=Money(total), **by))
    wanted = sum(max(0, total - sum(parts.values())) for total, parts in told)
    found = ill(*bills)
    assert base(found) == wanted
    chance.shuffle(bills)
    again = ill(*bills)
    assert (again.amount, again.flags) == (found.amount, found.flags)


def test_every_deduction_a_cost_may_have_is_named_by_the_law_of_today() -> None:
    """No field is there that nothing takes off."""
    deducted = {takes.value for takes in LATE_PACK.outcomes.bases["medical"].deducts}
    assert len(deducted) == len(OTHERS)
    assert LATE_PACK.outcomes.bases["medical"].costs is Costs.MEDICAL
