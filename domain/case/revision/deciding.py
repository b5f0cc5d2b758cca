"""撤销与变更: what comes of it, whoever proposed it, and what a new sum must be."""

from dataclasses import dataclass
from typing import Any, Protocol

from domain.assessment.inputs import Circumstances
from domain.assessment.result import Assessment
from domain.case.annulled import same_facts
from domain.case.binding import sum_said
from domain.case.decision.sums import as_recommended, charges
from domain.case.entitlement import (
    Words,
    against,
    assessed,
    circumstances,
    on_record,
    prescribes,
    trace,
)
from domain.case.gates import notice_time, within_notice
from domain.case.numbers import vouched
from domain.case.payment.payable import countersignature_not_refused
from domain.case.reasons import lowered_by_aid
from domain.case.releases import released_to
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.situation import Situation, about_applicant
from domain.case.small_fast.sums import held, within_small_sum
from domain.case.small_sums import on_course
from domain.case.state import Approval
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.people import Private, unsaid
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change
from domain.ground.terms import Decided, Ending, RevisionGround, Stage
from domain.law.terms import NoticeTime

HOUSE = "内部§决定更正"
REVISABLE = ",".join(sorted(stage.value for stage in (Stage.APPROVED, Stage.REFUSED)))
"""The stages in which there is something to revise."""
DECIDED = frozenset({None, Ending.PAID, Ending.REFUSED, Ending.COUNTERSIGNATURE_REFUSED})
"""Endings after which a decision stands; none while the case is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a decision does not stand as it was given, in which paper, and upon what."""

    ground: RevisionGround
    reasons: Private
    document: str
    evidence: tuple[str, ...]
    proposal: int | None = None
    lowered_reason: Private | None = None
    found: Circumstances | None = None
    ordered: bool = False


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


class Lowering(Summed, Protocol):
    """One that may be lower than prescribed, for what others gave; or rest on another finding."""

    @property
    def lowered(self) -> bool:
        """Whether its reason was said."""

    @property
    def found(self) -> Circumstances | None:
        """What the county found where it differs."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum that is asked for."""

    amount: Money
    lowered: bool = False
    found: Circumstances | None = None


def named(command: c.ChangeSum | c.ProposeRevision, amount: Money) -> Sum:
    """The sum as a command names it."""
    return Sum(amount, not unsaid(command.lowered_reason), command.found)


@since(2)
@carries(HOUSE, "The file did not end before anything was decided.")
def decision_stands(s: Situation) -> Reason | None:
    if s.case.ending in DECIDED or paid_to_the_dead(s):
        return None
    return reason(Code.OUT_OF_ORDER, HOUSE, stage=s.case.stage.value, needed=REVISABLE)


def paid_to_the_dead(s: Situation) -> bool:
    """The last to be helped died and the file is over, but something was paid on what was decided."""
    terminated = s.case.ending is Ending.TERMINATED and s.case.approval is not None
    return terminated and s.case.payments.disbursed > ZERO


def beyond_death(s: Situation, amount: Money | None) -> bool:
    """More than what stands since the last to be helped died."""
    stands = s.case.approval
    return s.case.bereft and amount is not None and stands is not None and amount > stands.amount


@since(2)
@carries(HOUSE, "What a review or a court said is entered as such, and is no ground of ours.")
def own_ground(s: Situation, command: Grounded) -> Reason | None:
    if command.ground not in e.OTHERS:
        return None
    return reason(Code.FIELD_INVALID, HOUSE, "ground", fault="ground-of-others")


@since(3)
@carries(
    "社会救助暂行办法§65 行政诉讼法§71",
    "A sum that a review or a court said stands, unless facts came up that they had not before them.",
)
def not_bound(s: Situation, command: Grounded) -> Reason | None:
    stands = s.case.approval
    found_since = command.ground is RevisionGround.FACTS_LATE and not less_on_the_same(s, command)
    if stands is None or not stands.bound or found_since or command.ground in e.OTHERS:
        return None
    return reason(Code.REVIEW_BINDS, "社会救助暂行办法§65", "ground", amount=stands.amount)


def less_on_the_same(s: Situation, command: Any) -> bool:
    """Whether a smaller sum is named, though nothing is so that was not so when others said theirs."""
    amount, stands = getattr(command, "amount", None), s.case.approval
    if amount is None or stands is None or amount >= stands.amount:
        return False
    rested, now = s.case.papers.rested, circumstances(s, as_of_approval(s, command.found))
    return rested is not None and same_facts(rested.circumstances, now)


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
def as_of_approval(s: Situation, found: Circumstances | None = None) -> Words:
    kept = s.case.excepted
    return Words(
        on=approval(s).on,
        exception=kept.exception,
        overrides=kept.overrides,
        found=found or kept.found,
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
@carries(
    "2 8 9 10 11 12",
    "The new sum, too, is one the law prescribes, or is lowered with a reason for what others gave.",
)
def prescribed(s: Situation, of: Lowering) -> Reasons:
    if on_course(s):
        return within_small_sum(s, of.amount, as_of_approval(s))
    words = as_of_approval(s, of.found)
    found = assessed(s, words) if of.lowered else None
    lowered = found is not None and lowered_by_aid(found, of.amount)
    sum_right = None if lowered else prescribes(s, words, of.amount, "amount")
    return gather((against(s, words), sum_right))


@since(2)
@carries(
    "18 18.1.1 AMB-30",
    "Never above what was recommended and shown: a higher sum goes back and hangs again.",
)
def no_higher_than_shown(s: Situation, command: Summed) -> Reason | None:
    return within_notice(s, command.amount) or as_recommended(s, command)


@since(3)
@carries(
    "行政复议法§64 行政复议法§77 行政诉讼法§71 行政诉讼法§94",
    "Nor one that was annulled on the same facts, or less than is to be paid.",
)
def not_changed_to_annulled(s: Situation, command: Lowering) -> Reason | None:
    if not s.case.papers.annulled:
        return None
    return sum_said(s, circumstances(s, as_of_approval(s, command.found)), command.amount)


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
    was, words = approval(s), as_of_approval(s, why.found)
    found = None if on_course(s) else assessed(s, words)
    fact = e.DecisionChanged(
        on=s.today,
        since=s.case.decided_on,
        was=was.amount,
        amount=amount,
        unpaid=max(amount - s.case.payments.disbursed, ZERO),
        ground=why.ground,
        reasons=why.reasons.bound(s.case.asked.applicant),
        lowered_reason=about_applicant(s, why.lowered_reason),
        document=why.document,
        evidence=tuple(why.evidence),
        proposal=why.proposal,
        prescribed=on_record(s, found, words),
        assessment=trace(found),
        to_show=shows_again(s, amount, why),
        vouched=vouched(s, decision=why.document),
        law=s.law,
        small=held(s, as_of_approval(s)) if on_course(s) else None,
    )
    return (Change(fact), *rebooked(s, amount, found))


@carries(
    "18.1.1 AMB-30",
    "A sum above the one shown hangs again, unless the outcome orders it to be paid.",
)
def shows_again(s: Situation, amount: Money, why: Why) -> bool:
    if why.ordered or notice_time(s) is not NoticeTime.BEFORE or s.case.examination is None:
        return False
    hung = s.case.notice
    return amount > (s.case.examination.recommended if hung is None else hung.amount)


@carries("AMB-02", "Room of a lower sum comes back; a higher one is booked on the day of approval.")
def rebooked(s: Situation, amount: Money, found: Assessment | None) -> tuple[Change, ...]:
    was = approval(s)
    if amount < was.amount and not_stopped(s) is None:
        return released_to(s, amount, "changed")
    return (*released_to(s, ZERO, "changed"), *charges(s, amount, found, was.on))
