"""第十四条: nothing and nobody an application tells of came after the day it was handed in."""

from dataclasses import replace
from typing import Any

import pytest

from domain.case.records import Birth, IdentityPaper, Member, PaperKind
from domain.ground.identity import check_digit
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Relation
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import MONDAY, after
from tests.support import commands as c
from tests.support import facts as e

FAMILY = p.GESANG.members
FRIDAY, SUNDAY = after(-3), after(-1)
CHILD = PersonId("格桑-9")


def numbered(day: str) -> dict[str, Any]:
    """A child with a number."""
    first17 = f"540121{day.replace('-', '')}001"
    return {"id_number": p.secret(first17 + check_digit(first17))}


def shown(day: str) -> dict[str, Any]:
    """A child with a passport."""
    told = {"number": p.secret("N7654322"), "country": p.secret("NPL"), "born": p.secret(day)}
    return {"paper": IdentityPaper(kind=PaperKind.PASSPORT, **told)}


def by_birth(day: str) -> dict[str, Any]:
    """A newborn child."""
    return {"birth": Birth(born=p.secret(day), guardian=FAMILY[0].person)}


@pytest.mark.article("14.1", "16.3")
@pytest.mark.parametrize(
    ("identity", "field"),
    [(numbered, "id_number"), (shown, "paper.born"), (by_birth, "birth.born")],
)
def test_nobody_is_born_after_the_application(identity: Any, field: str) -> None:
    """Handed in on Friday, entered on Monday: a child of Sunday comes in by an amendment."""

    def listing(day: str) -> dict[str, Any]:
        name = p.secret("格桑九·测试")
        child = Member(person=CHILD, relation=Relation.CHILD, name=name, **identity(day))
        return {"members": (*FAMILY, child), "received_on": FRIDAY}

    story = given().when(c.SubmitApplication, **listing(SUNDAY.isoformat()))
    story.then_refused(Code.BORN_LATER, article="16.3", about=f"members.{len(FAMILY)}.{field}")
    story.when(c.SubmitApplication, **listing(FRIDAY.isoformat()))
    story.then(e.ApplicationSubmitted)


@pytest.mark.article("2", "14.1")
def test_nothing_happened_after_the_application() -> None:
    """Of the day itself it may be."""
    was = j.application_incident(j.received())
    story = given().when(c.SubmitApplication, incident=replace(was, on=SUNDAY), received_on=FRIDAY)
    story.then_refused(Code.DATE_TOO_LATE, article="14.1", about="incident.on")
    assert story.reasons[0].facts == {"day": SUNDAY.isoformat(), "latest": FRIDAY.isoformat()}
    story.when(c.SubmitApplication, incident=replace(was, on=after(1)), received_on=FRIDAY)
    story.then_refused(Code.DATE_IN_FUTURE, about="incident.on")
    story.when(c.SubmitApplication, incident=replace(was, on=MONDAY))
    story.then(e.ApplicationSubmitted)
