"""Tiers (第十一条第二项): the whole cost at one rate, or each part at its own, in integers."""

from dataclasses import dataclass
from fractions import Fraction

from domain.ground.declared import carries
from domain.ground.money import Money
from domain.law.parts import Tier


@dataclass(frozen=True, slots=True)
class Step:
    """A tier in integers: ``rate`` times the scale for each fen, or ``flat`` fen times the scale."""

    up_to: int | None
    rate: int
    flat: int | None
    edge: Money | None
    shown: str | None


def step_of(tier: Tier, scale: int) -> Step:
    """A tier of the pack in integers of a scale."""
    rate = tier.rate or Fraction(0)
    return Step(
        up_to=None if tier.up_to is None else tier.up_to.fen,
        rate=int(rate * scale),
        flat=None if tier.flat is None else tier.flat.fen * scale,
        edge=tier.up_to,
        shown=None if tier.rate is None else f"{tier.rate.numerator}/{tier.rate.denominator}",
    )


def tiered(steps: tuple[Step, ...], cost: int, marginal: bool) -> tuple[int, Step, bool]:
    """What a cost in fen earns in fen times scale; its tier; whether only a maximum is stated.

    The edges belong to the tier below them: 小于…（含…）.
    """
    return _marginal(steps, cost) if marginal else _whole(steps, cost)


def _whole(steps: tuple[Step, ...], cost: int) -> tuple[int, Step, bool]:
    for step in steps:
        if step.up_to is None or cost <= step.up_to:
            earned = cost * step.rate if step.flat is None else step.flat
            return earned, step, step.up_to is None and step.flat is not None
    raise ValueError("a scale without an open tier")


@carries(
    "AMB-07", "Where the open tier names a sum and no rate, what lies above earns nothing more."
)
def _marginal(steps: tuple[Step, ...], cost: int) -> tuple[int, Step, bool]:
    earned, below = 0, 0
    for step in steps:
        reached = cost if step.up_to is None else min(cost, step.up_to)
        earned += (reached - below) * step.rate
        if step.up_to is None or cost <= step.up_to:
            return earned, step, step.up_to is None and step.flat is not None
        below = step.up_to
    raise ValueError("a scale without an open tier")


def near_edge(steps: tuple[Step, ...], cost: int, within: int) -> bool:
    """Whether a cost lies within so many fen of an edge between tiers (internal notice)."""
    if within <= 0:
        return False
    return any(s.up_to is not None and -within <= cost - s.up_to <= within for s in steps)


def exact(value: int, scale: int) -> str:
    """Fen times scale as fen, a rest as a fraction: ``240000+80/100``."""
    whole, rest = divmod(value, scale)
    return f"{whole}+{rest}/{scale}" if rest else str(whole)


def lowest(text: str) -> str:
    """What ``exact`` wrote, its fraction in lowest terms: equal sums are equal texts, by any scale."""
    whole, _, rest = text.partition("+")
    return f"{whole}+{Fraction(rest)}" if rest else whole
