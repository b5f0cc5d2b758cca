"""撤销与变更: by whom, where a county has one approver, and where one had countersigned (内部, 30)."""

from collections.abc import Callable

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.case.revision.facts import DecisionChanged, DecisionRevoked, RevisionRejected
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.terms import Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.replaying import against, history
from tests.case.story import given
from tests.case.words import yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§决定更正"
TOWNSHIP = (p.CASEWORKER, p.SECOND_CASEWORKER, p.LEADER, p.SECOND_LEADER)
ONE = p.register(*TOWNSHIP, p.CHECKER, p.APPROVER, p.FINANCE, *p.IN_COUNTY)
"""A county with one approver in post."""


def alone(at: Callable[[], j.Journey]) -> j.Journey:
    """The same history in a county with one approver."""
    journey = at()
    journey.world.staffed(ONE)
    return journey


@pytest.mark.article("30")
def test_the_only_approver_revokes_what_a_checker_proposed_and_decides_anew() -> None:
    """A wrong approval is never without a way out: two hands all the same, and the reasons of both."""
    story = given(alone(j.approved)).when(c.RevokeDecision, p.APPROVER)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")
    story.when(c.ProposeRevision).when(c.ApproveRevision, p.APPROVER)
    story.then(DecisionRevoked, *[GrantReleased] * 3)
    story.when(c.ApproveRelief, p.APPROVER, document="批准 2")
    story.then(e.ReliefApproved, *[GrantCharged] * 3)
    assert not against(history(story.journey), story.journey.world)


@pytest.mark.article("30")
def test_the_only_approver_refuses_changes_and_rejects_too() -> None:
    """Each way on from there is open."""
    story = given(alone(j.approved)).when(c.ProposeRevision, amount=yuan(1000))
    given(story.journey.copy()).when(c.RejectRevision, p.APPROVER).then(RevisionRejected)
    story.when(c.ApproveRevision, p.APPROVER).then(DecisionChanged, *[GrantReleased] * 3)
    revoked = alone(j.approved).go(c.ProposeRevision).go(c.ApproveRevision, by=p.APPROVER)
    given(revoked).when(c.RefuseRelief, p.APPROVER).then(e.ReliefRefused)


@pytest.mark.article("30")
def test_a_second_approver_in_post_is_the_other_hand() -> None:
    """And nobody joins in one what the checker proposed themselves."""
    story = given(j.approved).when(c.ProposeRevision).when(c.ApproveRevision, p.APPROVER)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")
    both = p.officer("co-approver", p.COUNTY, Post.COUNTY_CHECKER, Post.APPROVER)
    story = given(alone(j.approved)).when(c.ProposeRevision, both)
    story.when(c.ApproveRevision, p.APPROVER).then_refused(Code.DUTIES_NOT_SEPARATE)


@pytest.mark.article("18.2.1", "30")
def test_who_countersigned_what_was_revoked_may_decide_anew() -> None:
    """As whoever approved may; but pays nothing, and does not revoke again."""
    journey = j.countersigned().go(c.ProposeRevision, c.ApproveRevision)
    journey.go(c.ReportCountyVerification)
    story = given(journey).when(c.ApproveRelief, p.APPROVER, document="批准 2")
    story.then(e.ReliefApproved, *[GrantCharged] * 3)
    assert story.at(Stage.APPROVED)
    both = p.officer("co-approver", p.COUNTY, Post.APPROVER, Post.FINANCE)
    story.when(c.InstructPayment, both).then_refused(Code.DUTIES_NOT_SEPARATE)


@pytest.mark.article("18.2.1")
def test_nothing_is_countersigned_while_a_revision_waits_for_its_answer() -> None:
    """What would be signed may not stand tomorrow; to stop the money all the same is no signature."""
    story = given(j.filed().go(c.ProposeRevision)).when(c.Countersign)
    story.then_refused(Code.REVISION_PENDING, article=HOUSE)
    story.when(c.RefuseCountersignature).then(e.CountersignatureRefused, *[GrantReleased] * 3)
