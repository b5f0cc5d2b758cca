"""What is refused once a save has met it: a key that is gone, a number that stands already."""

from domain.case.claims import FIELD_OF
from domain.ground.history import ClaimTaken, KeyGone
from domain.ground.refusal import Code, Refused, reason
from domain.ground.terms import NumberKind

DESTROYED_BY = "个人信息保护法§47"


def key_gone(gone: KeyGone) -> Refused:
    """Nothing can be kept about somebody whose data was destroyed (个人信息保护法 §47)."""
    return Refused((reason(Code.KEY_DESTROYED, DESTROYED_BY, person=gone.person),))


def number_used(taken: ClaimTaken) -> Refused:
    """The number stands already; where, is nobody's business who may not see that case."""
    kind = NumberKind(taken.kind)
    field = FIELD_OF[kind]
    return Refused((reason(Code.NUMBER_USED_ALREADY, "内部§单据唯一", field, kind=kind.value),))
