"""收件凭条: its code is made anew on request, with the reason, and no fact holds a code (A27)."""

import pytest

from domain.case.service.facts import SlipRenewed
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, sentence
from tests.support import commands as c

WRONG: tuple[Wrong, ...] = empty(j.received, c.RenewSlip, "reason")


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_new_code_needs_a_reason(case: Wrong) -> None:
    """It is said, and nothing is left where it is not."""
    case.holds()


@pytest.mark.article("27")
@pytest.mark.parametrize("start", [j.received, j.refused, j.closed])
def test_each_new_code_is_numbered(start: j.Start) -> None:
    """At any stage, also of a file that is closed; the applicant keeps asking."""
    story = given(start).when(c.RenewSlip)
    day = story.journey.about.day
    story.then(SlipRenewed(on=day, number=1, reason=p.kept("凭条遗失")))
    story.when(c.RenewSlip).then(like(SlipRenewed, number=2))
    assert story.journey.case.slips == 2
