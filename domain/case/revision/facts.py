"""撤销与变更: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import Decided, NumberKind, RevisionGround


@fact("decision-revoked")
@says("撤销决定: what stood since when, and why it does not any more. The county decides anew.")
class DecisionRevoked(Fact):
    """``amount`` is the sum of an approval. ``proposal`` numbers what a checker proposed, if one did."""

    on: date
    stood: Decided
    since: date
    amount: Money | None = None
    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]
    proposal: int | None = None
    vouched: tuple[NumberKind, ...] = ()


RevisionFact = DecisionRevoked
"""撤销."""
