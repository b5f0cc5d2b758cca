"""第十一条: what else a family had this year may lower what the county grants, with a reason."""

from dataclasses import replace
from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.assessment.inputs import Circumstances, Received
from domain.case.recomputation import Why, reckoned
from domain.case.revision.facts import DecisionChanged, RevisionProposed
from domain.ground.money import Money
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import FIRE, ILLNESS, bills, onward, told
from tests.case.story import given, like
from tests.case.words import MONDAY, yuan
from tests.support import commands as c
from tests.support import facts as e

INSURED = Received("保险公司", yuan(8000), MONDAY, "赔付单 1")
LOWER: dict[str, Any] = {"amount": yuan(1000), "lowered_reason": p.secret("已获赔偿八千元")}


def ill(**changes: Any) -> j.Journey:
    """Costs of 8,000 yuan of which 7,200 are due, at the county's desk."""
    journey = told(ILLNESS, bills=bills(8000), **changes)
    return onward(journey, recommended=yuan(7200))


@pytest.mark.article("11")
def test_the_county_lowers_for_compensation_of_this_year() -> None:
    """统筹考虑本年度已经获得的补偿、赔偿: 7,200 become 1,000, with the reason on record (11)."""
    story = given(lambda: ill(compensation=(INSURED,))).when(c.ApproveRelief, **LOWER)
    story.then(
        like(e.ReliefApproved, amount=yuan(1000), lowered_reason=p.kept("已获赔偿八千元")),
        *[like(GrantCharged, amount=yuan(1000))] * 3,
    )
    assert story.at(Stage.APPROVED)


@pytest.mark.article("11")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, LOWER),
        ({"compensation": (Received("保险公司", yuan(6199), MONDAY, "赔付单 1"),)}, LOWER),
    ],
    ids=["nothing else was received", "less was received than it is lowered by"],
)
def test_it_is_not_lowered_by_more_than_others_gave(
    changes: dict[str, Any], words: dict[str, Any]
) -> None:
    """The text prescribes the share; only what others gave counts against it."""
    story = given(lambda: ill(**changes)).when(c.ApproveRelief, **words)
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, about="amount")


@pytest.mark.article("11")
def test_lowering_needs_its_reason() -> None:
    """Without one the sum is neither the prescribed one nor reasoned."""
    story = given(lambda: ill(compensation=(INSURED,)))
    story.when(c.ApproveRelief, amount=yuan(1000))
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, Code.LOWERED_WITHOUT_REASON)


@pytest.mark.article("11.1")
def test_a_floor_is_not_lowered() -> None:
    """人均最低救助标准不得低于: whatever others gave (11.1)."""
    journey = onward(told(FIRE, aid=(Received("慈善会", yuan(5000), MONDAY, "收据 1"),)))
    story = given(journey).when(c.ApproveRelief, **LOWER)
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, about="amount")


KNOWN_LATE: dict[str, Any] = {
    "amount": yuan(1000),
    "ground": RevisionGround.FACTS_LATE,
    "lowered_reason": p.secret("保险公司赔付八千元"),
}


def same(journey: j.Journey) -> None:
    """An auditor reckons every decision again and finds nothing otherwise (verify)."""
    for kind in (e.ReliefApproved, DecisionChanged):
        for fact in journey.world.facts(kind):
            found = reckoned(fact, journey.world.law, journey.world.references)
            assert found is not None and found.why is None, found


@pytest.mark.article("11")
def test_what_was_lowered_is_found_in_order_when_it_is_reckoned_again() -> None:
    """A sum lowered with its reason is no sum reckoned otherwise; one lowered without would be."""
    journey = ill(compensation=(INSURED,)).go(c.ApproveRelief, **LOWER)
    same(journey)
    (fact,) = journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved)
    unsaid = replace(fact, lowered_reason=None)
    found = reckoned(unsaid, journey.world.law, journey.world.references)
    assert found is not None and found.why is Why.RULES
    too_low = replace(fact, amount=Money(-800_01))
    found = reckoned(too_low, journey.world.law, journey.world.references)
    assert found is not None and found.why is Why.RULES


@pytest.mark.article("11")
def test_a_lowered_sum_is_changed_to_another_lowered_one() -> None:
    """4,200 of 7,200 for what others gave become 4,500, with the reason; without it they do not."""
    lower: dict[str, Any] = {"amount": yuan(4200), "lowered_reason": p.secret("已获赔偿")}
    journey = ill(compensation=(INSURED,)).go(c.ApproveRelief, **lower)
    story = given(journey.copy()).when(c.ChangeSum, amount=yuan(4500))
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, about="amount")
    story = given(journey).when(
        c.ChangeSum, amount=yuan(4500), lowered_reason=p.secret("赔偿较原认定为少")
    )
    story.then(
        like(DecisionChanged, amount=yuan(4500), lowered_reason=p.kept("赔偿较原认定为少")),
        *[GrantReleased] * 3,
        *[GrantCharged] * 3,
    )
    same(story.journey)


def late(journey: j.Journey) -> Circumstances:
    """What is on file, and a compensation nobody had known of."""
    known = journey.case.known
    assert known is not None
    return replace(known.circumstances, compensation=(INSURED,))


@pytest.mark.article("11")
def test_a_compensation_known_after_the_approval_lowers_the_sum() -> None:
    """By a change before anybody was paid; what was found otherwise goes on counting (11)."""
    journey = ill().go(c.ApproveRelief, amount=yuan(7200))
    found = late(journey)
    given(journey.copy()).when(c.ChangeSum, **KNOWN_LATE).then_refused(Code.AMOUNT_OUTSIDE_RANGE)
    story = given(journey).when(c.ChangeSum, found=found, **KNOWN_LATE)
    story.then(like(DecisionChanged, was=yuan(7200), amount=yuan(1000)), *[GrantReleased] * 3)
    same(story.journey)
    story.when(
        c.ChangeSum, amount=yuan(900), document="变更 2", lowered_reason=p.secret("又获赔偿")
    )
    story.then(like(DecisionChanged, amount=yuan(900)), *[GrantReleased] * 3)


@pytest.mark.article("11")
def test_a_compensation_known_after_payment_leaves_a_debt() -> None:
    """Proposed by a checker, decided by an approver: 6,200 of 7,200 were paid too much."""
    journey = ill().go(c.ApproveRelief, amount=yuan(7200))
    journey.go(c.InstructPayment, amount=yuan(7200)).go(c.ConfirmPayment)
    story = given(journey).when(c.ProposeRevision, found=late(journey), **KNOWN_LATE)
    story.then(like(RevisionProposed, lowered_reason=p.kept("保险公司赔付八千元")))
    story.when(c.ApproveRevision).then(
        like(DecisionChanged, amount=yuan(1000), lowered_reason=p.kept("查证属实")),
        *[GrantReleased] * 3,
    )
    assert story.journey.case.debt == yuan(6200)
    same(story.journey)


def test_what_is_found_otherwise_after_the_approval_can_be_and_is_of_this_case() -> None:
    """As when it is approved: by the same checks."""
    journey = ill().go(c.ApproveRelief, amount=yuan(7200))
    other = replace(late(journey), category=Category.EDUCATION)
    paid = journey.copy().go(c.InstructPayment, amount=yuan(7200)).go(c.ConfirmPayment)
    for at, command in ((journey, c.ChangeSum), (paid, c.ProposeRevision)):
        story = given(at).when(command, found=other, **KNOWN_LATE)
        assert isinstance(story.last, Refused)
        assert "found.category" in {one.field for one in story.reasons}
