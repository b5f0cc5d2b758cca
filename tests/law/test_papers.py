"""The papers the pack asks for (articles 16 and 17)."""

from datetime import date

import pytest

from adapters.packs import law
from domain.case.papers import required
from domain.case.terms import Category, Residence

DAY = date(2021, 9, 6)
CASEWORK = law().on(DAY).outcomes.casework


@pytest.mark.parametrize("by_agent", [False, True])
@pytest.mark.parametrize("residence", [Residence.LOCAL, Residence.PERMIT])
def test_the_pack_asks_for_the_papers_cases_need(residence: Residence, by_agent: bool) -> None:
    """The file's list is the one applications are checked against, for every kind of hardship."""
    for category in Category:
        papers = CASEWORK.papers(category, residence, by_agent, DAY)
        assert {paper.id for paper in papers} == set(required(residence, by_agent))
