"""A number that stands again is vouched for by a second person (内部)."""

from domain.case.numbers import numbered
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.situation import Situation, happened
from domain.case.state import WHILE_OPEN
from domain.ground.declared import internal
from domain.ground.editions import since
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules
from domain.ground.terms import NumberKind
from domain.ground.words import said

ALONE = frozenset({NumberKind.DELEGATION})
"""Numbers nobody vouches for: a county numbers its own delegations."""


@since(2)
@internal("Some numbers can only be put right.")
def vouchable(s: Situation, command: c.VouchNumber) -> Reason | None:
    if command.kind in ALONE:
        allowed = ",".join(kind for kind in NumberKind if kind not in ALONE)
        return reason(Code.FIELD_INVALID, field="kind", fault="not-in-list", allowed=allowed)
    return None


@since(2)
@internal("The number vouched for is one.")
def says_something(s: Situation, command: c.VouchNumber) -> Reason | None:
    return numbered("number", command.kind)(s, command)  # type: ignore[return-value]


RULES: Rules = {
    c.VouchNumber: Rule(
        article="内部§单据唯一",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK, Post.FINANCE),
        address="number-vouchers",
        stages=WHILE_OPEN,
        checks=(vouchable, says_something, *said("reason")),
        facts=lambda s, k: happened(
            e.NumberVouched(
                on=s.today,
                kind=k.kind,
                number=k.number,
                reason=k.reason.bound(s.case.asked.applicant),
            )
        ),
        brings=(e.NumberVouched,),
    ),
}
