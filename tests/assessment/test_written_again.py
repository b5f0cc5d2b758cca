"""What was written again for December 2026 says what it said, but for what is new in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.law.pack import Pack
from domain.law.terms import CapYear, DangerousHome, LargeHome, Quantity
from tests.assessment.facts import LATE_PACK, LAW

EVE = LATE_PACK.first - timedelta(days=1)
BEFORE = LAW.on(EVE)
READINGS = [{id: choice} for id in ("AMB-03", "AMB-38") for choice in BEFORE.readings[id].possible]


def both(choices: dict[str, str]) -> tuple[Pack, Pack]:
    """The law of the last day of November and that of December, read alike."""
    return BEFORE.read_as(choices), LATE_PACK.read_as(choices)


def test_the_law_changed_on_the_first_of_december() -> None:
    """Everything here began on one day."""
    assert LATE_PACK.first == date(2026, 12, 1)


@pytest.mark.article("9")
@pytest.mark.parametrize("choices", READINGS)
def test_the_test_of_article_nine_is_the_same_but_for_the_home(choices: dict[str, str]) -> None:
    """Whom it binds, what it compares, who may set it aside (9)."""
    before, now = both(choices)
    homes = {"large_home": LargeHome.BASIC_PART, "dangerous_home": DangerousHome.COUNTED}
    wanted = [
        replace(test, **homes) if test.left is Quantity.NECESSARY_SPENDING else test  # type: ignore[arg-type]
        for test in before.outcomes.tests
    ]
    assert [*now.outcomes.tests] == wanted


@pytest.mark.article("11")
@pytest.mark.parametrize("choices", READINGS)
def test_the_yearly_totals_are_the_same_but_for_their_year(choices: dict[str, str]) -> None:
    """Whose they are, whom they bind, what they count, and their caps (11)."""
    before, now = both(choices)
    pools = before.outcomes.pools
    assert now.outcomes.pools == {
        id: replace(pool, year=CapYear.COSTS) for id, pool in pools.items()
    }
    assert [
        (p.value, p.citation) for p in now.parameters if p.id in ("household_cap", "person_cap")
    ] == [
        (p.value, p.citation) for p in before.parameters if p.id in ("household_cap", "person_cap")
    ]


@pytest.mark.article("8.1/4", "8.1/5")
@pytest.mark.parametrize("base", ["medical", "education"])
def test_costs_are_added_as_before_but_of_two_years(base: str) -> None:
    """Which schooling counts, which a person decides on, whose costs are added (8.1/4, 8.1/5)."""
    before, now = (pack.outcomes.bases[base] for pack in (BEFORE, LATE_PACK))
    assert replace(now, deducts=before.deducts) == replace(before, two_years=True)
    assert {takes: now.deducts[takes] for takes in before.deducts} == before.deducts
