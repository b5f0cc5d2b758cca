"""Closed lists are worded in full, and grounds cite provisions that exist."""

from datetime import date

import pytest

from adapters.documents import wording
from adapters.documents.content import Kind
from adapters.documents.layout import TITLES
from adapters.documents.publicity import SHOWN_CATEGORIES
from domain.case import terms
from domain.money import Money


@pytest.mark.parametrize(
    ("worded", "list_"),
    [
        (wording.CATEGORIES, terms.Category),
        (SHOWN_CATEGORIES, terms.Category),
        (wording.CAUSES, terms.Cause),
        (wording.MATERIALS, terms.Material),
        (wording.RELATIONS, terms.Relation),
        (wording.PROCEDURES, terms.Procedure),
        (wording.RESIDENCES, terms.Residence),
        (wording.METHODS, terms.Method),
        (wording.OPINIONS, terms.Opinion),
        (wording.PURPOSES, terms.ReferralPurpose),
        (wording.GROUNDS, terms.Ground),
        (TITLES, Kind),
    ],
)
def test_every_value_has_its_words(worded, list_):
    """A new value without words would break a document on the day it is first needed."""
    assert set(worded) == set(list_)


@pytest.mark.parametrize("ground", terms.Ground)
def test_grounds_cite_the_article_they_are_named_after(ground: terms.Ground):
    """``10.3-…`` is 第十条第（三）项: the clause printed is the clause decided on."""
    citation, _ = wording.GROUNDS[ground]
    named = ground.value.partition("-")[0]
    assert named.split(".")[0] == citation.split(".")[0]
    assert wording.clause(citation).startswith("第")
    if citation.startswith("10."):
        assert citation == named


def test_days_and_sums_are_written_as_in_offices():
    """Arabic figures, no leading zeros, both ways of writing a sum."""
    assert wording.day(date(2026, 3, 5)) == "2026年3月5日"
    assert wording.sum_in_full(Money(210000)) == "人民币2,100.00元（大写：贰仟壹佰元整）"
