"""Every reading a pack offers changes some outcome: there is no dead switch."""

from typing import Any

from domain.account.events import GrantCharged
from domain.case import commands as c
from domain.case import events as e
from domain.law.pack import Law
from domain.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.words import yuan
from tests.case.world import World


def world(**choices: str) -> World:
    """A world that reads some ambiguities otherwise: ``AMB_30="…"``."""
    named = {id.replace("_", "-"): choice for id, choice in choices.items()}
    return World(law=Law(tuple(pack.read_as(named) for pack in World().law.packs)))


def test_a_lower_sum_than_the_one_posted() -> None:
    """Lowered with a reason; or posted anew, whichever way it changes (AMB-30)."""
    less: dict[str, Any] = {"amount": yuan(1500), "lowered_reason": p.secret("已有保险赔付")}
    story = given(j.under_county()).when(c.ApproveRelief, **less)
    story.then(like(e.ReliefApproved, amount=yuan(1500)), *[GrantCharged] * 3)
    other = world(AMB_30="any-change-renotice")
    story = given(j.under_county(j.accepted(world=other))).when(c.ApproveRelief, **less)
    story.then_refused(Code.NOT_NOTICED_AMOUNT, article="18.1.1", about="amount")
