"""Reference values that change with the years: recorded as facts, never guessed (A8.1/2, A11)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.money import Money
from domain.ground.places import lies_in, narrowness

STREAM = "reference-values"
"""The stream that holds every reference value."""

SUBSISTENCE = "urban_subsistence_monthly"
"""城镇低保月保障标准, in force from a day."""

INCOME_PER_RESIDENT = "disposable_income_per_resident"
"""居民人均可支配收入, the figure of a year."""


@fact("reference-value-recorded")
@carries("8.1/2 11", "A figure was recorded with the document that publishes it.")
class ReferenceValueRecorded(Fact):
    """It is either the figure of a year (``period``) or a standard in force from a day
    (``valid_from``, both ends included). ``area`` is a division prefix; ``unit`` as packs write
    it (``yuan-per-month``); ``source`` is where the document was read; ``on`` the day of
    recording. A later record of the same series, area and period or first day replaces the
    earlier one.
    """

    series: str
    area: str
    period: int | None
    valid_from: date | None
    valid_to: date | None
    published_on: date | None
    value: Money
    unit: str
    document: str
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that answers a question; ``older``: it is not the one that was asked for."""

    fact: ReferenceValueRecorded
    older: bool


MOST_ANSWERS = 10_000
"""How many answers are remembered before they are forgotten together."""

_Question = tuple[str, str, int | date, date | None]

_UNASKED = Found(
    ReferenceValueRecorded(
        series="",
        area="",
        period=None,
        valid_from=None,
        valid_to=None,
        published_on=None,
        value=Money(0),
        unit="",
        document="",
        source="",
        on=date.min,
    ),
    True,
)
"""Stands for a question that was not asked yet."""


@dataclass(frozen=True, slots=True)
class References:
    """Every figure recorded, in order; ``version`` counts the facts of the stream."""

    recorded: tuple[ReferenceValueRecorded, ...] = ()
    _answers: dict[_Question, Found | None] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def version(self) -> int:
        """How many facts were folded: what was known, exactly."""
        return len(self.recorded)

    @property
    def series(self) -> frozenset[str]:
        """The series of which anything is recorded."""
        return frozenset(f.series for f in self.recorded)

    def as_known(self, version: int) -> "References":
        """The figures as they were known after that many facts. Raises ``ValueError``."""
        if not 0 <= version <= self.version:
            raise ValueError(f"only {self.version} reference values are recorded")
        return self if version == self.version else References(self.recorded[:version])

    def in_force(self, series: str, place: str, day: date) -> Found | None:
        """The standard in force in a place on a day; the narrowest area wins.

        ``older``: it began before the year of that day, or has ended, and nothing newer is
        recorded. These standards change every year, so such a figure must not pass unnoticed.
        """
        question = (series, place, day, None)
        answer = self._answers.get(question, _UNASKED)
        if answer is _UNASKED:
            answer = self._remember(question, self._standard(series, place, day))
        return answer

    def of_year(self, series: str, place: str, year: int, by: date) -> Found | None:
        """The figure of a year, of those published by a day; else the latest before it, as older."""
        question = (series, place, year, by)
        answer = self._answers.get(question, _UNASKED)
        if answer is _UNASKED:
            answer = self._remember(question, self._figure(series, place, year, by))
        return answer

    def _remember(self, question: _Question, answer: Found | None) -> Found | None:
        """Whoever asks about ever new days and places must not fill the memory."""
        if len(self._answers) >= MOST_ANSWERS:
            self._answers.clear()
        self._answers[question] = answer
        return answer

    def _standard(self, series: str, place: str, day: date) -> Found | None:
        begun = [
            f for f in self._of(series, place) if f.valid_from is not None and f.valid_from <= day
        ]
        if not begun:
            return None
        best = max(begun, key=lambda f: (narrowness(f.area), f.valid_from or date.min))
        ended = best.valid_to is not None and best.valid_to < day
        year = best.valid_from.year if best.valid_from is not None else day.year
        return Found(best, ended or year < day.year)

    def _figure(self, series: str, place: str, year: int, by: date) -> Found | None:
        known = [
            f
            for f in self._of(series, place)
            if f.period is not None
            and f.period <= year
            and (f.published_on is None or f.published_on <= by)
        ]
        if not known:
            return None
        best = max(known, key=lambda f: (f.period or 0, narrowness(f.area)))
        return Found(best, best.period != year)

    def _of(self, series: str, place: str) -> Iterable[ReferenceValueRecorded]:
        """The figures of a series for a place, each as last recorded."""
        last = {
            (f.area, f.period, f.valid_from): f
            for f in self.recorded
            if f.series == series and lies_in(place, f.area)
        }
        return last.values()


def evolve(references: References, fact: ReferenceValueRecorded) -> References:
    """The figures after one more was recorded."""
    return References((*references.recorded, fact))


def fold(facts: Iterable[ReferenceValueRecorded]) -> References:
    """The figures that a history adds up to."""
    return References(tuple(facts))
