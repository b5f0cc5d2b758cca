"""第十八条异议: several may be open, and one received in time counts whenever it is entered."""

from datetime import date, time
from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.account.events import GrantReleased
from domain.case.revision.facts import DecisionRevoked, RevisionProposed
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import ObjectionOutcome, Procedure, RevisionGround, Stage
from domain.law.pack import Law
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import About, after, yuan
from tests.case.world import World
from tests.law.dating import changed, with_entries
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§补录"
LAST = after(7)
"""The seventh day of a notice that was posted on Monday 10 March 2025."""
AMOUNT_WRONG, NOT_ELIGIBLE = ObjectionOutcome.AMOUNT_WRONG, ObjectionOutcome.NOT_ELIGIBLE
DECEMBER = date(2026, 12, 7)
"""A Monday on which the bound of days for entering a deed is in force."""


def boxed(at: j.Start = j.approved) -> j.Journey:
    """An objection of the seventh day is entered after the case went on."""
    return at().go(c.LodgeObjection, received_on=LAST)


def in_december() -> j.Journey:
    """Posted on Monday 7 December 2026, and still hanging two days later."""
    return j.in_notice(j.accepted(About(day=DECEMBER))).on(after(2, DECEMBER))


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.delegated,
        c.LodgeObjection,
        ("none ever hung", Code.NOTICE_MISSING, "18.1.1", None),
    ),
    *rows(
        j.cleared,
        c.LodgeObjection,
        ("the eighth day is too late", Code.OBJECTION_LATE, "18.1.1", "received_on"),
    ),
    *rows(
        j.in_notice,
        c.LodgeObjection,
        (
            "too late while it hangs on",
            Code.OBJECTION_LATE,
            "18.1.1",
            "received_on",
            {"day": after(8)},
        ),
        (
            "nobody objects before it hangs",
            Code.DATE_TOO_EARLY,
            None,
            "received_on",
            {"received_on": after(-1)},
        ),
        ("nor tomorrow", Code.DATE_IN_FUTURE, None, "received_on", {"received_on": after(1)}),
    ),
    *rows(
        in_december,
        c.LodgeObjection,
        (
            "entered late without a reason",
            Code.LATENESS_UNREASONED,
            HOUSE,
            "late_reason",
            {"received_on": DECEMBER, "late_reason": p.secret(" ")},
        ),
    ),
    *rows(
        j.objected,
        c.ResolveObjection,
        ("the one answered is open", Code.OBJECTION_UNKNOWN, "18.1.1", "number", {"number": 2}),
    ),
    *rows(
        lambda: j.objected().go(c.ResolveObjection),
        c.ResolveObjection,
        ("an objection is answered once", Code.OBJECTION_UNKNOWN, "18.1.1", None),
    ),
    *rows(
        boxed,
        c.ResolveObjection,
        (
            "upheld against an approval upon evidence",
            Code.FIELD_MISSING,
            "18.1.1",
            "evidence",
            {"outcome": NOT_ELIGIBLE},
        ),
    ),
    *rows(
        lambda: boxed(j.cleared),
        c.SubmitForApproval,
        ("the file does not go up over it", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *rows(
        lambda: boxed(j.under_county),
        c.ApproveRelief,
        ("nor is it approved", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *(
        row
        for command in (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)
        for row in rows(
            boxed,
            command,
            (f"{command.__name__} waits for it", Code.OBJECTION_OPEN, "18.1.1", None),
        )
    ),
    *rows(
        lambda: boxed(j.paid).go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("the file is not closed over it", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_an_objection_refuses_and_is_refused_for(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("18.1.1")
def test_a_second_neighbour_objects_while_the_first_waits() -> None:
    """Both stand in the file, each has its own limit, and each is answered (A18.1.1)."""
    story = given(j.objected).when(c.LodgeObjection, day=LAST, objector=p.secret("邻居二"))
    story.then(like(e.ObjectionLodged, number=2, on=LAST))
    running = story.journey.world.limits("L-1")
    assert {"objection-handling/1", "objection-handling/2"} <= set(running)
    story.when(c.ResolveObjection, number=2).then(like(e.ObjectionResolved, number=2))
    story.when(c.EndPublicNotice, day=after(8)).then_refused(Code.OBJECTION_OPEN)
    assert story.reasons[0].facts == {"number": "1"}
    story.when(c.ResolveObjection, number=1).then(e.ObjectionResolved)
    story.when(c.EndPublicNotice).then(like(e.PublicNoticeEnded, last_day=LAST))


@pytest.mark.parametrize(
    "start", [j.cleared, j.submitted, j.drawn, j.under_county, j.returned, j.approved, j.paid]
)
def test_what_lay_in_the_box_on_the_last_day_counts_whenever_it_is_entered(start: j.Start) -> None:
    """It counts from the day of receipt, and so does the limit of its answer."""
    story = given(start)
    stood = story.journey.stage
    story.when(c.LodgeObjection, received_on=LAST).then(like(e.ObjectionLodged, on=LAST, number=1))
    assert story.at(stood)
    assert story.journey.world.limits("L-1")["objection-handling/1"].started_on == LAST
    story.when(c.ResolveObjection).then(like(e.ObjectionResolved, number=1))
    assert story.at(stood)


def test_whoever_enters_it_late_says_why() -> None:
    """The next working day needs no reason; after it the reason stands in the file."""
    story = given(in_december).when(c.LodgeObjection, received_on=after(1, DECEMBER))
    story.then(like(e.ObjectionLodged, on=after(1, DECEMBER), late_reason=None))
    story.when(c.LodgeObjection, received_on=DECEMBER, late_reason=p.secret("意见箱钥匙不在"))
    story.then(like(e.ObjectionLodged, number=2, on=DECEMBER, late_reason=p.kept("意见箱钥匙不在")))


def test_an_objection_that_was_entered_while_no_notice_hung_waits_for_its_answer() -> None:
    """Torn down on the fifth day, found in the box on the sixth: heard all the same."""
    story = given(j.in_notice).when(c.InterruptPublicNotice, day=after(5))
    story.when(c.LodgeObjection, day=after(6), received_on=after(4))
    story.then(like(e.ObjectionLodged, on=after(4)))
    story.when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING, Code.OBJECTION_OPEN)


def test_the_file_waits_until_the_box_was_emptied() -> None:
    """Noon of the next working day: the printed last day stays, the limit of going up starts then."""
    friday = after(4, DECEMBER)
    story = given(j.in_notice(j.accepted(About(day=friday)))).when(
        c.EndPublicNotice, p.SWEEP, after(8, friday)
    )
    monday = after(10, friday)
    story.then(like(e.PublicNoticeEnded, last_day=after(7, friday), free_on=monday))
    assert story.journey.world.limits("L-1")["submission"].started_on == monday
    story.when(c.SubmitForApproval).then_refused(Code.BOX_NOT_EMPTIED, article="18.1.1")
    assert story.reasons[0].facts == {"until": "2026-12-21 12:00"}
    story.when(c.SubmitForApproval, day=monday).then_refused(Code.BOX_NOT_EMPTIED)
    story.when(c.LodgeObjection, received_on=after(7, friday)).then(e.ObjectionLodged)
    story.when(c.ResolveObjection).then(e.ObjectionResolved)
    story.journey.world.hour = time(12)
    story.when(c.SubmitForApproval).then(e.SubmittedForApproval)


def test_a_house_that_waits_for_no_box_sends_the_file_up_at_once() -> None:
    """The time of grace may be nought; before it was set, nobody waited."""
    none = changed("parameter", {"id": "notice_grace_hour"}, **{"value": 0, "from": DECEMBER})
    world = World(law=Law.of([parse(with_entries((none,)))]))
    story = given(j.cleared(j.accepted(About(day=DECEMBER), world)))
    story.when(c.SubmitForApproval).then(e.SubmittedForApproval)
    ended = given(j.in_notice).when(c.EndPublicNotice, day=after(8))
    ended.then(like(e.PublicNoticeEnded, free_on=None)).when(c.SubmitForApproval)
    ended.then(e.SubmittedForApproval)


def test_of_two_the_second_is_answered_though_the_first_took_the_notice_down() -> None:
    """Right about the sum: the opinion that was being signed anew falls again."""
    story = given(j.objected().go(c.LodgeObjection))
    story.when(c.ResolveObjection, outcome=AMOUNT_WRONG).then(e.ObjectionResolved)
    assert story.at(Stage.ACCEPTED)
    story.when(c.SignOpinion, recommended=yuan(1000)).then(e.OpinionSigned)
    story.when(c.ResolveObjection, number=2, outcome=NOT_ELIGIBLE).then(e.ObjectionResolved)
    assert story.at(Stage.ACCEPTED) and story.journey.case.examination is None
    story.when(c.SignOpinion, recommended=yuan(900)).then(e.OpinionSigned)
    story.when(c.CompleteExamination).then(e.ApplicationExamined)
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, amount=yuan(900), round=2))


def test_an_objection_right_about_the_sum_sends_the_file_back_from_the_county() -> None:
    """It is sent back as often as it takes, signed anew and posted anew."""
    again = (c.ReturnForReexamination, c.SubmitForApproval, c.ReceiveAtCounty)
    story = given(boxed(lambda: j.under_county().go(*again)))
    story.when(c.ReturnForReexamination).then_refused(Code.RETURNED_ALREADY)
    story.when(c.ResolveObjection, outcome=AMOUNT_WRONG).then(e.ObjectionResolved)
    assert story.at(Stage.UNDER_COUNTY)
    assert "re-examination" not in story.journey.world.limits("L-1")
    story.when(c.ApproveRelief).then_refused(Code.OPINION_MISSING, article="18.1.2")
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)
    story.when(c.SubmitForApproval).then_refused(Code.INQUIRY_INCOMPLETE)
    story.when(c.SignOpinion, recommended=yuan(1000)).then(e.OpinionSigned)
    story.when(c.CompleteExamination).then(e.ApplicationExamined)
    story.when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING)
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, amount=yuan(1000)))


def test_an_objection_that_no_relief_is_due_is_refused_by_the_county() -> None:
    """The file stays there with a negative opinion (AMB-27)."""
    story = given(lambda: boxed(j.under_county)).when(c.ResolveObjection, outcome=NOT_ELIGIBLE)
    story.then(e.ObjectionResolved)
    story.when(c.ApproveRelief).then_refused(Code.OPINION_NEGATIVE, Code.ABOVE_RECOMMENDED_AMOUNT)
    story.when(c.RefuseRelief).then(e.ReliefRefused)


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [(AMOUNT_WRONG, RevisionGround.SUM_WRONG), (NOT_ELIGIBLE, RevisionGround.FACTS_LATE)],
)
def test_upheld_after_the_approval_the_county_is_asked_to_revise_it(
    outcome: ObjectionOutcome, ground: RevisionGround
) -> None:
    """Nothing is paid until it has answered."""
    story = given(boxed).when(c.ResolveObjection, outcome=outcome, evidence=("查证 1",))
    story.then(
        like(e.ObjectionResolved, outcome=outcome),
        like(RevisionProposed, number=1, amount=None, ground=ground, evidence=("查证 1",)),
    )
    assert {"re-examination", "upheld-submission"}.isdisjoint(story.journey.world.limits("L-1"))
    story.when(c.InstructPayment).then_refused(Code.REVISION_PENDING)
    story.when(c.ApproveRevision)
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == ZERO


def test_what_is_right_is_proposed_though_another_proposal_waits() -> None:
    """Each is answered, and nothing is paid until the last of them was."""
    journey = boxed().go(c.ProposeRevision)
    story = given(journey).when(c.ResolveObjection, outcome=NOT_ELIGIBLE, evidence=("查证 1",))
    story.then(e.ObjectionResolved, like(RevisionProposed, number=2))
    story.when(c.RejectRevision, proposal=1)
    story.when(c.InstructPayment).then_refused(Code.REVISION_PENDING)
    story.when(c.ApproveRevision, proposal=2)
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.proposal is None


def test_an_objection_is_answered_though_relief_was_refused_meanwhile() -> None:
    """Nothing else follows from it, and the file may be closed."""
    journey = boxed(j.under_county).go(c.RefuseRelief, c.FeedBackResult).serve()
    story = given(journey).when(c.CloseCase).then_refused(Code.OBJECTION_OPEN)
    opinion = story.journey.case.examination
    story.when(c.ResolveObjection, outcome=NOT_ELIGIBLE).then(e.ObjectionResolved)
    assert story.at(Stage.REFUSED) and story.journey.case.examination == opinion
    story.when(c.CloseCase).then(e.CaseClosed)


def urgent_after_a_notice() -> j.Journey:
    """Accepted anew as urgent after a notice came down, approved, and somebody objects."""
    at = j.in_notice(j.accepted(About(day=DECEMBER))).go(c.LodgeObjection)
    at.go(c.ResolveObjection, outcome=AMOUNT_WRONG).go(c.UndoAcceptance, c.EstablishUrgency)
    at.go(c.AcceptApplication, procedure=Procedure.URGENT)
    at.go(c.SignOpinion, c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty)
    at.go(c.ReportCountyVerification, c.ApproveRelief)
    return at.go(c.LodgeObjection)


def test_what_was_upheld_in_urgency_is_examined_before_relief_is_granted_anew() -> None:
    """No notice holds it up there: the county refuses it or sends it back."""
    story = given(urgent_after_a_notice)
    story.when(c.ResolveObjection, number=2, outcome=NOT_ELIGIBLE, evidence=("查证 1",))
    story.when(c.ApproveRevision)
    assert story.at(Stage.UNDER_COUNTY)
    story.when(c.ApproveRelief, document="批准 2").then_refused(Code.OPINION_NEGATIVE)
    story.when(c.ReturnForReexamination).then(e.ReturnedForReexamination)
    for command in (c.SignOpinion, c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty):
        story.when(command)
    story.when(c.ReportCountyVerification).when(c.ApproveRelief, document="批准 2")
    assert story.at(Stage.APPROVED)


NOVEMBER = About(day=date(2026, 11, 20))


@pytest.mark.article("18.1.1")
@pytest.mark.parametrize(
    ("posted", "waits"), [(date(2026, 11, 23), False), (date(2026, 11, 24), True)]
)
def test_a_notice_that_was_over_before_there_was_any_grace_waits_for_none(
    posted: date, waits: bool
) -> None:
    """Of its last day, 30 November or 1 December 2026, whenever the file goes up (民法典 §201)."""
    last = after(7, posted)
    story = given(j.in_notice(j.accepted(About(day=posted))))
    story.when(c.EndPublicNotice, p.SWEEP, after(1, last))
    story.then(like(e.PublicNoticeEnded, last_day=last, free_on=after(1, last) if waits else None))
    story.when(c.SubmitForApproval)
    if waits:
        story.then_refused(Code.BOX_NOT_EMPTIED, article="18.1.1")
    else:
        story.then(e.SubmittedForApproval)


def test_a_deed_of_before_is_entered_as_the_law_of_the_day_of_entry_asks() -> None:
    """Entering is the office's own act: in December 2026 a deed of November says why it comes late."""
    cash: dict[str, Any] = {"handed_on": date(2026, 11, 20), "receipt": "领条 9"}
    lasting: dict[str, Any] = {"valid_to": date(2026, 12, 31)}
    at = j.delegated(NOVEMBER, j.Journey(NOVEMBER).go(c.GrantDelegation, **lasting).world)
    given(at.copy().on(date(2026, 11, 30))).when(c.PayCash, **cash).then(e.CashDisbursed)
    late = given(at.on(date(2026, 12, 2))).when(c.PayCash, **cash)
    late.then_refused(Code.LATENESS_UNREASONED, article="内部§补录")


@pytest.mark.article("18.1.1")
def test_an_objection_in_time_is_heard_after_the_file_was_closed() -> None:
    """It counts whenever it is entered: right, the county is asked to revise what was paid on."""
    story = given(j.closed).when(
        c.LodgeObjection, received_on=LAST, late_reason=p.secret("意见箱钥匙不在")
    )
    story.then(like(e.ObjectionLodged, on=LAST, number=1))
    assert story.at(Stage.CLOSED)
    story.when(c.ResolveObjection, outcome=ObjectionOutcome.NOT_ELIGIBLE, evidence=("记录 1",))
    story.then(like(e.ObjectionResolved, beyond=True), RevisionProposed)
    assert story.at(Stage.CLOSED)
    story.when(c.ApproveRevision).then(DecisionRevoked, *[GrantReleased] * 3)
    assert story.at(Stage.UNDER_COUNTY) and story.journey.case.debt == yuan(1800)


@pytest.mark.article("18.1.1")
@pytest.mark.parametrize("outcome", ObjectionOutcome)
def test_an_objection_in_time_is_heard_after_a_refusal(outcome: ObjectionOutcome) -> None:
    """Answered, it moves nothing: nobody is to be paid; the file is closed once it is."""
    journey = j.under_county().go(c.RefuseRelief, c.FeedBackResult).serve()
    story = given(journey).when(
        c.LodgeObjection, received_on=LAST, late_reason=p.secret("意见箱钥匙不在")
    )
    story.then(e.ObjectionLodged)
    story.when(c.CloseCase).then_refused(Code.OBJECTION_OPEN)
    story.when(c.ResolveObjection, outcome=outcome, evidence=("记录 1",)).then(e.ObjectionResolved)
    assert story.at(Stage.REFUSED)
    story.when(c.CloseCase).then(e.CaseClosed)


def test_what_ended_without_a_decision_hears_none() -> None:
    """There is nothing to object to any more."""
    journey = j.cleared().go(c.WithdrawApplication)
    story = given(journey).when(c.LodgeObjection, received_on=LAST)
    story.then_refused(Code.OUT_OF_ORDER)


DOWN = [
    lambda: j.objected().go(c.ResolveObjection, outcome=NOT_ELIGIBLE),
    lambda: j.objected().go(c.ResolveObjection, outcome=ObjectionOutcome.AMOUNT_WRONG),
    lambda: j.in_notice().go(c.InterruptPublicNotice),
    lambda: (
        j.submitted()
        .go(c.LodgeObjection, received_on=LAST)
        .go(c.ResolveObjection, outcome=NOT_ELIGIBLE)
    ),
]
"""A notice was taken down, and none hangs."""


@pytest.mark.article("18.1.1", "31")
@pytest.mark.parametrize("start", DOWN)
def test_what_comes_long_after_a_notice_was_taken_down_is_a_complaint(start: j.Start) -> None:
    """In time is what came through its last day, were it entered later."""
    story = given(start).when(c.LodgeObjection, day=after(40))
    story.then_refused(Code.OBJECTION_LATE, article="18.1.1", about="received_on")
    story.when(c.RecordComplaint).then(e.ComplaintRecorded)
    story.when(c.LodgeObjection, received_on=LAST).then(like(e.ObjectionLodged, on=LAST))
