"""第十九、二十、二十二条: bank, cash, goods; never more than was approved."""

from importlib.resources import files

import pytest

from adapters.packs.parser import parse
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Ending, FundSource, PaymentFault, Stage
from domain.law.pack import Law
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import after, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e

PAYING = (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)


def _sums(command: type[c.Command]) -> tuple[Wrong, ...]:
    """What every way of paying has in common."""
    name = command.__name__
    return (
        *rows(j.ordered, command, (f"{name} waits for the bank", Code.PAYMENT_PENDING, "19", None)),
        *rows(
            j.countersignature_refused,
            command,
            (f"{name} not after fraud", Code.COUNTERSIGNATURE_REFUSED, "18.2.1", None),
        ),
        *rows(
            j.approved,
            command,
            (
                f"{name} pays more than nothing",
                Code.AMOUNT_NOT_POSITIVE,
                None,
                "amount",
                {"amount": ZERO},
            ),
            (
                f"{name} pays no more than approved",
                Code.ABOVE_UNPAID_AMOUNT,
                "30",
                "amount",
                {"amount": yuan("1800.01")},
            ),
        ),
    )


WRONG: tuple[Wrong, ...] = (
    *(one for command in PAYING for one in _sums(command)),
    *rows(
        j.failed,
        c.InstructPayment,
        ("an account that failed is put right", Code.ACCOUNT_NOT_CORRECTED, "19", None),
    ),
    *rows(
        j.approved,
        c.ConfirmPayment,
        ("no answer without an order", Code.PAYMENT_UNKNOWN, "19", None),
    ),
    *rows(
        j.ordered,
        c.ConfirmPayment,
        (
            "the answer is to the order that is out",
            Code.PAYMENT_UNKNOWN,
            "19",
            "payment",
            {"payment": 2},
        ),
        (
            "money does not arrive tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "paid_on",
            {"paid_on": after(9)},
        ),
        (
            "money does not arrive before its order",
            Code.DATE_TOO_EARLY,
            None,
            "paid_on",
            {"paid_on": after(7)},
        ),
    ),
    *rows(
        lambda: j.approved().on(after(12)).go(c.InstructPayment),
        c.ConfirmPayment,
        (
            "nor between approval and order",
            Code.DATE_TOO_EARLY,
            None,
            "paid_on",
            {"paid_on": after(11), "day": after(14)},
        ),
    ),
    *rows(
        lambda: j.corrected(j.failed().on(after(12))).go(c.InstructPayment),
        c.ConfirmPayment,
        (
            "a second order has its own day",
            Code.DATE_TOO_EARLY,
            None,
            "paid_on",
            {"payment": 2, "paid_on": after(11), "day": after(14)},
        ),
    ),
    *empty(j.ordered, c.ConfirmPayment, "serial", "paying_bank"),
    *rows(
        j.approved,
        c.ReportPaymentFailure,
        ("no failure without an order", Code.PAYMENT_UNKNOWN, "19", None),
    ),
    *rows(
        j.ordered,
        c.ReportPaymentFailure,
        (
            "the failure is of the order that is out",
            Code.PAYMENT_UNKNOWN,
            "19",
            "payment",
            {"payment": 2},
        ),
    ),
    *empty(j.approved, c.PayCash, "reason", "receipt"),
    *empty(j.approved, c.DeliverGoods, "items", "receipt"),
    *rows(
        j.approved,
        c.DeliverGoods,
        (
            "goods are procured, or could not wait",
            Code.FIELD_MISSING,
            "20",
            "procurement",
            {"procurement": None},
        ),
    ),
)


@pytest.mark.article("19", "20")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_payment_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of payment says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("19")
def test_money_goes_to_the_account_and_the_case_is_paid_when_the_bank_says_so() -> None:
    """社会化发放: order, credit, paid (A19)."""
    story = (
        given(j.approved)
        .when(c.InstructPayment)
        .then(like(e.PaymentInstructed, payment=1, amount=yuan(1800), source=FundSource.FISCAL))
    )
    assert story.at(Stage.APPROVED)
    story.when(c.ConfirmPayment, day=after(10), paid_on=after(9)).then(
        e.ReliefDisbursed(
            on=after(9),
            payment=1,
            amount=yuan(1800),
            source=FundSource.FISCAL,
            serial="银行流水 1/L-1",
            unpaid=ZERO,
            paying_bank="测试代理银行",
        )
    )
    assert (story.journey.stage, story.journey.case.ending) == (Stage.PAID, Ending.PAID)


@pytest.mark.parametrize("fault", PaymentFault)
def test_a_payment_sent_back_is_tried_again_under_the_same_approval(fault: PaymentFault) -> None:
    """退票: the account is corrected, a second order follows, the room stays as it was (AMB-02)."""
    story = given(j.ordered).when(c.ReportPaymentFailure, fault=fault)
    story.then(like(e.PaymentFailed, payment=1, fault=fault))
    story.when(c.CorrectPaymentAccount).then(e.AccountCorrectionRequested)
    story.when(c.ConfirmAccountCorrection).then(like(e.PaymentAccountCorrected, request=1))
    story.when(c.InstructPayment).then(like(e.PaymentInstructed, payment=2))
    story.when(c.ConfirmPayment).then_refused(Code.PAYMENT_UNKNOWN)
    story.when(c.ConfirmPayment, payment=2).then(like(e.ReliefDisbursed, payment=2))


@pytest.mark.article("19")
def test_after_a_failure_cash_may_be_paid_instead() -> None:
    """必要时，可直接发放现金 (A19)."""
    story = (
        given(j.failed).when(c.PayCash).then(like(e.CashDisbursed, witness=p.kept("村委会主任")))
    )
    assert story.at(Stage.PAID)


@pytest.mark.article("19", "20")
def test_relief_may_be_paid_in_parts_of_several_kinds() -> None:
    """Goods at value, cash, bank: the case is paid when the parts make the whole (A19, A20)."""
    story = given(j.approved)
    story.when(c.DeliverGoods, amount=yuan(300)).then(
        like(e.GoodsDelivered, procurement="采购单 1/L-1")
    )
    story.when(c.PayCash, amount=yuan(500)).then(e.CashDisbursed)
    story.when(c.InstructPayment, amount=yuan("1000.01")).then_refused(Code.ABOVE_UNPAID_AMOUNT)
    assert story.reasons[0].facts["unpaid"] == "1000.00"
    story.when(c.InstructPayment, amount=yuan(1000)).then(e.PaymentInstructed)
    assert story.at(Stage.APPROVED)
    story.when(c.ConfirmPayment).then(e.ReliefDisbursed)
    assert story.at(Stage.PAID)


@pytest.mark.article("20")
def test_goods_that_could_not_wait_say_so() -> None:
    """除紧急情况外，要执行政府采购制度 (A20)."""
    given(j.delegated).when(c.DeliverGoods, procurement=None, urgency=p.secret("当晚无被褥")).then(
        like(e.GoodsDelivered, urgency=p.kept("当晚无被褥"), procurement=None)
    )


@pytest.mark.article("18.2.1")
def test_a_delegated_approval_is_paid_before_it_is_countersigned() -> None:
    """紧急救助 does not wait for the countersignature (A18.2.1)."""
    story = given(j.delegated).when(c.PayCash, p.OTHER).then(e.CashDisbursed)
    story.when(c.FileForRecord).then(e.FiledForRecord)
    story.when(c.Countersign).then(e.Countersigned)


@pytest.mark.article("19")
def test_money_may_arrive_on_the_day_of_its_order() -> None:
    """The first possible day is the order's own (A19)."""
    story = given(j.approved().on(after(12)).go(c.InstructPayment))
    story.when(c.ConfirmPayment, day=after(14), paid_on=after(12)).then(
        like(e.ReliefDisbursed, on=after(12))
    )


@pytest.mark.article("22.1", "22.2", "22.3")
@pytest.mark.parametrize(
    "source", [x for x in FundSource if x is not FundSource.BALANCE_SUBSISTENCE]
)
@pytest.mark.parametrize("command", PAYING)
def test_money_comes_from_each_source_of_article_22(
    command: type[c.Command], source: FundSource
) -> None:
    """The treasury, donations, and what is left of three funds: each may pay (22.1, 22.2, 22.3)."""
    assert not isinstance(j.approved().do(command, source=source), Refused)


@pytest.mark.article("22.1", "22.2", "22.3")
@pytest.mark.parametrize("command", PAYING)
def test_money_comes_from_where_the_law_lets_it_come_from(command: type[c.Command]) -> None:
    """A law without donations pays none out (22.1, 22.2, 22.3)."""
    text = files("domain.law").joinpath("packs/lhasa-2018-202.toml").read_text(encoding="utf-8")
    start = text.index('[[fund]]\nid = "donation"')
    poorer = text[:start] + text[text.index("[[fund]]", start + 1) :]
    world = World(law=Law.of([parse(poorer)]))
    story = given(j.approved(j.accepted(world=world)))
    story.when(command, source=FundSource.DONATION).then_refused(
        Code.FIELD_INVALID, article="22", about="source"
    )
    given(j.approved).when(command, source=FundSource.DONATION)
