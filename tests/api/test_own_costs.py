"""Own costs over HTTP: what others paid, basic housing, the destitute, two years of bills."""

from datetime import datetime
from typing import Any

import pytest

from relief.clock import LHASA
from tests.api.conftest import Api
from tests.api.test_assessments import answered, ask, bill, codes, facts, figure, medical, stated

NOW = datetime(2027, 1, 20, 10, 0, tzinfo=LHASA)
DAY = "2027-01-20"


@pytest.fixture
def api(api: Api) -> Api:
    """January 2027, under the law of December 2026."""
    api.clock.set(NOW)
    return api


def late(body: dict[str, Any]) -> dict[str, Any]:
    """The same asked in January."""
    return {**body, "on": DAY}


def base(told: dict[str, Any]) -> str:
    """What of the costs is the household's own."""
    found: str = told["trace"]["reckoning"]["base"]
    return found


@pytest.mark.article("8.1/4")
def test_a_bill_paid_back_more_than_whole_is_taken_as_nought(api: Api) -> None:
    """Two insurances paid 900 of 100: no fault of input, no cost, and the officer is told (8.1/4)."""
    over = {
        **bill("100.00", "b-over"),
        "settled_on": DAY,
        "basic_insurance": "500.00",
        "commercial_insurance": "400.00",
    }
    told = answered(api, late(medical(bills=[over, {**bill("3000.00"), "settled_on": DAY}])))
    assert base(told) == "3000.00"
    (flag,) = [one for one in told["flags"] if one["code"] == "paid-back-more-than-the-cost"]
    assert "按0计" in flag["title"]


@pytest.mark.article("8.1/4", "11")
def test_commercial_insurance_and_compensation_have_fields_of_their_own(api: Api) -> None:
    """Both come off the bill they were paid for (8.1/4, 11)."""
    paid = {"settled_on": DAY, "commercial_insurance": "1000.00", "compensation": "500.00"}
    told = answered(api, late(medical(bills=[{**bill("4500.00"), **paid}])))
    assert base(told) == "3000.00"


@pytest.mark.article("9")
def test_a_large_home_counts_as_basic_housing_only(api: Api) -> None:
    """Of 120 square metres a head 13 count: 40,130 of 41,200 (9, AMB-42)."""
    body = medical("3000.00")
    home = {"housing": figure("1200.00"), "housing_area": "120", "clothing": figure("1000.00")}
    told = answered(api, late({**body, "spending": {**body["spending"], **home}}))
    (test,) = [one for one in told["tests"] if one["left"] is not None and one["article"] == "9"]
    assert test["left"] == "40130.00"
    assert "housing-beyond-basic" in codes(told)


@pytest.mark.article("26")
def test_what_is_left_of_the_costs_of_the_destitute_is_answered(api: Api) -> None:
    """A kind of its own, up to what is left and to the person's cap (26, AMB-39)."""
    care = {"id": "care-1", "kind": "disability-care", "paid_on": DAY, "total": "7000.00"}
    body = facts(
        subject="individual",
        household_size=1,
        category="destitute-individual",
        cause="other",
        registers=["destitute-living-at-home"],
        statements=stated("other-measures-did-not-suffice"),
        evidence=["register-lookup", "other-measures-record", "fee-receipts"],
        care=[{**care, "special_aid": "1000.00"}],
    )
    told = answered(api, late(body))
    assert told["verdict"]["code"] == "due"
    assert (base(told), told["amount"]["most"]) == ("6000.00", "5000.00")
    assert told["amount"]["article_text"].endswith("第二十六条")
    assert ("AMB-39", "caps-apply") in map(tuple, told["trace"]["readings"])


@pytest.mark.article("8.1/4", "11.2")
def test_bills_of_two_years_are_answered_together(api: Api) -> None:
    """4,000 of November and 1,750 of January, each under its own cap (8.1/4, AMB-37)."""
    bills = [
        {**bill("5000.00", "november"), "settled_on": "2026-11-12"},
        {**bill("2500.00", "january"), "settled_on": DAY},
    ]
    body = {**late(medical(bills=bills)), "expense_year": 2027, "also_year": 2026}
    told = answered(api, body)
    assert (told["amount"]["proposed"], told["room"]["left"]) == ("5750.00", "20000.00")
    parts = told["trace"]["reckoning"]["parts"]
    assert [(one["year"], one["base"]) for one in parts] == [(2026, "5000.00"), (2027, "2500.00")]
    errors = ask(api, {**body, "also_year": 2025}).json()["errors"]
    assert [(e["field"], e["facts"]["fault"]) for e in errors] == [
        ("also_year", "not-the-year-before")
    ]
