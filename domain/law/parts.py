"""The single entries of a policy pack: parameters, readings, tiers, and limits under a reading."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.ground.money import Money
from domain.law.citations import Citation
from domain.time.limits import Basis, Limit


class ParameterUnit(StrEnum):
    """What a parameter's value is, and the type it has in code."""

    YUAN = "yuan"
    """``Money``."""
    PERCENT = "percent"
    """``Fraction`` of one: 30 in the file is 3/10."""
    FACTOR = "factor"
    """``Fraction``."""
    COUNT = "count"
    """``int``."""
    NATURAL_DAYS = "natural-days"
    """``int``."""
    MONTH_DAY = "month-day"
    """``str``: ``MM-DD``, a day of every year."""
    FLAG = "flag"
    """``bool``."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value from ``start`` through ``end`` (open where absent), and what it rests on."""

    id: str
    title: str
    value: Money | Fraction | int | bool | str
    unit: ParameterUnit
    start: date
    end: date | None
    basis: Basis
    citation: Citation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ambiguity of the text is read here: the chosen reading among the possible ones."""

    id: str
    name: str
    question: str
    chosen: str
    alternatives: tuple[str, ...]
    why: str
    citation: Citation

    @property
    def possible(self) -> tuple[str, ...]:
        """Every reading that may be chosen."""
        return (self.chosen, *self.alternatives)

    def read_as(self, choice: str) -> "Reading":
        """The same question answered by another of the possible readings."""
        others = tuple(r for r in self.possible if r != choice)
        return replace(self, chosen=choice, alternatives=others)


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a scale: costs through ``up_to`` (included; absent: any) earn ``rate`` of them.

    ``flat`` is granted instead of a rate where the text names a sum.
    """

    up_to: Money | None
    rate: Fraction | None
    flat: Money | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class LimitEntry:
    """A time limit of the file, and the reading under which it applies (``None``: always)."""

    limit: Limit
    reading: tuple[str, str] | None = None
