"""What is refused beside the rules: a key that is gone, a number that stands already, a place nowhere."""

from typing import Any, cast

from domain.case.claims import FIELD_OF
from domain.case.situation import Situation
from domain.ground.commands import Command
from domain.ground.history import ClaimTaken, KeyGone
from domain.ground.refusal import Code, Refused, reason
from domain.ground.rows import Rule
from domain.ground.terms import NumberKind
from domain.law.clauses import by_own_law

DESTROYED_BY = "个人信息保护法§47"


def key_gone(gone: KeyGone) -> Refused:
    """Nothing can be kept about somebody whose data was destroyed (个人信息保护法 §47)."""
    return Refused((reason(Code.KEY_DESTROYED, DESTROYED_BY, person=gone.person),))


def number_used(taken: ClaimTaken) -> Refused:
    """The number stands already; where, is nobody's business who may not see that case."""
    kind = NumberKind(taken.kind)
    field = FIELD_OF[kind]
    return Refused((reason(Code.NUMBER_USED_ALREADY, "内部§单据唯一", field, kind=kind.value),))


def nowhere(row: Rule, command: Command, situation: Situation) -> Refused | None:
    """A township that does not exist is said to be unknown, rather than out of reach."""
    if not row.opens:
        return None
    township: str = cast(Any, command).township
    if situation.places.township(township, situation.today) is not None:
        return None
    known = reason(Code.DIVISION_UNKNOWN, "3", "township", division=township)
    return Refused(by_own_law(situation.pack, (known,)))
