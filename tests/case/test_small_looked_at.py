"""A small sum is drawn by chance once it is granted, and looked at by the county before its file closes."""

import pytest

from domain.ground.refusal import Code, Refused
from domain.ground.terms import Stage
from domain.registers.roster.state import draw_of
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import Replaced, on_record, registered
from tests.case.story import given, like
from tests.support import commands as c
from tests.support import facts as e

RATE = '抽查的比例"\nvalue = 10\n'
TENTH = 1_000
"""Ten in a hundred of all draws."""
DRAWN, SPARED = (
    next(str(n) for n in range(10_000) if (draw_of(str(n), "L-1") < TENTH) is wanted)
    for wanted in (True, False)
)


def granted(seed: str, replaced: Replaced | None = None) -> j.Journey:
    """Granted by the leader, with a chance of the office's."""
    return registered(world=on_record(replaced=replaced or {})).go(c.ApproveSmallRelief, seed=seed)


def paid(seed: str) -> j.Journey:
    """And paid."""
    return granted(seed).go(c.InstructPayment, c.ConfirmPayment)


def sampled(at: j.Journey) -> e.Sampled:
    """Whether it was drawn, and by what."""
    (fact,) = at.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.sampled is not None
    return fact.sampled


def closing(at: j.Journey) -> set[Code]:
    """Why the file is not closed."""
    done = at.do(c.CloseCase)
    assert isinstance(done, Refused)
    return {one.code for one in done.reasons}


@pytest.mark.parametrize(("seed", "chosen"), [(DRAWN, True), (SPARED, False)])
def test_it_is_drawn_by_a_seed_that_anyone_can_draw_with_again(seed: str, chosen: bool) -> None:
    """Seed and case fix it; both stand in the decision's fact, drawn or not."""
    at = granted(seed)
    assert sampled(at) == e.Sampled(seed=seed, chosen=chosen)
    assert at.case.county.afterwards is chosen
    assert at.world.replayed().cases == at.world.cases


@pytest.mark.parametrize(("rate", "chosen"), [("0", False), ("100", True)])
def test_the_citys_document_says_how_many_in_a_hundred(rate: str, chosen: bool) -> None:
    """None where it writes 0, each where it writes 100."""
    for seed in (DRAWN, SPARED):
        at = granted(seed, {RATE: RATE.replace("10\n", f"{rate}\n")})
        assert sampled(at).chosen is chosen


def test_what_was_drawn_is_looked_at_before_its_file_closes() -> None:
    """By the county's checkers, paid or not; once is enough, whatever they saw."""
    at = paid(DRAWN)
    assert Code.SPOT_CHECK_PENDING in closing(at)
    story = (
        given(at)
        .when(c.ReportSpotCheck, confirmed=False)
        .then(like(e.SpotCheckReported, confirmed=False))
    )
    assert story.journey.stage is Stage.PAID
    assert Code.SPOT_CHECK_PENDING not in closing(story.journey)
    given(granted(DRAWN)).when(c.ReportSpotCheck).then(e.SpotCheckReported)


def test_what_was_not_drawn_waits_for_nobody() -> None:
    """No look is entered, and the file closes without one."""
    at = paid(SPARED)
    given(at).when(c.ReportSpotCheck).then_refused(Code.OUT_OF_ORDER)
    assert Code.SPOT_CHECK_PENDING not in closing(at)


def test_a_sum_given_anew_is_drawn_anew() -> None:
    """What was seen of the first one, that was taken back, counts for it no more."""
    at = granted(DRAWN).go(c.ReportSpotCheck, confirmed=False)
    at.go(c.RevokeDecision, by=p.SECOND_APPROVER)
    anew = {"by": p.APPROVER, "document": "小额批准 9"}
    at.go(c.ApproveSmallRelief, seed=DRAWN, **anew)
    assert at.case.county.spot_checked is None
    given(at).when(c.ReportSpotCheck).then(e.SpotCheckReported)


def test_whoever_leaves_the_course_is_bound_by_no_draw_of_it() -> None:
    """The application is accepted anew as any other; the county draws from those it receives."""
    at = granted(DRAWN).go(c.ReportSpotCheck, confirmed=False)
    at.go(c.RevokeDecision, by=p.SECOND_APPROVER).go(c.LeaveSmallFast, by=p.APPROVER)
    county = at.case.county
    assert (county.afterwards, county.spot_checked, county.look_again) == (False, None, False)
