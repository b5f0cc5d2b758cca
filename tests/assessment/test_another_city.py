"""A city whose rules are built otherwise loads from its file alone, beside Lhasa's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.packs import law
from adapters.packs.parser import PackError, parse
from domain.assessment.engine import Assessor, Engine, recompute
from domain.assessment.result import Answer, Assessment, Decider, Flag, Verdict
from domain.ground.terms import Category, Procedure, Residence
from domain.law.pack import Law
from domain.law.reference import fold
from domain.law.terms import NoticeTime
from domain.time.limits import Unit
from tests.assessment.facts import (
    MEANS,
    REFERENCES,
    assess,
    bill,
    figure,
    grant,
    proposed,
    question,
    school,
    yuan,
)

TEXT = Path(__file__).with_name("packs").joinpath("beihe-2022-9.toml").read_text(encoding="utf-8")
PACK = parse(TEXT)
RULES = Engine(PACK)
DAY = date(2023, 5, 8)
PLACE = "990101001"
KNOWN = fold([*REFERENCES.recorded, *PACK.outcomes.published])
BOTH = Law.of([*law().packs, PACK])


def ask(category: Category, **changes: object) -> Assessment:
    return assess(category, on=DAY, rules=RULES, references=KNOWN, **{"township": PLACE, **changes})


def test_months_times_persons_times_a_third_of_the_standard() -> None:
    """Four heads, one to six months at 333.33… each: exact until the one rounding to yuan (5.1)."""
    found = ask(Category.SUDDEN_HARDSHIP, members=4, periods=2)
    assert found.amount is not None
    assert [str(found.amount.least), proposed(found), str(found.amount.most)] == [
        "1333.00",
        "2667.00",
        "8000.00",
    ]
    assert ask(Category.SUDDEN_HARDSHIP, members=4, periods=9).amount == replace(
        found.amount, proposed=yuan(8000)
    )


def test_too_many_months_are_clipped_and_flagged() -> None:
    """Nine months are six, and the officer is told."""
    assert Flag.PERIODS_CLIPPED in ask(Category.SUDDEN_HARDSHIP, periods=9).flags


def test_one_rate_with_its_own_maximum_after_earlier_grants() -> None:
    """60% of 9,001.50 is 5,401 in whole yuan; the order of limits is the pack's (5.2)."""
    assert proposed(ask(Category.MEDICAL, bills=(bill("9001.5", on=DAY),))) == "5401.00"
    earlier = (grant(9000, on=date(2023, 2, 1)),)
    found = ask(Category.MEDICAL, bills=(bill(50000, on=DAY),), earlier=earlier)
    assert found.room == yuan(3000) and proposed(found) == "3000.00"


def test_marginal_tiers_with_a_part_that_earns_nothing() -> None:
    """7,000 earn half of 4,000 and a quarter of 2,000 (5.3)."""
    assert proposed(ask(Category.EDUCATION, schooling=(school(7000, paid_on=DAY),))) == "2500.00"


def test_a_band_and_days_of_care() -> None:
    """500 to 3,000 by judgement; one to thirty days at 33.33 (5.4, 5.5)."""
    band = ask(Category.PREDICAMENT)
    assert band.amount is not None and band.amount.reasoned
    assert (band.amount.least, band.amount.most) == (yuan(500), yuan(3000))
    assert proposed(ask(Category.SPECIAL_INDIVIDUAL, periods=10)) == "333.30"


def test_the_total_is_in_months_of_the_standard_and_rolls() -> None:
    """12 standards in any twelve months; read by the calendar, last year's grant is gone (6)."""
    before = (grant(11000, Category.SUDDEN_HARDSHIP, date(2022, 8, 1)),)
    assert ask(Category.SUDDEN_HARDSHIP, earlier=before).room == yuan(1000)
    calendar = Engine(PACK.read_as({"BH-1": "calendar-year"}))
    asked = question(Category.SUDDEN_HARDSHIP, DAY, calendar, township=PLACE, earlier=before)
    assert calendar.assess(asked, KNOWN).room == yuan(12000)


def test_the_township_decides_up_to_three_standards_without_any_act() -> None:
    """3,000 yuan in 2023, in the ordinary procedure (7)."""
    small = ask(Category.PREDICAMENT)
    large = ask(Category.SUDDEN_HARDSHIP, members=4, periods=3)
    assert (small.decider, large.decider) == (Decider.TOWNSHIP, Decider.COUNTY)
    asked = question(Category.PREDICAMENT, DAY, RULES, township=PLACE)
    assert RULES.decider(asked, yuan(3000), KNOWN) is Decider.TOWNSHIP
    assert RULES.decider(asked, yuan("3000.01"), KNOWN) is Decider.COUNTY


def test_a_standard_that_ended_is_not_carried_on_in_silence() -> None:
    """2024 has no standard and the pack allows no older one: nothing is reckoned (6)."""
    asked = replace(question(Category.SUDDEN_HARDSHIP, date(2024, 2, 1), RULES), township=PLACE)
    found = RULES.assess(asked, KNOWN)
    assert found.verdict is Verdict.INCOMPLETE and found.amount is None
    assert Flag.REFERENCE_MISSING in found.flags


@pytest.mark.parametrize(("income", "answer"), [("18000", Answer.YES), ("18000.01", Answer.NO)])
def test_other_thresholds(income: str, answer: Answer) -> None:
    """Income a head at most 18 monthly standards, included (3)."""
    means = replace(MEANS, income_per_head=figure(income))
    found = ask(Category.MEDICAL, bills=(bill(500, on=DAY),), means=means)
    assert [test.answer for test in found.tests] == [answer]


def test_notice_after_approval_and_48_hours() -> None:
    """Procedure and limits come from the file (7)."""
    general = PACK.outcomes.casework.procedure(Procedure.GENERAL, Category.PREDICAMENT)
    assert general is not None and general.notice is NoticeTime.AFTER
    assert (PACK.limits["decision"].length, PACK.limits["decision"].unit) == (48, Unit.HOUR)
    assert PACK.limits["decision"].citation == "北政发〔2022〕9号§7"


def test_papers_by_kind_residence_and_date() -> None:
    """A school letter for permit holders, until the end of 2023 (8)."""

    def papers(residence: Residence, day: date) -> int:
        work = PACK.on(day).outcomes.casework
        return len(work.papers(Category.EDUCATION, residence, by_agent=False))

    assert papers(Residence.LOCAL, DAY) == 1
    assert papers(Residence.PERMIT, DAY) == 2
    assert papers(Residence.PERMIT, date(2024, 1, 1)) == 1


def test_the_same_facts_have_different_outcomes_in_two_cities() -> None:
    """One law with both packs: medical costs of 2,000 earn 70% here and 60% there."""
    assessor = Assessor(BOTH)
    asked = question(Category.MEDICAL, DAY, bills=(bill(2000, on=DAY),))
    lhasa = assessor.assess(asked, KNOWN)
    beihe = assessor.assess(replace(asked, township=PLACE), KNOWN)
    assert (proposed(lhasa), proposed(beihe)) == ("1400.00", "1200.00")
    assert (lhasa.trace.pack, beihe.trace.pack) == ("lhasa-2018-202", "beihe-2022-9")
    assert all(recompute(one.trace, BOTH, KNOWN) == one for one in (lhasa, beihe))


def test_a_case_keeps_its_pack() -> None:
    """Asked under the pack it was accepted by, a case is answered by that one."""
    asked = question(Category.MEDICAL, DAY, bills=(bill(2000, on=DAY),), township=PLACE)
    named = Assessor(BOTH).assess(asked, KNOWN, pack="lhasa-2018-202")
    assert named.trace.pack == "lhasa-2018-202"


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("over = 1000\n", "over = 1500\n", "a gap between 1000.00 and 1500.00"),
        ("over = 1000\n", "over = 900\n", "an overlap between 1000.00 and 900.00"),
        ("over = 0\n", "over = -1\n", "no amount"),
        ("up_to = 5000\n", "up_to = 1000\n", "does not ascend"),
        ("least = 500\n", "least = -500\n", "no amount"),
        ("least = 500\n", "least = 5000\n", "is below 'least'"),
        ("percent = 60\n", "percent = 160\n", "whole percentage"),
        ("periods_least = 1\n", "periods_least = 7\n", "in order"),
        ("periods_most = 30\n", "colour = 30\n", "unknown key"),
        ('factor = "share_of_standard"\n', 'factor = "grants_a_day"\n', "no parameter"),
        ('cap = "household_cap_months"', 'cap = "grants_a_year_2"', "no parameter"),
        ('limits = ["household-12-months"]\nround_to', 'limits = ["pot"]\nround_to', "no limit"),
        ('limits = ["maximum", "household-12-months"]', "limits = []", "both or neither"),
        ('base = "bills"\npercent', 'base = "pills"\npercent', "there is no base"),
        ('scale = "school"\nlimits', 'scale = "shool"\nlimits', "there is no scale"),
        ('window = "BH-1"', 'window = "BH-2"', "must be one of"),
        ('alternatives = ["calendar-year"]', 'alternatives = ["lunar-year"]', "must be one of"),
        ('kind = "band"\n', 'kind = "band"\nfactor = "income_multiple"\n', "has no meaning"),
        ('kind = "band"\n', 'kind = "bond"\n', "must be one of"),
        ('categories = ["predicament"]', 'categories = ["sudden-hardship"]', "stands twice on"),
        ('notice_limit = "notice"\n', "", "needs notice_limit"),
        ('notice_limit = "notice"\n', 'notice_limit = "posting"\n', "no notice_limit"),
        ("to = 2023-12-31\ncitation", "to = 2021-12-31\ncitation", "is before 'from'"),
        ("valid_to = 2023-12-31", "valid_to = 2022-12-31", "is before 'valid_from'"),
        ('value = "33.33"', "value = 0", "must be over 0"),
        ('citation = "5.4"', 'citation = "5.9"', "has no 5.9"),
        ('takes = "basic-insurance"', 'takes = "education-aid"', "cannot be taken off"),
        ("percent = 0\n", "flat = 10\n", "names a sum, not a rate"),
    ],
)
def test_a_pack_is_checked_before_it_is_used(old: str, new: str, message: str) -> None:
    """Gaps, overlaps, negative sums, unordered dates, unknown keys and names, each with its line."""
    assert old in TEXT
    with pytest.raises(PackError) as raised:
        parse(TEXT.replace(old, new, 1))
    found = [(p.line, p.message) for p in raised.value.problems]
    assert any(message in said and line > 0 for line, said in found), found


def test_a_mistake_is_told_where_it_stands() -> None:
    """The line named is the line of the key."""
    text = TEXT.replace("over = 1000\n", "over = 1500\n", 1)
    with pytest.raises(PackError) as raised:
        parse(text)
    assert [p.line for p in raised.value.problems] == [line_of(text, "over = 1500")]
