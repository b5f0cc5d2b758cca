"""第十一条: what else a family had this year may lower what the county grants, with a reason."""

from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.assessment.inputs import Received
from domain.ground.refusal import Code
from domain.ground.terms import Stage
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
