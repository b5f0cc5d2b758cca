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
from domain.ground.money import Money
from domain.ground.terms import Category, Cause, Subject
from domain.law.reference import fold
from domain.law.terms import Claim, Effect, Evidence, Register, SchoolStage
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


KINDS = list(PACK.outcomes.categories)
"""All kinds of article 8."""


def lacks(found: Assessment) -> set[str]:
    return {lack.what for lack in found.missing}


@pytest.mark.parametrize("category", KINDS)
def test_a_complete_case_of_each_kind_is_covered(category: Category) -> None:
    """All eight kinds of article 8 can be shown, and then nothing is missing."""
    found = assess(category, bills=(bill(3000),), schooling=(school(3000),))
    assert found.coverage.answer is Answer.YES and found.missing == ()
    assert found.verdict is Verdict.DUE


SHOWN: dict[Category, set[Claim | Evidence]] = {
    Category.SUDDEN_HARDSHIP: {
        *(Claim.LOSS_BEYOND_INCOME, Evidence.EVENT_PROOF, Evidence.VISIT_RECORD)
    },
    Category.MEDICAL: {Claim.COST_STILL_HEAVY, Evidence.BILLS, Evidence.VISIT_RECORD},
    Category.EDUCATION: {
        *(Claim.COST_STILL_HEAVY, Evidence.ENROLMENT, Evidence.FEE_RECEIPTS, Evidence.VISIT_RECORD)
    },
    Category.PREDICAMENT: {
        *(Claim.SPENDING_JUMPED, Evidence.REGISTER_LOOKUP, Evidence.VISIT_RECORD)
    },
    Category.OTHER_HOUSEHOLD: {
        *(Claim.OTHER_MEASURES_TRIED, Claim.CANNOT_LIVE),
        *(Evidence.OTHER_MEASURES_RECORD, Evidence.VISIT_RECORD),
    },
    Category.UNSUPPORTED_INDIVIDUAL: {
        *(Claim.NO_FAMILY_SUPPORT, Claim.CANNOT_LIVE),
        *(Evidence.NO_SUPPORT_DECLARATION, Evidence.CONTACT_ATTEMPTS),
    },
    Category.SPECIAL_INDIVIDUAL: {Claim.NEEDS_CARE, Evidence.CARE_PAPERS},
    Category.OTHER_INDIVIDUAL: {Claim.CANNOT_LIVE, Evidence.VISIT_RECORD},
}
"""What a person has to find, and what has to be on file, for each kind of article 8."""


@pytest.mark.article("8.1.1", "8.1.2.1", "8.1.2.2", "8.1.3", "8.1.4", "8.2.1", "8.2.2", "8.2.3")
@pytest.mark.parametrize("category", KINDS)
def test_each_finding_and_each_paper_is_asked_for_by_name(category: Category) -> None:
    """Without them a kind is neither covered nor refused, and each lack is named: these, no others."""
    found = assess(category, evidence=(), statements=(), effects=(), other_aid=None)
    assert found.coverage.answer is Answer.OPEN and found.verdict is Verdict.INCOMPLETE
    assert "other-aid-status" in lacks(found)
    named = {lack for lack in lacks(found) if lack.startswith(("evidence:", "statement:"))}
    kinds = {Claim: "statement", Evidence: "evidence"}
    tests = {f"statement:{test.claim}" for test in PACK.outcomes.tests if category in test.binds}
    assert named - tests == {f"{kinds[type(one)]}:{one}" for one in SHOWN[category]}


@pytest.mark.article("8")
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


@pytest.mark.article("8.1.1")
def test_a_sudden_event_needs_an_effect() -> None:
    """A fire alone is not enough; one of the four effects is (8.1.1)."""
    assert "effects" in lacks(assess(Category.SUDDEN_HARDSHIP, effects=()))
    for effect in Effect:
        assert assess(Category.SUDDEN_HARDSHIP, effects=(effect,)).verdict is Verdict.DUE


CAUSED: dict[Category, set[Cause]] = {
    Category.SUDDEN_HARDSHIP: {
        Cause.FIRE,
        Cause.LIGHTNING,
        Cause.DROWNING,
        Cause.TRAFFIC,
        Cause.OTHER_ACCIDENT,
    },
    Category.MEDICAL: {Cause.ILLNESS},
    Category.EDUCATION: {Cause.SCHOOLING},
    Category.UNSUPPORTED_INDIVIDUAL: {Cause.FIRE, Cause.TRAFFIC, Cause.ILLNESS, Cause.OTHER},
}
"""What article 8 says must have happened; of the other kinds it says nothing."""


@pytest.mark.article("8.1.1", "8.1.2.1", "8.1.2.2", "8.2.1")
@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("category", KINDS)
def test_each_kind_has_its_causes(category: Category, cause: Cause) -> None:
    """火灾、雷击、溺水、交通事故等意外; an illness; schooling: any other is of another kind."""
    found = assess(category, cause=cause, bills=(bill(3000),), schooling=(school(3000),))
    fits = cause in CAUSED.get(category, set(Cause))
    assert found.coverage.answer is (Answer.YES if fits else Answer.NO)


@pytest.mark.article("8.1.3")
def test_any_of_the_four_registers_makes_a_predicament() -> None:
    """低保、低收入、分散特困、特殊困难儿童 (8.1.3): no register that other places keep."""
    four = set(Register) - {Register.IN_INSTITUTION, Register.MARGIN, Register.RIGID}
    for register in Register:
        found = assess(Category.PREDICAMENT, registers=(register,))
        assert (found.verdict is Verdict.DUE) is (register in four)


@pytest.mark.article("8.2")
def test_whom_other_rules_provide_for_is_led_there() -> None:
    """Vagrants, public emergencies and emergency treatment are passed on, not refused (8.2)."""
    for other in Elsewhere:
        found = assess(Category.UNSUPPORTED_INDIVIDUAL, elsewhere=other)
        assert (found.verdict, found.elsewhere) == (Verdict.ELSEWHERE, other)


def hard(spent: str, deposits: str, income: str, **changes: Any) -> Assessment:
    spending = Spending(start=date(2021, 1, 1), end=DAY, food=figure(spent))
    means = replace(MEANS, deposits=figure(deposits), income_last_year=figure(income))
    return assess(Category.SUDDEN_HARDSHIP, spending=spending, means=means, **changes)


@pytest.mark.article("9", "8.1/3")
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


@pytest.mark.article("9")
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


@pytest.mark.article("9")
@pytest.mark.parametrize("category", KINDS)
def test_the_hardship_test_binds_by_kind(category: Category) -> None:
    """Only 急难型, 就学 and 困境 families must meet it; to the others it is shown (9)."""
    three = {Category.SUDDEN_HARDSHIP, Category.EDUCATION, Category.PREDICAMENT}
    poor = Spending(start=date(2021, 1, 1), end=DAY, food=figure(1))
    found = assess(category, spending=poor, bills=(bill(3000),), schooling=(school(3000),))
    assert outcome(found, SEVERE).binding is (category in three)
    assert (found.verdict is Verdict.TEST_FAILED) is (category in three)


@pytest.mark.article("9")
@pytest.mark.parametrize("category", KINDS)
def test_read_as_meant_for_everybody_the_hardship_test_binds_every_kind(category: Category) -> None:
    """Under the other reading twice the sum itself is not enough for anybody, a fen more is (AMB-38)."""
    everybody = Engine(PACK.read_as({"AMB-38": "everybody"}))
    means = replace(MEANS, deposits=figure(5000), income_last_year=figure(10000))
    facts: dict[str, Any] = {"bills": (bill(3000),), "schooling": (school(3000),), "means": means}
    for spent, answer in (("30000", Answer.NO), ("30000.01", Answer.YES)):
        spending = Spending(start=date(2021, 1, 1), end=DAY, food=figure(spent))
        found = assess(category, rules=everybody, spending=spending, **facts)
        assert outcome(found, SEVERE).binding and outcome(found, SEVERE).answer is answer
        assert (found.verdict is Verdict.TEST_FAILED) is (answer is Answer.NO)
        by = Override(SEVERE, "approver", DAY, "paper-9")
        set_aside = assess(category, rules=everybody, spending=spending, overrides=(by,), **facts)
        assert set_aside.verdict is Verdict.DUE


@pytest.mark.article("8.1/2", "9")
@pytest.mark.parametrize("category", KINDS)
def test_what_a_family_owns_binds_by_kind(category: Category) -> None:
    """Only such families must be within the rules; of 就医型 alone nobody may set that aside (8.1/2, 9)."""
    four = {Category.SUDDEN_HARDSHIP, Category.EDUCATION, Category.PREDICAMENT, Category.MEDICAL}
    rich = Statement(Claim.PROPERTY_WITHIN_RULES, False, SEEN)
    said = complete(PACK.outcomes.categories[category]).statements
    others = tuple(one for one in said if one.claim is not Claim.PROPERTY_WITHIN_RULES)
    found = assess(
        category, statements=(*others, rich), bills=(bill(3000),), schooling=(school(3000),)
    )
    assert (found.verdict is Verdict.TEST_FAILED) is (category in four)
    by = Override("property", "approver", DAY, "paper-9")
    facts: dict[str, Any] = {"statements": (*others, rich), "overrides": (by,)}
    aside = assess(category, bills=(bill(3000),), schooling=(school(3000),), **facts)
    assert (aside.verdict is Verdict.TEST_FAILED) is (category is Category.MEDICAL)


@pytest.mark.article("9")
def test_a_missing_figure_leaves_the_test_open() -> None:
    """Without deposits nothing is concluded, and the lack is named (9)."""
    means = replace(MEANS, deposits=None)
    found = assess(Category.SUDDEN_HARDSHIP, means=means)
    assert found.verdict is Verdict.INCOMPLETE and f"test:{SEVERE}" in lacks(found)


@pytest.mark.article("8.1/2")
@pytest.mark.parametrize(("income", "answer"), [("29999.99", Answer.YES), ("30000", Answer.NO)])
def test_the_income_test_is_strict(income: str, answer: Answer) -> None:
    """12 months' income a head under last year's figure; equal is not under (8.1/2)."""
    found = medical("3000", means=replace(MEANS, income_per_head=figure(income)))
    assert outcome(found, INCOME).answer is answer
    assert outcome(found, INCOME).right == yuan(30000)
    assert Flag.OLDER_REFERENCE not in found.flags


@pytest.mark.article("8.1/2")
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


@pytest.mark.article("8.1/2")
def test_no_figure_at_all_is_never_guessed() -> None:
    """Without a recorded figure the test stays open (8.1/2)."""
    found = medical("3000", references=fold(PACK.outcomes.published))
    assert outcome(found, INCOME).answer is Answer.OPEN
    assert found.verdict is Verdict.INCOMPLETE and Flag.REFERENCE_MISSING in found.flags


@pytest.mark.article("8.1/2", "9")
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


@pytest.mark.article("8.1/5")
@pytest.mark.parametrize("stage", list(SchoolStage))
def test_which_schooling_counts(stage: SchoolStage) -> None:
    """Senior secondary, vocational and college; postgraduates need a decision (8.1/5)."""
    found = education(schooling=(school(2000, stage),))
    counted = {SchoolStage.SENIOR, SchoolStage.VOCATIONAL, SchoolStage.COLLEGE}
    assert proposed(found) == ("1200.00" if stage in counted else "0.00")
    assert (Flag.STAGE_MANUAL in found.flags) == (stage is SchoolStage.POSTGRADUATE)
    other = stage not in counted | {SchoolStage.POSTGRADUATE}
    assert (Flag.STAGE_NOT_COUNTED in found.flags) == other


@pytest.mark.article("8.1/5")
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


@pytest.mark.article("9", "11")
def test_what_the_officer_must_see_is_flagged() -> None:
    """Unverified figures, other aid, and a home beyond basic housing (9, 11)."""
    means = Means(deposits=figure(10, Certainty.DECLARED))
    assert Flag.DECLARED_ONLY in medical("3000", means=means).flags
    assert Flag.AID_THIS_YEAR in medical("3000", other_aid=OtherAid.STILL_DIFFICULT).flags
    large = replace(SPENDING, housing=figure(100), housing_area=1301)
    assert Flag.HOUSING_NOT_BASIC in medical("3000", spending=large).flags
    basic = replace(large, housing_area=1300)
    assert Flag.HOUSING_NOT_BASIC not in medical("3000", spending=basic).flags


@pytest.mark.article("11.2")
def test_bills_that_were_never_given_are_a_lack_and_not_nothing() -> None:
    """No bills at all: the base is not known, so nothing is reckoned (11.2)."""
    found = medical()
    assert "costs:medical" in lacks(found) and found.amount is None
    assert isinstance(found.trace.question.circumstances, Circumstances)
    assert Evidence.BILLS in PACK.outcomes.categories[Category.MEDICAL].evidence
    assert ENGINE.pack.rate("hardship_factor", DAY) == 2 and found.room == Money(1_000_000)
