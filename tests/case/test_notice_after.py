"""A notice after approval: its own limit and duty beside the main course, which it never holds up.

林周县's own procedure posts urgent relief afterwards (34); the city's has no such notice.
"""

import pytest

from domain.case.revision.facts import RevisionProposed
from domain.ground.refusal import Code
from domain.ground.terms import ObjectionOutcome, Procedure, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.test_counties import HERD, TEXT, county
from tests.case.words import MONDAY, PAPERS, after, yuan
from tests.support import commands as c
from tests.support import facts as e

ALL = (*PAPERS, HERD)


def approved() -> j.Journey:
    """Approved by the township under delegation, in a county that posts afterwards."""
    at = j.Journey(world=county()).go(c.GrantDelegation).go(c.SubmitApplication, materials=ALL)
    at.go(c.EstablishUrgency)
    at.go(c.AcceptApplication, procedure=Procedure.URGENT)
    return j.examined(at).go(c.ApproveUnderDelegation)


def posted() -> j.Journey:
    """And posted on the same day."""
    return approved().go(c.PostPublicNotice)


def test_it_is_posted_with_the_approved_sum_and_holds_up_no_payment() -> None:
    """The case stays approved, is paid while the notice hangs, and the notice runs on."""
    story = given(approved).when(c.PostPublicNotice)
    story.then(like(e.PublicNoticePosted, round=1, amount=yuan(1800)))
    assert story.at(Stage.APPROVED)
    assert story.journey.world.limits("L-1")["urgent-notice"].started_on == MONDAY
    story.when(c.PayCash).then(e.CashDisbursed)
    assert story.at(Stage.PAID)
    story.when(c.EndPublicNotice, day=after(7)).then_refused(Code.NOTICE_NOT_OVER)
    story.when(c.EndPublicNotice, p.SWEEP, day=after(8)).then(
        like(e.PublicNoticeEnded, last_day=after(7))
    )
    assert story.at(Stage.PAID)
    assert "urgent-notice" not in story.journey.world.limits("L-1")


def test_it_comes_after_approval_and_once() -> None:
    """Not before the decision, not a second time, and ended once."""
    at = j.Journey(world=county()).go(c.SubmitApplication, materials=ALL).go(c.EstablishUrgency)
    at.go(c.AcceptApplication, procedure=Procedure.URGENT)
    story = given(j.examined(at))
    story.when(c.PostPublicNotice).then_refused(Code.NOTICE_NOT_REQUIRED, article="18.1.1")
    story = given(posted)
    story.when(c.PostPublicNotice).then_refused(Code.DONE_ALREADY, article="18.1.1")
    story.when(c.InterruptPublicNotice).then(e.PublicNoticeInterrupted)
    assert story.at(Stage.APPROVED)
    story.when(c.EndPublicNotice, day=after(9)).then_refused(Code.NOTICE_MISSING)
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, round=2))
    story.when(c.EndPublicNotice, day=after(17)).then(e.PublicNoticeEnded)
    story.when(c.EndPublicNotice).then_refused(Code.DONE_ALREADY)


@pytest.mark.article("18.1.1")
@pytest.mark.parametrize("outcome", ObjectionOutcome)
def test_an_objection_is_heard_and_leaves_the_decision_standing(outcome: ObjectionOutcome) -> None:
    """Upheld, it takes the notice down, and the county is asked to revise what it decided (18.1.1)."""
    story = given(posted).when(c.LodgeObjection).then(e.ObjectionLodged)
    story.when(c.EndPublicNotice, day=after(8)).then_refused(Code.OBJECTION_OPEN)
    upheld = outcome is not ObjectionOutcome.UNFOUNDED
    story.when(c.ResolveObjection, outcome=outcome, evidence=("查证 1",))
    story.then(like(e.ObjectionResolved, outcome=outcome), *[RevisionProposed] * upheld)
    assert story.at(Stage.APPROVED)
    assert (story.journey.case.notice is None) is (outcome is not ObjectionOutcome.UNFOUNDED)


def test_the_file_is_closed_only_once_the_notice_was_over() -> None:
    """The duty stands among the others, and falls with an objection that was right."""
    done = (c.PayCash, c.FileForRecord, c.Countersign, c.FeedBackResult)
    story = given(approved().go(*done).serve()).when(c.CloseCase)
    story.then_refused(Code.OBLIGATION_OPEN)
    assert story.reasons[0].facts == {"lacking": "public-notice-ended"}
    story.when(c.PostPublicNotice).then(e.PublicNoticePosted)
    story.when(c.CloseCase).then_refused(Code.OBLIGATION_OPEN)
    story.when(c.EndPublicNotice, day=after(9)).then(e.PublicNoticeEnded)
    story.when(c.CloseCase).then(e.CaseClosed)
    upheld = given(posted().go(*done).serve()).when(c.LodgeObjection)
    outcome = ObjectionOutcome.NOT_ELIGIBLE
    upheld.when(c.ResolveObjection, outcome=outcome, evidence=("查证 1",))
    upheld.when(c.CloseCase).then_refused(Code.REVISION_PENDING)
    upheld.when(c.RejectRevision).when(c.CloseCase).then(e.CaseClosed)


@pytest.mark.article("18.1.1")
def test_the_county_cannot_post_what_the_city_posts_before() -> None:
    """Its own notice is for the urgent procedure; the general one keeps the city's (18.1.1)."""
    assert 'id = "urgent"' in TEXT
    at = j.Journey(world=county()).go(c.SubmitApplication, materials=ALL).go(c.AcceptApplication)
    story = given(j.examined(at)).when(c.SubmitForApproval)
    story.then_refused(Code.NOTICE_MISSING, article="18.1.1")
