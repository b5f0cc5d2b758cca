"""小额快救: a sum is never above its ceiling, nor above what the year leaves."""

from domain.case.entitlement import assessed
from domain.case.situation import Situation
from domain.case.small_sums import most, persons, rule
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.refusal import Code, Reasons, reason
from domain.law.small_fast import RULE, SmallYear


@carries(f"{RULE} 11 AMB-44 AMB-45", "Never above the ceiling, nor above what the year leaves.")
def within_small_sum(s: Situation, amount: Money) -> Reasons:
    highest = most(s)
    if highest is None:
        return None
    if amount > highest:
        facts = {"amount": amount, "most": highest, "persons": persons(s)}
        return reason(Code.ABOVE_SMALL_SUM, RULE, "amount", **facts)
    small, found = rule(s), assessed(s)
    counted = small is not None and small.year is SmallYear.COUNTED
    room = None if found is None or not counted else found.room
    if room is None or amount <= room:
        return None
    return reason(Code.ABOVE_YEARLY_ROOM, "11", "amount", amount=amount, room=room)
