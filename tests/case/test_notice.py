"""第十八条公示: seven days in the village, through 24:00 of the last, and what an objection does."""

from datetime import date

import pytest

from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import ObjectionOutcome, Opinion, Stage
from domain.time.statute import ONE_DAY
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

WRONG: tuple[Wrong, ...] = (
    *rows(
        j.examined_negative,
        c.PostPublicNotice,
        ("negative opinions are not posted", Code.NOTICE_NOT_REQUIRED, "18.1.1", None),
    ),
    *rows(
        j.urgent_examined,
        c.PostPublicNotice,
        ("urgent cases are not posted", Code.NOTICE_NOT_REQUIRED, "18.1.1", None),
    ),
    *empty(j.examined, c.PostPublicNotice, "place", "evidence"),
    *rows(
        j.examined,
        c.PostPublicNotice,
        (
            "a text of one's own does not hang",
            Code.DOCUMENT_DIFFERS,
            "18.1.1",
            "text_digest",
            {"text_digest": "sha256:other"},
        ),
    ),
    *empty(j.in_notice, c.InterruptPublicNotice, "reason"),
    *(
        row
        for command in (c.InterruptPublicNotice, c.EndPublicNotice)
        for name in (command.__name__,)
        for row in (
            *rows(
                j.approved,
                command,
                (f"{name}: that notice is over", Code.DONE_ALREADY, "18.1.1", None),
            ),
            *rows(
                j.delegated,
                command,
                (f"{name}: none ever hung", Code.NOTICE_MISSING, "18.1.1", None),
            ),
        )
    ),
    *rows(
        j.in_notice,
        c.EndPublicNotice,
        ("the seventh day counts in full", Code.NOTICE_NOT_OVER, "18.1.1", None, {"day": after(7)}),
    ),
    *rows(
        j.objected,
        c.EndPublicNotice,
        (
            "an open objection keeps the notice open",
            Code.OBJECTION_OPEN,
            "18.1.1",
            None,
            {"day": after(8)},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_notice_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of the notice says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        (date(2025, 3, 10), date(2025, 3, 17)),
        (date(2025, 3, 8), date(2025, 3, 17)),
        (date(2025, 3, 7), date(2025, 3, 14)),
        (date(2025, 3, 28), date(2025, 4, 7)),
        (date(2026, 2, 13), date(2026, 2, 27)),
        (date(2025, 9, 24), date(2025, 10, 9)),
        (date(2025, 10, 4), date(2025, 10, 11)),
    ],
)
def test_the_notice_hangs_through_24_00_of_its_last_day(posted: date, last: date) -> None:
    """Posting day not counted; a last day of rest, also 藏历新年, moves on; a makeup Saturday does not."""
    story = given(j.in_notice(j.accepted(About(day=posted))))
    story.when(c.EndPublicNotice, day=last).then_refused(Code.NOTICE_NOT_OVER, article="18.1.1")
    assert story.reasons[0].facts["last_day"] == last.isoformat()
    story.when(c.EndPublicNotice, p.SWEEP, last + (ONE_DAY)).then(
        like(e.PublicNoticeEnded, last_day=last, round=1)
    )


@pytest.mark.article("18.1.1")
def test_the_notice_shows_the_recommended_sum_and_counts_its_rounds() -> None:
    """公示: the figure, the place and the text are facts (A18.1.1)."""
    given(j.examined).when(c.PostPublicNotice).then(
        e.PublicNoticePosted(
            on=MONDAY,
            round=1,
            place="村委会公示栏",
            amount=yuan(1800),
            text_digest="sha256:1",
            evidence=("照片 1",),
        )
    )


def test_the_text_may_be_named_by_whoever_posts_it() -> None:
    """Naming the digest of the text the system words is as good as leaving it to the office."""
    given(j.examined).when(c.PostPublicNotice, text_digest="sha256:1").then(
        like(e.PublicNoticePosted, text_digest="sha256:1")
    )


def test_an_interrupted_notice_is_posted_anew_for_the_whole_period() -> None:
    """公示中断: the days before do not count."""
    story = given(j.in_notice).when(c.InterruptPublicNotice, day=after(5))
    story.then(e.PublicNoticeInterrupted(on=after(5), round=1, reason=p.kept("被撕毁")))
    story.when(c.SubmitForApproval, day=after(8)).then_refused(
        Code.NOTICE_MISSING, article="18.1.1"
    )
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, round=2, on=after(8)))
    story.when(c.EndPublicNotice, day=after(15)).then_refused(Code.NOTICE_NOT_OVER)
    story.when(c.EndPublicNotice, day=after(16)).then(like(e.PublicNoticeEnded, round=2))


def test_an_unfounded_objection_lets_the_notice_go_on() -> None:
    """异议不成立: no new period (internal flow)."""
    story = given(j.in_notice).when(c.LodgeObjection, day=after(3), objector=p.secret("邻居"))
    story.then(like(e.ObjectionLodged, number=1, on=after(3)))
    story.when(c.ResolveObjection).then(
        like(e.ObjectionResolved, outcome=ObjectionOutcome.UNFOUNDED)
    )
    story.when(c.EndPublicNotice, day=after(8)).then(e.PublicNoticeEnded)
    assert story.journey.stage is Stage.CLEARED


def test_anonymous_objections_are_heard() -> None:
    """Nobody has to give a name."""
    given(j.in_notice).when(c.LodgeObjection).then(like(e.ObjectionLodged, objector=None))


def test_an_objection_right_about_the_sum_needs_a_new_opinion_and_seven_new_days() -> None:
    """异议成立、金额有误: signed again, posted again."""
    story = given(j.objected).when(c.ResolveObjection, outcome=ObjectionOutcome.AMOUNT_WRONG)
    story.then(e.ObjectionResolved)
    assert story.journey.stage is Stage.ACCEPTED
    story.when(c.SignOpinion, recommended=yuan(1000)).then(e.OpinionSigned)
    story.when(c.CompleteExamination, day=after(9)).then(e.ApplicationExamined)
    story.when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING)
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, round=2, amount=yuan(1000)))
    story.when(c.EndPublicNotice, day=after(16)).then_refused(Code.NOTICE_NOT_OVER)


def test_an_objection_that_no_relief_is_due_sends_a_negative_opinion_to_the_county() -> None:
    """异议成立、不符合条件: the township does not refuse, the county does (AMB-27)."""
    story = given(j.objected).when(c.ResolveObjection, outcome=ObjectionOutcome.NOT_ELIGIBLE)
    story.then(e.ObjectionResolved)
    story.when(c.SubmitForApproval).then(
        like(e.SubmittedForApproval, opinion=Opinion.NEGATIVE, recommended=ZERO)
    )
    story.when(c.ReceiveAtCounty)
    story.when(c.ReportSpotCheck)
    story.when(c.ApproveRelief).then_refused(Code.OPINION_NEGATIVE, Code.ABOVE_RECOMMENDED_AMOUNT)
    story.when(c.RefuseRelief).then(e.ReliefRefused)


def test_an_objection_outlives_an_interruption_and_blocks_the_way_up() -> None:
    """Interrupting the notice does not get rid of who objects (AMB-17)."""
    story = given(j.objected).when(c.InterruptPublicNotice).then(e.PublicNoticeInterrupted)
    story.when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING, Code.OBJECTION_OPEN)
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, round=2))
    story.when(c.ResolveObjection).then(e.ObjectionResolved)
