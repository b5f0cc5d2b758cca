"""What people read has a Chinese title."""

from typing import get_args

from domain.authority import Post
from domain.case.events import CaseFact
from domain.case.terms import Category, Stage
from relief.terms import FACTS, TERMS


def test_every_fact_of_a_case_has_a_title() -> None:
    """A new fact without a title fails here."""
    assert {kind.NAME for kind in get_args(CaseFact)} == FACTS.keys()


def test_every_stage_and_category_has_a_title() -> None:
    """Ledgers never show a bare code."""
    assert {stage.value for stage in Stage} - {"unknown"} <= TERMS.keys()
    assert {category.value for category in Category} <= TERMS.keys()


def test_every_post_has_a_title() -> None:
    """Posts are shown by name."""
    assert {post.value for post in Post} <= TERMS.keys()
