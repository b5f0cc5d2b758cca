"""Which steps the law of a case asks for, what of them is done, and whether it is their turn (18)."""

from collections.abc import Callable, Mapping

from domain.case.situation import Situation
from domain.case.small_sums import waived_by_status
from domain.case.state import Case
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Procedure, Stage
from domain.law.pack import Pack
from domain.law.steps import Order
from domain.law.terms import Step

DONE: Mapping[Step, Callable[[Case], bool]] = {
    Step.MEANS_CHECK: lambda case: case.inquiry.means_check is not None,
    Step.HOME_VISIT: lambda case: case.inquiry.visited_on is not None,
    Step.APPRAISAL: lambda case: case.inquiry.appraised_on is not None,
    Step.PAPERS: lambda case: not case.outstanding,
    Step.VERIFICATION: lambda case: case.county.verified is not None or case.approval is not None,
    Step.OPINION: lambda case: case.examination is not None,
    Step.DECISION: lambda case: case.approval is not None,
    Step.PAYMENT: lambda case: case.payments.disbursed > ZERO,
    Step.CLOSING: lambda case: case.stage is Stage.CLOSED,
}
"""When a step is done. What the county verifies before its decision a township's decision leaves out."""

LOOKED_INTO = (Step.HOME_VISIT, Step.MEANS_CHECK, Step.APPRAISAL)
"""What the township does to know how it is, in the order in which it is told."""


def order(case: Case, pack: Pack) -> Order:
    """Of the case's procedure and kind; before acceptance of the procedure it was asked to go."""
    urgent = Procedure.URGENT if case.urgent_kind is not None else Procedure.GENERAL
    return pack.outcomes.casework.order(case.procedure or urgent, case.asked.category)


def asks(s: Situation, step: Step) -> bool:
    """Whether the law of the case asks for a step."""
    return order(s.case, s.pack).asks(step)


def may_follow(s: Situation, step: Step) -> bool:
    """Whether the law of the case places a step itself, and not before the decision."""
    found = order(s.case, s.pack)
    return step in found.moved and not found.precedes(step, Step.DECISION)


def lacking(s: Situation, step: Step, *, but: Step | None = None) -> list[str]:
    """Which of the steps to look into a case come before another and are not done.

    ``but``: those are left out that come before it already. No means are checked where a known status
    stands in place of the tests.
    """
    found, known = order(s.case, s.pack), bool(waived_by_status(s))
    return [
        one.value
        for one in LOOKED_INTO
        if found.precedes(one, step)
        and not (but is not None and found.precedes(one, but))
        and not DONE[one](s.case)
        and not (known and one is Step.MEANS_CHECK)
    ]


def incomplete(steps: list[str]) -> Reason | None:
    """That these are not done."""
    if not steps:
        return None
    return reason(Code.INQUIRY_INCOMPLETE, "18.1.1", lacking=",".join(steps))


@since(3)
@carries("18", "What the law of the case puts between opinion and decision is done before it.")
def looked_into_before_decision(s: Situation) -> Reason | None:
    return incomplete(lacking(s, Step.DECISION, but=Step.OPINION))


@since(3)
@carries("18", "What the law of the case puts between decision and payment is done before it.")
def looked_into_before_payment(s: Situation) -> Reason | None:
    return incomplete(lacking(s, Step.PAYMENT, but=Step.DECISION))


@since(3)
@carries("18", "What the law of the case puts after the payment is done before the file is closed.")
def looked_into_before_closing(s: Situation) -> Reason | None:
    if s.case.approval is None or s.case.stage is Stage.ENDED:
        return None
    return incomplete(lacking(s, Step.CLOSING, but=Step.PAYMENT))


def later(step: Step) -> Callable[[Case, Pack], bool]:
    """Whether the law of a case lets a step come after the opinion."""

    def found(case: Case, pack: Pack) -> bool:
        here = order(case, pack)
        return here.asks(step) and not here.precedes(step, Step.OPINION)

    return found


def in_turn(step: Step) -> Callable[[Situation], Reason | None]:
    """A guard: what the law of the case puts before a step is done."""

    @since(3)
    @carries("18", "What the law of the case puts before this step is done.", name="in_turn")
    def guard(s: Situation) -> Reason | None:
        found = order(s.case, s.pack).before.get(step, frozenset())
        left = [one.value for one in Step if one in found and not DONE[one](s.case)]
        return incomplete(left)

    return guard


def due(step: Step) -> Callable[[Situation], bool]:
    """Whether a case waits for a step: it is asked, not done, and all before it is."""

    def found(s: Situation) -> bool:
        here = order(s.case, s.pack)
        before = here.before.get(step, frozenset())
        return here.asks(step) and not DONE[step](s.case) and all(DONE[o](s.case) for o in before)

    return found
