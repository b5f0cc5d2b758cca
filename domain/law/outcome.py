"""What a policy pack prescribes for an outcome: kinds, tests, bases, amounts, pools (A8 to A11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from domain.ground.money import Money
from domain.ground.terms import Category, Cause, Subject
from domain.law.casework import Casework
from domain.law.citations import Citation
from domain.law.reference import ReferenceValueRecorded
from domain.law.terms import (
    AmountKind,
    AsOf,
    CapYear,
    Claim,
    Comparison,
    Costs,
    DangerousHome,
    Deducted,
    Evidence,
    Fallback,
    FloorVsCap,
    LargeHome,
    Per,
    PoolOf,
    Quantity,
    Register,
    Rounding,
    SchoolStage,
    SeriesUnit,
    SumOver,
    Window,
)

MAXIMUM, EARLIER_GRANTS = "maximum", "earlier-grants"
"""The two limits of an amount that are no pools: its own maximum, and what was granted before."""


DEDUCTIBLE: Mapping[Costs, frozenset[Deducted]] = {
    Costs.MEDICAL: frozenset(
        {
            Deducted.BASIC_INSURANCE,
            Deducted.MAJOR_INSURANCE,
            Deducted.MEDICAL_AID,
            Deducted.SOCIAL_AID,
            Deducted.COMMERCIAL_INSURANCE,
            Deducted.COMPENSATION,
        }
    ),
    Costs.SCHOOL: frozenset({Deducted.EDUCATION_AID, Deducted.SOCIAL_AID}),
    Costs.SPENDING: frozenset(),
    Costs.CARE: frozenset({Deducted.INSURANCE, Deducted.SPECIAL_AID, Deducted.SUPPORT_FUND}),
}
"""What can be taken off each sort of cost."""


FEN = Money(1)
"""The smallest unit a result is rounded to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """A kind of hardship (A8): what must have happened, be found by a person, and be on file.

    ``causes`` and ``registers``: one of them (empty: any); ``effects``: how many at least.
    """

    category: Category
    title: str
    subject: Subject
    citation: Citation
    causes: frozenset[Cause] = frozenset()
    effects: int = 0
    registers: frozenset[Register] = frozenset()
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipTest:
    """A test of hardship (A8.1/2, A9): a statement, or ``left`` compared with a bound.

    The bound is the sum of ``right`` or a reference value, times the parameter ``times``.
    ``binds``: kinds that fail with it; ``informs``: kinds it is only shown for. ``override``: the
    post that may set it aside with a written reason (一般指), where any may. ``large_home`` and
    ``dangerous_home``: what of a home counts in necessary spending.
    """

    id: str
    title: str
    citation: Citation
    claim: Claim | None = None
    left: Quantity | None = None
    compare: Comparison | None = None
    right: tuple[Quantity, ...] = ()
    series: str | None = None
    times: str | None = None
    binds: frozenset[Category] = frozenset()
    informs: frozenset[Category] = frozenset()
    override: str | None = None
    large_home: LargeHome = LargeHome.WHOLE
    dangerous_home: DangerousHome = DangerousHome.COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRule:
    """What an amount is reckoned from (A8.1/4, A8.1/5): costs of a year after deductions.

    ``deducts``: what is taken off, each by its provision; ``stages``: which schooling counts;
    ``manual``: which a person must decide on; ``two_years``: whether one decision may answer the
    costs of the year before as well.
    """

    id: str
    costs: Costs
    deducts: Mapping[Deducted, Citation]
    sum_over: SumOver
    citation: Citation
    stages: frozenset[SchoolStage] = frozenset()
    manual: frozenset[SchoolStage] = frozenset()
    two_years: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRule:
    """A reference value that changes over the years, and the value of which day is meant."""

    id: str
    title: str
    unit: SeriesUnit
    as_of: AsOf
    fallback: Fallback
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRule:
    """How much a kind of hardship gets (A11). ``limits`` are applied in their order.

    ``factor`` names a parameter; ``periods_*`` count periods of the series' unit (months, days);
    ``per_day``: each is a day, a thirtieth of the month the series is in. ``least`` and ``most`` are
    in yuan; ``unit`` is what the result is rounded to. ``apart``: no yearly total counts its grants.
    ``formulas`` are those of which the greater or the lesser is taken, each a rule without limits.
    """

    categories: frozenset[Category]
    kind: AmountKind
    limits: tuple[str, ...]
    citation: Citation
    base: str | None = None
    scale: str | None = None
    rate: Fraction | None = None
    series: str | None = None
    factor: str | None = None
    per: Per = Per.CASE
    periods_least: int = 1
    periods_most: int = 1
    least: Money | None = None
    most: Money | None = None
    floor_vs_cap: FloorVsCap = FloorVsCap.CAP_WINS
    rounding: Rounding = Rounding.HALF_UP
    unit: Money = FEN
    apart: bool = False
    per_day: bool = False
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaximumRule:
    """Another maximum, where a person found ``claim`` to be so, or a meeting resolved it
    (``collective``; both where both are named). It stands for those of ``lifts``; ``most``: in yuan.
    """

    categories: frozenset[Category]
    most: Money
    lifts: tuple[str, ...]
    citation: Citation
    claim: Claim | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRule:
    """A yearly total that is capped (A11). ``cap`` names an amount, or a multiple of ``series``.

    ``bounds``: whose grants it limits; ``counts``: whose grants use it up; ``year``: in which year
    grants for costs do.
    """

    id: str
    title: str
    of: PoolOf
    cap: str
    bounds: frozenset[Subject]
    counts: frozenset[Subject]
    window: Window
    citation: Citation
    series: str | None = None
    per: Per = Per.CASE
    year: CapYear = CapYear.APPROVAL


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything a pack prescribes for outcomes and casework, under its chosen readings."""

    categories: Mapping[Category, CategoryRule] = field(default_factory=dict)
    tests: tuple[HardshipTest, ...] = ()
    bases: Mapping[str, BaseRule] = field(default_factory=dict)
    series: Mapping[str, SeriesRule] = field(default_factory=dict)
    amounts: tuple[AmountRule, ...] = ()
    pools: Mapping[str, PoolRule] = field(default_factory=dict)
    published: tuple[ReferenceValueRecorded, ...] = ()
    casework: Casework = field(default_factory=Casework)
    formulas: Mapping[str, AmountRule] = field(default_factory=dict)
    maxima: tuple[MaximumRule, ...] = ()

    def amount(self, category: Category) -> AmountRule | None:
        """How much this kind of hardship gets; ``None`` where the pack relieves it not at all."""
        for rule in self.amounts:
            if category in rule.categories:
                return rule
        return None


MISMATCH_TOLERANCE = "mismatch_tolerance"
"""The parameter above which a difference between declared and verified means is pointed out."""
