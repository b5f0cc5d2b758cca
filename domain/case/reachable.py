"""What a time limit of a pack can ever meet: which facts a case or lead has, and what holds at each.

The other side of ``timing``: that says what held at one fact, this what can hold at facts of a kind.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from domain.case.countersignature.facts import CountersignatureRefused
from domain.case.decision.facts import ReceivedByCounty, ReliefApproved, SubmittedForApproval
from domain.case.facts import CaseFact
from domain.case.inquiry.facts import ApplicationExamined, UrgencyNotConfirmed
from domain.case.intake.facts import (
    AcceptanceUndone,
    ApplicationAccepted,
    ApplicationStruck,
    ApplicationSubmitted,
    DeficienciesNotified,
    HandedToCompetent,
    SupplementReceived,
)
from domain.case.letters import BY_COUNTY, BY_TOWNSHIP
from domain.case.notice.facts import ObjectionResolved
from domain.case.payment.facts import (
    CashDisbursed,
    GoodsDelivered,
    PaymentReturned,
    ReliefDisbursed,
    ReliefTakenBack,
)
from domain.case.revision.facts import DecisionChanged
from domain.case.service.facts import DocumentServed, PaymentTold
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.state import FOLLOWING
from domain.case.timing import ENDS, TOLD
from domain.case.transfer.facts import FileTakenOver
from domain.ground.facts import Fact
from domain.ground.terms import Course, ObjectionOutcome
from domain.registers.leads.facts import LeadClosed, LeadRecorded
from domain.time.limits import STAYS_OPEN

Alternatives = tuple[frozenset[str], ...]
"""What can hold together at facts of a kind: all of one of them at most, never of two."""


def _one_of(*alternatives: str) -> Alternatives:
    """Each a list of words that can hold together."""
    return tuple(frozenset(one.split()) for one in alternatives)


def _by_either(*together: str) -> Alternatives:
    """What the county does, and the township, each of which serves its own letter."""
    return tuple(frozenset({office, *together}) for office in (BY_TOWNSHIP, BY_COUNTY))


_OPINION = _one_of("positive-opinion", "negative-opinion")
_PAID = _one_of("wholly-paid")

TOGETHER: Mapping[type[Fact], Alternatives] = {
    ApplicationSubmitted: _one_of("no-residence", "papers-complete"),
    SupplementReceived: _one_of(
        "papers-outstanding consent-outstanding", "papers-lacking", "papers-complete"
    ),
    DeficienciesNotified: _one_of("papers-lacking"),
    ApplicationAccepted: _one_of("papers-outstanding consent-outstanding"),
    FileTakenOver: _one_of("at-the-counter"),
    ApplicationExamined: _OPINION,
    SubmittedForApproval: _OPINION,
    ReliefDisbursed: _PAID,
    CashDisbursed: _PAID,
    GoodsDelivered: _PAID,
    PaymentReturned: _one_of("to-pay"),
    ReliefTakenBack: _one_of("to-pay"),
    DecisionChanged: _one_of("wholly-paid to-show", "raised to-show"),
    ReliefApproved: _one_of(f"delegated {' '.join(FOLLOWING.values())}", "not-delegated"),
    ObjectionResolved: _one_of(*(one.value for one in ObjectionOutcome)),
    CountersignatureRefused: _one_of(
        "formal-defect",
        "not-eligible-in-good-faith refused-on-substance",
        "fraud refused-on-substance",
    ),
    PaymentTold: _one_of("credited", "returned"),
    **dict.fromkeys(ENDS, _one_of(STAYS_OPEN)),
    **dict.fromkeys((ApplicationStruck, HandedToCompetent), _by_either(STAYS_OPEN)),
    AcceptanceUndone: _by_either(),
    DocumentServed: _one_of(*sorted(TOLD)),
}
"""At facts absent here nothing holds that limits ask about."""

ON: Mapping[type[Fact], frozenset[str]] = {
    ApplicationAccepted: frozenset({Course.GENERAL, Course.URGENT_TOWNSHIP, Course.SMALL_FAST}),
    UrgencyNotConfirmed: frozenset({Course.GENERAL}),
    SmallFastLeft: frozenset({Course.GENERAL}),
    ReceivedByCounty: frozenset(Course) - {Course.URGENT_TOWNSHIP, Course.SMALL_FAST},
}
"""On which courses a case can be at facts that set one; others happen on every course."""


def _seen() -> Iterator[type[Fact]]:
    """The kinds of facts by which time limits run: of a case, and of a lead."""
    yield from get_args(CaseFact)
    yield from (LeadRecorded, LeadClosed)


SEEN: Mapping[str, type[Fact]] = {kind.NAME: kind for kind in _seen()}
"""By name."""


CLOSED = "case-closed"
"""The fact that ends every file."""

AFTER_CLOSING: frozenset[str] = frozenset(
    {
        *("acceptance-refusal-revoked", "case-terminated", "complaint-answered"),
        *("complaint-recorded", "decision-changed", "decision-revoked", "document-served"),
        *("evidence-attached", "file-passed-on", "identity-number-joined", "likeness-judged"),
        *("member-died", "message-delivered", "message-failed", "message-handed-over"),
        *("message-queued", "messages-agreed", "messages-ended", "objection-lodged"),
        *("objection-resolved", "payment-returned", "payment-told", "referral-answered"),
        *("release-returned", "relief-taken-back", "review-recorded", "revision-proposed"),
        *("revision-rejected", "service-failed", "slip-renewed", "time-limit-missed"),
        *("time-limit-recomputed",),
    }
)
"""What can happen in a file that is closed, as long as nothing opens it again."""

FIRST: Mapping[str, str] = {
    **dict.fromkeys((kind.NAME for kind in get_args(CaseFact)), ApplicationSubmitted.NAME),
    **dict.fromkeys((LeadRecorded.NAME, LeadClosed.NAME), LeadRecorded.NAME),
}
"""By fact: the one with which its file began. Nothing is before that, and files do not mix."""


def follows(fact: str, other: str) -> bool:
    """Whether a fact can come after another, neither opening a closed file nor being of another one."""
    if FIRST[fact] != FIRST[other] or fact == FIRST[fact]:
        return False
    if other == LeadClosed.NAME:
        return False
    return other != CLOSED or fact in AFTER_CLOSING


def holds_at(fact: str) -> Alternatives:
    """What can hold at facts of that name."""
    return TOGETHER.get(SEEN[fact], (frozenset(),))


def courses_at(fact: str) -> frozenset[str]:
    """On which courses a case can be at facts of that name."""
    return ON.get(SEEN[fact], frozenset(Course))
