"""Costs of two years in one decision (AMB-37): each year reckoned by itself, then added."""

from dataclasses import replace

from domain.assessment.costs import Base
from domain.assessment.inputs import Question
from domain.assessment.result import AmountRange, Reckoning, YearPart
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.law.outcome import BaseRule


@carries("8.1/4 AMB-37", "The years whose costs are answered, the earlier one first.")
def years_of(rule: BaseRule | None, question: Question) -> tuple[int, ...]:
    also = question.also_year
    if also is None or rule is None or not rule.two_years:
        return (question.expense_year,)
    return (also, question.expense_year)


def of_year(question: Question, year: int) -> Question:
    """The same about one year's costs only."""
    return replace(question, expense_year=year, also_year=None)


def together(ranges: list[AmountRange | None]) -> AmountRange | None:
    """What both years come to; nothing where one of them is not known."""
    known = [one for one in ranges if one is not None]
    if len(known) != len(ranges):
        return None
    proposed = [one.proposed for one in known if one.proposed is not None]
    least, most = _sum([one.least for one in known]), _sum([one.most for one in known])
    return AmountRange(
        least=least,
        proposed=_sum(proposed) if len(proposed) == len(known) else None,
        most=most,
        reasoned=least != most or any(one.reasoned for one in known),
    )


def _sum(some: list[Money]) -> Money:
    return sum(some, ZERO)


def reckoned(found: list[tuple[int, Reckoning, AmountRange | None]]) -> Reckoning:
    """One reckoning with a part for each year."""
    first = found[0][1]
    bases = [one.base for _, one, _ in found if one.base is not None]
    return replace(
        first,
        base=_sum(bases) if bases else None,
        shares=tuple(share for _, one, _ in found for share in one.shares),
        earlier=_sum([one.earlier for _, one, _ in found]),
        pools=tuple(use for _, one, _ in found for use in one.pools),
        formulas=tuple(use for _, one, _ in found for use in one.formulas),
        raised=tuple(dict.fromkeys(use for _, one, _ in found for use in one.raised)),
        booked=None,
        parts=tuple(
            YearPart(year, one.booked, one.base or ZERO, one.earlier, one.pools, amount)
            for year, one, amount in found
            if amount is not None
        ),
    )


def merged(bases: list[Base | None]) -> Base | None:
    """The costs of both years by whose they are."""
    known = [one for one in bases if one is not None]
    if not known:
        return None
    sums: dict[str, int] = {}
    for one in known:
        for whose, fen in one.sums.items():
            sums[whose] = sums.get(whose, 0) + fen
    flags = dict.fromkeys(flag for one in known for flag in one.flags)
    return Base(sums, any(one.known for one in known), tuple(flags))


@carries("AMB-37", "Of a sum each year bears its least, then the earlier one what is above it.")
def split(amount: Money, parts: tuple[YearPart, ...]) -> tuple[Money, ...]:
    """Of a sum in their range no year bears more than its most; the parts add up to the sum."""
    left, borne = amount.fen, [0] * len(parts)
    for bound in ("least", "most"):
        for number, part in enumerate(parts):
            more = min(left, getattr(part.amount, bound).fen - borne[number])
            borne[number] += more
            left -= more
    borne[-1] += left
    return tuple(map(Money, borne))
