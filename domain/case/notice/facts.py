"""公示: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.terms import ObjectionOutcome


@fact("public-notice-posted", version=2)
@carries("18.1.1", "公示: where, which text, with what evidence. ``amount`` is the figure shown.")
class PublicNoticePosted(Fact):
    on: date
    round: int
    place: str
    amount: Money
    text_digest: str
    evidence: tuple[str, ...]
    late_reason: Private | None = None


@fact("public-notice-interrupted", version=2)
@says("The notice was torn down or hidden: it must be posted anew for the whole period.")
class PublicNoticeInterrupted(Fact):
    on: date
    round: int
    reason: Private


@fact("public-notice-ended", version=2)
@says("The whole period is over; ``last_day`` is printed in the served file.")
class PublicNoticeEnded(Fact):
    """``free_on`` is the day the file may go up, once the box of objections was emptied."""

    on: date
    round: int
    last_day: date
    evidence: tuple[str, ...] = ()
    free_on: date | None = None


@fact("objection-lodged", version=2)
@says("异议, on the day it was received. Anonymous where ``objector`` is absent.")
class ObjectionLodged(Fact):
    on: date
    number: int
    content: Private
    objector: Private | None = None
    late_reason: Private | None = None


@fact("objection-resolved", version=2)
@says("The township's answer to an objection, with its evidence.")
class ObjectionResolved(Fact):
    """``beyond``: the file had gone up, so that nothing of the township's own course follows."""

    on: date
    number: int
    outcome: ObjectionOutcome
    findings: Private
    evidence: tuple[str, ...] = ()
    beyond: bool = False


NoticeFact = (
    PublicNoticePosted
    | PublicNoticeInterrupted
    | PublicNoticeEnded
    | ObjectionLodged
    | ObjectionResolved
)
