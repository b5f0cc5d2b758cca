"""Who is covered, how hard it must be, and which costs count (articles 8, 9 and 11)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.assessment.engine import Engine
from domain.assessment.hardship import income_window
from domain.assessment.inputs import (
    Certainty,
    Circumstances,
    Elsewhere,
    Means,
    OtherAid,
    Override,
    Spending,
    Statement,
)
from domain.assessment.result import Answer, Assessment, Checked, Flag, Verdict
from domain.case.terms import Category, Cause, Subject
from domain.law.terms import Claim, Effect, Evidence, Register, SchoolStage
from domain.money import Money
from domain.reference import fold
from tests.assessment.facts import (
    DAY,
    ENGINE,
    MEANS,
    PACK,
    REFERENCES,
    SEEN,
    SPENDING,
    assess,
    bill,
    complete,
    education,
    figure,
    income_figure,
    medical,
    proposed,
    school,
    yuan,
)

SEVERE, PROPERTY, INCOME = "severe-difficulty", "medical-property", "medical-income"


def outcome(found: Assessment, test: str) -> Checked:
    return next(result for result in found.tests if result.test == test)


def lacks(found: Assessment) -> set[str]:
    return {lack.what for lack in found.missing}


@pytest.mark.parametrize("category", list(Category))
def test_a_complete_case_of_each_kind_is_covered(category: Category) -> None:
    """All eight kinds of article 8 can be shown, and then nothing is missing."""
    found = assess(category, bills=(bill(3000),), schooling=(school(3000),))
    assert found.coverage.answer is Answer.YES and found.missing == ()
    assert found.verdict is Verdict.DUE


@pytest.mark.parametrize("category", list(Category))
def test_each_piece_of_evidence_is_asked_for_by_name(category: Category) -> None:
    """Without papers and findings a kind is neither covered nor refused: the lack is named."""
    rule = PACK.outcomes.categories[category]
    found = assess(category, evidence=(), statements=(), effects=(), other_aid=None)
    assert found.coverage.answer is Answer.OPEN and found.verdict is Verdict.INCOMPLETE
    assert {f"evidence:{evidence}" for evidence in rule.evidence} <= lacks(found)
    assert {f"statement:{claim}" for claim in rule.claims} <= lacks(found)
    assert "other-aid-status" in lacks(found)


@pytest.mark.parametrize(
    ("category", "changes", "failed"),
    [
        (Category.SUDDEN_HARDSHIP, {"cause": Cause.ILLNESS}, "cause:major-illness"),
        (Category.MEDICAL, {"cause": Cause.FIRE}, "cause:fire"),
        (Category.PREDICAMENT, {"registers": ()}, "register"),
        (Category.MEDICAL, {"subject": Subject.INDIVIDUAL}, "subject:household"),
        (
            Category.UNSUPPORTED_INDIVIDUAL,
            {"statements": (Statement(Claim.NO_FAMILY_SUPPORT, False, SEEN),)},
            "statement:family-cannot-support-for-now",
        ),
    ],
)
def test_what_contradicts_a_kind_is_not_covered(
    category: Category, changes: dict[str, Any], failed: str
) -> None:
    """Another cause, no register, a finding to the contrary: not covered, with the reason (8)."""
    found = assess(category, **changes)
    assert found.verdict is Verdict.NOT_COVERED
    assert failed in {lack.what for lack in found.coverage.failed}


def test_a_sudden_event_needs_an_effect() -> None:
    """A fire alone is not enough; one of the four effects is (8.1.1)."""
    assert "effects" in lacks(assess(Category.SUDDEN_HARDSHIP, effects=()))
    for effect in Effect:
        assert assess(Category.SUDDEN_HARDSHIP, effects=(effect,)).verdict is Verdict.DUE


def test_any_of_the_four_registers_makes_a_predicament() -> None:
    """低保、低收入、分散特困、特殊困难儿童 (8.1.3)."""
    for register in Register:
        assert assess(Category.PREDICAMENT, registers=(register,)).verdict is Verdict.DUE


def test_whom_other_rules_provide_for_is_led_there() -> None:
    """Vagrants, public emergencies and emergency treatment are passed on, not refused (8.2)."""
    for other in Elsewhere:
        found = assess(Category.UNSUPPORTED_INDIVIDUAL, elsewhere=other)
        assert (found.verdict, found.elsewhere) == (Verdict.ELSEWHERE, other)


def hard(spent: str, deposits: str, income: str, **changes: Any) -> Assessment:
    spending = Spending(start=date(2021, 1, 1), end=DAY, food=figure(spent))
    means = replace(MEANS, deposits=figure(deposits), income_last_year=figure(income))
    return assess(Category.SUDDEN_HARDSHIP, spending=spending, means=means, **changes)


@pytest.mark.parametrize(
    ("spent", "deposits", "income", "answer"),
    [
        ("30000", "5000", "10000", Answer.NO),
        ("30000.01", "5000", "10000", Answer.YES),
        ("25000", "0", "12500", Answer.NO),
        ("0.01", "0", "0", Answer.YES),
        ("0", "0", "0", Answer.NO),
        ("24000.02", "2000", "10000.01", Answer.NO),
    ],
)
def test_spending_must_exceed_twice_the_sum(
    spent: str, deposits: str, income: str, answer: Answer
) -> None:
    """E > (D + I) × 2, strictly; twice the sum itself fails, nothing at all fails too (9)."""
    found = hard(spent, deposits, income)
    assert outcome(found, SEVERE).answer is answer
    assert found.verdict is (Verdict.DUE if answer is Answer.YES else Verdict.TEST_FAILED)


def test_the_county_may_set_the_test_aside_in_writing() -> None:
    """「一般指」: the approver's written reason overrides, a township leader's does not (9)."""
    by = Override(SEVERE, "approver", DAY, "paper-9")
    found = hard("100", "5000", "0", overrides=(by,))
    assert found.verdict is Verdict.DUE and Flag.OVERRIDDEN in found.flags
    assert outcome(found, SEVERE).answer is Answer.NO and outcome(found, SEVERE).overridden
    for wrong in (replace(by, post="township-leader"), replace(by, reason="")):
        assert hard("100", "5000", "0", overrides=(wrong,)).verdict is Verdict.TEST_FAILED


def test_the_hardship_test_binds_three_kinds_and_informs_the_others() -> None:
    """Scope by the wording of each kind; under the other reading it binds all (AMB-38)."""
    poor = Spending(start=date(2021, 1, 1), end=DAY, food=figure(1))
    informed = medical("3000", spending=poor)
    assert not outcome(informed, SEVERE).binding and informed.verdict is Verdict.DUE
    assert education("3000", spending=poor).verdict is Verdict.TEST_FAILED
    everybody = Engine(PACK.read_as({"AMB-38": "everybody"}))
    assert medical("3000", spending=poor, rules=everybody).verdict is Verdict.TEST_FAILED


def test_a_missing_figure_leaves_the_test_open() -> None:
    """Without deposits nothing is concluded, and the lack is named (9)."""
    means = replace(MEANS, deposits=None)
    found = assess(Category.SUDDEN_HARDSHIP, means=means)
    assert found.verdict is Verdict.INCOMPLETE and f"test:{SEVERE}" in lacks(found)


@pytest.mark.parametrize(("income", "answer"), [("29999.99", Answer.YES), ("30000", Answer.NO)])
def test_the_income_test_is_strict(income: str, answer: Answer) -> None:
    """12 months' income a head under last year's figure; equal is not under (8.1/2)."""
    found = medical("3000", means=replace(MEANS, income_per_head=figure(income)))
    assert outcome(found, INCOME).answer is answer
    assert outcome(found, INCOME).right == yuan(30000)
    assert Flag.OLDER_REFERENCE not in found.flags


def test_nobody_overrides_the_income_test() -> None:
    """应低于 is no 「一般指」: the pack names no post for it (8.1/2)."""
    rich = replace(MEANS, income_per_head=figure(90000))
    by = Override(INCOME, "approver", DAY, "paper-9")
    assert medical("3000", means=rich, overrides=(by,)).verdict is Verdict.TEST_FAILED


def test_a_figure_not_yet_published_is_replaced_by_the_latest_and_flagged() -> None:
    """In March the figure of last year is not out: the one before is used, in sight (AMB-10)."""
    march = date(2022, 3, 1)
    bills = (bill(3000, date(2022, 2, 1)),)
    found = assess(Category.MEDICAL, on=march, bills=bills)
    assert Flag.OLDER_REFERENCE in found.flags and found.verdict is Verdict.DUE
    used = {one.series: one for one in found.trace.references}
    assert used["disposable_income_per_resident"].fact.period == 2020
    late = fold([*REFERENCES.recorded, income_figure(2021, 7000, date(2022, 4, 20))])
    assert assess(Category.MEDICAL, on=march, bills=bills, references=late).verdict is Verdict.DUE
    waiting = Engine(PACK.read_as({"AMB-10": "none"}))
    unknown = assess(Category.MEDICAL, on=march, bills=bills, rules=waiting)
    assert unknown.verdict is Verdict.INCOMPLETE and Flag.REFERENCE_MISSING in unknown.flags


def test_no_figure_at_all_is_never_guessed() -> None:
    """Without a recorded figure the test stays open (8.1/2)."""
    found = medical("3000", references=fold(PACK.outcomes.published))
    assert outcome(found, INCOME).answer is Answer.OPEN
    assert found.verdict is Verdict.INCOMPLETE and Flag.REFERENCE_MISSING in found.flags


def test_property_outside_the_rules_fails() -> None:
    """Medical and sudden hardship both require property within the subsistence rules (8.1/2, 9)."""
    for category in (Category.MEDICAL, Category.SUDDEN_HARDSHIP):
        facts = complete(PACK.outcomes.categories[category], bills=(bill(3000),))
        beyond = (*facts.statements, Statement(Claim.PROPERTY_WITHIN_RULES, False, SEEN))
        found = assess(category, bills=(bill(3000),), statements=beyond)
        assert found.verdict is Verdict.TEST_FAILED


@pytest.mark.parametrize(
    ("applied", "first", "last"),
    [
        (date(2021, 9, 6), date(2020, 9, 1), date(2021, 8, 31)),
        (date(2021, 1, 31), date(2020, 1, 1), date(2020, 12, 31)),
        (date(2020, 3, 1), date(2019, 3, 1), date(2020, 2, 29)),
    ],
)
def test_the_twelve_months_are_whole_ones(applied: date, first: date, last: date) -> None:
    """The 12 months before the month of application (AMB-09)."""
    months = PACK.count("income_window_months", applied)
    assert income_window(applied, months) == (first, last)


@pytest.mark.parametrize("stage", list(SchoolStage))
def test_which_schooling_counts(stage: SchoolStage) -> None:
    """Senior secondary, vocational and college; postgraduates need a decision (8.1/5)."""
    found = education(schooling=(school(2000, stage),))
    counted = {SchoolStage.SENIOR, SchoolStage.VOCATIONAL, SchoolStage.COLLEGE}
    assert proposed(found) == ("1200.00" if stage in counted else "0.00")
    assert (Flag.STAGE_MANUAL in found.flags) == (stage is SchoolStage.POSTGRADUATE)
    other = stage not in counted | {SchoolStage.POSTGRADUATE}
    assert (Flag.STAGE_NOT_COUNTED in found.flags) == other


def test_chosen_schools_and_rented_rooms_do_not_count() -> None:
    """择校费 and 校外租房 stay out; aid comes off (8.1/5)."""
    cost = school(
        1000,
        lodging=yuan(500),
        living=yuan(400),
        books=yuan(100),
        selection_fee=yuan(9000),
        outside_rent=yuan(9000),
        education_aid=yuan(600),
        social_aid=yuan(400),
    )
    assert proposed(education(schooling=(cost,))) == "600.00"


def test_what_the_officer_must_see_is_flagged() -> None:
    """Unverified figures, other aid, and a home beyond basic housing (9, 11)."""
    means = Means(deposits=figure(10, Certainty.DECLARED))
    assert Flag.DECLARED_ONLY in medical("3000", means=means).flags
    assert Flag.AID_THIS_YEAR in medical("3000", other_aid=OtherAid.STILL_DIFFICULT).flags
    large = replace(SPENDING, housing=figure(100), housing_area=1301)
    assert Flag.HOUSING_NOT_BASIC in medical("3000", spending=large).flags
    basic = replace(large, housing_area=1300)
    assert Flag.HOUSING_NOT_BASIC not in medical("3000", spending=basic).flags


def test_bills_that_were_never_given_are_a_lack_and_not_nothing() -> None:
    """No bills at all: the base is not known, so nothing is reckoned (11.2)."""
    found = medical()
    assert "costs:medical" in lacks(found) and found.amount is None
    assert isinstance(found.trace.question.circumstances, Circumstances)
    assert Evidence.BILLS in PACK.outcomes.categories[Category.MEDICAL].evidence
    assert ENGINE.pack.rate("hardship_factor", DAY) == 2 and found.room == Money(1_000_000)
