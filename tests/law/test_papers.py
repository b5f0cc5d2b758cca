"""The papers the pack asks for (articles 16 and 17), and what older facts say of them."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.packs import law
from domain.case.intake import facts as e
from domain.case.papers import titles
from domain.case.timing import lacked
from domain.ground.terms import Category, Material, Residence
from tests.case import journeys as j
from tests.case import people as p

DAY = date(2021, 9, 6)
PACK = law().on(DAY)


def submitted(**changes: object) -> e.ApplicationSubmitted:
    """An application recorded before facts said what they lacked."""
    (fact,) = j.received().world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted)
    return replace(fact, **{"lacking": None, "materials": (), **changes})  # type: ignore[arg-type]


@pytest.mark.article("16/1")
@pytest.mark.parametrize("by_agent", [False, True])
@pytest.mark.parametrize("residence", [Residence.LOCAL, Residence.PERMIT])
def test_facts_too_old_to_say_what_they_lack_are_read_by_the_list_of_their_time(
    residence: Residence, by_agent: bool
) -> None:
    """The first list is the city's of 2018, for every kind of hardship (16/1)."""
    agent = replace(p.AGENT) if by_agent else None
    for category in Category:
        papers = PACK.outcomes.casework.papers(category, residence, by_agent)
        old = submitted(residence=residence, agent=agent, category=category)
        assert lacked(old) == {paper.id for paper in papers}


def test_what_a_fact_says_it_lacks_is_believed() -> None:
    """A county's paper is no paper of the first list, and stands in the fact."""
    assert lacked(submitted(lacking=("herd-certificate",))) == {"herd-certificate"}
    assert lacked(submitted(lacking=())) == frozenset()


def test_papers_are_called_as_the_pack_calls_them() -> None:
    """In its order; a name it does not know stands for itself."""
    asked = ("unknown", Material.IDENTITY_CARD, Material.LETTER)
    assert titles(PACK, asked) == "个人书面申请书；居民身份证；unknown"
