"""撤销与变更: what comes of it, whoever proposed it, and what a new sum must be."""

from dataclasses import dataclass
from typing import Protocol

from domain.case.decision.sums import as_recommended, charges
from domain.case.entitlement import Words, against, assessed, on_record, prescribes, trace
from domain.case.gates import within_notice
from domain.case.numbers import vouched
from domain.case.payment.rules import countersignature_not_refused
from domain.case.releases import released_to
from domain.case.revision import facts as e
from domain.case.situation import Situation
from domain.case.state import Approval
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.people import Private
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change
from domain.ground.terms import Decided, Ending, RevisionGround, Stage

HOUSE = "内部§决定更正"
REVISABLE = ",".join(sorted(stage.value for stage in (Stage.APPROVED, Stage.REFUSED)))
"""The stages in which there is something to revise."""
DECIDED = frozenset({None, Ending.PAID, Ending.REFUSED, Ending.COUNTERSIGNATURE_REFUSED})
"""Endings after which a decision stands; none while the case is under way."""
OTHERS = frozenset({RevisionGround.REVIEW, RevisionGround.JUDGMENT})
"""Grounds that others give: they are entered with their document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a decision does not stand as it was given, in which paper, and upon what."""

    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]
    proposal: int | None = None


class Grounded(Protocol):
    """Whatever names a ground of revision."""

    @property
    def ground(self) -> RevisionGround:
        """The ground."""


class Summed(Protocol):
    """Whatever names the sum an approval is to become."""

    @property
    def amount(self) -> Money:
        """The sum."""


@since(2)
@carries(HOUSE, "The file did not end before anything was decided.")
def decision_stands(s: Situation) -> Reason | None:
    if s.case.ending in DECIDED:
        return None
    return reason(Code.OUT_OF_ORDER, HOUSE, stage=s.case.stage.value, needed=REVISABLE)


@since(2)
@carries(HOUSE, "What a review or a court said is entered as such, and is no ground of ours.")
def own_ground(s: Situation, command: Grounded) -> Reason | None:
    if command.ground not in OTHERS:
        return None
    return reason(Code.FIELD_INVALID, HOUSE, "ground", fault="ground-of-others")


def standing(s: Situation) -> Decided:
    """What stands: an approval, or else a refusal."""
    return Decided.REFUSAL if s.case.approval is None else Decided.APPROVAL


def approval(s: Situation) -> Approval:
    """The approval that stands. Raises ``ValueError`` where there is none."""
    if s.case.approval is None:
        raise ValueError("no approval stands")
    return s.case.approval


@carries(
    "9 12 AMB-02",
    "A change is reckoned as of the day the approval booked its grant, with what it excepted from.",
)
def as_of_approval(s: Situation) -> Words:
    kept = s.case.excepted
    return Words(
        on=approval(s).on,
        exception=kept.exception,
        overrides=kept.overrides,
        found=kept.found,
    )


@since(2)
@carries("18.2.1", "A sum the county would not countersign is revoked, not changed.")
def not_stopped(s: Situation) -> Reason | None:
    return countersignature_not_refused(s)


@since(2)
@carries(HOUSE, "Another sum than the one that stands.")
def another_sum(s: Situation, command: Summed) -> Reason | None:
    if command.amount != approval(s).amount:
        return None
    return reason(Code.SUM_UNCHANGED, HOUSE, "amount", amount=command.amount)


@since(2)
@carries("2 8 9 10 11 12", "The new sum, too, is one the law prescribes.")
def sum_prescribed(s: Situation, command: Summed) -> Reasons:
    words = as_of_approval(s)
    return gather((against(s, words), prescribes(s, words, command.amount, "amount")))


@since(2)
@carries(
    "18 18.1.1 AMB-30",
    "Never above what was recommended and shown: a higher sum goes back and hangs again.",
)
def no_higher_than_shown(s: Situation, command: Summed) -> Reason | None:
    return within_notice(s, command.amount) or as_recommended(s, command)


def revoked(s: Situation, why: Why) -> tuple[Change, ...]:
    """The decision taken back, and every account with all of its room again."""
    fact = e.DecisionRevoked(
        on=s.today,
        stood=standing(s),
        since=s.case.decided_on,
        amount=None if s.case.approval is None else s.case.approval.amount,
        ground=why.ground,
        reasons=why.reasons.bound(s.case.asked.applicant),
        document=why.document,
        evidence=tuple(why.evidence),
        proposal=why.proposal,
        vouched=vouched(s, decision=why.document),
    )
    return (Change(fact), *released_to(s, ZERO, "revoked"))


def changed(s: Situation, amount: Money, why: Why) -> tuple[Change, ...]:
    """The sum that stands now, and the room given back or taken for it."""
    was, words = approval(s), as_of_approval(s)
    found = assessed(s, words)
    fact = e.DecisionChanged(
        on=s.today,
        since=s.case.decided_on,
        was=was.amount,
        amount=amount,
        unpaid=max(amount - s.case.payments.disbursed, ZERO),
        ground=why.ground,
        reasons=why.reasons.bound(s.case.asked.applicant),
        document=why.document,
        evidence=tuple(why.evidence),
        proposal=why.proposal,
        prescribed=on_record(s, found, words),
        assessment=trace(found),
        vouched=vouched(s, decision=why.document),
        law=s.law,
    )
    return (Change(fact), *rebooked(s, amount))


@carries("AMB-02", "Room of a lower sum comes back; a higher one is booked on the day of approval.")
def rebooked(s: Situation, amount: Money) -> tuple[Change, ...]:
    was = approval(s)
    if amount < was.amount:
        return released_to(s, amount, "changed")
    found = assessed(s, as_of_approval(s))
    return (*released_to(s, ZERO, "changed"), *charges(s, amount, found, was.on))
