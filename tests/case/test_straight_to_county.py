"""第十三条: in urgency an applicant may go straight to the county, which accepts and decides itself."""

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Procedure, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.words import MONDAY
from tests.support import commands as c
from tests.support import facts as e


def at_the_county() -> j.Journey:
    """The application lies on the county's counter."""
    return j.Journey(world=j.with_delegation()).go(c.SubmitApplication, by=p.CHECKER)


def accepted() -> j.Journey:
    """Found urgent and accepted by the county."""
    at = at_the_county().go(c.EstablishUrgency, by=p.CHECKER)
    return at.go(c.AcceptApplication, by=p.CHECKER, procedure=Procedure.URGENT)


@pytest.mark.article("18.2.1")
def test_the_county_receives_and_accepts_an_urgent_case_itself() -> None:
    """The township examines on the same day, as in every urgent case (18.2.1)."""
    story = given(at_the_county).when(c.EstablishUrgency, p.CHECKER).then(e.UrgencyEstablished)
    story.when(c.AcceptApplication, p.CHECKER, procedure=Procedure.URGENT)
    story.then(like(e.ApplicationAccepted, by_county=True, procedure=Procedure.URGENT))
    assert story.journey.world.limits("L-1")["urgent-examination"].started_on == MONDAY


@pytest.mark.article("13")
def test_what_is_not_urgent_is_the_townships_to_accept() -> None:
    """一般情况: the county passes the application on, and nothing is lost by the wrong door (13)."""
    story = given(at_the_county).when(c.AcceptApplication, p.CHECKER)
    story.then_refused(Code.NOT_URGENT, article="13", about="procedure")
    story.when(c.AcceptApplication).then(like(e.ApplicationAccepted, by_county=False))


@pytest.mark.article("13", "18.2.2")
def test_whom_the_county_accepted_the_county_decides() -> None:
    """A delegation does not hand the decision back to the township (13, 18.2.2)."""
    story = given(j.examined(accepted())).when(c.ApproveUnderDelegation)
    story.then_refused(Code.WITH_COUNTY, article="18.2.2")
    story.when(c.SubmitForApproval).when(c.ReceiveAtCounty).then(e.ReceivedByCounty)
    assert "urgent-verification" in story.journey.world.limits("L-1")
    story.when(c.ReportCountyVerification).when(c.ApproveRelief)
    assert story.at(Stage.APPROVED)
