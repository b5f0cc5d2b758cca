"""Every reading a pack offers changes some outcome: there is no dead switch."""

from datetime import date
from typing import Any

from domain.account.events import GrantCharged
from domain.ground.refusal import Code
from domain.law.pack import Law
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.words import About, after, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e


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


def test_twice_a_year_may_be_read_as_twice_in_the_twelve_months_before() -> None:
    """Two grants in December: in January a calendar year is new, a rolling one is not (AMB-13)."""
    december, january = date(2024, 12, 2), date(2025, 1, 6)
    for law, refused in ((World(), False), (world(AMB_13="rolling-year"), True)):
        for number in ("E-1", "E-2"):
            about = About(case=number, amount=yuan(100), day=december)
            law = j.approved(j.accepted(about, law)).world
        story = given(j.inquired(j.accepted(About(day=january), law))).when(c.SignOpinion)
        if refused:
            story.then_refused(Code.YEARLY_COUNT_REACHED, article="12")
        else:
            story.then(e.OpinionSigned)


def test_a_township_that_decides_after_the_day_of_acceptance() -> None:
    """Allowed and flagged; or the township's day is over and the county decides (AMB-32)."""
    granted = j.Journey().go(c.GrantDelegation).world
    late = j.urgent_examined(world=granted).on(after(1))
    given(late).when(c.ApproveUnderDelegation).then(
        like(e.ReliefApproved, late=True), *[GrantCharged] * 3
    )
    strict = j.Journey(world=world(AMB_32="refused")).go(c.GrantDelegation).world
    story = given(j.urgent_examined(world=strict).on(after(1))).when(c.ApproveUnderDelegation)
    story.then_refused(Code.DAY_OVER, article="18.2.1")
    story = given(j.urgent_examined(world=strict.copy(), about=About(case="L-2")))
    story.when(c.ApproveUnderDelegation).then(like(e.ReliefApproved), *[GrantCharged] * 3)
