"""How much (第十一条): one exact reckoning in integers, limits in their order, one rounding.

The order is that of the text: costs after deductions; the entitlement of the year's whole base;
less what the same kind was granted for that year; within the room of the yearly totals; rounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.assessment.costs import Base, base_of
from domain.assessment.entitled import Standard, Sums, entitled, unknown
from domain.assessment.inputs import EarlierGrant, Question
from domain.assessment.plan import Plan, PoolPlan
from domain.assessment.result import (
    AmountRange,
    Flag,
    PoolUse,
    Raised,
    Reckoning,
)
from domain.assessment.years import merged, of_year, reckoned, together, years_of
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.law.outcome import MAXIMUM, MaximumRule
from domain.law.terms import AmountKind, FloorVsCap, Per, Rounding

FLOORS = frozenset({AmountKind.FLOOR, AmountKind.STANDARD, AmountKind.BAND})
"""Shapes with a least sum that a cap can cut."""


@dataclass(frozen=True, slots=True)
class Due:
    """What the reckoning came to. No amount: a standard or the base is not known."""

    amount: AmountRange | None
    room: Money | None
    reckoning: Reckoning
    flags: tuple[Flag, ...]
    lacks: tuple[str, ...]
    base: Base | None


def due(plan: Plan, question: Question, standard: Standard) -> Due:
    """The range the law prescribes for this kind of hardship."""
    years = years_of(plan.base, question)
    if len(years) == 1:
        return _due(plan, question, standard, {})
    asked = [of_year(question, year) for year in years]
    asked[0] = replace(asked[0], ahead=None)
    first = _due(plan, asked[0], standard, {})
    taken = {} if apart(plan, *asked) else _taken(plan, first)
    found = [first, _due(plan, asked[1], standard, taken)]
    rooms = [one.room for one in found if one.room is not None][: 1 if taken else None]
    return Due(
        amount=together([one.amount for one in found]),
        room=sum(rooms, ZERO) if rooms else None,
        reckoning=reckoned(
            [(year, d.reckoning, d.amount) for year, d in zip(years, found, strict=True)]
        ),
        flags=tuple(dict.fromkeys(flag for one in found for flag in one.flags)),
        lacks=tuple(dict.fromkeys(lack for one in found for lack in one.lacks)),
        base=merged([one.base for one in found]),
    )


def apart(plan: Plan, one: Question, other: Question) -> bool:
    """Whether the costs of two years use up totals of different years."""
    return plan.by_costs and cap_year(one) != cap_year(other)


@carries(
    "AMB-37", "Costs use up the total of their own year, or of approval where that is long past."
)
def cap_year(question: Question) -> int:
    approved, year = question.on.year, question.expense_year
    return year if year >= approved - 1 else approved


@carries("AMB-37", "Where both years use up one total, the later has what the earlier leaves.")
def _taken(plan: Plan, before: Due) -> dict[str, int]:
    most = 0 if before.amount is None else before.amount.most.fen
    pools = (limit for limit in plan.limits if isinstance(limit, PoolPlan))
    return {pool.rule.id: most for pool in pools}


def _due(plan: Plan, question: Question, standard: Standard, taken: Mapping[str, int]) -> Due:
    """Of one year; ``taken`` is what another part of the decision uses up of the totals."""
    rule = plan.amount
    base = None if plan.base is None else base_of(plan.base, question)
    sums = entitled(plan, question, base, standard)
    lacks = [] if base is None or base.known else [f"costs:{rule.base}"]
    if sums is None:
        lacks += [f"reference:{series}" for series in unknown(plan, standard)]
        sums = Sums(0, None, 0, [Flag.REFERENCE_MISSING])
    earlier, pools = _limited(plan, question, standard, sums, lacks, taken)
    reckoning = Reckoning(
        kind=rule.kind,
        article=plan.amount_article,
        base=None if base is None else Money(base.total),
        shares=sums.shares,
        earlier=Money(earlier) if earlier else ZERO,
        pools=tuple(pools),
        booked=cap_year(question) if plan.by_costs else None,
        formulas=sums.formulas,
        raised=tuple(sums.raised),
    )
    return Due(
        amount=None if lacks else _range(plan, sums),
        room=_least_room(pools),
        reckoning=reckoning,
        flags=tuple(sums.flags) if base is None else (*sums.flags, *base.flags),
        lacks=tuple(lacks),
        base=base,
    )


def _least_room(pools: list[PoolUse]) -> Money | None:
    """What the tightest of the yearly totals leaves."""
    if len(pools) == 1:
        return pools[0].room
    return min((use.room for use in pools), default=None)


def _limited(
    plan: Plan,
    question: Question,
    standard: Standard,
    sums: Sums,
    lacks: list[str],
    taken: Mapping[str, int],
) -> tuple[int, list[PoolUse]]:
    """The sums brought under the limits, in their order; what was granted, and the pools."""
    if question.ahead is not None:
        _deduct(sums, question.ahead.fen * plan.scale)
    floor, earlier, pools = sums.least, 0, []
    raised = _raised(plan, question)
    sums.raised += raised.values()
    for limit in plan.limits:
        if isinstance(limit, PoolPlan):
            other = raised.get(limit.rule.id)
            cap = None if other is None else other.most
            use = _use(limit, question, standard, taken.get(limit.rule.id, 0), cap)
            if use is None:
                lacks.append(f"reference:{limit.rule.series}")
                continue
            pools.append(use)
            if sums.cut(use.room.fen * plan.scale):
                floored = plan.amount.kind in FLOORS
                sums.flags.append(Flag.FLOOR_CUT_BY_CAP if floored else Flag.ROOM_CUT)
        elif limit == MAXIMUM and plan.amount.most is not None:
            most = raised[MAXIMUM].most if MAXIMUM in raised else plan.amount.most
            sums.cut(most.fen * plan.scale)
        else:
            earlier = granted_for(question)
            _deduct(sums, earlier * plan.scale)
    if plan.amount.floor_vs_cap is FloorVsCap.FLOOR_WINS and sums.most < floor:
        sums.least = sums.proposed = sums.most = sums.bound = floor
    return earlier, pools


def _raised(plan: Plan, question: Question) -> dict[str, Raised]:
    """The other maxima that hold, by the limit they stand for: of several the highest."""
    raised: dict[str, Raised] = {}
    for rule in plan.maxima:
        if not _holds(rule, question):
            continue
        for limit in rule.lifts:
            if limit not in raised or raised[limit].most < rule.most:
                minutes = question.collective if rule.collective else None
                raised[limit] = Raised(limit, str(rule.citation), rule.most, rule.claim, minutes)
    return raised


def _holds(rule: MaximumRule, question: Question) -> bool:
    """Whether a person found what it asks for, and a meeting resolved it where it asks for that."""
    if rule.collective and not question.collective:
        return False
    said = [one for one in question.circumstances.statements if one.claim is rule.claim]
    return rule.claim is None or any(one.holds for one in said)


def _deduct(sums: Sums, granted: int) -> None:
    if granted > sums.most:
        sums.flags.append(Flag.GRANTED_MORE)
    if granted:
        sums.flags.append(Flag.EARLIER_DEDUCTED)
    sums.less(granted)


def granted_for(question: Question) -> int:
    """What this kind of hardship was granted before, for the same expense year, in fen."""
    category, year = question.circumstances.category, question.expense_year
    granted = 0
    for grant in question.earlier:
        if grant.category is category and grant.expense_year == year and not grant.small:
            granted += grant.amount.fen
    return granted


def _use(
    pool: PoolPlan,
    question: Question,
    standard: Standard,
    taken: int = 0,
    instead: Money | None = None,
) -> PoolUse | None:
    """A yearly total on the day of decision, of which so much is ``taken`` already.

    ``instead`` is another cap that holds. ``None`` where its standard is not recorded.
    """
    cap = instead or pool.fixed or _cap(pool, question, standard)
    if cap is None:
        return None
    used = taken
    for grant in question.earlier:
        counted = grant.subject in pool.counts and (grant.own or pool.household)
        counted = counted and grant.category not in pool.apart
        if counted and _counts(pool, grant, question):
            used += grant.amount.fen
    if used == 0 and instead is None and pool.untouched is not None:
        return pool.untouched
    room = Money(cap.fen - used if used < cap.fen else 0)
    return PoolUse(pool.rule.id, pool.article, cap, Money(used), room)


def _cap(pool: PoolPlan, question: Question, standard: Standard) -> Money | None:
    """A cap that is a multiple of a standard, for the case or for each member."""
    rule = pool.rule
    cap = pool.cap.of(standard(rule.series) if rule.series is not None else None)
    if cap is None:
        return None
    return Money(cap * question.circumstances.members if rule.per is Per.MEMBER else cap)


@carries("AMB-01 AMB-37", "Whether a grant uses up the total of the year that is asked about.")
def _counts(pool: PoolPlan, grant: EarlierGrant, question: Question) -> bool:
    if not pool.calendar:
        return in_window(False, grant.on, question.on)
    return grant.year == (cap_year(question) if pool.by_costs else question.on.year)


@carries(
    "AMB-01 AMB-13", "This calendar year, or the twelve months that end on the day of decision."
)
def in_window(calendar: bool, day: date, today: date) -> bool:
    if calendar:
        return day.year == today.year
    leap = (today.month, today.day) == (2, 29)
    return day > today.replace(year=today.year - 1, day=28 if leap else today.day)


@carries("AMB-33", "Rounded once, half up or down, never above what the limits left.")
def _range(plan: Plan, sums: Sums) -> AmountRange:
    most = _rounded(plan, sums.most, sums.bound)
    if sums.least == sums.most:
        return AmountRange(most, most, most, False)
    least = _rounded(plan, sums.least, sums.bound)
    proposed: Money | None = least
    if sums.proposed != sums.least:
        proposed = None if sums.proposed is None else _rounded(plan, sums.proposed, sums.bound)
    return AmountRange(least, proposed, most, least.fen != most.fen)


def _rounded(plan: Plan, value: int, bound: int) -> Money:
    """To the pack's unit; rounding up never passes what a limit allows."""
    unit, scale = plan.amount.unit.fen, plan.scale
    whole, rest = divmod(value, scale * unit)
    up = plan.amount.rounding is Rounding.HALF_UP and 2 * rest >= scale * unit
    raised = (whole + 1) * unit
    return Money(raised if up and raised * scale <= max(bound, 0) else whole * unit)
