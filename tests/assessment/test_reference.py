"""Reference values: recorded with their documents, looked up by day, place and what was known."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.store.mapper import FactMapper
from domain.law.reference import (
    INCOME_PER_RESIDENT,
    SUBSISTENCE,
    References,
    ReferenceValueRecorded,
    evolve,
    fold,
)
from tests.assessment.facts import PACK, income_figure, yuan

KNOWN = fold(PACK.outcomes.published)
LHASA = "540102003"


def standard(value: int, start: date, area: str = "5401") -> ReferenceValueRecorded:
    first = PACK.outcomes.published[0]
    return replace(first, value=yuan(value), valid_from=start, valid_to=None, area=area)


@pytest.mark.article("11.1")
def test_the_published_standards_are_those_that_were_found() -> None:
    """847 in 2020 and 910 from 2021, each with its document; nothing else is claimed (11.1).

    Both were published for the whole region, and only the first with a last day.
    """
    published = PACK.outcomes.published
    assert [(str(f.value), f.valid_from, f.valid_to, f.area) for f in published] == [
        ("847.00", date(2020, 1, 1), date(2020, 12, 31), "54"),
        ("910.00", date(2021, 1, 1), None, "54"),
    ]
    assert all(f.document and f.source for f in PACK.outcomes.published)


@pytest.mark.parametrize(
    ("day", "value", "older"),
    [
        (date(2020, 12, 31), "847.00", False),
        (date(2021, 1, 1), "910.00", False),
        (date(2021, 12, 31), "910.00", False),
        (date(2022, 1, 1), "910.00", True),
    ],
)
def test_the_standard_of_a_day(day: date, value: str, older: bool) -> None:
    """The one in force; carried into another year it is marked as older."""
    found = KNOWN.in_force(SUBSISTENCE, LHASA, day)
    assert found is not None and (str(found.fact.value), found.older) == (value, older)


def test_before_the_first_and_of_other_places_nothing_is_known() -> None:
    """No value is taken from a later day, another place or another series."""
    assert KNOWN.in_force(SUBSISTENCE, LHASA, date(2019, 12, 31)) is None
    assert KNOWN.in_force(SUBSISTENCE, "510101001", date(2021, 5, 1)) is None
    assert KNOWN.of_year(INCOME_PER_RESIDENT, LHASA, 2020, date(2021, 5, 1)) is None


def test_the_city_s_own_figure_comes_before_the_region_s() -> None:
    """The narrowest area wins, even where the wider one began later."""
    both = fold([*KNOWN.recorded, standard(950, date(2020, 7, 1))])
    found = both.in_force(SUBSISTENCE, LHASA, date(2021, 5, 1))
    assert found is not None and found.fact.value == yuan(950)


def test_a_correction_replaces_and_what_was_known_stays_answerable() -> None:
    """The last record of a period counts; asked as known before, the first does."""
    first = income_figure(2020, 30000, date(2021, 4, 20))
    known = evolve(evolve(References(), first), replace(first, value=yuan(31000)))
    now = known.of_year(INCOME_PER_RESIDENT, LHASA, 2020, date(2021, 5, 1))
    then = known.as_known(1).of_year(INCOME_PER_RESIDENT, LHASA, 2020, date(2021, 5, 1))
    assert now is not None and then is not None
    assert (str(now.fact.value), str(then.fact.value)) == ("31000.00", "30000.00")
    with pytest.raises(ValueError, match="only 2"):
        known.as_known(3)


def test_a_figure_counts_from_its_publication() -> None:
    """The day before, the year before is the latest, and older (AMB-10)."""
    known = fold(
        [
            income_figure(2019, 28000, date(2020, 4, 20)),
            income_figure(2020, 30000, date(2021, 4, 20)),
        ]
    )
    before = known.of_year(INCOME_PER_RESIDENT, LHASA, 2020, date(2021, 4, 19))
    after = known.of_year(INCOME_PER_RESIDENT, LHASA, 2020, date(2021, 4, 20))
    assert before is not None and before.older and before.fact.period == 2019
    assert after is not None and not after.older and after.fact.period == 2020


def test_the_fact_can_be_stored() -> None:
    """The history's mapper accepts it as it is declared."""
    FactMapper(facts={ReferenceValueRecorded.NAME: ReferenceValueRecorded}).check()
