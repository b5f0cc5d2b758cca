"""Least sums and yearly totals, worked out by hand from article 11 and the standards on record."""

from dataclasses import replace
from datetime import date

import pytest

from domain.assessment.engine import Engine
from domain.assessment.result import Decider, Flag, Verdict
from domain.ground.terms import Category, Procedure
from domain.law.reference import References, fold
from tests.assessment.facts import PACK, assess, grant, medical, proposed, yuan

EARLY, LATER = date(2020, 9, 7), date(2021, 9, 6)
"""Days under the standards of 847 and 910 yuan a month."""

NEW_YEAR = (date(2020, 12, 31), date(2021, 1, 1))
HEADS = range(1, 13)
FLOORS = {
    EARLY: (847, 1694, 2541, 3388, 4235, 5082, 5929, 6776, 7623, 8470, 9317, 10000),
    LATER: (910, 1820, 2730, 3640, 4550, 5460, 6370, 7280, 8190, 9100, 10000, 10000),
}
CUT = {(EARLY, 12), (LATER, 11), (LATER, 12)}
"""12 × 847 would be 10,164; 11 × 910 would be 10,010."""


@pytest.mark.article("11.1")
@pytest.mark.parametrize(("on", "members"), [(on, n) for on in FLOORS for n in HEADS])
def test_the_emergency_floor_by_heads(on: date, members: int) -> None:
    """One standard a head, cut by the cap of 10,000 and then flagged (11.1, AMB-06)."""
    found = assess(Category.SUDDEN_HARDSHIP, on=on, members=members)
    assert found.amount is not None
    floor = yuan(FLOORS[on][members - 1])
    assert (found.amount.least, found.amount.most) == (floor, yuan(10000))
    assert found.amount.proposed == floor
    assert (Flag.FLOOR_CUT_BY_CAP in found.flags) == ((on, members) in CUT)


def test_read_otherwise_the_floor_wins_over_the_cap() -> None:
    """Under the other reading of AMB-06 eleven heads get their 10,010."""
    rules = Engine(PACK.read_as({"AMB-06": "floor-wins"}))
    found = assess(Category.SUDDEN_HARDSHIP, rules=rules, members=11)
    assert found.amount is not None and found.amount.least == yuan(10010)


def standard(monthly: str) -> References:
    """An invented urban subsistence standard, in place of the recorded one."""
    published = [one for one in PACK.outcomes.published if one.series.startswith("urban")]
    return fold([replace(one, value=yuan(monthly)) for one in published])


@pytest.mark.article("11.3")
@pytest.mark.parametrize(("reading", "least"), [("cap-wins", 5000), ("floor-wins", 6000)])
def test_a_floor_above_the_cap_of_one_person_is_read_either_way(reading: str, least: int) -> None:
    """1.5 times 4,000 yuan a month: the 5,000 of one person stand, or give way (11.3, AMB-06)."""
    rules = Engine(PACK.read_as({"AMB-06": reading}))
    found = assess(Category.SPECIAL_INDIVIDUAL, rules=rules, references=standard("4000"))
    assert found.amount is not None and found.amount.least == yuan(least)


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize(
    ("monthly", "most_heads"),
    [("666.66", 3), ("666.67", 2), ("847", 2), ("910", 2), ("1000", 2), ("1000.01", 1)],
)
def test_how_many_heads_the_townships_own_power_reaches(monthly: str, most_heads: int) -> None:
    """Above 666.67 yuan a month three heads are beyond 2,000, above 1,000 two are (18.2.1)."""
    for heads in (most_heads, most_heads + 1):
        found = assess(
            Category.SUDDEN_HARDSHIP,
            references=standard(monthly),
            members=heads,
            procedure=Procedure.URGENT,
            delegated_up_to=yuan(2000),
        )
        within = heads == most_heads
        assert found.decider is (Decider.TOWNSHIP if within else Decider.COUNTY)


@pytest.mark.article("11.3")
@pytest.mark.parametrize(("on", "floor"), [(EARLY, "1270.50"), (LATER, "1365.00")])
def test_a_special_individual_gets_one_and_a_half_standards(on: date, floor: str) -> None:
    """1.5 times the standard in force on the day of acceptance, up to 5,000 (11.3, AMB-12)."""
    found = assess(Category.SPECIAL_INDIVIDUAL, on=on)
    assert proposed(found) == floor
    assert found.amount is not None and found.amount.most == yuan(5000)


@pytest.mark.article("11.1")
def test_a_standard_not_yet_published_for_the_year_is_the_latest_one_flagged() -> None:
    """In 2023 nothing newer than 2021 is on record: 910 yuan still, and the officer is told (11.1)."""
    found = assess(Category.SUDDEN_HARDSHIP, on=date(2023, 5, 8), members=1)
    assert proposed(found) == "910.00" and Flag.OLDER_REFERENCE in found.flags


def test_the_standard_is_that_of_the_day_of_acceptance() -> None:
    """Accepted on 31 December 2020 and decided in January: 847; a day later: 910 (AMB-12)."""
    decided = date(2021, 1, 5)
    old = assess(Category.SUDDEN_HARDSHIP, on=decided, accepted_on=date(2020, 12, 31), members=1)
    new = assess(Category.SUDDEN_HARDSHIP, on=decided, accepted_on=date(2021, 1, 1), members=1)
    assert (proposed(old), proposed(new)) == ("847.00", "910.00")


def test_the_room_of_a_person_cuts_the_floor() -> None:
    """4,000 already paid leave 1,000, under the floor of 1,270.50: paid, and flagged."""
    before = grant("4000", Category.SPECIAL_INDIVIDUAL, date(2020, 3, 2))
    found = assess(Category.SPECIAL_INDIVIDUAL, on=EARLY, earlier=(before,))
    assert proposed(found) == "1000.00"
    assert Flag.FLOOR_CUT_BY_CAP in found.flags


@pytest.mark.article("11")
@pytest.mark.parametrize(
    ("category", "cap"),
    [(Category.SUDDEN_HARDSHIP, "10000"), (Category.UNSUPPORTED_INDIVIDUAL, "5000")],
)
def test_the_caps_are_included(category: Category, cap: str) -> None:
    """不得高于: exactly 10,000 or 5,000 is permitted, a fen more is not (11)."""
    found = assess(category)
    assert found.amount is not None
    assert found.amount.permits(yuan(cap)) and not found.amount.permits(yuan(f"{cap}.01"))


@pytest.mark.article("11")
def test_the_last_fen_of_the_room_is_granted() -> None:
    """9,999.99 leave a fen; 10,000 leave nothing, and that is a refusal of its own (11)."""
    last = medical("9000", earlier=(grant("9999.99", Category.SUDDEN_HARDSHIP),))
    assert (proposed(last), last.verdict) == ("0.01", Verdict.DUE)
    none = medical("9000", earlier=(grant("10000", Category.SUDDEN_HARDSHIP),))
    assert none.verdict is Verdict.CAP_REACHED


def test_the_room_is_new_with_the_calendar_year() -> None:
    """A grant of 31 December leaves 1 January its whole room (AMB-01)."""
    before = (grant("10000", Category.SUDDEN_HARDSHIP, date(2020, 12, 31)),)
    on = {day: assess(Category.SUDDEN_HARDSHIP, on=day, earlier=before) for day in NEW_YEAR}
    assert [str(found.room) for found in on.values()] == ["0.00", "10000.00"]


def test_a_member_cannot_stack_an_own_cap_on_the_household() -> None:
    """A used-up household leaves its member nothing; read separately, 5,000 (AMB-03)."""
    before = (grant("10000"),)
    joint = assess(Category.SPECIAL_INDIVIDUAL, earlier=before)
    assert joint.verdict is Verdict.CAP_REACHED
    separate = Engine(PACK.read_as({"AMB-03": "separate"}))
    apart = assess(Category.SPECIAL_INDIVIDUAL, rules=separate, earlier=before)
    assert apart.verdict is Verdict.DUE and apart.room == yuan(5000)
