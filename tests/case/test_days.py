"""补录: a deed counts from the day it was done, within bounds, and its lateness has a reason."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from domain.case.asking import renamed
from domain.case.records import Incident
from domain.case.table import RULES
from domain.ground.declared import named
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.streams import Stream
from domain.ground.terms import Cause
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e
from tests.support.complete import complete

HOUSE = "内部§补录"
SYSTEM_ALONE = (Post.SYSTEM,)
DECEMBER = date(2026, 12, 7)
SATURDAY, MONDAY_AFTER, TUESDAY_AFTER = (after(n, DECEMBER) for n in (5, 7, 8))
NEXT, BEFORE = after(9, DECEMBER), after(-1, DECEMBER)
WHY = p.secret("登记人员下乡")


def examined() -> j.Journey:
    """Two signed on Monday 7 December 2026."""
    return j.examined(j.accepted(About(day=DECEMBER)))


def delegated() -> j.Journey:
    """The township approved under delegation on that Monday."""
    about = About(day=DECEMBER)
    granted = j.Journey(about).go(c.GrantDelegation, valid_to=date(2026, 12, 31))
    return j.delegated(about, granted.world)


def later(start: j.Start) -> j.Start:
    """The same on the Tuesday after."""
    return lambda: start().on(TUESDAY_AFTER)


def at_county() -> j.Journey:
    """Urgent, and received by the county on that Monday."""
    at = j.examined(j.urgent_accepted(About(day=DECEMBER)))
    return at.go(c.SubmitForApproval, c.ReceiveAtCounty)


def ordered() -> j.Journey:
    """An order went to the bank on that Monday."""
    return delegated().go(c.InstructPayment)


DATED: tuple[tuple[j.Start, type[c.Command], str], ...] = (
    (lambda: j.received(About(day=DECEMBER)), c.AcceptApplication, "accepted_on"),
    (lambda: j.notified(About(day=DECEMBER)), c.ReceiveSupplement, "received_on"),
    (at_county, c.ReportCountyVerification, "ended_on"),
    (ordered, c.ConfirmPayment, "paid_on"),
)
"""Deeds of whose day the law counts, on that Monday at the earliest."""

OLD = Incident(
    cause=Cause.FIRE, on=date(2018, 11, 30), place=p.secret("拉姆岗村"), place_index="old"
)
"""What befell a family before there was this law."""

WRONG: tuple[Wrong, ...] = (
    *(
        row
        for start, command, field in DATED
        for row in rows(
            later(start),
            command,
            (f"{command.__name__}: tomorrow", Code.DATE_IN_FUTURE, None, field, {field: NEXT}),
            (
                f"{command.__name__}: before",
                Code.DATE_TOO_EARLY,
                None,
                field,
                {field: BEFORE, "late_reason": WHY},
            ),
            (
                f"{command.__name__}: days ago, and no reason",
                Code.LATENESS_UNREASONED,
                HOUSE,
                "late_reason",
                {field: SATURDAY},
            ),
        )
    ),
    *rows(
        lambda: j.Journey(About(day=TUESDAY_AFTER)),
        c.SubmitApplication,
        ("handed in tomorrow", Code.DATE_IN_FUTURE, None, "received_on", {"received_on": NEXT}),
        (
            "handed in days ago, and no reason",
            Code.LATENESS_UNREASONED,
            HOUSE,
            "late_reason",
            {"received_on": SATURDAY},
        ),
        (
            "handed in before there was this law",
            Code.DATE_TOO_EARLY,
            None,
            "received_on",
            {"received_on": date(2018, 12, 2), "late_reason": WHY, "incident": OLD},
        ),
    ),
    *(
        row
        for start, command, field in (
            (j.examined, c.PostPublicNotice, "posted_on"),
            (j.delegated, c.PayCash, "handed_on"),
            (j.delegated, c.DeliverGoods, "handed_on"),
        )
        for row in rows(
            start,
            command,
            (
                f"{command.__name__}: not tomorrow",
                Code.DATE_IN_FUTURE,
                None,
                field,
                {field: after(1)},
            ),
            (
                f"{command.__name__}: not before what it follows",
                Code.DATE_TOO_EARLY,
                None,
                field,
                {field: after(-1)},
            ),
        )
    ),
    *(
        row
        for start, command, field in (
            (examined, c.PostPublicNotice, "posted_on"),
            (delegated, c.PayCash, "handed_on"),
            (delegated, c.DeliverGoods, "handed_on"),
            (examined, c.ServeDocument, "delivered_on"),
        )
        for row in rows(
            later(start),
            command,
            (
                f"{command.__name__}: late without a reason",
                Code.LATENESS_UNREASONED,
                HOUSE,
                "late_reason",
                {field: SATURDAY},
            ),
        )
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_deeds_own_day_has_its_bounds(case: Wrong) -> None:
    """Not before what it follows, not after today; later than the bound only with a reason."""
    case.holds()


@pytest.mark.article("19", "20")
@pytest.mark.parametrize(
    ("command", "fact"), [(c.PayCash, e.CashDisbursed), (c.DeliverGoods, e.GoodsDelivered)]
)
def test_what_was_handed_over_on_saturday_counts_from_saturday(
    command: type[c.Command], fact: type[e.CashDisbursed]
) -> None:
    """Entered on Monday, the next working day, without a reason; on Tuesday with one."""
    monday = given(delegated().on(MONDAY_AFTER)).when(command, handed_on=SATURDAY)
    monday.then(like(fact, on=SATURDAY, late_reason=None))
    assert "urgent-payment" not in monday.journey.world.limits("L-1")
    tuesday = given(delegated().on(TUESDAY_AFTER))
    tuesday.when(command, handed_on=SATURDAY, late_reason=WHY)
    tuesday.then(like(fact, on=SATURDAY, late_reason=p.kept("登记人员下乡")))


@pytest.mark.article("18.2.2")
def test_the_two_days_of_an_urgent_case_end_with_the_last_payment() -> None:
    """核查结束后2天内签署审批意见完成救助: neither the approval nor a part of the sum ends them."""
    at = j.examined(j.urgent_accepted(About(day=DECEMBER)))
    at.go(c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification, c.ApproveRelief)
    story = given(at.go(c.PayCash, amount=yuan(800)))
    (run,) = (x for x in at.world.limits("L-1").values() if x.limit == "urgent-completion")
    assert run.started_on == DECEMBER
    story.when(c.InstructPayment, amount=yuan(1000), day=after(1, DECEMBER))
    assert "urgent-completion" in at.world.limits("L-1")
    story.when(c.ConfirmPayment, day=after(3, DECEMBER), paid_on=after(2, DECEMBER))
    story.then(like(e.ReliefDisbursed, on=after(2, DECEMBER)))
    assert "urgent-completion" not in at.world.limits("L-1")


@pytest.mark.article("18.1.1")
def test_a_notice_hangs_from_the_day_it_was_posted() -> None:
    """Its seven days, and the limit, count from there (18.1.1)."""
    story = given(j.examined().on(after(1))).when(c.PostPublicNotice, posted_on=MONDAY)
    story.then(like(e.PublicNoticePosted, on=MONDAY))
    assert story.journey.world.limits("L-1")["public-notice"].started_on == MONDAY
    story.when(c.EndPublicNotice, day=after(8)).then(like(e.PublicNoticeEnded, last_day=after(7)))


def test_a_notice_that_was_torn_down_hangs_again_from_no_day_before() -> None:
    """The days of the first posting do not count."""
    torn = j.in_notice().on(after(3)).go(c.InterruptPublicNotice)
    story = given(torn).when(c.PostPublicNotice, posted_on=after(2))
    story.then_refused(Code.DATE_TOO_EARLY, about="posted_on")


def test_a_paper_served_late_on_record_says_why() -> None:
    """The day it was delivered is the fact's own."""
    story = given(examined().on(TUESDAY_AFTER))
    story.when(c.ServeDocument, delivered_on=SATURDAY, late_reason=WHY)
    story.then(like(e.DocumentServed, on=SATURDAY, late_reason=p.kept("登记人员下乡")))


@pytest.mark.article("18.1.1")
def test_an_acceptance_counts_from_its_own_day() -> None:
    """The five days of the examination run from there, however late it is entered (18.1.1)."""
    story = given(j.received(About(day=DECEMBER)).on(TUESDAY_AFTER))
    story.when(c.AcceptApplication, accepted_on=DECEMBER, late_reason=WHY)
    story.then(like(e.ApplicationAccepted, on=DECEMBER, late_reason=p.kept("登记人员下乡")))
    assert story.journey.world.limits("L-1")["examination"].started_on == DECEMBER
    assert story.journey.case.accepted_on == DECEMBER


def test_nothing_is_accepted_before_the_law_it_is_accepted_under() -> None:
    """Besides being before the application itself."""
    story = given(j.received(About(day=DECEMBER)).on(TUESDAY_AFTER))
    story.when(c.AcceptApplication, accepted_on=date(2018, 12, 2), late_reason=WHY)
    story.then_refused(Code.DATE_TOO_EARLY, Code.DATE_TOO_EARLY)


@pytest.mark.article("16/1")
def test_an_application_and_its_papers_count_from_the_day_they_came() -> None:
    """What is complete is accepted that day, and so late if it was entered late (16/1)."""
    story = given(j.Journey(About(day=TUESDAY_AFTER)))
    story.when(c.SubmitApplication, received_on=SATURDAY, late_reason=WHY)
    story.then(like(e.ApplicationSubmitted, on=SATURDAY))
    assert story.journey.case.asked.on == SATURDAY
    assert story.journey.world.limits("L-1")["acceptance"].started_on == SATURDAY
    papers = given(j.notified(About(day=DECEMBER)).on(TUESDAY_AFTER))
    papers.when(c.ReceiveSupplement, received_on=SATURDAY, late_reason=WHY)
    papers.then(like(e.SupplementReceived, on=SATURDAY, late_reason=p.kept("登记人员下乡")))
    assert papers.journey.world.limits("L-1")["acceptance"].started_on == SATURDAY
    before = papers.when(c.AcceptApplication, accepted_on=DECEMBER, late_reason=WHY)
    before.then_refused(Code.DATE_TOO_EARLY, about="accepted_on")


@pytest.mark.article("18.2.2")
def test_the_countys_two_days_run_from_the_end_of_its_verification() -> None:
    """核查工作结束后2天内: from the day it ended, not from the day it was entered (18.2.2)."""
    story = given(at_county().on(TUESDAY_AFTER))
    story.when(c.ReportCountyVerification, ended_on=SATURDAY, late_reason=WHY)
    story.then(like(e.CountyVerified, on=SATURDAY))
    assert story.journey.world.limits("L-1")["urgent-decision"].started_on == SATURDAY


OFFICE = "the office's own act: it is done by entering it"
PAPER = "rests on a paper that names its own day"
INSIDE = "between offices, by this system: sent is received"
NOTHING_COUNTS = "its day is asked for, and nothing is counted from it that lateness could change"
TELLS = "only tells the office something; no limit of the law counts from it"

UNDATED: dict[type[c.Command], str] = {
    **dict.fromkeys(
        (
            *(c.NotifyDeficiencies, c.LapseApplication, c.EstablishUrgency, c.RefuseAcceptance),
            *(c.UndoAcceptance, c.StrikeApplication, c.AmendApplication, c.CorrectApplication),
            *(c.ConfirmCorrection, c.RejectCorrection, c.RejectUrgency, c.RecordCircumstances),
            *(c.JoinNumber, c.JudgeDeath, c.JudgeName, c.JudgeLikeness),
            *(c.ResolveDoubt, c.ExcusePapers, c.SignOpinion, c.CompleteExamination),
            *(c.SendBackOpinion, c.EndPublicNotice, c.ResolveObjection, c.AnswerComplaint),
            *(c.DrawAgain, c.ReturnForReexamination, c.ApproveRelief, c.ApproveUnderDelegation),
            *(c.RefuseRelief, c.FileForRecord, c.Countersign, c.RefuseCountersignature),
            *(c.RevokeDecision, c.ChangeSum, c.ProposeRevision, c.ApproveRevision),
            *(c.RejectRevision, c.ConfirmAccountCorrection, c.RejectAccountCorrection),
            *(c.InstructPayment, c.ReleaseForHandover, c.ReturnRelease, c.VouchNumber),
            *(c.RenewSlip, c.EndMessages, c.QueueMessage, c.CloseCase),
            *(c.ApproveSmallRelief, c.LeaveSmallFast),
        ),
        OFFICE,
    ),
    **dict.fromkeys(
        (c.OfferFile, c.TakeOverFile, c.SendFileBack, c.SubmitForApproval, c.ReceiveAtCounty),
        INSIDE,
    ),
    **dict.fromkeys(
        (c.HandToReliefStation, c.HandToCompetent, c.ReferCase, c.FeedBackResult), PAPER
    ),
    **dict.fromkeys((c.CorrectPaymentAccount, c.AgreeToMessages, c.RecordKnownStatus), PAPER),
    **dict.fromkeys((c.PartHousehold, c.JoinHousehold), PAPER),
    **dict.fromkeys(
        (c.RecordHomeVisit, c.RecordCommunityAppraisal, c.RecordReview, c.RecordJointMeeting),
        NOTHING_COUNTS,
    ),
    c.AttachEvidence: NOTHING_COUNTS,
    **dict.fromkeys(
        (
            *(c.ReportMeansCheck, c.ReportSpotCheck, c.InterruptPublicNotice),
            *(c.ReportPaymentFailure, c.RecordReferralAnswer, c.WithdrawApplication),
        ),
        TELLS,
    ),
}
"""Commands of officers whose deed has no day of its own with a reason for lateness, and why."""


def test_every_deed_of_the_world_has_its_day_or_a_reason_why_not() -> None:
    """A command asks for a day, with its bounds and the reason for lateness; or stands in the list."""
    by_people = {k for k, row in RULES.items() if row.own is Stream.CASE and row.by != SYSTEM_ALONE}
    dated = {k for k in by_people if "late_reason" in {one.name for one in fields(k)}}
    for command in dated:
        row, name = RULES[command], command.__name__
        checks = {named(one).partition("(")[0] for one in row.checks}
        for one in ("happened_by_today", "entered_in_time"):
            assert one in checks, f"{name} has a `late_reason`, and its row does not check {one}"
        late = [fact.NAME for fact in row.brings if "late_reason" in names(fact)]
        assert late, f"{name} has a `late_reason`, and no fact it brings about keeps it"
        assert Stream.CALENDAR in row.reads, f"{name} counts lateness and does not read CALENDAR"
    complete(
        (one.__name__ for one in UNDATED),
        (one.__name__ for one in by_people - dated),
        "UNDATED in tests/case/test_days.py, of commands without a `late_reason`,",
    )


def test_a_day_that_is_checked_is_told_by_a_fact_of_the_same_deed() -> None:
    """Else nobody could hold the deed again to its rule."""
    for command, row in RULES.items():
        of: Any = command
        kept = {name for fact in row.brings for name in names(fact)}
        for name in map(named, row.checks):
            check, _, word = name.rstrip(")").partition("(")
            told = check != "happened_by_today" or renamed(of).get(word, word) in kept
            assert told, f"{command.__name__}: no fact tells `{word}`; see CALLED in case/asking.py"


def names(fact: type) -> set[str]:
    """The fields of a fact."""
    return {one.name for one in fields(fact)}
