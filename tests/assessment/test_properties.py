"""What holds of every sum: caps, tiers, order, and that any answer can be reckoned again."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.engine import Engine, recompute
from domain.assessment.inputs import EarlierGrant, Finding, Signals
from domain.assessment.result import Assessment, PoolUse
from domain.ground.money import Money
from domain.ground.shapes import shape_of
from domain.ground.terms import Category, Ground, Procedure
from tests.assessment.facts import (
    DAY,
    ENGINE,
    LAW,
    PACK,
    REFERENCES,
    assess,
    bill,
    education,
    grant,
    income_figure,
    medical,
    question,
    school,
)

fen = st.integers(0, 2_000_000)
categories = st.sampled_from(list(PACK.outcomes.categories))
EDGES = {
    "medical": (0, 300_000, 600_000, 1_000_000, 2_000_000),
    "education": (0, 200_000, 400_000, 600_000, 800_000, 2_000_000),
}
MARGINAL = Engine(PACK.read_as({"AMB-07": "marginal"}))


def sum_of(found: Assessment) -> int:
    assert found.amount is not None
    chosen = found.amount.most if found.amount.proposed is None else found.amount.proposed
    return chosen.fen


def costs(amount: int) -> str:
    return str(Money(amount))


@given(st.sampled_from(["medical", "education"]), st.data())
def test_inside_a_tier_more_cost_never_earns_less(kind: str, data: st.DataObject) -> None:
    """Monotone from one edge to the next, and nowhere more than the cost itself."""
    low, high = data.draw(st.sampled_from(list(zip(EDGES[kind], EDGES[kind][1:], strict=False))))
    less = data.draw(st.integers(low + 1, high))
    more = data.draw(st.integers(less, high))
    ask = medical if kind == "medical" else education
    first, second = sum_of(ask(costs(less))), sum_of(ask(costs(more)))
    assert first <= second <= more


@given(fen, fen)
def test_marginal_tiers_never_jump(one: int, two: int) -> None:
    """Under the other reading a fen more earns at most a fen more, everywhere."""
    less, more = sorted((one, two))
    gained = sum_of(medical(costs(more), rules=MARGINAL)) - sum_of(
        medical(costs(less), rules=MARGINAL)
    )
    assert 0 <= gained <= more - less


@given(categories, fen, st.integers(1, 14), st.lists(st.integers(1, 400_000), max_size=4))
def test_no_sum_passes_a_cap(
    category: Category, cost: int, members: int, before: list[int]
) -> None:
    """With what was granted before, the household stays within 10,000 and a person in 5,000."""
    earlier = tuple(
        replace(grant(1), case=str(n), amount=Money(amount)) for n, amount in enumerate(before)
    )
    found = assess(
        category,
        members=members,
        bills=(bill(costs(cost)),),
        schooling=(school(costs(cost)),),
        earlier=earlier,
    )
    assert found.amount is not None
    used = sum(before)
    assert found.amount.least <= found.amount.most
    assert found.amount.most.fen <= max(0, 1_000_000 - used)
    if category.value.endswith("individual"):
        assert found.amount.most.fen <= 500_000


def in_turn(bills: list[int]) -> list[int]:
    """What is granted where each bill is brought alone, one after another."""
    granted: list[EarlierGrant] = []
    for n in range(len(bills)):
        brought = tuple(bill(costs(b), id=str(i)) for i, b in enumerate(bills[: n + 1]))
        found = medical(bills=brought, earlier=tuple(granted))
        due = sum_of(found)
        granted.append(replace(grant(1), case=str(n), amount=Money(due)))
    return [one.amount.fen for one in granted]


@pytest.mark.article("11.2")
@given(st.lists(st.integers(1, 500_000), min_size=1, max_size=6))
def test_splitting_and_ordering_bills_changes_nothing(bills: list[int]) -> None:
    """A year's bills earn the same total together, one by one, and in any order (11.2)."""
    together = sum_of(medical(*[costs(b) for b in bills]))
    assert sum(in_turn(bills)) == together
    assert sum(in_turn(sorted(bills))) == together
    assert sum(in_turn(sorted(bills, reverse=True))) == together


@given(st.lists(st.tuples(categories, st.integers(0, 900_000)), max_size=8))
def test_the_grants_of_a_year_are_the_account(events: list[tuple[Category, int]]) -> None:
    """Whatever comes in whatever order, room left and grants add up to the cap."""
    granted: list[EarlierGrant] = []
    for n, (category, cost) in enumerate(events):
        found = assess(
            category,
            bills=(bill(costs(cost)),),
            schooling=(school(costs(cost)),),
            earlier=tuple(granted),
        )
        use = {pool.pool: pool for pool in pools(found)}["household-year"]
        assert use.used.fen == sum(one.amount.fen for one in granted)
        assert use.used.fen + use.room.fen == use.cap.fen
        due = sum_of(found)
        if due:
            granted.append(replace(grant(1, category), case=str(n), amount=Money(due)))
    assert sum(one.amount.fen for one in granted) <= 1_000_000


def pools(found: Assessment) -> tuple[PoolUse, ...]:
    assert found.trace.reckoning is not None
    return found.trace.reckoning.pools


@given(categories, fen, st.integers(1, 14), st.integers(0, 3), st.booleans())
def test_any_answer_can_be_reckoned_again(
    category: Category, cost: int, members: int, grants: int, marginal: bool
) -> None:
    """From its trace alone, after later figures were recorded, and after a trip through storage."""
    rules = MARGINAL if marginal else ENGINE
    found = assess(
        category,
        rules=rules,
        members=members,
        bills=(bill(costs(cost)),),
        schooling=(school(costs(cost)),),
        grants_this_year=grants,
        findings=(Finding(Ground.IDLE_LAND, grants > 1, "o", DAY, ("p",)),),
        signals=Signals(mismatch=Money(cost)),
        procedure=Procedure.URGENT,
        delegated_up_to=Money(200_000),
    )
    later = replace(REFERENCES, recorded=(*REFERENCES.recorded, income_figure(2020, 1, DAY)))
    assert recompute(found.trace, LAW, later) == found
    stored = msgspec.json.decode(msgspec.json.encode(found), type=Assessment)
    assert stored == found and recompute(stored.trace, LAW, later) == found


def test_an_assessment_can_stand_in_a_fact() -> None:
    """Its shape is one the history can check and read back."""
    shape = shape_of(Assessment)
    found = medical("3000")
    raw = msgspec.json.decode(msgspec.json.encode(found))
    assert shape.check is not None and shape.check(raw) and shape.walk is None


def test_a_later_figure_changes_new_answers_only() -> None:
    """The trace remembers how many figures were known."""
    first = medical("3000")
    corrected = replace(
        REFERENCES, recorded=(*REFERENCES.recorded, income_figure(2020, 100, date(2021, 4, 21)))
    )
    again = ENGINE.assess(question(Category.MEDICAL, bills=(bill(3000, id="0"),)), corrected)
    assert again.verdict is not first.verdict
    assert recompute(first.trace, LAW, corrected) == first
