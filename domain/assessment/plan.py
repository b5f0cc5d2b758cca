"""A pack made ready to reckon with: rates as integers, parameters of one period looked up once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

from domain.assessment.housing import BASIC_AREA, BasicHousing, basic_housing
from domain.assessment.quantities import COMPARES, SUMS, Sum
from domain.assessment.result import Answer, Applied, Checked, Coverage, PoolUse
from domain.assessment.tiers import Step, step_of
from domain.ground.money import ZERO, Money
from domain.ground.terms import Category, Procedure, Subject
from domain.law.casework import DelegationRule
from domain.law.outcome import (
    MISMATCH_TOLERANCE,
    AmountRule,
    BaseRule,
    CategoryRule,
    HardshipTest,
    MaximumRule,
    PoolRule,
)
from domain.law.pack import NoLawInForce, Pack
from domain.law.parts import Parameter
from domain.law.terms import CapYear, Comparison, Evidence, Frequency, LargeHome, PoolOf, Window

EDGE_ALERT = "edge_alert"
"""The parameter that says how near a tier's edge is worth a notice."""

ONE = Fraction(1)
DAYS_OF_A_MONTH = 30
"""A day is a thirtieth of what a standard gives for a month, in every month."""


class NotRelieved(LookupError):
    """The pack has no amount for this kind of hardship."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """An amount in fen, or a multiple of a series, with the parameter it came from."""

    fen: int | None
    times: Fraction
    series: str | None
    applied: Applied

    def of(self, standard: int | None) -> int | None:
        """In fen, a fraction of one dropped; ``None`` where the standard is not known."""
        if self.fen is not None:
            return self.fen
        if standard is None:
            return None
        return standard * self.times.numerator // self.times.denominator


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """A yearly total with its cap looked up; ``fixed`` where that is a sum in yuan.

    ``untouched`` is then the ready answer for a year in which nothing was granted; ``apart`` are
    the kinds whose grants no total counts. ``by_costs``: the year of the costs is meant.
    """

    rule: PoolRule
    cap: Multiple
    article: str
    fixed: Money | None
    counts: tuple[Subject, ...]
    calendar: bool
    household: bool
    untouched: PoolUse | None
    apart: frozenset[Category]
    by_costs: bool


@dataclass(frozen=True, slots=True)
class HardshipPlan:
    """A test with its factor looked up, and whether it binds this kind of hardship.

    ``stated`` are the ready answers of a test that is a statement: yes, no and not said.
    """

    rule: HardshipTest
    times: Fraction
    whole: int | None
    binding: bool
    article: str
    stated: tuple[Checked, Checked, Checked]
    left: Sum | None
    home: BasicHousing
    right: tuple[Sum, ...]
    met: Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a pack says about one kind of hardship in one period of its parameters.

    Sums are reckoned in fen times ``scale``, a multiple of every denominator that occurs. ``parts``
    are the formulas of which one is taken, by name, all in the same scale.
    """

    kind: CategoryRule
    article: str
    covered: Coverage
    evidence: frozenset[Evidence]
    tests: tuple[HardshipPlan, ...]
    amount: AmountRule
    amount_article: str
    base: BaseRule | None
    steps: tuple[Step, ...]
    scale: int
    rate: int
    factor: int
    limits: tuple[str | PoolPlan, ...]
    edge: int
    tolerance: Money | None
    basic_area: int | None
    by_costs: bool
    yearly: tuple[int, str] | None
    per_matter: str | None
    excepted: tuple[Frequency, ...]
    delegations: dict[Procedure, tuple[DelegationRule, Multiple]]
    applied: tuple[Applied, ...]
    parts: tuple[tuple[str, "Plan"], ...] = ()
    maxima: tuple[MaximumRule, ...] = ()


class Compiler:
    """Makes plans of a pack as it is in one period, each kind once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.grounds = pack.outcomes.casework.grounds
        self._plans: dict[Category, Plan] = {}

    def plan(self, category: Category) -> Plan:
        """Raises ``NotRelieved``, and ``NoLawInForce`` where a parameter has no value then."""
        plan = self._plans.get(category)
        if plan is None:
            plan = self._plans[category] = _Reader(self.pack).plan(category)
        return plan

    def ceilings(self) -> tuple[tuple[DelegationRule, Multiple], ...]:
        """The ceilings of townships in urgency, where acts delegate. Raises ``NoLawInForce``."""
        reader, rules = _Reader(self.pack), self.pack.outcomes.casework.delegations
        return tuple(
            (rule, reader.multiple(rule.ceiling, rule.series))
            for rule in rules
            if rule.procedure is Procedure.URGENT
        )


class _Reader:
    """Looks parameters up in one period and remembers which were used."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.used: dict[str, Applied] = {}

    def plan(self, category: Category) -> Plan:
        outcomes = self.pack.outcomes
        rule, kind = outcomes.amount(category), outcomes.categories.get(category)
        if rule is None or kind is None:
            raise NotRelieved(f"pack {self.pack.id!r} does not relieve {category}")
        formulas = [(id, outcomes.formulas[id]) for id in rule.formulas]
        scale = lcm(*map(self.denominator, (rule, *(one for _, one in formulas))))
        yearly = outcomes.casework.frequency(Frequency.YEAR)
        matter = outcomes.casework.frequency(Frequency.MATTER)
        tests, limits = self.tests(category), self.limits(rule, kind)
        whole = Plan(
            kind=kind,
            article=str(kind.citation),
            covered=Coverage(Answer.YES, str(kind.citation), (), ()),
            evidence=frozenset(kind.evidence),
            tests=tests,
            limits=limits,
            scale=scale,
            **self.reckoned(rule, scale),
            tolerance=self.optional(MISMATCH_TOLERANCE),
            basic_area=self.area(),
            by_costs=any(isinstance(one, PoolPlan) and one.by_costs for one in limits),
            yearly=self.count(yearly.count, str(yearly.citation)) if yearly else None,
            per_matter=str(matter.citation) if matter else None,
            excepted=tuple(rule.per for rule in (yearly, matter) if rule and rule.exception),
            delegations=self.delegations(category),
            applied=(),
            maxima=tuple(one for one in outcomes.maxima if category in one.categories),
        )
        parts = tuple((id, replace(whole, **self.reckoned(one, scale))) for id, one in formulas)
        return replace(whole, parts=parts, applied=tuple(self.used.values()))

    def factor(self, rule: AmountRule) -> Fraction:
        """By what a standard is multiplied; a day is a thirtieth of its month."""
        factor = ONE if rule.factor is None else self.number(rule.factor)
        return factor / DAYS_OF_A_MONTH if rule.per_day else factor

    def denominator(self, rule: AmountRule) -> int:
        """Of every fraction a rule reckons with."""
        tiers = self.pack.scales.get(rule.scale or "", ())
        rates = (rule.rate or ONE, *(one.rate for one in tiers if one.rate is not None))
        return lcm(self.factor(rule).denominator, *(one.denominator for one in rates))

    def reckoned(self, rule: AmountRule, scale: int) -> dict[str, Any]:
        """What of a plan is one rule's own, in a scale."""
        tiers = self.pack.scales.get(rule.scale or "", ())
        return {
            "amount": rule,
            "amount_article": str(rule.citation),
            "base": None if rule.base is None else self.pack.outcomes.bases[rule.base],
            "steps": tuple(step_of(tier, scale) for tier in tiers),
            "rate": int((rule.rate or ONE) * scale),
            "factor": int(self.factor(rule) * scale),
            "edge": self.optional(EDGE_ALERT).fen if tiers else 0,
        }

    def tests(self, category: Category) -> tuple[HardshipPlan, ...]:
        return tuple(
            self.test(rule, category in rule.binds)
            for rule in self.pack.outcomes.tests
            if category in rule.binds or category in rule.informs
        )

    def test(self, rule: HardshipTest, binding: bool) -> HardshipPlan:
        times, article = ONE if rule.times is None else self.number(rule.times), str(rule.citation)
        bounded = rule.large_home is not LargeHome.WHOLE
        home = basic_housing(rule, self.area() if bounded else None)
        left = None if rule.left is None else SUMS[rule.left]
        return HardshipPlan(
            rule=rule,
            times=times,
            whole=times.numerator if times.denominator == 1 else None,
            binding=binding,
            article=article,
            stated=(
                Checked(rule.id, article, Answer.YES, binding),
                Checked(rule.id, article, Answer.NO, binding),
                Checked(rule.id, article, Answer.OPEN, binding),
            ),
            left=left if home.whole else home.spent,
            home=home,
            right=tuple(SUMS[quantity] for quantity in rule.right),
            met=COMPARES[rule.compare or Comparison.OVER],
        )

    def pool(self, pool: PoolRule, costs: bool) -> PoolPlan:
        cap, article = self.multiple(pool.cap, pool.series), str(pool.citation)
        fixed = None if cap.fen is None else Money(cap.fen)
        return PoolPlan(
            rule=pool,
            cap=cap,
            fixed=fixed,
            article=article,
            counts=tuple(pool.counts),
            calendar=pool.window is Window.CALENDAR,
            household=pool.of is PoolOf.HOUSEHOLD,
            untouched=None if fixed is None else PoolUse(pool.id, article, fixed, ZERO, fixed),
            apart=frozenset(
                kind for a in self.pack.outcomes.amounts if a.apart for kind in a.categories
            ),
            by_costs=costs and pool.year is CapYear.COSTS and pool.window is Window.CALENDAR,
        )

    def limits(self, rule: AmountRule, kind: CategoryRule) -> tuple[str | PoolPlan, ...]:
        """The limits in their order; pools that do not bind this subject are left out."""
        pools = self.pack.outcomes.pools
        limits: list[str | PoolPlan] = []
        for name in rule.limits:
            pool = pools.get(name)
            if pool is None:
                limits.append(name)
            elif kind.subject in pool.bounds:
                limits.append(self.pool(pool, rule.base is not None))
        return tuple(limits)

    def delegations(self, category: Category) -> dict[Procedure, tuple[DelegationRule, Multiple]]:
        work = self.pack.outcomes.casework
        rules = (work.delegation(procedure, category) for procedure in Procedure)
        return {
            rule.procedure: (rule, self.multiple(rule.ceiling, rule.series))
            for rule in rules
            if rule is not None
        }

    def multiple(self, id: str, series: str | None) -> Multiple:
        parameter = self.look(id)
        applied = self.used[id]
        if isinstance(parameter.value, Money):
            return Multiple(parameter.value.fen, ONE, None, applied)
        return Multiple(None, self.number(id), series, applied)

    def number(self, id: str) -> Fraction:
        value = self.look(id).value
        if isinstance(value, Money | str | bool):
            raise TypeError(f"parameter {id!r} is no number")
        return Fraction(value)

    def count(self, id: str | None, article: str) -> tuple[int, str] | None:
        return None if id is None else (int(self.number(id)), article)

    def optional(self, id: str) -> Money:
        """An internal amount; nothing where the pack has none."""
        try:
            value = self.look(id).value
        except NoLawInForce:
            return ZERO
        return value if isinstance(value, Money) else ZERO

    def area(self) -> int | None:
        """Square metres of basic housing a head; ``None`` where the pack does not say."""
        try:
            return int(self.number(BASIC_AREA))
        except NoLawInForce:
            return None

    def look(self, id: str) -> Parameter:
        parameter = self.pack.parameter(id, self.pack.first)
        self.used[id] = Applied(
            id, str(parameter.value), parameter.unit.value, parameter.start, str(parameter.citation)
        )
        return parameter
