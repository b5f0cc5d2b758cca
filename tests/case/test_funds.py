"""第二十、二十二、二十五条: balances for whom and when the law says; goods are procured, unless urgent."""

from datetime import date
from typing import Any

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Category, FundSource
from domain.law.terms import Register
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import onward, told
from tests.case.story import Wrong, given, rows, sentence
from tests.case.words import About
from tests.support import commands as c
from tests.support import facts as e

DIBAO = FundSource.BALANCE_SUBSISTENCE
BALANCES = (DIBAO, FundSource.BALANCE_DESTITUTE, FundSource.BALANCE_RELIEF)
PAYING = (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)
PREDICAMENT = About(category=Category.PREDICAMENT)
NEW_YEAR = date(2027, 1, 4)
"""A Monday after the year the balance was of."""


def on_register(about: About = PREDICAMENT) -> j.Journey:
    """A family on the register of the subsistence allowance, approved."""
    return onward(told(about, registers=(Register.SUBSISTENCE,))).go(c.ApproveRelief)


def on_another() -> j.Journey:
    """A family on the register of low incomes, approved."""
    return onward(told(PREDICAMENT, registers=(Register.LOW_INCOME,))).go(c.ApproveRelief)


WRONG: tuple[Wrong, ...] = (
    *(
        row
        for command in PAYING
        for row in rows(
            on_another,
            command,
            (
                f"{command.__name__}: not on it",
                Code.FUND_NOT_FOR,
                "25",
                "source",
                {"source": DIBAO},
            ),
        )
    ),
    *(
        row
        for command, source in zip(PAYING, (*BALANCES, DIBAO), strict=True)
        for row in rows(
            lambda: on_register().on(NEW_YEAR),
            command,
            (
                f"{command.__name__}: in January",
                Code.FUND_NOT_YET,
                "22.3",
                "source",
                {"source": source},
            ),
        )
    ),
    *rows(
        j.approved,
        c.DeliverGoods,
        (
            "no urgency at the shop",
            Code.NOT_URGENT,
            "20",
            "urgency",
            {"procurement": None, "urgency": p.secret("店里现买")},
        ),
    ),
)


@pytest.mark.article("20", "22.3", "25")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_money_and_goods_that_do_not_come_as_the_law_says(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("22.3", "25")
@pytest.mark.parametrize("source", BALANCES)
def test_a_balance_is_used_at_the_end_of_the_year(source: FundSource) -> None:
    """From the first of December, for whom it is (22.3, 25)."""
    at = on_register().on(date(2026, 12, 1))
    given(at).when(c.InstructPayment, source=source).then(e.PaymentInstructed)


@pytest.mark.article("22.3")
@pytest.mark.parametrize("command", [c.PayCash, c.DeliverGoods])
def test_what_went_out_at_the_end_of_the_year_is_told_in_the_new_one(
    command: type[c.Command],
) -> None:
    """The balance was there on the day it was handed over."""
    words: dict[str, Any] = {"handed_on": date(2026, 12, 31), "late_reason": p.secret("元旦放假")}
    story = given(on_register().on(NEW_YEAR)).when(command, source=DIBAO, **words)
    assert not story.reasons


@pytest.mark.article("20")
def test_an_urgent_case_need_not_wait_for_procurement() -> None:
    """Bought at once, with the reason on record (20)."""
    story = given(j.delegated)
    story.when(c.DeliverGoods, procurement=None, urgency=p.secret("当晚无处取暖"))
    story.then(e.GoodsDelivered)
