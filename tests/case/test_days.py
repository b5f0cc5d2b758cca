"""补录: a deed counts from the day it was done, within bounds, and its lateness has a reason."""

from datetime import date

import pytest

from domain.ground.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§补录"
DECEMBER = date(2026, 12, 7)
SATURDAY, MONDAY_AFTER, TUESDAY_AFTER = (after(n, DECEMBER) for n in (5, 7, 8))
WHY = p.secret("登记人员下乡")


def examined() -> j.Journey:
    """Two signed on Monday 7 December 2026."""
    return j.examined(j.accepted(About(day=DECEMBER)))


def delegated() -> j.Journey:
    """The township approved under delegation on that Monday."""
    about = About(day=DECEMBER)
    granted = j.Journey(about).go(c.GrantDelegation, valid_to=date(2026, 12, 31))
    return j.delegated(about, granted.world)


def later(start: j.Start) -> j.Start:
    """The same on the Tuesday after."""
    return lambda: start().on(TUESDAY_AFTER)


WRONG: tuple[Wrong, ...] = (
    *(
        row
        for start, command, field in (
            (j.examined, c.PostPublicNotice, "posted_on"),
            (j.delegated, c.PayCash, "handed_on"),
            (j.delegated, c.DeliverGoods, "handed_on"),
        )
        for row in rows(
            start,
            command,
            (
                f"{command.__name__}: not tomorrow",
                Code.DATE_IN_FUTURE,
                None,
                field,
                {field: after(1)},
            ),
            (
                f"{command.__name__}: not before what it follows",
                Code.DATE_TOO_EARLY,
                None,
                field,
                {field: after(-1)},
            ),
        )
    ),
    *(
        row
        for start, command, field in (
            (examined, c.PostPublicNotice, "posted_on"),
            (delegated, c.PayCash, "handed_on"),
            (delegated, c.DeliverGoods, "handed_on"),
            (examined, c.ServeDocument, "delivered_on"),
        )
        for row in rows(
            later(start),
            command,
            (
                f"{command.__name__}: late without a reason",
                Code.LATENESS_UNREASONED,
                HOUSE,
                "late_reason",
                {field: SATURDAY},
            ),
        )
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_deeds_own_day_has_its_bounds(case: Wrong) -> None:
    """Not before what it follows, not after today; later than the bound only with a reason."""
    case.holds()


@pytest.mark.article("19", "20")
@pytest.mark.parametrize(
    ("command", "fact"), [(c.PayCash, e.CashDisbursed), (c.DeliverGoods, e.GoodsDelivered)]
)
def test_what_was_handed_over_on_saturday_counts_from_saturday(
    command: type[c.Command], fact: type[e.CashDisbursed]
) -> None:
    """Entered on Monday, the next working day, without a reason; on Tuesday with one."""
    monday = given(delegated().on(MONDAY_AFTER)).when(command, handed_on=SATURDAY)
    monday.then(like(fact, on=SATURDAY, late_reason=None))
    assert "urgent-payment" not in monday.journey.world.limits("L-1")
    tuesday = given(delegated().on(TUESDAY_AFTER))
    tuesday.when(command, handed_on=SATURDAY, late_reason=WHY)
    tuesday.then(like(fact, on=SATURDAY, late_reason=p.kept("登记人员下乡")))


@pytest.mark.article("18.2.2")
def test_the_two_days_of_an_urgent_case_end_with_the_last_payment() -> None:
    """核查结束后2天内签署审批意见完成救助: neither the approval nor a part of the sum ends them."""
    at = j.examined(j.urgent_accepted(About(day=DECEMBER)))
    at.go(c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification, c.ApproveRelief)
    story = given(at.go(c.PayCash, amount=yuan(800)))
    (run,) = (x for x in at.world.limits("L-1").values() if x.limit == "urgent-completion")
    assert run.started_on == DECEMBER
    story.when(c.InstructPayment, amount=yuan(1000), day=after(1, DECEMBER))
    assert "urgent-completion" in at.world.limits("L-1")
    story.when(c.ConfirmPayment, day=after(3, DECEMBER), paid_on=after(2, DECEMBER))
    story.then(like(e.ReliefDisbursed, on=after(2, DECEMBER)))
    assert "urgent-completion" not in at.world.limits("L-1")


@pytest.mark.article("18.1.1")
def test_a_notice_hangs_from_the_day_it_was_posted() -> None:
    """Its seven days, and the limit, count from there (18.1.1)."""
    story = given(j.examined().on(after(1))).when(c.PostPublicNotice, posted_on=MONDAY)
    story.then(like(e.PublicNoticePosted, on=MONDAY))
    assert story.journey.world.limits("L-1")["public-notice"].started_on == MONDAY
    story.when(c.EndPublicNotice, day=after(8)).then(like(e.PublicNoticeEnded, last_day=after(7)))


def test_a_notice_that_was_torn_down_hangs_again_from_no_day_before() -> None:
    """The days of the first posting do not count."""
    torn = j.in_notice().on(after(3)).go(c.InterruptPublicNotice)
    story = given(torn).when(c.PostPublicNotice, posted_on=after(2))
    story.then_refused(Code.DATE_TOO_EARLY, about="posted_on")


def test_a_paper_served_late_on_record_says_why() -> None:
    """The day it was delivered is the fact's own."""
    story = given(examined().on(TUESDAY_AFTER))
    story.when(c.ServeDocument, delivered_on=SATURDAY, late_reason=WHY)
    story.then(like(e.DocumentServed, on=SATURDAY, late_reason=p.kept("登记人员下乡")))
