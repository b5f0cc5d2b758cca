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

LINE = '抽查的比例"\nvalue = 10\n'
TENTH = 1_000
"""Ten in a hundred of all draws."""
EACH: Replaced = {LINE: LINE.replace("10\n", "100\n")}
NONE: Replaced = {LINE: LINE.replace("10\n", "0\n")}
AS_SHIPPED: Replaced = {}


def granted(replaced: Replaced, seed: str = "") -> j.Journey:
    """Granted by the leader, with a chance of the office's."""
    return registered(world=on_record(replaced=replaced)).go(c.ApproveSmallRelief, seed=seed)


def paid(replaced: Replaced) -> j.Journey:
    """And paid."""
    return granted(replaced).go(c.InstructPayment, c.ConfirmPayment)


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


def test_it_is_drawn_by_a_seed_that_anyone_can_draw_with_again() -> None:
    """Seed and case fix it, and both outcomes come about; whoever sends a seed does not alone decide."""
    outcomes = set()
    for seed in map(str, range(60)):
        at = granted(AS_SHIPPED, seed)
        found = sampled(at)
        told, _, own = found.seed.rpartition("|")
        assert told == seed and own
        assert found.chosen == (draw_of(found.seed, "L-1") < TENTH)
        assert at.case.county.afterwards is found.chosen
        outcomes.add(found.chosen)
    assert outcomes == {True, False}
    assert at.world.replayed().cases == at.world.cases


@pytest.mark.parametrize(("replaced", "chosen"), [(NONE, False), (EACH, True)])
def test_the_citys_document_says_how_many_in_a_hundred(replaced: Replaced, chosen: bool) -> None:
    """None where it writes 0, each where it writes 100."""
    for seed in ("", "x", "y"):
        assert sampled(granted(replaced, seed)).chosen is chosen


def test_what_was_drawn_is_looked_at_before_its_file_closes() -> None:
    """By the county's checkers, paid or not; once is enough, whatever they saw."""
    at = paid(EACH)
    given(at).when(c.CloseCase).then_refused(
        Code.OBLIGATION_OPEN, Code.DECISION_NOT_SERVED, Code.SPOT_CHECK_PENDING
    )
    story = given(at).when(c.ReportSpotCheck, confirmed=False)
    story.then(like(e.SpotCheckReported, confirmed=False))
    assert story.journey.stage is Stage.PAID
    assert Code.SPOT_CHECK_PENDING not in closing(story.journey)
    given(granted(EACH)).when(c.ReportSpotCheck).then(e.SpotCheckReported)


def test_what_was_not_drawn_waits_for_nobody() -> None:
    """No look is entered, and the file closes without one."""
    at = paid(NONE)
    given(at).when(c.ReportSpotCheck).then_refused(Code.OUT_OF_ORDER)
    assert Code.SPOT_CHECK_PENDING not in closing(at)


def test_a_sum_given_anew_is_drawn_anew() -> None:
    """What was seen of the first one, that was taken back, counts for it no more."""
    at = granted(EACH).go(c.ReportSpotCheck, confirmed=False)
    at.go(c.RevokeDecision, by=p.SECOND_APPROVER)
    at.go(c.ApproveSmallRelief, by=p.APPROVER, document="小额批准 9")
    assert at.case.county.spot_checked is None
    given(at).when(c.ReportSpotCheck).then(e.SpotCheckReported)


def test_whoever_leaves_the_course_is_bound_by_no_draw_of_it() -> None:
    """The application is accepted anew as any other; the county draws from those it receives."""
    at = granted(EACH).go(c.ReportSpotCheck, confirmed=False)
    at.go(c.RevokeDecision, by=p.SECOND_APPROVER).go(c.LeaveSmallFast, by=p.APPROVER)
    county = at.case.county
    assert (county.afterwards, county.spot_checked, county.look_again) == (False, None, False)
