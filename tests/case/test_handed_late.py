"""补录: what was really handed over is told of its day, whatever became of the approval since."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.ground.facts import Fact
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import CountersignatureOutcome, Ending, Ground, Stage
from tests.case import journeys as j
from tests.case.story import given, like
from tests.case.test_deaths import alone
from tests.case.test_ending import FIRST
from tests.case.words import after, yuan
from tests.support import commands as c
from tests.support import facts as e

HANDED = after(8)
"""The day of the approval, on which cash or goods were handed over."""
HANDING = [(c.PayCash, e.CashDisbursed), (c.DeliverGoods, e.GoodsDelivered)]
SUBSTANCE = frozenset(CountersignatureOutcome) - {CountersignatureOutcome.FORMAL}
Course = Callable[[], j.Journey]


def next_day(journey: j.Journey) -> j.Journey:
    """Nobody told of it that day."""
    return journey.on(after(9))


def revoked() -> j.Journey:
    """The approval is revoked in the morning."""
    return next_day(j.approved()).go(c.RevokeDecision)


def refused_since() -> j.Journey:
    """And relief is refused."""
    return revoked().go(c.RefuseRelief, ground=Ground.IDLE_LAND)


def lowered() -> j.Journey:
    """The sum is lowered to 1,000 yuan."""
    return next_day(j.approved()).go(c.ChangeSum)


def held_and_lowered() -> j.Journey:
    """And another revision is asked for."""
    return lowered().go(c.ProposeRevision)


def paid_twice() -> j.Journey:
    """The bank credits the whole sum a day later."""
    return next_day(j.approved()).go(c.InstructPayment, c.ConfirmPayment)


def closed() -> j.Journey:
    """And the file is in the archive."""
    return paid_twice().go(c.FeedBackResult).serve().go(c.CloseCase)


def withdrawn() -> j.Journey:
    """The family takes the application back."""
    return next_day(j.approved()).go(c.WithdrawApplication)


def withdrawn_after_revocation() -> j.Journey:
    """Once nothing stood any more."""
    return revoked().go(c.WithdrawApplication)


def died() -> j.Journey:
    """The last to be helped died before, which nobody knew."""
    return next_day(alone()).go(c.RecordDeath, person=FIRST, died_on=after(7))


def died_after_revocation() -> j.Journey:
    """Nothing stood any more."""
    return next_day(alone()).go(c.RevokeDecision).go(c.RecordDeath, person=FIRST)


LOST: list[tuple[Course, Stage, Ending | None, str]] = [
    (revoked, Stage.UNDER_COUNTY, None, "1800"),
    (refused_since, Stage.REFUSED, Ending.REFUSED, "1800"),
    (lowered, Stage.PAID, Ending.PAID, "800"),
    (held_and_lowered, Stage.PAID, Ending.PAID, "800"),
    (paid_twice, Stage.PAID, Ending.PAID, "1800"),
    (closed, Stage.PAID, Ending.PAID, "1800"),
    (withdrawn, Stage.ENDED, Ending.WITHDRAWN, "1800"),
    (withdrawn_after_revocation, Stage.ENDED, Ending.WITHDRAWN, "1800"),
    (died, Stage.PAID, Ending.PAID, "1800"),
    (died_after_revocation, Stage.ENDED, Ending.TERMINATED, "1800"),
]
"""What became of the case, where it stands once the handing over is told, and what is owed."""


@pytest.mark.article("19", "20")
@pytest.mark.parametrize(("command", "fact"), HANDING)
@pytest.mark.parametrize(("start", "stage", "ending", "debt"), LOST)
def test_what_was_handed_over_is_told_whatever_came_since(
    start: Course,
    stage: Stage,
    ending: Ending | None,
    debt: str,
    command: type[c.Command],
    fact: type[Fact],
) -> None:
    """On a day on which it stood; what does not stand any more is owed, and the file is open for it."""
    story = given(start).when(command, handed_on=HANDED)
    story.then(like(fact, on=HANDED, amount=yuan(1800), unpaid=ZERO))
    case = story.journey.case
    assert (case.stage, case.ending, case.debt) == (stage, ending, yuan(debt))
    if stage in (Stage.ENDED, Stage.PAID):
        story.when(c.CloseCase)
        assert Code.DEBT_OPEN in {one.code for one in story.reasons}


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize(("command", "fact"), HANDING)
@pytest.mark.parametrize("outcome", sorted(SUBSTANCE))
def test_what_was_handed_over_before_the_county_did_not_sign_is_told(
    command: type[c.Command], fact: type[Fact], outcome: CountersignatureOutcome
) -> None:
    """The room went back with the refusal, so that it is owed."""
    at = j.at(j.filed).go(c.RefuseCountersignature, outcome=outcome)
    story = given(at).when(command).then_refused(Code.COUNTERSIGNATURE_REFUSED)
    story.when(command, handed_on=story.journey.about.day).then(fact)
    assert story.journey.case.debt == yuan(1800)


@pytest.mark.parametrize("start", [revoked, withdrawn, closed, died])
@pytest.mark.parametrize("command", [c.PayCash, c.DeliverGoods])
def test_nothing_is_handed_over_since(start: Course, command: type[c.Command]) -> None:
    """Today nothing stands, nor did anything before the approval."""
    story = given(start).when(command).then_refused(Code.OUT_OF_ORDER)
    story.when(command, handed_on=after(7)).then_refused(Code.OUT_OF_ORDER)


@pytest.mark.article("30")
def test_no_more_than_was_to_be_paid_that_day() -> None:
    """What had come by then counts, and the sum as it stood."""
    story = given(revoked).when(c.PayCash, handed_on=HANDED, amount=yuan(1801))
    story.then_refused(Code.ABOVE_UNPAID_AMOUNT, article="30", about="amount")
    story.when(c.PayCash, handed_on=HANDED, amount=yuan(1000)).then(e.CashDisbursed)
    words: dict[str, Any] = {"handed_on": HANDED, "receipt": "领条 8"}
    story.when(c.PayCash, **words).then_refused(Code.ABOVE_UNPAID_AMOUNT)
    story.when(c.PayCash, **words, amount=yuan(800)).then(e.CashDisbursed)
    assert story.journey.case.debt == yuan(1800)


def test_between_two_approvals_nothing_is_handed_over() -> None:
    """Revoked on the ninth day, approved anew on the twelfth."""
    at = revoked().on(after(12)).go(c.ApproveRelief, document="批准 2")
    story = given(at).when(c.PayCash, handed_on=after(10)).then_refused(Code.DATE_TOO_EARLY)
    story.when(c.PayCash, handed_on=HANDED).then(like(e.CashDisbursed, on=HANDED))
    assert story.at(Stage.PAID) and story.journey.case.debt == ZERO


@pytest.mark.article("30")
@pytest.mark.parametrize("command", [c.PayCash, c.DeliverGoods])
def test_nor_more_than_stood_that_day_once_more_stands(command: type[c.Command]) -> None:
    """A sum raised since was not there to be handed over on a day before."""
    raised = lowered().on(after(20)).go(c.ChangeSum, amount=yuan(1800), document="变更 2")
    story = given(raised).when(command, handed_on=after(19), amount=yuan(1001))
    story.then_refused(Code.ABOVE_UNPAID_AMOUNT, article="30", about="amount")
    story.when(command, handed_on=after(19), amount=yuan(1000))
    story.then(e.CashDisbursed if command is c.PayCash else e.GoodsDelivered)
