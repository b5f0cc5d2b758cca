"""The sums that tests compare, as functions: what each is on given facts, and how they compare."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from domain.assessment.inputs import Circumstances, Figure
from domain.ground.declared import carries
from domain.law.terms import Comparison, Quantity

Sum = Callable[[Circumstances], Fraction | int | None]
"""A sum in fen, exact; ``None`` where it was not given."""


@carries("9 8.1/3", "E: the items that were given, added.")
def necessary_spending(circumstances: Circumstances) -> int | None:
    spending = circumstances.spending
    return None if spending is None else spending.fen


@carries("9", "D.")
def deposits(circumstances: Circumstances) -> int | None:
    return _fen(circumstances.means.deposits)


@carries("9", "I.")
def income_last_year(circumstances: Circumstances) -> int | None:
    return _fen(circumstances.means.income_last_year)


@carries("8.1/2", "Of the 12 months before the application.")
def income_per_head(circumstances: Circumstances) -> int | None:
    return _fen(circumstances.means.income_per_head)


def _fen(figure: Figure | None) -> int | None:
    return None if figure is None else figure.amount.fen


SUMS: Mapping[Quantity, Sum] = {
    Quantity.NECESSARY_SPENDING: necessary_spending,
    Quantity.DEPOSITS: deposits,
    Quantity.INCOME_LAST_YEAR: income_last_year,
    Quantity.INCOME_PER_HEAD: income_per_head,
}

COMPARES: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.OVER: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.UNDER: operator.lt,
    Comparison.AT_MOST: operator.le,
}
"""Exact and, where the text says so, strict: E = 2(D+I) is not enough (9)."""
