"""Facts that cannot be are all found at once, each with its field."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.faults import Fault, Wrong, faults, out_of_window
from domain.assessment.inputs import Override, Question
from domain.ground.money import Money
from domain.ground.terms import Category
from tests.assessment.facts import DAY, MEANS, PACK, SPENDING, bill, figure, question, school, yuan

BASE = PACK.outcomes.bases["medical"]


def asked(**changes: Any) -> Question:
    return question(Category.MEDICAL, **{"bills": (bill(3000),), **changes})


def test_a_possible_question_has_no_fault() -> None:
    """The complete case of the other tests is one."""
    assert faults(asked(), BASE) == ()


def test_everything_wrong_is_told_in_one_answer() -> None:
    """Negative sums, impossible bills, days out of order, twice the same bill, nobody at home."""
    wrong = asked(
        members=0,
        bills=(
            replace(bill(10, id="a"), total=yuan(-1)),
            replace(bill(10, id="a"), compensation=yuan(-11)),
            bill(10, DAY + timedelta(days=1), "b"),
        ),
        schooling=(school(100, education_aid=yuan(-101)),),
        means=replace(MEANS, deposits=figure(-1), income_to=date(2019, 1, 1)),
        spending=replace(SPENDING, end=date(2020, 1, 1)),
        accepted_on=date(2021, 9, 5),
        overrides=(Override("severe-difficulty", "approver", DAY, " "),),
        exception="",
        periods=0,
        grants_this_year=-1,
        delegated_up_to=Money(-1),
    )
    assert set(faults(wrong, BASE)) >= {
        Fault("members", Wrong.NOT_POSITIVE),
        Fault("periods", Wrong.NOT_POSITIVE),
        Fault("grants_this_year", Wrong.NEGATIVE),
        Fault("bills.0.total", Wrong.NEGATIVE),
        Fault("bills.1.compensation", Wrong.NEGATIVE),
        Fault("bills.1.id", Wrong.TWICE),
        Fault("bills.2.settled_on", Wrong.IN_FUTURE),
        Fault("schooling.0.education_aid", Wrong.NEGATIVE),
        Fault("means.deposits", Wrong.NEGATIVE),
        Fault("means.income_to", Wrong.OUT_OF_ORDER),
        Fault("spending.end", Wrong.OUT_OF_ORDER),
        Fault("accepted_on", Wrong.OUT_OF_ORDER),
        Fault("overrides.0.reason", Wrong.UNREASONED),
        Fault("exception", Wrong.UNREASONED),
        Fault("delegated_up_to", Wrong.NEGATIVE),
    }


def test_a_decision_before_its_acceptance_is_out_of_order() -> None:
    """Applied, accepted, decided."""
    assert Fault("on", Wrong.OUT_OF_ORDER) in faults(replace(asked(), on=date(2021, 9, 5)), BASE)


@pytest.mark.article("11.2")
@given(st.integers(0, 500_000))
def test_a_year_s_sum_never_shrinks_unnoticed(known: int) -> None:
    """A base under the one last assessed is a fault; equal or over is none (11.2)."""
    found = faults(asked(known_base=Money(known)), BASE)
    assert found == ((Fault("known_base", Wrong.SHRUNK),) if known > 300_000 else ())


@pytest.mark.article("8.1/2")
def test_the_income_is_that_of_the_months_before_the_application() -> None:
    """Twelve whole months before the month of application, from the first day to the last (8.1/2)."""
    assert tuple(out_of_window(PACK, asked())) == ()
    late = replace(MEANS, income_from=date(2020, 10, 1), income_to=date(2021, 9, 30))
    assert tuple(out_of_window(PACK, asked(means=late))) == (
        Fault("means.income_from", Wrong.OTHER_MONTHS),
        Fault("means.income_to", Wrong.OTHER_MONTHS),
    )
    assert tuple(out_of_window(PACK, asked(means=replace(late, income_per_head=None)))) == ()
