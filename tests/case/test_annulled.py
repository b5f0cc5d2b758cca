"""复议法§64、行政诉讼法§71: what was annulled is not decided again as it was, nor answered with less."""

from collections.abc import Callable
from dataclasses import replace
from inspect import isfunction
from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.assessment.inputs import Circumstances, Received
from domain.case.intake.facts import AcceptanceRefused, ApplicationStruck, HandedToCompetent
from domain.case.moves import moves
from domain.case.records import Changes, Contact
from domain.case.state import DECISIONS
from domain.ground.refusal import Code
from domain.ground.terms import Ground, ReviewResult, RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.test_county import OTHERS, spot_check
from tests.case.words import MONDAY, after, yuan
from tests.support import commands as c
from tests.support import facts as e

ARTICLE = "行政复议法§64"
ORDER = "行政诉讼法§94"
REVIEW = "社会救助暂行办法§65"
LEAST: dict[str, Any] = {"at_least": yuan(1500)}
IDLE: dict[str, Any] = {"ground": Ground.IDLE_LAND, "document": "不予批准 2"}
LESS: dict[str, Any] = {"amount": yuan(900), "lowered_reason": p.secret("部分损失不属于该户")}
AGAIN: dict[str, Any] = {"document": "批准 2"}


def carried_out(journey: j.Journey, **words: Any) -> j.Journey:
    """What a review annulled lies with the county again."""
    journey.go(c.RecordReview, **words)
    number = journey.case.proposals
    return journey.go(c.ApproveRevision, proposal=number, document=f"撤销 {number}")


def refusal(**words: Any) -> j.Journey:
    """A refusal that was annulled."""
    return carried_out(j.refused(), **words)


def approval(**words: Any) -> j.Journey:
    """An approval of 1,800 yuan that was annulled."""
    return carried_out(j.approved(), **words)


def bound() -> j.Journey:
    """A sum of 1,500 that a review set, taken back for facts that are said to have come up since."""
    journey = j.approved().go(c.RecordReview, result=ReviewResult.CHANGED, amount=yuan(1500))
    journey.go(c.ApproveRevision, document="变更 8")
    late: dict[str, Any] = {"ground": RevisionGround.FACTS_LATE, "document": "撤销 8"}
    return journey.go(c.RevokeDecision, **late)


def positive(journey: j.Journey) -> j.Journey:
    """Sent back, signed with a sum, shown, and received once more."""
    journey.go(c.ReturnForReexamination, c.SignOpinion, c.CompleteExamination)
    journey.go(c.PostPublicNotice)
    journey.on(j.after_notice(journey)).go(c.EndPublicNotice)
    return journey.go(c.SubmitForApproval, c.ReceiveAtCounty)


def otherwise(journey: j.Journey) -> Circumstances:
    """What is on file, and a compensation of which nothing was known."""
    known = journey.case.known
    assert known is not None
    given_ = Received("保险公司", yuan(300), MONDAY, "赔付单 1")
    return replace(known.circumstances, compensation=(given_,))


def turned_away(**words: Any) -> j.Journey:
    """Refusing to accept an application was annulled."""
    return j.not_accepted().go(c.RecordReview, **words)


WRONG: tuple[Wrong, ...] = (
    *rows(
        refusal,
        c.RefuseRelief,
        ("on the same facts and ground", Code.REVIEW_ANNULLED, ARTICLE, "ground", IDLE),
        (
            "nor under another spelling of its paper",
            Code.REVIEW_ANNULLED,
            ARTICLE,
            "ground",
            {**IDLE, "evidence": ("土地台账1",)},
        ),
    ),
    *rows(
        approval,
        c.ApproveRelief,
        ("the same sum on the same facts", Code.REVIEW_ANNULLED, ARTICLE, "amount", AGAIN),
    ),
    *rows(
        lambda: refusal(**LEAST),
        c.RefuseRelief,
        (
            "where a sum is to be paid, nor upon another paper",
            Code.REVIEW_ORDERED,
            ORDER,
            "ground",
            {**IDLE, "evidence": ("土地台账 2",)},
        ),
    ),
    *rows(
        bound,
        c.ApproveRelief,
        ("less than was set", Code.REVIEW_ORDERED, ORDER, "amount", {**AGAIN, **LESS}),
    ),
    *rows(
        bound,
        c.RefuseRelief,
        ("nor refused after it was set", Code.REVIEW_ORDERED, ORDER, "ground", IDLE),
    ),
    *rows(
        j.paid,
        c.RecordReview,
        (
            "a least sum is of what was annulled",
            Code.FIELD_INVALID,
            REVIEW,
            "at_least",
            {"result": ReviewResult.UPHELD, **LEAST},
        ),
        (
            "a least sum is more than was given",
            Code.SUM_UNCHANGED,
            "内部§决定更正",
            "at_least",
            {"at_least": yuan(1800)},
        ),
        (
            "a least sum is one that can be paid",
            Code.REVIEW_ABOVE_CAP,
            "11",
            "at_least",
            {"at_least": yuan("10000.01")},
        ),
        ("a least sum is a sum", Code.AMOUNT_NOT_POSITIVE, None, "at_least", {"at_least": yuan(0)}),
        (
            "only what is annulled is so for procedure",
            Code.FIELD_INVALID,
            REVIEW,
            "procedural",
            {"result": ReviewResult.UPHELD, "procedural": True},
        ),
    ),
    *rows(
        j.not_accepted,
        c.RecordReview,
        ("whoever was turned away has no sum", Code.FIELD_INVALID, REVIEW, "at_least", LEAST),
    ),
    *rows(
        turned_away,
        c.RefuseAcceptance,
        (
            "nobody is turned away as before",
            Code.REVIEW_ANNULLED,
            ARTICLE,
            None,
            {"document": "不予受理通知书 2"},
        ),
    ),
    *rows(
        turned_away,
        c.StrikeApplication,
        ("nor struck off instead", Code.REVIEW_ANNULLED, ARTICLE, None),
    ),
)


@pytest.mark.article(ARTICLE, ORDER)
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_an_outcome_leaves_no_room_for(case: Wrong) -> None:
    """Each refusal with its own reason."""
    case.holds()


NEW: dict[str, tuple[Callable[[], j.Journey], dict[str, Any]]] = {
    "another paper": (refusal, {**IDLE, "evidence": ("土地台账 2",)}),
    "for procedure alone": (lambda: refusal(procedural=True), IDLE),
}


@pytest.mark.article(ARTICLE)
@pytest.mark.parametrize("new", NEW)
def test_what_is_new_lets_the_county_refuse_again(new: str) -> None:
    """And a decision annulled for the way it came about may be given again as it was."""
    start, words = NEW[new]
    given(start()).when(c.RefuseRelief, **words).then(e.ReliefRefused)


@pytest.mark.article(ARTICLE)
def test_what_the_county_could_not_confirm_is_looked_at_again_first() -> None:
    """A ground that rests on a look rests on a new one."""
    words: dict[str, Any] = {"ground": Ground.NOT_CONFIRMED, "evidence": ()}
    journey = carried_out(spot_check(False).go(c.RefuseRelief, **words))
    story = given(journey).when(c.RefuseRelief, **words, document="不予批准 2")
    story.then_refused(Code.REVIEW_ANNULLED, article=ARTICLE, about="ground")
    story.when(c.ReportSpotCheck, p.AGAIN[0], confirmed=False, **OTHERS).then(e.SpotCheckReported)
    story.when(c.RefuseRelief, **words, document="不予批准 2").then(e.ReliefRefused)


@pytest.mark.article(ARTICLE)
def test_a_sum_that_was_annulled_is_granted_on_other_facts() -> None:
    """Or another sum on the same, or the same where it was annulled for procedure alone."""
    journey = approval()
    found = otherwise(journey)
    given(journey.copy()).when(c.ApproveRelief, found=found, **AGAIN).then(
        e.ReliefApproved, *[GrantCharged] * 3
    )
    less = {"amount": yuan(1700), "lowered_reason": p.secret("部分损失不属于该户"), **AGAIN}
    given(journey).when(c.ApproveRelief, **less).then(e.ReliefApproved, *[GrantCharged] * 3)
    for_procedure = given(approval(procedural=True)).when(c.ApproveRelief, **AGAIN)
    for_procedure.then(e.ReliefApproved, *[GrantCharged] * 3)


@pytest.mark.article(ARTICLE)
def test_nor_does_a_change_come_back_to_what_was_annulled() -> None:
    """By one hand before payment, or by two after it; upon other facts it does."""
    less = {"amount": yuan(1700), "lowered_reason": p.secret("部分损失不属于该户"), **AGAIN}
    journey = approval().go(c.ApproveRelief, **less)
    back: dict[str, Any] = {"amount": yuan(1800), "document": "变更 9"}
    story = given(journey.copy()).when(c.ChangeSum, **back)
    story.then_refused(Code.REVIEW_ANNULLED, article=ARTICLE, about="amount")
    story.when(c.ProposeRevision, amount=yuan(1800))
    story.then_refused(Code.REVIEW_ANNULLED, article=ARTICLE, about="amount")
    story.when(c.ChangeSum, found=otherwise(story.journey), **back)
    assert not story.reasons


@pytest.mark.article(ORDER)
def test_what_is_to_be_paid_is_paid_at_least_and_stays() -> None:
    """Less is refused; what carries it out binds as a sum that was set does."""
    journey = positive(refusal(**LEAST))
    less = {"amount": yuan(1000), "lowered_reason": p.secret("部分损失不属于该户"), **AGAIN}
    story = given(journey).when(c.ApproveRelief, **less)
    story.then_refused(Code.REVIEW_ORDERED, article=ORDER, about="amount")
    story.when(c.ApproveRelief, **AGAIN).then(
        like(e.ReliefApproved, amount=yuan(1800)), *[GrantCharged] * 3
    )
    assert story.journey.case.approval is not None and story.journey.case.approval.bound
    story.when(c.ChangeSum, document="变更 9").then_refused(Code.REVIEW_BINDS, Code.REVIEW_ORDERED)


@pytest.mark.article(ORDER)
def test_other_facts_are_answered_by_what_they_are_worth() -> None:
    """Recorded as found, they free the county of what was set on those of before."""
    journey = bound()
    words = {"amount": yuan(900), "lowered_reason": p.secret("保险公司赔付"), **AGAIN}
    given(journey).when(c.ApproveRelief, found=otherwise(journey), **words).then(
        e.ReliefApproved, *[GrantCharged] * 3
    )
    assert journey.case.approval is not None and not journey.case.approval.bound


@pytest.mark.article(ORDER)
def test_what_is_to_be_paid_is_not_handed_to_somebody_else() -> None:
    """The township has the file for a new opinion, and answers with one."""
    journey = refusal(**LEAST).go(c.ReturnForReexamination, c.SignOpinion, c.SendBackOpinion)
    story = given(journey).when(c.HandToCompetent)
    story.then_refused(Code.REVIEW_ORDERED, article=ORDER)
    free = refusal().go(c.ReturnForReexamination, c.SignOpinion, c.SendBackOpinion)
    given(free).when(c.HandToCompetent).then(HandedToCompetent)


@pytest.mark.article(ARTICLE)
def test_an_application_that_says_something_else_may_be_turned_away() -> None:
    """Another telephone is nothing else; a refusal annulled for procedure alone may be given again."""
    paper: dict[str, Any] = {"document": "不予受理通知书 2"}
    phone = Changes(contact=Contact(phone=p.secret("13811111111")))
    story = given(turned_away().go(c.AmendApplication, changes=phone))
    story.when(c.RefuseAcceptance, **paper).then_refused(Code.REVIEW_ANNULLED)
    story.when(c.AmendApplication, changes=Changes(left=(p.GESANG.persons[-1],)))
    story.when(c.RefuseAcceptance, **paper).then(AcceptanceRefused)
    given(turned_away(procedural=True)).when(c.StrikeApplication).then(ApplicationStruck)


def starts() -> list[Callable[[], j.Journey]]:
    """Every journey that needs no words."""
    return [
        one
        for name, one in vars(j).items()
        if isfunction(one)
        and one.__annotations__.get("return") == "Journey"
        and not name.startswith("_")
        and not [x for x in (one.__defaults__ or ()) if x is ...]
        and one.__code__.co_argcount == len(one.__defaults__ or ())
    ]


@pytest.mark.article(REVIEW)
@pytest.mark.parametrize("start", starts(), ids=lambda one: one.__name__)
@pytest.mark.parametrize("result", list(ReviewResult))
def test_no_outcome_is_entered_of_what_nobody_decided(
    start: Callable[[], j.Journey], result: ReviewResult
) -> None:
    """Wherever a case stands: before a decision, and after it was taken back."""
    journey = start()
    names = {moment.name for moment in journey.case.moments}
    if names & (DECISIONS | {"acceptance-refused"}):
        return
    story = given(journey).when(c.RecordReview, result=result)
    assert story.reasons and not story.journey.case.papers.reviews


@pytest.mark.article(REVIEW)
@pytest.mark.parametrize("start", [refusal, approval, turned_away])
def test_nor_of_what_was_taken_back(start: Callable[[], j.Journey]) -> None:
    """Nothing stands until it is decided anew."""
    given(start()).when(c.RecordReview, document="复议 2").then_refused(Code.OUT_OF_ORDER)


def test_what_was_said_stays_said_through_other_decisions() -> None:
    """A refusal on another ground in between does not free the one that was annulled."""
    journey = refusal().go(c.RefuseRelief, **{**IDLE, "evidence": ("土地台账 2",)})
    journey = carried_out(journey, document="复议 2", given_on=after(0))
    for paper in ("土地台账 1", "土地台账 2"):
        story = given(journey.copy()).when(
            c.RefuseRelief, **{**IDLE, "document": "不予批准 3", "evidence": (paper,)}
        )
        story.then_refused(Code.REVIEW_ANNULLED, article=ARTICLE)
    assert journey.stage is Stage.UNDER_COUNTY


def test_that_it_goes_back_for_a_new_examination_is_on_a_list() -> None:
    """Where a decision was annulled nothing on file may be left to decide by; else it is one way of two."""
    for start, due in ((refusal, True), (j.negative_at_county, False)):
        journey = start()
        pack = journey.world.pack(journey.case, journey.about.day, journey.about.township)
        found = moves(journey.case, pack, journey.world.limits(journey.case.id))
        assert (c.ReturnForReexamination in {one.command for one in found}) is due
