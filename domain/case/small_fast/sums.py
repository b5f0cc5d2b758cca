"""小额快救: a sum is never above its ceiling, nor above what the year leaves."""

from domain.case.decision.facts import SmallSum
from domain.case.entitlement import NO_WORDS, Words, assessed, question
from domain.case.situation import Situation
from domain.case.small_fast.held import alone, held_to
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.refusal import Code, Reasons, reason
from domain.law.small_fast import RULE


def held(s: Situation, words: Words = NO_WORDS) -> SmallSum | None:
    """What a sum of this case is held to; ``None`` where no ceiling is known."""
    return held_to(s.pack, question(s, words), assessed(s, words), s.references)


def township_most(s: Situation) -> Money | None:
    """Up to how much the township decides alone; ``None`` where no ceiling is known."""
    small = held(s)
    return None if small is None else alone(s.pack, question(s), small)


@carries(f"{RULE} 11 AMB-44 AMB-45", "Never above the ceiling, nor above what the year leaves.")
def within_small_sum(s: Situation, amount: Money, words: Words = NO_WORDS) -> Reasons:
    small = held(s, words)
    if small is None:
        return None
    if amount > small.most:
        most, persons = small.most, small.persons
        return reason(
            Code.ABOVE_SMALL_SUM, RULE, "amount", amount=amount, most=most, persons=persons
        )
    if small.room is None or amount <= small.room:
        return None
    return reason(Code.ABOVE_YEARLY_ROOM, "11", "amount", amount=amount, room=small.room)
