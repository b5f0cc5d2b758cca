"""第十八条: the urgent case that is none goes back to the general procedure."""

from collections.abc import Callable

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Procedure, Stage
from tests.case import journeys as j
from tests.case.story import given, like
from tests.case.words import MONDAY, after
from tests.support import commands as c
from tests.support import facts as e


@pytest.mark.parametrize(
    ("start", "stage"),
    [
        (j.urgent_accepted, Stage.ACCEPTED),
        (lambda: j.signed(j.urgent_accepted()), Stage.OPINION_SIGNED),
        (j.urgent_examined, Stage.EXAMINED),
        (j.urgent_submitted, Stage.SUBMITTED),
        (j.urgent_at_county, Stage.UNDER_COUNTY),
    ],
)
def test_a_case_found_not_urgent_goes_on_in_the_general_procedure(
    start: Callable[[], j.Journey], stage: Stage
) -> None:
    """转一般程序 from wherever it stands; the clock of 5 working days runs from acceptance."""
    story = given(start)
    assert story.journey.stage is stage
    story.when(c.RejectUrgency, day=after(1)).then(like(e.UrgencyNotConfirmed, on=after(1)))
    case = story.journey.case
    assert (case.stage, case.procedure, case.urgent_kind) == (
        Stage.ACCEPTED,
        Procedure.GENERAL,
        None,
    )
    running = story.journey.world.limits("L-1")
    assert set(running) == {"examination"}
    assert running["examination"].started_on == MONDAY


@pytest.mark.article("16", "18.1")
def test_a_case_found_not_urgent_needs_its_notice_and_its_papers() -> None:
    """What the urgent procedure spared it is made up for before it goes to the county (A16, A18.1)."""
    story = given(lambda: j.examined(j.urgent_outstanding().go(c.RejectUrgency)))
    story.when(c.SubmitForApproval).then_refused(Code.MATERIALS_MISSING, Code.NOTICE_MISSING)
    story.when(c.ReceiveSupplement).then(like(e.SupplementReceived, later=True, lacking=()))
    story.when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING, article="18.1.1")
