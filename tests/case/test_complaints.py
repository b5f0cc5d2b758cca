"""第三十一条: what is reported of a case beside its notice is answered by the county, within a limit."""

from datetime import date

import pytest

from domain.account.events import GrantCharged
from domain.case.complaint.facts import ComplaintAnswered, ComplaintRecorded
from domain.case.revision.facts import RevisionProposed, RevisionRejected
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.terms import RevisionGround, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.bringing import waiting
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e

DECEMBER = date(2026, 12, 7)


def complained(at: j.Start = j.paid) -> j.Journey:
    """Somebody reports after the notice what nobody objected to in time."""
    return at().go(c.RecordComplaint)


WRONG: tuple[Wrong, ...] = (
    *empty(j.paid, c.RecordComplaint, "content"),
    *empty(complained, c.AnswerComplaint, "findings", "evidence"),
    *rows(
        j.paid,
        c.RecordComplaint,
        ("not tomorrow", Code.DATE_IN_FUTURE, None, "received_on", {"received_on": after(9)}),
        (
            "not before the application",
            Code.DATE_TOO_EARLY,
            None,
            "received_on",
            {"received_on": after(-1)},
        ),
    ),
    *rows(
        lambda: j.received(About(day=DECEMBER)).on(after(2, DECEMBER)),
        c.RecordComplaint,
        (
            "entered late without a reason",
            Code.LATENESS_UNREASONED,
            "内部§补录",
            "late_reason",
            {"received_on": DECEMBER},
        ),
    ),
    *rows(j.paid, c.AnswerComplaint, ("there is none", Code.COMPLAINT_UNKNOWN, "31", None)),
    *rows(
        complained,
        c.AnswerComplaint,
        ("nor that one", Code.COMPLAINT_UNKNOWN, "31", "number", {"number": 2}),
        ("nor one before the first", Code.COMPLAINT_UNKNOWN, "31", "number", {"number": 0}),
        ("not of one's own work", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": p.APPROVER}),
    ),
    *rows(
        lambda: complained(lambda: j.paid().go(c.FeedBackResult).serve()),
        c.CloseCase,
        ("the file is not closed over it", Code.COMPLAINT_OPEN, "31", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_complaint_from_being_entered_or_answered(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("18.1.1", "31")
def test_what_comes_after_the_notice_is_a_complaint_and_is_answered() -> None:
    """Refused as an objection, entered as a complaint; without ground nothing follows from it."""
    story = given(j.cleared).when(c.LodgeObjection).then_refused(Code.OBJECTION_LATE)
    story.when(c.RecordComplaint, complainant=p.secret("邻居"), received_on=MONDAY)
    story.then(like(ComplaintRecorded, number=1, on=MONDAY, complainant=p.kept("邻居")))
    story.when(c.SubmitForApproval).then(e.SubmittedForApproval)
    story.when(c.RecordComplaint).then(like(ComplaintRecorded, number=2, complainant=None))
    story.when(c.AnswerComplaint, number=2).then(like(ComplaintAnswered, number=2, founded=False))
    story.when(c.AnswerComplaint, number=2).then_refused(Code.COMPLAINT_UNKNOWN)
    assert story.journey.case.complaints == (None, False)


@pytest.mark.article("30", "31")
def test_where_everybody_of_the_county_had_a_hand_the_city_answers() -> None:
    """Two visited, one approved: none of them answers, none has it on a list, and the file still closes."""
    journey = complained()
    case, day = journey.case, journey.about.day
    hands = case.hands.checked | case.hands.approved
    (move,) = (one for one in waiting(journey.world, case, day) if one.command is c.AnswerComplaint)
    assert len(hands) >= 3 and hands <= move.apart
    assert move.posts == (Post.COUNTY_CHECKER, Post.APPROVER, Post.CITY_OFFICER)
    story = given(journey)
    for id in sorted(hands):
        desk = p.officer(id, p.COUNTY, Post.COUNTY_CHECKER, Post.APPROVER)
        story.when(c.AnswerComplaint, desk).then_refused(Code.DUTIES_NOT_SEPARATE, article="30")
    story.when(c.AnswerComplaint, p.CITY).then(ComplaintAnswered)
    story.when(c.FeedBackResult)
    story.journey.serve()
    story.when(c.CloseCase).then(e.CaseClosed)


@pytest.mark.article("31")
def test_what_the_county_had_no_hand_in_is_the_countys_to_answer() -> None:
    """Nobody there is barred: the city has it on no list."""
    journey = complained(j.received)
    (move,) = (
        one
        for one in waiting(journey.world, journey.case, journey.about.day)
        if one.command is c.AnswerComplaint
    )
    assert move.posts == (Post.COUNTY_CHECKER, Post.APPROVER)


@pytest.mark.parametrize(
    "start",
    [j.approved, j.paid, j.refused, j.closed],
)
def test_one_that_is_right_asks_the_county_to_revise_what_it_decided(start: j.Start) -> None:
    """Upon its evidence, in a closed file as well; nothing is paid until that is answered."""
    story = given(lambda: complained(start)).when(c.AnswerComplaint, founded=True)
    story.then(
        like(ComplaintAnswered, founded=True),
        like(
            RevisionProposed,
            number=1,
            amount=None,
            ground=RevisionGround.FACTS_LATE,
            evidence=("查询 1",),
        ),
    )


def test_one_that_is_right_is_proposed_beside_another_proposal() -> None:
    """Rejecting the first does not answer the second."""
    journey = complained(lambda: j.paid().go(c.ProposeRevision))
    story = given(journey).when(c.AnswerComplaint, founded=True)
    story.then(ComplaintAnswered, like(RevisionProposed, number=2))
    third = p.officer("third-approver", p.COUNTY, Post.APPROVER)
    story.when(c.RejectRevision, third, proposal=1).then(RevisionRejected)
    open_one = story.journey.case.proposal
    assert open_one is not None and open_one.number == 2


@pytest.mark.parametrize("start", [j.under_county, lambda: j.received().go(c.WithdrawApplication)])
def test_where_nothing_stands_only_the_answer_is_kept(start: j.Start) -> None:
    """Nobody is asked to revise what was never decided."""
    given(lambda: complained(start)).when(c.AnswerComplaint, founded=True).then(ComplaintAnswered)


def test_a_complaint_of_a_closed_file_has_its_limit() -> None:
    """Fifteen working days of the house; its end is recorded as lateness (31)."""
    journey = j.received(About(day=DECEMBER)).go(c.WithdrawApplication)
    assert journey.stage is Stage.CLOSED
    story = given(journey.go(c.RecordComplaint))
    (run,) = story.journey.world.limits("L-1").values()
    assert (run.limit, run.key) == ("complaint-answer", "1")
    late = story.when(
        c.RecordMissedLimit,
        p.SWEEP,
        after(40, DECEMBER),
        limit="complaint-answer",
        key="1",
        started_on=run.started_on,
    )
    late.then(e.TimeLimitMissed)
    late.when(c.AnswerComplaint).then(ComplaintAnswered)
    assert not late.journey.world.limits("L-1")


THIRD = p.officer("third-approver", p.COUNTY, Post.APPROVER)
AGAIN = (c.ReturnForReexamination, c.SignOpinion, c.CompleteExamination)


@pytest.mark.article("18.1.2", "31")
def test_one_found_right_before_the_decision_has_the_file_examined_again() -> None:
    """The opinion is signed anew before relief is granted; the file may go back however often it did."""
    back = (c.ReturnForReexamination, c.SubmitForApproval, c.ReceiveAtCounty)
    story = given(lambda: complained(lambda: j.under_county().go(*back)))
    story.when(c.AnswerComplaint, founded=True).then(ComplaintAnswered)
    story.when(c.ApproveRelief).then_refused(Code.OPINION_MISSING, article="18.1.2")
    for command in (*AGAIN, c.SubmitForApproval, c.ReceiveAtCounty):
        story.when(command)
        assert not story.reasons
    story.when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)


@pytest.mark.article("18.2.1", "31")
def test_one_found_right_is_not_passed_by_under_a_delegation() -> None:
    """The township sends the file up instead; one without ground stops nothing."""
    story = given(lambda: complained(j.urgent_examined))
    story.when(c.AnswerComplaint, founded=True).then(ComplaintAnswered)
    story.when(c.ApproveUnderDelegation).then_refused(Code.OPINION_MISSING, article="18.1.2")
    story.when(c.SubmitForApproval).then(e.SubmittedForApproval)
    other = given(lambda: complained(j.urgent_examined)).when(c.AnswerComplaint)
    other.when(c.ApproveUnderDelegation)
    assert not other.reasons


@pytest.mark.article("18.1.2", "31")
@pytest.mark.parametrize("by", [c.ApproveRevision, c.RecordReview])
def test_an_approval_revoked_on_one_is_not_given_again_before_it_was_examined(
    by: type[c.Command],
) -> None:
    """Whichever proposal takes it back while the complaint's own waits."""
    story = given(lambda: complained(j.approved)).when(c.AnswerComplaint, founded=True)
    number = 1
    if by is c.RecordReview:
        story.when(c.RecordReview, procedural=True)
        number = 2
    story.when(c.ApproveRevision, THIRD, proposal=number)
    assert story.at(Stage.UNDER_COUNTY)
    story.when(c.ApproveRelief, document="批准 2").then_refused(Code.OPINION_MISSING)
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


def test_one_whose_proposal_was_rejected_stops_nothing_later() -> None:
    """Nor one that says a refusal was wrong: relief may be granted once that was revoked."""
    story = given(lambda: complained(j.approved)).when(c.AnswerComplaint, founded=True)
    story.when(c.RejectRevision, THIRD).then(RevisionRejected)
    story.when(c.RevokeDecision, p.officer("fourth-approver", p.COUNTY, Post.APPROVER))
    assert story.at(Stage.UNDER_COUNTY) and not story.journey.case.founded
    refused = given(lambda: complained(j.refused)).when(c.AnswerComplaint, founded=True)
    refused.when(c.ApproveRevision, THIRD)
    assert refused.at(Stage.UNDER_COUNTY) and not refused.journey.case.founded
