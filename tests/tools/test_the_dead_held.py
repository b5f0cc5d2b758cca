"""``relief verify`` holds what was decided after a death to what the office knew of the dead."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.case.records import Changes
from domain.case.state import Application
from domain.ground.matter import Sameness
from domain.ground.terms import Ground, Procedure
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.people.people import listed
from relief.tools.lawfulness import Lawfulness
from tests.case import people as p
from tests.case.prescribed import NEGATIVE
from tests.case.test_likenesses import fire
from tests.case.words import MONDAY, About, yuan
from tests.support import commands as c
from tests.support.offices import EXAMINATION, Counter, at, local, serving

FAMILY = p.family("央金", size=3, serial=80)
WHOLE = About("H-1", FAMILY)
ALONE = About("H-2", FAMILY.alone(2), amount=yuan(2000))
OTHER = About("H-3", FAMILY)


def asked(counter: Counter, about: About) -> Application:
    """What an application says, as the office knows it."""
    stream = f"case-{about.case}"
    states, _ = counter.service.office.states.load((stream,), fresh=True)
    found: Application = states[stream].asked
    return found


def held(service: Service) -> list[str]:
    """What is found against the deeds of these files."""
    found, files = Lawfulness(service), [one.case for one in (WHOLE, ALONE, OTHER)]
    assert sum(found.look(f"case-{case}" for case in files)) and found.deeds
    return found.faults


@pytest.mark.article("12", "14.1")
def test_a_negative_opinion_upon_what_the_dead_was_relieved_for_is_lawful(
    database: URL, tmp_path: Path
) -> None:
    """That both files are of one fire was found in the account of who died, and stands there alone."""
    with serving(tmp_path, database, SimulatedClock(at(MONDAY))) as service:
        counter = Counter(service)
        counter.go(WHOLE, c.SubmitApplication, incident=fire())
        counter.go(ALONE, c.SubmitApplication, incident=fire(1))
        dead = asked(counter, ALONE).applicant
        counter.go(WHOLE, c.JudgeLikeness, person=dead, listing=2, sameness=Sameness.SAME)
        for about in (ALONE, WHOLE):
            counter.go(about, c.EstablishUrgency)
            counter.go(about, c.AcceptApplication, procedure=Procedure.URGENT)
            counter.go(about, *EXAMINATION[:3])
        counter.go(ALONE, *EXAMINATION[3:], c.SubmitForApproval, c.ReceiveAtCounty)
        counter.go(ALONE, c.ReportCountyVerification, c.ApproveRelief)
        counter.go(WHOLE, c.RecordDeath, person=dead)
        counter.go(WHOLE, c.SignOpinion, **NEGATIVE, ground=Ground.SAME_MATTER)
        assert held(service) == []


@pytest.mark.article("14.1")
def test_a_death_is_withdrawn_lawfully_by_a_file_that_lists_the_dead_again(
    database: URL, tmp_path: Path
) -> None:
    """Taken off before, dead in another file: what is known of whom a command names was known, too."""
    with serving(tmp_path, database, SimulatedClock(at(MONDAY))) as service:
        counter = Counter(service)
        for about in (OTHER, WHOLE):
            counter.go(about, c.SubmitApplication)
        child = asked(counter, WHOLE).members[2]
        counter.go(WHOLE, c.AmendApplication, changes=Changes(left=(child,)))
        counter.go(OTHER, c.RecordDeath, person=child)
        again = Changes(members=listed(FAMILY.members[2:]), alive=(child,))
        by = local(p.SECOND_CASEWORKER, WHOLE.township)
        counter.go(WHOLE, c.CorrectApplication, changes=again, by=by)
        counter.go(WHOLE, c.ConfirmCorrection, correction=1)
        assert child in asked(counter, WHOLE).members
        assert held(service) == []
