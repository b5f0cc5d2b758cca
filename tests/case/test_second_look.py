"""第十八条再次核查: a look that did not confirm is answered by others only, wherever the file was since."""

from collections.abc import Callable

import pytest

from domain.account.events import GrantCharged
from domain.ground.refusal import Code
from domain.ground.terms import Ground
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.test_amendment import TOWN, asked
from tests.case.test_county import OTHERS, back, spot_check, verification
from tests.support import commands as c
from tests.support import facts as e


def corrected(at: j.Journey) -> j.Journey:
    """Another village: the file goes back to the township by a correction, hangs anew, and comes again."""
    at = asked(TOWN, at).go(c.ConfirmCorrection, c.RecordHomeVisit, c.RecordCircumstances)
    at.go(c.SignOpinion, c.CompleteExamination, c.PostPublicNotice)
    return at.on(j.after_notice(at)).go(c.EndPublicNotice, c.SubmitForApproval, c.ReceiveAtCounty)


Look = type[c.ReportSpotCheck] | type[c.ReportCountyVerification]
STAYS: tuple[tuple[Callable[[], j.Journey], Look, Ground], ...] = (
    (lambda: back(spot_check(False)), c.ReportSpotCheck, Ground.NOT_CONFIRMED),
    (lambda: back(verification(False)), c.ReportCountyVerification, Ground.NOT_VERIFIED),
    (lambda: corrected(spot_check(False)), c.ReportSpotCheck, Ground.NOT_CONFIRMED),
)
"""Where the file went back and came again: returned, and returned by a correction."""


@pytest.mark.article("18.1.2", "18.2.2", "30")
@pytest.mark.parametrize(("start", "look", "ground"), STAYS)
def test_a_stay_at_the_township_makes_no_first_look_of_a_second(
    start: Callable[[], j.Journey], look: Look, ground: Ground
) -> None:
    """Others look, and say why; what was not confirmed stands until then, and can be refused for."""
    story = given(start()).when(c.ApproveRelief)
    story.then_refused(Code.CHECK_NOT_CONFIRMED)
    story.when(look).then_refused(Code.FIELD_MISSING, Code.DUTIES_NOT_SEPARATE)
    given(story.journey.copy()).when(c.RefuseRelief, ground=ground, evidence=()).then(
        like(e.ReliefRefused, ground=ground)
    )
    story.when(look, p.AGAIN[0], **OTHERS)
    story.when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)


@pytest.mark.article("18.2.2")
def test_a_verification_that_confirmed_is_made_anew_by_whoever_made_it() -> None:
    """Nothing was in doubt: the same look at what the township examined again."""
    story = given(back(verification(True))).when(c.ApproveRelief)
    story.then_refused(Code.VERIFICATION_PENDING)
    story.when(c.ReportCountyVerification).then(e.CountyVerified)
