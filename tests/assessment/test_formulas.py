"""第十一条 as other texts have it: the greater of two, other maxima, no least sum, days of a month, a year.

Beihe's file with its amounts written otherwise. Not a line of Python knows it.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.packs.parser import PackError, parse
from domain.assessment.engine import Engine, recompute
from domain.assessment.inputs import Statement
from domain.assessment.result import Assessment, Raised
from domain.ground.money import Money
from domain.ground.terms import Category
from domain.law.pack import Law
from domain.law.terms import Claim, Window
from relief.words.sayings import told
from tests.assessment.facts import SEEN, assess, bill, grant, proposed, yuan
from tests.assessment.test_another_city import DAY, KNOWN, PLACE, TEXT

MEDICAL = TEXT[TEXT.index('[[amount]]\ncategories = ["medical-expenditure"]') :].split("\n\n")[0]
SUDDEN = TEXT[TEXT.index('[[amount]]\ncategories = ["sudden-hardship"]') :].split("\n\n")[0]


def rows(table: str, *keys: str) -> str:
    """A row of a table, under article 5.1 or as it says."""
    cited = () if any(key.startswith("citation") for key in keys) else ('citation = "5.2"',)
    return "\n".join((f"\n[[{table}]]", *keys, *cited, ""))


SHARE = rows("formula", 'id = "share"', 'kind = "rate-with-cap"', 'base = "bills"', "percent = 30")
HEADS = rows(
    "formula", 'id = "heads"', 'kind = "standard-periods"', 'series = "subsistence"',
    'per = "member"', "periods_most = 1", 'citation = "5.1"',
)  # fmt: skip


def of_two(kind: str, *more: str) -> str:
    """Medical costs get the greater, or lesser, of 30 % and one standard a head."""
    amount = rows(
        "amount", 'categories = ["medical-expenditure"]', f'kind = "{kind}"', 'base = "bills"',
        'of = ["share", "heads"]', 'limits = ["earlier-grants", "household-12-months"]', *more,
    )  # fmt: skip
    return TEXT.replace(MEDICAL, "") + SHARE + HEADS + amount


def ask(text: str, category: Category = Category.MEDICAL, **changes: object) -> Assessment:
    """What a file prescribes, and that it can be reckoned again from its trace alone."""
    pack = parse(text)
    found = assess(
        category,
        on=DAY,
        rules=Engine(pack.on(DAY)),
        references=KNOWN,
        **{"township": PLACE, **changes},
    )
    assert recompute(found.trace, Law.of([pack]), KNOWN) == found
    return found


RATE = 'kind = "rate-with-cap"\nbase = "bills"\npercent = 30'
MONTHLY = 'series = "subsistence"\nper = "member"\nper_day'
GREATER, LESSER = of_two("greater-of"), of_two("lesser-of")
PACKS = {"greater-of": Engine(parse(GREATER).on(DAY)), "lesser-of": Engine(parse(LESSER).on(DAY))}


@pytest.mark.parametrize(
    ("text", "cost", "sum", "taken"),
    [
        (GREATER, 20000, "6000.00", "share"),
        (GREATER, 5000, "3000.00", "heads"),
        (LESSER, 20000, "3000.00", "heads"),
        (LESSER, 5000, "1500.00", "share"),
        (GREATER, 10000, "3000.00", "share"),
    ],
)
def test_the_greater_or_the_lesser_of_two_formulas(
    text: str, cost: int, sum: str, taken: str
) -> None:
    """Both are on record with their articles, and which was taken; of equal ones the first."""
    found = ask(text, members=3, bills=(bill(cost, on=DAY),))
    assert proposed(found) == sum
    reckoning = found.trace.reckoning
    assert reckoning is not None
    assert [(one.formula, one.taken) for one in reckoning.formulas] == [
        ("share", taken == "share"),
        ("heads", taken == "heads"),
    ]
    assert reckoning.formulas[1].article.endswith("§5.1")
    assert reckoning.formulas[1].exact == "300000"


def test_earlier_grants_and_totals_bound_what_was_taken() -> None:
    """After the formula the limits go on in their order."""
    earlier = (grant(1000, on=date(2023, 2, 1)),)
    found = ask(GREATER, members=3, bills=(bill(20000, on=DAY),), earlier=earlier)
    assert proposed(found) == "5000.00"


def test_a_standard_that_is_not_known_leaves_the_comparison_open() -> None:
    """Nothing is taken for nought: what is not on record is named."""
    pack = parse(GREATER)
    found = assess(
        Category.MEDICAL, on=date(2024, 3, 4), rules=Engine(pack), references=KNOWN,
        township=PLACE, bills=(bill(5000, on=date(2024, 3, 1)),),
    )  # fmt: skip
    assert found.amount is None
    assert "reference:subsistence" in {one.what for one in found.missing}


@given(st.integers(0, 3_000_000), st.integers(1, 12), st.sampled_from(sorted(PACKS)))
def test_it_is_never_less_than_either_or_never_more(cost: int, members: int, kind: str) -> None:
    """For every cost and household, in whole fen, before the totals; and it can be reckoned again."""
    engine = PACKS[kind]
    found = assess(
        Category.MEDICAL, on=DAY, rules=engine, references=KNOWN, township=PLACE, members=members,
        bills=(bill(str(Money(cost)), on=DAY, id="b"),),
    )  # fmt: skip
    assert found.amount is not None and found.amount.proposed is not None
    both = (Fraction(cost * 30, 100), Fraction(members * 100_000))
    bound = max(both) if kind == "greater-of" else min(both)
    assert found.amount.proposed.fen == min(int(bound + Fraction(1, 2)), 1_200_000)
    assert recompute(found.trace, Law.of([engine.pack]), KNOWN) == found


STATED = Statement(Claim.CANNOT_LIVE, True, SEEN)
FOUND = rows(
    "maximum", 'categories = ["medical-expenditure"]',
    'claim = "basic-living-cannot-be-kept-up"', "most = 30000", 'lifts = ["maximum"]',
)  # fmt: skip
RESOLVED = rows(
    "maximum", 'categories = ["medical-expenditure"]', "collective = true", "most = 50000",
    'lifts = ["maximum", "household-12-months"]', 'citation = "6"',
)  # fmt: skip
BIG = (bill(100000, on=DAY),)
WIDE = TEXT.replace("value = 12\n", "value = 40\n")


def test_a_maximum_that_hangs_on_a_finding() -> None:
    """20,000 as a rule; 30,000 where a person found that basic living cannot be kept up (5.2)."""
    assert proposed(ask(WIDE + FOUND, bills=BIG)) == "20000.00"
    found = ask(WIDE + FOUND, bills=BIG, statements=(STATED,))
    assert proposed(found) == "30000.00"
    reckoning = found.trace.reckoning
    assert reckoning is not None and reckoning.raised == (
        Raised("maximum", "北政发〔2022〕9号§5.2", yuan(30000), Claim.CANNOT_LIVE, None),
    )
    no = ask(WIDE + FOUND, bills=BIG, statements=(replace(STATED, holds=False),))
    assert proposed(no) == "20000.00"


def test_above_the_maximum_by_a_meeting_on_record() -> None:
    """The minutes lift the maximum and the total of the year, no other limit; without them nothing (6)."""
    assert proposed(ask(TEXT + RESOLVED, bills=BIG)) == "12000.00"
    found = ask(TEXT + RESOLVED, bills=BIG, collective="会纪〔2023〕7号")
    assert proposed(found) == "50000.00" and found.room == yuan(50000)
    reckoning = found.trace.reckoning
    assert reckoning is not None
    assert {one.minutes for one in reckoning.raised} == {"会纪〔2023〕7号"}
    after = ask(
        TEXT + RESOLVED, bills=BIG, collective="会纪〔2023〕7号",
        earlier=(grant(20000, on=date(2023, 2, 1)),),
    )  # fmt: skip
    assert proposed(after) == "30000.00"


def test_of_two_other_maxima_the_higher_holds() -> None:
    """And the finding alone lifts only what it names."""
    both = ask(WIDE + FOUND + RESOLVED, bills=BIG, statements=(STATED,), collective="7")
    assert proposed(both) == "50000.00"
    assert proposed(ask(TEXT + FOUND, bills=BIG, statements=(STATED,))) == "12000.00"


@given(st.booleans(), st.booleans(), st.integers(1, 20_000_000))
def test_no_sum_passes_the_maximum_that_holds(claim: bool, met: bool, cost: int) -> None:
    """Whatever was found and resolved."""
    found = assess(
        Category.MEDICAL, on=DAY, rules=RAISING, references=KNOWN, township=PLACE,
        bills=(bill(str(Money(cost)), on=DAY, id="b"),),
        statements=(STATED,) if claim else (), collective="7" if met else None,
    )  # fmt: skip
    assert found.amount is not None
    most = 5_000_000 if met else 3_000_000 if claim else 2_000_000
    assert found.amount.most.fen <= most
    assert recompute(found.trace, Law.of([RAISING.pack]), KNOWN) == found


RAISING = Engine(parse(WIDE + FOUND + RESOLVED).on(DAY))

UP_TO = rows(
    "amount", 'categories = ["sudden-hardship"]', 'kind = "up-to"', 'series = "subsistence"',
    'per = "case"', 'factor = "township_multiple"', 'limits = ["household-12-months"]',
)  # fmt: skip


def test_up_to_a_multiple_without_a_least_sum() -> None:
    """From nothing to three standards, a judgement with its reason; nothing is proposed (5.1)."""
    found = ask(TEXT.replace(SUDDEN, "") + UP_TO, Category.SUDDEN_HARDSHIP, members=4)
    assert found.amount is not None and found.amount.reasoned
    assert (found.amount.least, found.amount.proposed, found.amount.most) == (
        yuan(0), None, yuan(3000),
    )  # fmt: skip


def by_days(most: int = 90) -> str:
    """A standard a head for each day, a day being a thirtieth of the month."""
    row = rows(
        "amount", 'categories = ["sudden-hardship"]', 'kind = "standard-periods"',
        'series = "subsistence"', 'per = "member"', "per_day = true", f"periods_most = {most}",
        'limits = ["household-12-months"]',
    )  # fmt: skip
    return TEXT.replace(SUDDEN, "") + row


@pytest.mark.parametrize(
    ("days", "members", "sum"),
    [(1, 1, "33.33"), (7, 1, "233.33"), (30, 1, "1000.00"), (10, 3, "1000.00")],
)
def test_a_day_is_a_thirtieth_of_a_month(days: int, members: int, sum: str) -> None:
    """Exact to the end, rounded once: thirty days are a month, in February as in March."""
    found = ask(by_days(), Category.SUDDEN_HARDSHIP, members=members, periods=days)
    assert proposed(found) == sum


DAILY = Engine(parse(by_days()).on(DAY))


@given(st.integers(1, 90), st.integers(1, 9))
def test_days_add_up_to_months(days: int, members: int) -> None:
    """No day earns a fen more or less than a thirtieth, rounding aside."""
    found = assess(
        Category.SUDDEN_HARDSHIP, on=DAY, rules=DAILY, references=KNOWN, township=PLACE,
        members=members, periods=days,
    )  # fmt: skip
    assert found.amount is not None and found.amount.proposed is not None
    exact = min(Fraction(days * members * 100_000, 30), Fraction(1_200_000))
    assert abs(found.amount.proposed.fen - exact) <= Fraction(1, 2)


def test_the_same_matter_within_a_year_only() -> None:
    """The pack says of which grants a matter counts; absent, of all there ever were."""
    matter = rows("frequency", 'per = "matter"', 'window = "calendar-year"', 'citation = "2"')
    rule = parse(TEXT + matter).outcomes.casework.frequencies[-1]
    assert rule.window is Window.CALENDAR


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GREATER.replace('of = ["share", "heads"]', 'of = ["share"]'), "两个以上"),
        (GREATER.replace('of = ["share", "heads"]', 'of = ["share", "hats"]'), "没有“hats”"),
        (GREATER.replace('kind = "greater-of"\nbase = "bills"', 'kind = "greater-of"'), "费用基数"),
        (GREATER.replace(RATE, 'kind = "band"\nmost = 5'), "须为其中之一"),
        (TEXT + SHARE, "没有任何救助金额由它计算"),
        (TEXT + FOUND.replace('lifts = ["maximum"]', 'lifts = ["person-year"]'), "没有“person-year”"),
        (TEXT + FOUND.replace("most = 30000", "most = 10000"), "低于它所代替的最高额"),
        (TEXT + FOUND.replace('claim = "basic-living-cannot-be-kept-up"\n', ""), "须写明"),
        (by_days().replace(MONTHLY, MONTHLY.replace("subsistence", "care_day")), "care_day"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(text: str, message: str) -> None:
    """Each with its line, in words."""
    with pytest.raises(PackError) as raised:
        parse(text)
    said = [told(one.message) for one in raised.value.problems]
    assert any(message in one for one in said), said
    assert all(one.line for one in raised.value.problems)
