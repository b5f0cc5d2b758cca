"""What is begun anew stands on the list of whose move it is, due by the limit that runs since."""

from collections.abc import Callable
from functools import partial

import pytest

from domain.ground.money import Money
from domain.ground.posts import Post
from domain.ground.terms import ObjectionOutcome, ReviewResult
from projections.desk_rows import lines
from projections.limit_rows import Ends
from projections.rows import Row
from tests.case import journeys as j
from tests.case.test_limits import FEWER, december
from tests.case.world import CALENDAR
from tests.support import commands as c

Anew = tuple[str, Callable[[], j.Journey], dict[tuple[Post, str], str]]

ANEW: tuple[Anew, ...] = (
    (
        "returned",
        lambda: j.under_county(december()).go(c.ReturnForReexamination),
        {
            (Post.CASEWORKER, "SignOpinion"): "return-fix",
            (Post.TOWNSHIP_LEADER, "SubmitForApproval"): "return-fix",
        },
    ),
    (
        "returned, and signed by one",
        lambda: j.under_county(december()).go(c.ReturnForReexamination, c.SignOpinion),
        {(Post.TOWNSHIP_LEADER, "CompleteExamination"): "return-fix"},
    ),
    (
        "revoked",
        lambda: j.approved(december()).go(c.RevokeDecision),
        {(Post.APPROVER, "ApproveRelief"): "renewed-decision"},
    ),
    (
        "revoked, and returned before the letter was served",
        lambda: j.approved(december()).go(c.RevokeDecision, c.ReturnForReexamination),
        {
            (Post.CASEWORKER, "SignOpinion"): "return-fix",
            (Post.TOWNSHIP_LEADER, "SubmitForApproval"): "return-fix",
            (Post.COUNTY_CHECKER, "ServeDocument"): "revocation-service",
        },
    ),
    (
        "a refusal revoked",
        lambda: j.under_county(december()).go(c.RefuseRelief, c.RevokeDecision),
        {(Post.APPROVER, "RefuseRelief"): "renewed-decision"},
    ),
    (
        "corrected once it was examined",
        lambda: (
            j.examined(december()).go(c.CorrectApplication, changes=FEWER).go(c.ConfirmCorrection)
        ),
        {(Post.CASEWORKER, "RecordCircumstances"): "reopened-examination"},
    ),
    (
        "an objection to the sum was right",
        lambda: j.objected(december()).go(
            c.ResolveObjection, outcome=ObjectionOutcome.AMOUNT_WRONG
        ),
        {(Post.CASEWORKER, "SignOpinion"): "re-examination"},
    ),
    (
        "raised by a review",
        lambda: (
            j.approved(december())
            .serve()
            .go(c.FeedBackResult)
            .go(c.RecordReview, result=ReviewResult.CHANGED, amount=Money(200_000))
            .go(c.ApproveRevision)
        ),
        {(Post.CASEWORKER, "PostPublicNotice"): "raised-notice"},
    ),
)


@pytest.mark.article("18.1.1", "18.1.2", "27")
@pytest.mark.parametrize(("how", "start", "expected"), ANEW, ids=[one[0] for one in ANEW])
def test_who_must_move_sees_it_with_its_new_day(
    how: str, start: Callable[[], j.Journey], expected: dict[tuple[Post, str], str]
) -> None:
    """Each act stands on its officer's list, due by the limit that began with what was done last."""
    rows = {(row["post"], act): row for row in desk(start()) for act in acts(row)}
    for (post, act), limit in expected.items():
        row = rows[post.value, act]
        assert row["limit"] == limit, (how, act, row["limit"])


def test_what_a_post_answers_for_comes_before_what_others_owe() -> None:
    """Ordering is a step towards payment, not towards the feedback that is due before it."""
    (row,) = [x for x in desk(j.approved(december())) if x["post"] == Post.FINANCE.value]
    assert (acts(row), row["limit"]) == ({"InstructPayment"}, "payment")


def test_the_earliest_of_what_a_post_owes_gives_the_day() -> None:
    """A letter in three days and an examination in five: the letter; served, the examination."""
    at = december().go(c.UndoAcceptance, c.AcceptApplication)

    def first() -> str:
        (row,) = [x for x in desk(at) if x["post"] == Post.CASEWORKER.value]
        return str(row["limit"])

    assert first() == "undoing-service"
    at.serve()
    assert first() == "examination"


def desk(at: j.Journey) -> list[Row]:
    """The rows of a case."""
    case = at.case
    pack = at.world.pack(case, at.about.day, case.asked.township)
    ends = partial(Ends().of, pack, calendar=CALENDAR)
    return [row for _, row in lines(case, pack, at.world.limits(case.id), ends)]


def acts(row: Row) -> set[str]:
    """The acts of a row."""
    return {told.partition(":")[0] for told in row["acts"].split()}
