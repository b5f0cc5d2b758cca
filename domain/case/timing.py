"""What a fact tells the time limits: its day, its conditions, the course it sets.

The conditions are a closed list that policy packs may name in ``when``.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from domain.case.complaint.facts import ComplaintAnswered, ComplaintRecorded
from domain.case.countersignature.facts import CountersignatureRefused
from domain.case.decision.facts import ReceivedByCounty, ReliefApproved, SubmittedForApproval
from domain.case.ending.facts import ApplicationWithdrawn, CaseReferred, ReferralAnswered
from domain.case.facts import CaseFact
from domain.case.inquiry.facts import ApplicationExamined, UrgencyNotConfirmed
from domain.case.intake.facts import (
    AcceptanceRefused,
    AcceptanceUndone,
    ApplicationAccepted,
    ApplicationLapsed,
    ApplicationStruck,
    ApplicationSubmitted,
    DeficienciesNotified,
    HandedToCompetent,
    SupplementReceived,
)
from domain.case.letters import BY_COUNTY, BY_TOWNSHIP, DECISIONS
from domain.case.notice.facts import ObjectionLodged, ObjectionResolved
from domain.case.payment.facts import (
    CashDisbursed,
    GoodsDelivered,
    PaymentReturned,
    ReliefDisbursed,
    ReliefTakenBack,
    Returned,
)
from domain.case.revision.facts import DecisionChanged
from domain.case.service.facts import DocumentServed, PaymentTold
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.state import FOLLOWING, Moment
from domain.case.transfer.facts import FileTakenOver
from domain.ground.facts import Fact
from domain.ground.money import ZERO
from domain.ground.terms import (
    CountersignatureOutcome,
    Course,
    DocumentKind,
    Material,
    Opinion,
    Procedure,
    Residence,
)
from domain.time.limits import STAYS_OPEN

NOTHING: frozenset[str] = frozenset()


ENDS = (
    *(ApplicationLapsed, ApplicationStruck, AcceptanceRefused, ApplicationWithdrawn),
    HandedToCompetent,
)
"""Facts that end a case and close its file, unless letters are left to be served."""

TOLD: frozenset[str] = frozenset(kind.value for kind in DECISIONS.values()) | {
    DocumentKind.DEFICIENCIES.value
}
"""Letters whose service a limit may wait for."""

FIRST_LIST: frozenset[str] = frozenset(Material) - {Material.ORIGIN_PROOF, Material.ENTRUSTMENT}
"""What every application needed when facts did not yet say what they lacked (16/1)."""


def of_application(fact: ApplicationSubmitted) -> frozenset[str]:
    """Whether the township accepts at all (A15), and whether every paper came along (A16)."""
    if fact.residence is Residence.NEITHER:
        return frozenset({"no-residence"})
    return frozenset() if lacked(fact) else frozenset({"papers-complete"})


def lacked(fact: ApplicationSubmitted) -> frozenset[str]:
    """What an application did not bring; reckoned where the fact is too old to say so (16, 17)."""
    if fact.lacking is not None:
        return frozenset(fact.lacking)
    needed = FIRST_LIST
    if fact.residence is Residence.PERMIT:
        needed = needed | {Material.ORIGIN_PROOF}
    if fact.agent is not None:
        needed = needed | {Material.ENTRUSTMENT}
    return needed - frozenset(fact.materials)


def of_supplement(fact: SupplementReceived) -> frozenset[str]:
    """Papers may come in parts: what is still awaited goes on being awaited (A16, A17)."""
    if fact.later:
        return to_follow(fact.lacking or ())
    return frozenset({"papers-lacking" if fact.lacking else "papers-complete"})


def of_opinion(fact: ApplicationExamined | SubmittedForApproval) -> frozenset[str]:
    """What the township recommends."""
    positive = fact.opinion is Opinion.POSITIVE
    return frozenset({"positive-opinion" if positive else "negative-opinion"})


def of_acceptance(fact: ApplicationAccepted) -> frozenset[str]:
    """Whether papers may follow (A17)."""
    return to_follow(fact.outstanding)


def to_follow(papers: Collection[str]) -> frozenset[str]:
    """That papers follow, and whether the consent is among them, which an urgent day needs (18.2.1)."""
    if not papers:
        return NOTHING
    consent = {"consent-outstanding"} if Material.MEANS_CHECK_CONSENT in papers else set()
    return frozenset({"papers-outstanding", *consent})


def of_taking_over(fact: FileTakenOver) -> frozenset[str]:
    """Whether the next move is the office's (27)."""
    return frozenset() if fact.awaited else frozenset({"at-the-counter"})


def of_payment(
    fact: ReliefDisbursed | CashDisbursed | GoodsDelivered | DecisionChanged,
) -> frozenset[str]:
    """Whether the whole approved sum has reached the family (19)."""
    return frozenset({"wholly-paid"}) if fact.unpaid in (None, ZERO) else frozenset()


def of_return(fact: Returned) -> frozenset[str]:
    """Whether something of what stands is to be paid since (19)."""
    return frozenset({"to-pay"}) if fact.unpaid > ZERO else NOTHING


def of_change(fact: DecisionChanged) -> frozenset[str]:
    """Whether more is to be paid than before, and whether it hangs again first (18.1.1)."""
    raised = {"raised"} if fact.amount > fact.was and fact.unpaid > ZERO else set()
    return of_payment(fact) | raised | ({"to-show"} if fact.to_show else set())


def of_approval(fact: ReliefApproved) -> frozenset[str]:
    """Who decided, and what is to follow (18.2.1)."""
    decided = "delegated" if fact.delegated else "not-delegated"
    return frozenset({decided, *(FOLLOWING[one] for one in fact.owed)})


def of_refusal(fact: CountersignatureRefused) -> frozenset[str]:
    """Why the county did not sign, and whether that ends the matter (18.2.1)."""
    formal = fact.outcome is CountersignatureOutcome.FORMAL
    return frozenset({fact.outcome.value, *(() if formal else ("refused-on-substance",))})


def of_end(fact: Any) -> frozenset[str]:
    """Whether the file stays open for letters, and whose the one is that tells of it (27)."""
    return (frozenset({STAYS_OPEN}) if fact.unserved else NOTHING) | of_office(fact)


def of_office(fact: Any) -> frozenset[str]:
    """Which office did what either may do, where the fact says so."""
    by_county = getattr(fact, "by_the_county", None)
    return NOTHING if by_county is None else frozenset({BY_COUNTY if by_county else BY_TOWNSHIP})


CONDITIONS: Mapping[type[Fact], Callable[[Any], frozenset[str]]] = {
    ApplicationSubmitted: of_application,
    SupplementReceived: of_supplement,
    DeficienciesNotified: lambda fact: frozenset({"papers-lacking"}),
    ApplicationAccepted: of_acceptance,
    FileTakenOver: of_taking_over,
    ApplicationExamined: of_opinion,
    SubmittedForApproval: of_opinion,
    ReliefDisbursed: of_payment,
    CashDisbursed: of_payment,
    GoodsDelivered: of_payment,
    PaymentReturned: of_return,
    ReliefTakenBack: of_return,
    DecisionChanged: of_change,
    ReliefApproved: of_approval,
    ObjectionResolved: lambda fact: NOTHING if fact.beyond else frozenset({fact.outcome.value}),
    CountersignatureRefused: of_refusal,
    PaymentTold: lambda fact: frozenset({"credited" if fact.credited else "returned"}),
    **dict.fromkeys(ENDS, of_end),
    AcceptanceUndone: of_office,
    DocumentServed: lambda fact: TOLD & {fact.document.value},
}
"""What held when a fact happened; nothing that limits ask about, where a fact is absent here."""


NUMBERED = frozenset(
    {
        *(ObjectionLodged, ObjectionResolved, ComplaintRecorded, ComplaintAnswered),
        *(CaseReferred, ReferralAnswered),
    }
)
"""Facts of limits that run in parallel; their number tells which clock is meant."""


BEGINS: Mapping[Procedure, Course] = {
    Procedure.GENERAL: Course.GENERAL,
    Procedure.URGENT: Course.URGENT_TOWNSHIP,
    Procedure.SMALL_FAST: Course.SMALL_FAST,
}
"""The course on which a procedure begins."""


COURSES: Mapping[type[Fact], Callable[[Any], Course]] = {
    ApplicationAccepted: lambda fact: BEGINS[fact.procedure],
    SmallFastLeft: lambda fact: Course.GENERAL,
    ReceivedByCounty: lambda fact: fact.course,
    UrgencyNotConfirmed: lambda fact: Course.GENERAL,
}
"""The course a fact sets. Facts absent here leave it as it is."""


def moment(fact: CaseFact, at: datetime | None = None) -> Moment:
    """The fact as the time limits see it, and the instant it was recorded.

    What follows a notice runs from the day the file may go up.
    """
    kind = type(fact)
    held, course = CONDITIONS.get(kind), COURSES.get(kind)
    return Moment(
        fact.NAME,
        getattr(fact, "free_on", None) or fact.on,
        NOTHING if held is None else held(fact),
        str(fact.number) if kind in NUMBERED else "",  # type: ignore[union-attr]
        None if course is None else course(fact),
        at,
    )
