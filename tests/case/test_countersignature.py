"""第十八条报备与补签: what the township approved is filed, and the county signs, or does not."""

import pytest

from domain.account.events import GrantReleased
from domain.case.service.owed import owed
from domain.ground.refusal import Code
from domain.ground.terms import (
    CountersignatureOutcome,
    DocumentKind,
    Ending,
    ReviewResult,
    Stage,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import year_room
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import after, yuan
from tests.support import commands as c
from tests.support import facts as e

ON_SUBSTANCE = (CountersignatureOutcome.NOT_ELIGIBLE, CountersignatureOutcome.FRAUD)


def formally_refused() -> j.Journey:
    """The county sends the countersignature back for a formal defect."""
    return j.filed().go(c.RefuseCountersignature, outcome=CountersignatureOutcome.FORMAL)


def part_paid() -> j.Journey:
    """500 of 1,800 yuan were paid before the county looked."""
    return j.filed().go(c.PayCash, amount=yuan(500))


def part_ordered() -> j.Journey:
    """500 of 1,800 yuan are paid, 300 out at the bank."""
    return part_paid().go(c.InstructPayment, amount=yuan(300))


def refused_in_good_faith(at: j.Start) -> j.Journey:
    """The family was not eligible, and had hidden nothing: what was paid is not asked back."""
    honest = CountersignatureOutcome.NOT_ELIGIBLE
    return j.at(at).go(c.RefuseCountersignature, outcome=honest)


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.approved,
        c.FileForRecord,
        ("only delegated approvals are filed", Code.NOT_DELEGATED, "18.2.1", None),
    ),
    *rows(
        j.filed, c.FileForRecord, ("an approval is filed once", Code.DONE_ALREADY, "18.2.1", None)
    ),
    *rows(
        j.delegated,
        c.Countersign,
        ("what was not filed is not countersigned", Code.NOT_FILED, "18.2.1", None),
    ),
    *rows(
        j.countersigned, c.Countersign, ("countersigned once", Code.DONE_ALREADY, "18.2.1", None)
    ),
    *rows(
        j.countersignature_refused,
        c.Countersign,
        ("refused on substance stays refused", Code.DONE_ALREADY, "18.2.1", None),
    ),
    *rows(
        j.delegated_without_papers,
        c.Countersign,
        ("papers come before the countersignature", Code.MATERIALS_MISSING, "17", None),
    ),
    *rows(
        j.delegated,
        c.RefuseCountersignature,
        ("what was not filed is not refused", Code.NOT_FILED, "18.2.1", None),
    ),
    *rows(
        j.countersigned,
        c.RefuseCountersignature,
        ("what is countersigned is not refused", Code.DONE_ALREADY, "18.2.1", None),
    ),
    *rows(
        lambda: formally_refused().go(c.Countersign),
        c.RefuseCountersignature,
        ("nor after a defect was put right", Code.DONE_ALREADY, "18.2.1", None),
    ),
    *rows(
        lambda: formally_refused().go(c.FeedBackResult, c.PayCash).serve(),
        c.CloseCase,
        ("a defect of form is put right before the end", Code.OBLIGATION_OPEN, "18.2.1", None),
    ),
    *rows(
        lambda: refused_in_good_faith(part_ordered).go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("the bank answers before the file is closed", Code.PAYMENT_PENDING, "19", None),
    ),
    *rows(
        lambda: j.approved().go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("approved relief is paid before the end", Code.OBLIGATION_OPEN, "19", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_countersignature_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard of filing and countersigning says its code and article, and leaves no trace."""
    case.holds()


@pytest.mark.article("18.2.1")
def test_a_delegated_approval_is_filed_and_countersigned() -> None:
    """报备、补签 (A18.2.1)."""
    story = (
        given(j.delegated).when(c.FileForRecord, day=after(1)).then(e.FiledForRecord(on=after(1)))
    )
    story.when(c.Countersign, day=after(5)).then(e.Countersigned(on=after(5)))


def test_a_formal_defect_is_put_right_and_countersigned_after_all() -> None:
    """形式缺陷 stops nothing: money goes on, the county signs later (AMB-31)."""
    story = given(formally_refused)
    story.when(c.InstructPayment).then(e.PaymentInstructed)
    story.when(c.Countersign).then(e.Countersigned)


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize("outcome", ON_SUBSTANCE)
def test_refused_on_substance_the_room_nobody_will_use_goes_back(
    outcome: CountersignatureOutcome,
) -> None:
    """不予补签: final, and every member has the whole year's room again (A18.2.1, AMB-31)."""
    story = given(j.filed).when(c.RefuseCountersignature, outcome=outcome)
    story.then(
        like(e.CountersignatureRefused, outcome=outcome),
        *(
            like(GrantReleased, person=x, amount=yuan(1800), reason="countersignature-refused")
            for x in p.GESANG.persons
        ),
    )
    assert year_room(story.journey) == yuan(10000)
    story.when(c.RefuseCountersignature, outcome=outcome)
    story.then_refused(Code.DONE_ALREADY, article="18.2.1")


def test_refused_for_its_form_nothing_is_given_back_and_the_township_has_three_days() -> None:
    """形式缺陷: the approval stands, its defect is put right within an internal limit (AMB-31)."""
    formal = CountersignatureOutcome.FORMAL
    story = given(j.filed).when(c.RefuseCountersignature, outcome=formal, day=after(1))
    story.then(like(e.CountersignatureRefused, outcome=formal))
    running = story.journey.world.limits("L-1")
    assert running["countersignature-rectification"].started_on == after(1)
    assert "countersignature" not in running
    assert year_room(story.journey) == yuan(8200)


def test_only_what_was_not_paid_goes_back() -> None:
    """What the family has in hand stays booked: it helped (AMB-02)."""
    story = given(part_paid).when(c.RefuseCountersignature)
    story.then(e.CountersignatureRefused, *[like(GrantReleased, amount=yuan(1300))] * 3)
    assert year_room(story.journey) == yuan(9500)


def test_what_is_out_at_the_bank_stays_booked_until_the_bank_answers() -> None:
    """An order cannot be called back: credited it is relief, sent back it is room again."""
    story = given(part_ordered).when(c.RefuseCountersignature)
    story.then(e.CountersignatureRefused, *[like(GrantReleased, amount=yuan(1000))] * 3)
    credited = given(story.journey.copy()).when(c.ConfirmPayment).then(e.ReliefDisbursed)
    assert year_room(credited.journey) == yuan(9200)
    story.when(c.ReportPaymentFailure)
    story.then(e.PaymentFailed, *[like(GrantReleased, amount=yuan(300))] * 3)
    assert year_room(story.journey) == yuan(9500)


def test_the_room_is_given_back_once_whatever_ends_the_case() -> None:
    """Withdrawn after the refusal: there is nothing left to give back."""
    honest = CountersignatureOutcome.NOT_ELIGIBLE
    story = given(j.filed().go(c.RefuseCountersignature, outcome=honest))
    story.when(c.WithdrawApplication).then(e.ApplicationWithdrawn)
    assert year_room(story.journey) == yuan(10000)


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize("start", [j.filed, part_paid])
def test_a_case_the_county_would_not_countersign_is_closed_as_that(start: j.Start) -> None:
    """归档 without payment in full: the ending says why (A18.2.1)."""
    story = given(refused_in_good_faith(start).go(c.FeedBackResult))
    assert story.at(Stage.APPROVED)
    story.served().when(c.CloseCase).then(
        like(e.CaseClosed, ending=Ending.COUNTERSIGNATURE_REFUSED)
    )
    assert story.journey.case.ending is Ending.COUNTERSIGNATURE_REFUSED
    assert not story.journey.world.limits("L-1")


def test_what_was_paid_in_full_before_the_refusal_is_closed_as_paid() -> None:
    """Trust is protected: the relief stays relief (AMB-31)."""
    story = given(refused_in_good_faith(lambda: j.filed().go(c.PayCash)))
    story.served().when(c.FeedBackResult).when(c.CloseCase).then(
        like(e.CaseClosed, ending=Ending.PAID)
    )


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize("command", [c.Countersign, c.RefuseCountersignature])
def test_the_countys_own_approval_needs_no_countersignature(command: type[c.Command]) -> None:
    """补签 belongs to approvals under delegation (A18.2.1)."""
    given(j.approved).when(command, p.SECOND_APPROVER).then_refused(
        Code.NOT_DELEGATED, Code.NOT_FILED, article="18.2.1"
    )


@pytest.mark.article("18.2.1", "27")
@pytest.mark.parametrize("outcome", ON_SUBSTANCE)
def test_who_was_told_of_an_approval_is_told_that_it_was_stopped(
    outcome: CountersignatureOutcome,
) -> None:
    """By letter, before the file is closed; a defect of form concerns the offices alone."""
    journey = j.filed().serve().go(c.RefuseCountersignature, outcome=outcome)
    story = given(journey.go(c.FeedBackResult)).when(c.CloseCase)
    story.then_refused(Code.DECISION_NOT_SERVED, article="27")
    assert [one.kind for one in owed(story.journey.case)] == [DocumentKind.COUNTERSIGNATURE_REFUSAL]
    story.served().when(c.CloseCase).then(e.CaseClosed)
    assert not list(owed(formally_refused().serve().case))


@pytest.mark.article("18.2.1")
def test_what_a_court_set_is_not_stopped() -> None:
    """The county signs what is bound; a defect of form is put right as ever."""
    bound = j.filed().go(c.RecordReview, result=ReviewResult.CHANGED, amount=yuan(1000))
    bound.go(c.ApproveRevision)
    for outcome in ON_SUBSTANCE:
        story = given(bound.copy()).when(c.RefuseCountersignature, outcome=outcome)
        story.then_refused(Code.REVIEW_BINDS, about="outcome")
    given(bound.copy()).when(c.Countersign, p.APPROVER).then(e.Countersigned)
