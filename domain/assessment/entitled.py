"""What the shape of an amount gives before any limit (第十一条): its least, its proposal and its most."""

from collections.abc import Callable
from dataclasses import dataclass, field

from domain.assessment.costs import Base
from domain.assessment.inputs import Question
from domain.assessment.plan import Plan
from domain.assessment.result import Flag, FormulaUse, Raised, Share
from domain.assessment.tiers import exact, near_edge, tiered
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.law.terms import AmountKind, Per

UNBOUNDED = 10**18
"""More fen than there are: no limit was applied yet."""

Standard = Callable[[str], int | None]
"""The value of a series in fen; ``None`` where it is not recorded."""


@dataclass(slots=True)
class Sums:
    """The three sums on their way through the limits, in fen times the plan's scale."""

    least: int
    proposed: int | None
    most: int
    flags: list[Flag] = field(default_factory=list)
    shares: tuple[Share, ...] = ()
    bound: int = UNBOUNDED
    formulas: tuple[FormulaUse, ...] = ()
    raised: list[Raised] = field(default_factory=list)

    def cut(self, most: int) -> bool:
        """Nothing above ``most``; whether that changed what is due at least, or proposed."""
        self.bound = min(self.bound, most)
        due = self.least if self.proposed is None else self.proposed
        self.least, self.most = min(self.least, most), min(self.most, most)
        if self.proposed is not None:
            self.proposed = min(self.proposed, most)
        return due > most

    def less(self, granted: int) -> None:
        """What remains after an earlier grant; never under nothing."""
        self.least, self.most = max(0, self.least - granted), max(0, self.most - granted)
        self.bound = max(0, self.bound - granted)
        if self.proposed is not None:
            self.proposed = max(0, self.proposed - granted)


def entitled(plan: Plan, question: Question, base: Base | None, standard: Standard) -> Sums | None:
    """What the shape of the amount gives before any limit; ``None`` without its standard."""
    rule, scale = plan.amount, plan.scale
    if plan.parts:
        return _of_several(plan, question, base, standard)
    if rule.kind in (AmountKind.TIER_WHOLE, AmountKind.TIER_MARGINAL):
        return _tiers(plan, base)
    if rule.kind is AmountKind.RATE:
        earned = 0 if base is None else base.total * plan.rate
        return Sums(earned, earned, earned)
    if rule.kind is AmountKind.COSTS:
        earned = 0 if base is None else base.total * scale
        return Sums(0, earned, earned, [Flag.REASON_REQUIRED])
    if rule.kind is AmountKind.BAND:
        least = 0 if rule.least is None else rule.least.fen * scale
        most = UNBOUNDED if rule.most is None else rule.most.fen * scale
        return Sums(least, least, most, [Flag.REASON_REQUIRED])
    if rule.kind is AmountKind.DISCRETIONARY:
        return Sums(0, None, UNBOUNDED, [Flag.REASON_REQUIRED])
    value = None if rule.series is None else standard(rule.series)
    if value is None:
        return None
    heads = question.circumstances.members if rule.per is Per.MEMBER else 1
    one = value * heads * plan.factor
    if rule.kind is AmountKind.FLOOR:
        return Sums(one, one, UNBOUNDED, [Flag.REASON_REQUIRED])
    if rule.kind is AmountKind.UP_TO:
        return Sums(0, None, one, [Flag.REASON_REQUIRED])
    return _periods(plan, question.periods, one)


def unknown(plan: Plan, standard: Standard) -> tuple[str, ...]:
    """The standards a reckoning needs that are not on record."""
    rules = [plan.amount, *(part.amount for _, part in plan.parts)]
    named = dict.fromkeys(rule.series for rule in rules if rule.series is not None)
    return tuple(series for series in named if standard(series) is None)


def _of_several(
    plan: Plan, question: Question, base: Base | None, standard: Standard
) -> Sums | None:
    """The greater or the lesser of what the formulas give; the first of equal ones is the one taken."""
    found = [(id, part, entitled(part, question, base, standard)) for id, part in plan.parts]
    known = [(id, part, sums) for id, part, sums in found if sums is not None]
    if len(known) < len(found):
        return None
    for _, part, sums in known:
        if part.amount.most is not None:
            sums.cut(part.amount.most.fen * plan.scale)
    pick = max if plan.amount.kind is AmountKind.GREATER else min
    taken, _, best = pick(known, key=lambda one: one[2].proposed or 0)
    return Sums(
        pick(sums.least for _, _, sums in known),
        pick(sums.proposed or 0 for _, _, sums in known),
        pick(sums.most for _, _, sums in known),
        list(dict.fromkeys(flag for _, _, sums in known for flag in sums.flags)),
        best.shares,
        formulas=tuple(
            FormulaUse(id, part.amount_article, exact(sums.proposed or 0, plan.scale), id == taken)
            for id, part, sums in known
        ),
    )


@carries("11.2 AMB-07 AMB-08", "Tiers of each share of the base.")
def _tiers(plan: Plan, base: Base | None) -> Sums:
    marginal = plan.amount.kind is AmountKind.TIER_MARGINAL
    total, flags, shares = 0, [], []
    fixed = True
    for whose, cost in ({} if base is None else base.sums).items():
        earned, step, capped = tiered(plan.steps, cost, marginal)
        total += earned
        fixed = fixed and not capped
        if capped:
            flags.append(Flag.NO_RATE_ABOVE if marginal else Flag.AT_MOST)
        if near_edge(plan.steps, cost, plan.edge):
            flags.append(Flag.NEAR_EDGE)
        rate = None if marginal else step.shown
        shares.append(Share(whose, Money(cost), step.edge, rate, exact(earned, plan.scale)))
    least = total if fixed or marginal else 0
    return Sums(least, total, total, list(dict.fromkeys(flags)) if flags else [], tuple(shares))


def _periods(plan: Plan, periods: int | None, one: int) -> Sums:
    """Standard times persons times months or days, the number being a judgement in its bounds."""
    rule = plan.amount
    flags = [Flag.REASON_REQUIRED] if rule.periods_least < rule.periods_most else []
    asked = rule.periods_least if periods is None else periods
    within = min(max(asked, rule.periods_least), rule.periods_most)
    if within != asked:
        flags.append(Flag.PERIODS_CLIPPED)
    return Sums(one * rule.periods_least, one * within, one * rule.periods_most, flags)
