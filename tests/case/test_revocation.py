"""撤销决定: what proves wrong before anybody was paid is taken back, and decided anew (内部)."""

from dataclasses import replace
from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.case.revision.facts import DecisionRevoked
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Decided, Ground, RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_notice_after import posted
from tests.case.words import MONDAY, after, yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§决定更正"


def revoked() -> j.Journey:
    """An approval taken back."""
    return j.approved().go(c.RevokeDecision)


def open_objection() -> j.Journey:
    """Approved where the notice comes afterwards, and somebody objects."""
    return posted().go(c.LodgeObjection)


WRONG: tuple[Wrong, ...] = (
    *empty(j.approved, c.RevokeDecision, "reasons", "evidence"),
    *rows(
        j.approved,
        c.RevokeDecision,
        (
            "what others said is no ground of ours",
            Code.FIELD_INVALID,
            HOUSE,
            "ground",
            {"ground": RevisionGround.JUDGMENT},
        ),
        ("its number says something", Code.FIELD_MISSING, None, "document", {"document": "-"}),
        (
            "who approved does not take it back",
            Code.DUTIES_NOT_SEPARATE,
            "30",
            None,
            {"officer": p.APPROVER},
        ),
    ),
    *rows(
        lambda: j.approved().go(c.PayCash, amount=yuan(100)),
        c.RevokeDecision,
        ("not alone once somebody was paid", Code.PAID_ALREADY, HOUSE, None),
    ),
    *rows(
        j.ordered, c.RevokeDecision, ("not while an order is out", Code.PAYMENT_PENDING, "19", None)
    ),
    *rows(
        lambda: j.approved().go(c.ReleaseForHandover),
        c.RevokeDecision,
        ("not while cash is out", Code.RELEASE_OPEN, "19", None),
    ),
    *rows(
        open_objection,
        c.RevokeDecision,
        ("an objection is answered first", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *rows(
        j.under_county,
        c.RevokeDecision,
        ("there is a decision", Code.OUT_OF_ORDER, HOUSE, None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_decision_from_being_taken_back(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_an_approval_taken_back_gives_all_its_room_back() -> None:
    """The case lies with the county again; the fact says what stood, since when and why."""
    story = given(j.approved).when(c.RevokeDecision, day=after(9))
    story.then(
        like(
            DecisionRevoked,
            stood=Decided.APPROVAL,
            since=after(8),
            amount=yuan(1800),
            ground=RevisionGround.FACTS_WRONG,
        ),
        *(
            like(GrantReleased, person=x, amount=yuan(1800), reason="revoked")
            for x in p.GESANG.persons
        ),
    )
    case = story.journey.case
    assert (case.stage, case.ending, case.approval) == (Stage.UNDER_COUNTY, None, None)
    assert not any(one.standing for one in story.journey.world.accounts.values())


def test_what_the_revoked_approval_had_started_stops() -> None:
    """Neither payment nor feedback is awaited any more."""
    journey = j.approved()
    assert {"payment", "feedback"} <= set(journey.world.limits(journey.about.case))
    journey.go(c.RevokeDecision)
    assert not {"payment", "feedback"} & set(journey.world.limits(journey.about.case))


def test_the_county_decides_anew_and_the_room_is_booked_once() -> None:
    """Whoever approved may decide again, whoever took it back may not; the account has one grant."""
    story = given(revoked).when(c.ApproveRelief, p.SECOND_APPROVER, document="批准 2")
    story.then_refused(Code.DUTIES_NOT_SEPARATE)
    story.when(c.ApproveRelief, document="批准 2", amount=yuan(1000), lowered_reason=p.secret("减"))
    story.then(e.ReliefApproved, *[GrantCharged] * 3)
    standing = [one.standing for one in story.journey.world.accounts.values()]
    assert [[grant.amount for grant in grants] for grants in standing] == [[yuan(1000)]] * 3


def test_a_revoked_approval_may_be_refused_and_closed() -> None:
    """On a ground that holds; the file ends as a refusal."""
    story = given(revoked).when(c.RefuseRelief)
    story.then(like(e.ReliefRefused, ground=Ground.IDLE_LAND))
    story.when(c.FeedBackResult).then(e.ResultFedBack)
    story.served().when(c.CloseCase).then(e.CaseClosed)


def test_room_of_a_second_approval_is_given_back_from_that_one() -> None:
    """Taken back twice, nothing is left and nothing is owed below nought."""
    journey = revoked().go(c.ApproveRelief, document="批准 2")
    journey.go(c.RevokeDecision, document="撤销 2")
    for account in journey.world.accounts.values():
        assert [grant.amount for grant in account.grants] == [ZERO, ZERO]


def test_a_higher_sum_goes_back_and_hangs_again() -> None:
    """The township signs anew, the new sum is posted, and only then approved (18.1.1)."""
    higher = replace(revoked().about, amount=yuan(2500))
    journey = revoked().go(c.ReturnForReexamination)
    journey.about = higher
    journey.go(c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    given(journey.copy()).when(c.SubmitForApproval).then_refused(Code.ABOVE_NOTICED_AMOUNT)
    journey.go(c.PostPublicNotice)
    journey.on(j.after_notice(journey)).go(c.EndPublicNotice, c.SubmitForApproval)
    journey.go(c.ReceiveAtCounty).go(c.ApproveRelief, document="批准 2")
    assert journey.case.approval is not None and journey.case.approval.amount == yuan(2500)


def test_a_township_approval_is_taken_back_by_the_county_which_verifies_itself() -> None:
    """Filing and countersignature fall away; the county decides on its own verification (18.2.2)."""
    story = given(j.filed).when(c.RevokeDecision)
    story.then(like(DecisionRevoked, stood=Decided.APPROVAL), *[GrantReleased] * 3)
    limits = set(story.journey.world.limits(story.journey.about.case))
    assert not {"countersignature", "urgent-payment"} & limits
    story.when(c.ApproveRelief, document="批准 2").then_refused(Code.VERIFICATION_PENDING)
    story.when(c.ReportCountyVerification).then(e.CountyVerified)
    story.when(c.ApproveRelief, document="批准 2")
    assert not story.reasons


def test_a_refusal_taken_back_may_go_back_to_a_new_opinion() -> None:
    """No account is touched; the negative opinion is signed anew before anything is approved."""
    story = given(j.refused).when(c.RevokeDecision)
    story.then(like(DecisionRevoked, stood=Decided.REFUSAL, amount=None, since=MONDAY))
    assert (story.journey.stage, story.journey.case.ending) == (Stage.UNDER_COUNTY, None)
    assert "refusal-feedback" not in story.journey.world.limits("L-1")
    story.when(c.ApproveRelief).then_refused(Code.OPINION_NEGATIVE, Code.ABOVE_RECOMMENDED_AMOUNT)
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)
    story.when(c.SignOpinion).then(e.OpinionSigned)


def test_a_refusal_taken_back_may_be_refused_on_another_ground() -> None:
    """The second one is told and fed back again."""
    journey = j.refused().go(c.FeedBackResult, c.RevokeDecision)
    assert not journey.case.fed_back
    other: dict[str, Any] = {
        "ground": Ground.REFUSES_WORK,
        "evidence": ("就业记录 1",),
        "document": "不予批准 2",
    }
    story = given(journey).when(c.RefuseRelief, **other)
    story.then(like(e.ReliefRefused, ground=Ground.REFUSES_WORK))


def test_a_file_may_go_back_once_more_for_each_revocation() -> None:
    """The one return of the first decision does not bar that of the next."""
    journey = j.returned().go(c.SignOpinion, c.CompleteExamination, c.PostPublicNotice)
    journey.on(j.after_notice(journey)).go(c.EndPublicNotice, c.SubmitForApproval)
    journey.go(c.ReceiveAtCounty)
    given(journey.copy()).when(c.ReturnForReexamination).then_refused(Code.RETURNED_ALREADY)
    journey.go(c.ApproveRelief, c.RevokeDecision)
    given(journey).when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


def test_a_notice_that_hung_for_the_revoked_approval_comes_down_with_it() -> None:
    """Another approval is posted anew, where the notice comes after it."""
    story = given(posted).when(c.RevokeDecision).then(DecisionRevoked, *[GrantReleased] * 3)
    assert story.journey.case.notice is None
    assert "urgent-notice" not in story.journey.world.limits("L-1")
