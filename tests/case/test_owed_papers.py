"""第十六、十七条: papers that follow later have their last day, and stop payment and closing after it."""

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Material, Residence
from tests.case import journeys as j
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import after
from tests.support import commands as c
from tests.support import facts as e

TENTH = after(14)
"""The tenth working day after Monday 10 March 2025."""
PAYING = (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)


def without_papers() -> j.Journey:
    """Approved and filed while the proof of hardship is still to come (17)."""
    return j.delegated_without_papers()


def permit() -> j.Journey:
    """A holder of a permit, accepted while the home county's proof is still to come (16/2)."""
    at = j.received(residence=Residence.PERMIT)
    return at.go(c.AcceptApplication, outstanding=(Material.ORIGIN_PROOF,))


def from_another_county() -> j.Journey:
    """A holder of a permit, approved while the home county's proof is still to come (16/2)."""
    return j.approved(permit())


WRONG: tuple[Wrong, ...] = (
    *(
        row
        for command in PAYING
        for row in (
            *rows(
                without_papers,
                command,
                (
                    f"{command.__name__} after the last day of papers",
                    Code.MATERIALS_MISSING,
                    "17",
                    None,
                    {"day": after(15)},
                ),
            ),
            *rows(
                from_another_county,
                command,
                (f"{command.__name__} without proof", Code.MATERIALS_MISSING, "16/2", None),
            ),
        )
    ),
    *rows(
        lambda: without_papers().go(c.PayCash, c.FeedBackResult),
        c.Countersign,
        ("the county does not sign before they are in", Code.MATERIALS_MISSING, "17", None),
    ),
    *rows(j.approved, c.ExcusePapers, ("none are to follow", Code.NOTHING_TO_DO, "17", None)),
    *empty(without_papers, c.ExcusePapers, "reasons", "evidence"),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_papers_that_are_to_follow_stop(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("17")
@pytest.mark.parametrize("command", PAYING)
def test_urgent_relief_is_paid_until_the_last_day_of_its_papers(command: type[c.Command]) -> None:
    """Help first; papers have ten working days of the house (17)."""
    story = given(without_papers).when(command, day=TENTH)
    assert story.reasons == ()


@pytest.mark.article("16/2", "17")
@pytest.mark.parametrize("start", [without_papers, from_another_county])
def test_the_papers_themselves_open_the_way(start: j.Start) -> None:
    """Handed in, however late."""
    journey = start().on(after(15))
    journey.go(c.ReceiveSupplement, materials=tuple(sorted(journey.case.outstanding)))
    given(journey).when(c.PayCash).then(e.CashDisbursed)


@pytest.mark.article("16/2", "17")
def test_what_nobody_can_hand_in_any_more_the_county_excuses() -> None:
    """With its reason and evidence; the limit stops, the money goes out."""
    story = given(from_another_county).when(c.ExcusePapers)
    story.then(like(e.PapersExcused, papers=(Material.ORIGIN_PROOF,), evidence=("传真记录 1",)))
    assert "outstanding-materials" not in story.journey.world.limits("L-1")
    story.when(c.InstructPayment).then(e.PaymentInstructed)


@pytest.mark.article("17")
def test_a_file_is_not_closed_while_papers_are_to_follow() -> None:
    """Paid at once, and closed once they are in."""
    journey = j.urgent_outstanding().go(c.ReportMeansCheck, c.RecordHomeVisit)
    journey.go(c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    journey.go(c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification)
    journey.go(c.ApproveRelief, c.PayCash, c.FeedBackResult).serve()
    story = given(journey).when(c.CloseCase)
    story.then_refused(Code.MATERIALS_MISSING, article="17")
    story.when(c.ReceiveSupplement).when(c.CloseCase).then(e.CaseClosed)


def test_a_refused_file_needs_no_more_papers() -> None:
    """Nobody waits for them any more."""
    journey = j.under_county(permit())
    journey.go(c.RefuseRelief, c.FeedBackResult).serve()
    given(journey).when(c.CloseCase).then(e.CaseClosed)
