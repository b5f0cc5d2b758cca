"""死者的年度额度: a death takes nothing out of the year, in the very file that has it on record either."""

from typing import Any

import pytest

from domain.case.entitlement import question
from domain.case.records import Changes
from domain.ground.matter import Sameness
from domain.ground.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.test_households import CHILD, HUSBAND, WIFE, alone, room
from tests.case.test_likenesses import fire
from tests.case.words import About, yuan
from tests.support import commands as c

SINGLE: dict[str, Any] = {"changes": Changes(alive=(CHILD,))}


def at_county(before: j.Journey) -> j.Journey:
    """The whole family applies, after one of it was relieved alone; the county is to decide."""
    return j.under_county(j.accepted(About(case="L-1", amount=yuan(4000)), before.world))


@pytest.mark.article("11", "14.1", "AMB-03", "AMB-35")
def test_a_death_mints_no_room_in_the_file_that_records_it() -> None:
    """The child had 6,000 alone. One hand records its death: 4,000 are left as before."""
    at = at_county(j.approved(j.accepted(alone(2, "L-2", 6000))))
    assert room(at) == yuan(4000)
    at.go(c.RecordDeath, person=CHILD)
    assert (at.case.asked.died, room(at)) == ((CHILD,), yuan(4000))
    story = given(at.copy()).when(c.ApproveRelief, amount=yuan(5000))
    assert Code.ABOVE_HOUSEHOLD_CAP in {one.code for one in story.reasons}
    at.go(c.ApproveRelief, amount=yuan(4000))


@pytest.mark.article("11", "14.1", "AMB-03", "AMB-35")
def test_who_is_alive_after_all_shares_the_year_of_the_file_that_had_the_death() -> None:
    """Withdrawn in the child's own file, which is relieved then: nobody lists it here again."""
    at = j.accepted(About(case="L-1")).go(c.RecordDeath, person=CHILD)
    child = j.accepted(alone(2, "L-2", 6000), at.world)
    child.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, **SINGLE)
    child.go(c.ConfirmCorrection, correction=child.case.corrections)
    at.world = j.approved(child).world
    assert at.world.home(CHILD).died is None and at.case.asked.members == (HUSBAND, WIFE)
    assert room(at) == yuan(4000)


def same_matter(at: j.Journey) -> str | None:
    """The case that relieved the matter of another, as the caseworker is told."""
    seen = at.world.situation(at.words(c.SignOpinion), p.CASEWORKER, at.about.day)
    return question(seen).same_matter


@pytest.mark.article("12", "14.1")
def test_what_the_dead_was_relieved_for_is_not_relieved_again() -> None:
    """The same fire, told alike."""
    first = j.approved(j.accepted(alone(2, "L-2")))
    fire = j.application_incident(first)
    at = j.accepted(About(case="L-1"), first.world, incident=fire).go(c.RecordDeath, person=CHILD)
    assert same_matter(at) == "L-2"


@pytest.mark.article("12", "14.1")
def test_what_was_found_to_be_one_matter_stays_so_after_a_death() -> None:
    """The child's own application was found to be of this fire, by a verdict in its account only."""
    at = j.accepted(About(case="L-1"), incident=fire())
    child = j.accepted(alone(2, "L-2"), at.world, incident=fire(1))
    at.world = child.world
    at.go(c.JudgeLikeness, person=CHILD, listing=2, sameness=Sameness.SAME)
    child.world = at.world
    at.world = j.approved(child).world
    assert same_matter(at) == "L-2"
    assert same_matter(at.go(c.RecordDeath, person=CHILD)) == "L-2"
