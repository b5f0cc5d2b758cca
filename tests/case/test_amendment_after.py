"""申请更正: a name, a telephone or an address is put right while letters are still to be served."""

from dataclasses import replace

import pytest

from domain.case.records import Changes
from domain.ground.refusal import Code
from domain.ground.terms import Ground, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.test_amendment import ANEW, HOUSE, NEWBORN, PHONE, TOWN
from tests.support import commands as c
from tests.support import facts as e

APPLICANT = Changes(members=(replace(p.GESANG.members[0], name=p.secret("卓玛·测试")),))
"""The name of whoever applied was mistyped, which also hung."""


def refused_after_notice() -> j.Journey:
    """Refused though it had hung for its days."""
    return j.under_county().go(c.RefuseRelief, ground=Ground.IDLE_LAND)


def withdrawn() -> j.Journey:
    """Taken back over a letter that is owed."""
    return j.approved().go(c.RevokeDecision, c.WithdrawApplication)


AFTER = [j.paid, j.refused, refused_after_notice, j.not_accepted, withdrawn]


@pytest.mark.article("14.1", "27")
@pytest.mark.parametrize("changes", [ANEW, APPLICANT])
@pytest.mark.parametrize("start", AFTER)
def test_a_name_is_put_right_by_two_hands(start: j.Start, changes: Changes) -> None:
    """The case stands where it stood, and nothing is looked at again."""
    at = j.at(start)
    stood, ending, notice = at.stage, at.case.ending, at.case.notice
    assert stood in (Stage.PAID, Stage.REFUSED, Stage.ENDED)
    story = given(at).when(c.CorrectApplication, changes=changes).then(e.CorrectionRequested)
    story.when(c.ConfirmCorrection).then(like(e.ApplicationCorrected, again=()))
    case = story.journey.case
    assert (case.stage, case.ending, case.notice) == (stood, ending, notice)


@pytest.mark.parametrize("start", AFTER)
def test_how_to_reach_the_family_is_said_anew_by_one(start: j.Start) -> None:
    """Letters go there."""
    story = given(start).when(c.AmendApplication, changes=PHONE).then(e.ApplicationAmended)
    story.when(c.AmendApplication, changes=ANEW).then_refused(Code.EXAMINED_ALREADY, article=HOUSE)


@pytest.mark.parametrize("changes", [NEWBORN, TOWN])
@pytest.mark.parametrize("start", AFTER)
def test_what_was_decided_upon_stays_as_it_was(start: j.Start, changes: Changes) -> None:
    """It is revoked first, or applied for anew."""
    story = given(start).when(c.CorrectApplication, changes=changes)
    story.then_refused(Code.DECIDED_ALREADY, article=HOUSE, about="changes")
