"""第十、十八条: a refusal names what the assessment says, or what somebody found upon evidence."""

from dataclasses import replace
from typing import Any

import pytest

from domain.assessment.inputs import Elsewhere, Means, Signals
from domain.assessment.result import Verdict
from domain.ground.refusal import Code
from domain.ground.terms import Ground, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import after_grants, same_matter_again
from tests.case.prescribed import ABLE, FIRE, ILLNESS, NEGATIVE, bills, figure, spent, told
from tests.case.story import given, like
from tests.case.words import About, after, yuan
from tests.support import commands as c
from tests.support import facts as e


def lacking(**facts: Any) -> Any:
    """A fire whose circumstances are not, or not yet, what article 8 to 10 ask for."""
    return lambda: told(FIRE, **facts)


REFUSABLE: tuple[tuple[Ground, Any], ...] = (
    (Ground.NOT_COVERED, lacking(statements=ABLE)),
    (Ground.NOT_COVERED, lacking(elsewhere=Elsewhere.PUBLIC_EMERGENCY)),
    (Ground.NOT_COVERED, lambda: told(ILLNESS, means=Means(income_per_head=figure(30000)))),
    (Ground.NO_SEVERE_DIFFICULTY, lacking(spending=spent(26000))),
    (Ground.STATION_FRAUD, lacking(signals=Signals(station_record=True))),
    (Ground.NOTHING_DUE, lambda: told(ILLNESS, bills=bills("0.00"))),
)


@pytest.mark.article("10", "18")
@pytest.mark.parametrize(("ground", "start"), REFUSABLE)
def test_a_negative_opinion_on_what_the_assessment_says_goes_up_and_is_refused(
    ground: Ground, start: Any
) -> None:
    """The township proposes the very ground, the county decides on the very facts (10, A18)."""
    evidence = ("paper-2",) if ground.found_by_a_person else ()
    story = given(start()).when(c.SignOpinion, **NEGATIVE, ground=ground, evidence=evidence)
    story.then(like(e.OpinionSigned, ground=ground))
    story.journey.go(
        c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty, c.ReportSpotCheck
    )
    story.when(c.RefuseRelief, ground=ground, evidence=evidence).then(
        like(e.ReliefRefused, ground=ground)
    )
    assert story.journey.stage is Stage.REFUSED


@pytest.mark.article("11")
def test_a_full_year_is_refused_as_such_by_township_and_county() -> None:
    """年累计: nothing is left, so nothing is granted whatever happened (11)."""
    world = j.approved(j.accepted(About(case="E-1", amount=yuan(10000)))).world
    story = given(told(FIRE, world)).when(c.SignOpinion)
    story.then_refused(Code.ANNUAL_CAP_REACHED, article="11")
    story.when(c.SignOpinion, **NEGATIVE, ground=Ground.YEARLY_LIMIT).then(e.OpinionSigned)


@pytest.mark.article("12")
def test_a_third_application_of_the_year_may_be_refused_for_that_alone() -> None:
    """一年内原则上不超过2次 (12)."""
    world = after_grants(100, 100).world
    story = given(told(replace(FIRE, case="L-3"), world))
    story.when(c.SignOpinion, **NEGATIVE, ground=Ground.TOO_OFTEN).then(e.OpinionSigned)


@pytest.mark.article("12")
def test_the_same_fire_again_may_be_refused_for_that_alone() -> None:
    """一事一救 (12)."""
    story = given(same_matter_again())
    story.when(c.RefuseRelief, ground=Ground.SAME_MATTER, evidence=()).then(
        like(e.ReliefRefused, ground=Ground.SAME_MATTER)
    )


@pytest.mark.article("10")
def test_a_ground_found_by_an_officer_bears_the_officers_name_in_the_trace() -> None:
    """Who found what, when and upon what evidence is part of the decision (10)."""
    story = given(j.under_county).when(c.RefuseRelief, ground=Ground.OWN_VIOLATION)
    (refused,) = story.journey.world.facts(e.ReliefRefused)
    assert isinstance(refused, e.ReliefRefused) and refused.assessment is not None
    (finding,) = refused.assessment.question.circumstances.findings
    assert (finding.ground, finding.by, finding.on) == (
        "10.7-own-violation",
        p.APPROVER.id,
        after(8),
    )
    assert refused.prescribed is not None and refused.prescribed.verdict is Verdict.GROUND
