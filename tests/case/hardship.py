"""Circumstances of every kind of hardship, complete, under which a chosen sum is what the law prescribes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from adapters.packs import law
from domain.assessment.inputs import (
    Certainty,
    Circumstances,
    Figure,
    Means,
    MedicalBill,
    OtherAid,
    SchoolCost,
    Source,
    Spending,
    Statement,
)
from domain.ground.money import Money
from domain.ground.terms import Category, Cause, Subject
from domain.law.reference import (
    INCOME_PER_RESIDENT,
    SUBSISTENCE,
    References,
    ReferenceValueRecorded,
    fold,
)
from domain.law.terms import Claim, Effect, SchoolStage

PACK = law().packs[0]
MONTHLY = 60_000
"""The invented subsistence standard in fen: the floor of a household of three is 1,800 yuan."""


def standard(year: int) -> ReferenceValueRecorded:
    """Invented: 600 yuan a month from the first of January."""
    return value(SUBSISTENCE, "yuan-per-month", MONTHLY, date(year, 1, 1))


def income(year: int) -> ReferenceValueRecorded:
    """Invented: 30,000 yuan a head, published in the spring after."""
    figure = value(INCOME_PER_RESIDENT, "yuan-per-year", 3_000_000, None)
    return replace(figure, period=year, published_on=date(year + 1, 1, 1))


def value(series: str, unit: str, fen: int, start: date | None) -> ReferenceValueRecorded:
    """A figure of nobody's communique."""
    return ReferenceValueRecorded(
        series=series,
        area="5401",
        period=None,
        valid_from=start,
        valid_to=None,
        published_on=start,
        value=Money(fen),
        unit=unit,
        document="虚构标准",
        source="虚构来源",
        on=start or date(2018, 12, 3),
    )


REFERENCES: References = fold(
    [*(standard(year) for year in range(2019, 2031)), *(income(y) for y in range(2018, 2030))]
)
"""What the city recorded before any story begins."""

CAUSES = {
    Category.SUDDEN_HARDSHIP: Cause.FIRE,
    Category.MEDICAL: Cause.ILLNESS,
    Category.EDUCATION: Cause.SCHOOLING,
}


def fitting(category: Category, amount: Money, day: date, **changes: Any) -> Circumstances:
    """The circumstances of a kind of hardship under which the sum is due, or may be granted.

    Medical and education costs are those whose tier gives the sum; floors and judgements hold for
    any sum the law allows.
    """
    rule, seen = PACK.outcomes.categories[category], Source(Certainty.VERIFIED, "paper-1", day)
    claims = (*rule.claims, Claim.PROPERTY_WITHIN_RULES)
    facts = Circumstances(
        subject=rule.subject,
        category=category,
        cause=CAUSES.get(category, Cause.OTHER),
        members=1 if rule.subject is Subject.INDIVIDUAL else 3,
        other_aid=OtherAid.NOT_COVERED,
        effects=(Effect.PROPERTY_LOST,) if rule.effects else (),
        registers=tuple(sorted(rule.registers))[:1],
        evidence=rule.evidence,
        statements=tuple(Statement(claim, True, seen) for claim in claims),
        spending=Spending(start=date(day.year, 1, 1), end=day, food=Figure(Money(3_000_000), seen)),
        means=Means(
            deposits=Figure(Money(100_000), seen),
            income_last_year=Figure(Money(1_200_000), seen),
            income_per_head=Figure(Money(400_000), seen),
        ),
        bills=(bill(costs("medical", amount), day),) if category is Category.MEDICAL else (),
        schooling=(school(costs("education", amount), day),)
        if category is Category.EDUCATION
        else (),
    )
    return replace(facts, **changes)


def bill(cost: Money, day: date, id: str = "bill-1") -> MedicalBill:
    """A bill of which the household pays all itself."""
    return MedicalBill(id=id, patient="patient-1", settled_on=day, total=cost)


def school(cost: Money, day: date, id: str = "fees-1") -> SchoolCost:
    """A year of college."""
    return SchoolCost(id=id, child="child-1", paid_on=day, stage=SchoolStage.COLLEGE, tuition=cost)


def costs(scale: str, amount: Money) -> Money:
    """The least costs whose tier gives a sum; nothing where none do."""
    below = 0
    for tier in PACK.scale(scale):
        edge = 10**12 if tier.up_to is None else tier.up_to.fen
        cost = below + 1 if tier.rate is None else _earning(amount, tier.rate)
        if tier.flat in (None, amount) and below < cost <= edge:
            return Money(cost)
        below = edge
    return Money(0)


def _earning(amount: Money, rate: Fraction) -> int:
    """The least cost in fen of which a rate, rounded half up, gives the sum."""
    return ceil(Fraction(2 * amount.fen - 1, 2) / rate)
