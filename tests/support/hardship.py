"""Circumstances as a body over HTTP: other special hardship, for which any sum up to the cap is lawful."""

from datetime import date
from typing import Any

from domain.ground.money import ZERO
from domain.ground.terms import Category, Cause
from relief.api.assessed import plain
from tests.case.hardship import fitting


def circumstances(members: int, day: date) -> dict[str, Any]:
    """What the caseworker records of a family after a fire."""
    facts = fitting(Category.OTHER_HOUSEHOLD, ZERO, day, cause=Cause.FIRE, members=members)
    return {"expense_year": day.year, "circumstances": plain(facts)}
