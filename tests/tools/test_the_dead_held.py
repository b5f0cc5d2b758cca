"""``relief verify`` holds what was decided after a death to what the office knew of the dead."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.ground.matter import Sameness
from domain.ground.people import PersonId
from domain.ground.terms import Ground, Procedure
from relief.clock import SimulatedClock
from relief.tools.lawfulness import Lawfulness
from tests.case import people as p
from tests.case.prescribed import NEGATIVE
from tests.case.test_likenesses import fire
from tests.case.words import MONDAY, About, yuan
from tests.support import commands as c
from tests.support.offices import EXAMINATION, Counter, at, serving

FAMILY = p.family("央金", size=3, serial=80)
WHOLE = About("H-1", FAMILY)
ALONE = About("H-2", FAMILY.alone(2), amount=yuan(2000))


def applicant(counter: Counter, about: About) -> PersonId:
    """Whoever applied, as the office knows them."""
    stream = f"case-{about.case}"
    states, _ = counter.service.office.states.load((stream,), fresh=True)
    found: PersonId = states[stream].asked.applicant
    return found


@pytest.mark.article("12", "14.1")
def test_a_negative_opinion_upon_what_the_dead_was_relieved_for_is_lawful(
    database: URL, tmp_path: Path
) -> None:
    """That both files are of one fire was found in the account of who died, and stands there alone."""
    with serving(tmp_path, database, SimulatedClock(at(MONDAY))) as service:
        counter = Counter(service)
        counter.go(WHOLE, c.SubmitApplication, incident=fire())
        counter.go(ALONE, c.SubmitApplication, incident=fire(1))
        dead = applicant(counter, ALONE)
        counter.go(WHOLE, c.JudgeLikeness, person=dead, listing=2, sameness=Sameness.SAME)
        for about in (ALONE, WHOLE):
            counter.go(about, c.EstablishUrgency)
            counter.go(about, c.AcceptApplication, procedure=Procedure.URGENT)
            counter.go(about, *EXAMINATION[:3])
        counter.go(ALONE, *EXAMINATION[3:], c.SubmitForApproval, c.ReceiveAtCounty)
        counter.go(ALONE, c.ReportCountyVerification, c.ApproveRelief)
        counter.go(WHOLE, c.RecordDeath, person=dead)
        counter.go(WHOLE, c.SignOpinion, **NEGATIVE, ground=Ground.SAME_MATTER)
        found = Lawfulness(service)
        assert [*found.look((f"case-{WHOLE.case}", f"case-{ALONE.case}"))] == [2]
        assert found.deeds and found.faults == []
