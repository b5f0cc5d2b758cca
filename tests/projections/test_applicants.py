"""Who is named in which file: from the application, from what it says since, from a lead."""

import pytest

from domain.case.records import Changes
from domain.ground.facts import Fact
from domain.ground.people import PersonId
from domain.ground.terms import Relation
from projections.applicants import files_of
from tests.projections.folding import ledgers
from tests.projections.histories import Log, day, secret, submitted
from tests.projections.test_stages import STANDS
from tests.support import facts as e

CHILD = PersonId("c1-p9")
FORGOTTEN = Changes(
    members=(e.Member(person=CHILD, relation=Relation.CHILD, name=secret(), id_number=secret()),)
)
AMENDED = e.ApplicationAmended(on=day(2), changes=FORGOTTEN, stands=STANDS, reasons=secret())
ASKED = e.CorrectionRequested(
    on=day(2), number=1, changes=FORGOTTEN, reasons=secret(), evidence=("d",)
)


@pytest.mark.parametrize("fact", [AMENDED, ASKED], ids=["amended", "asked for"])
def test_whoever_comes_into_a_file_is_found_in_it(fact: Fact) -> None:
    """Agreed to or not: the file names the person, and no key is destroyed without asking it."""
    log = Log().case(submitted(), fact)
    with ledgers(log.records) as connection:
        (line,) = files_of(connection, CHILD)
        (other,) = files_of(connection, PersonId("c1-p1"))
    assert {**line, "person": other["person"], "relation": other["relation"]} == other
    assert line["relation"] == Relation.CHILD.value
