"""A case or lead as an archivist sees it."""

from collections.abc import Sequence

from domain.case.payment.facts import CashDisbursed, GoodsDelivered, ReliefDisbursed
from domain.case.state import Case
from domain.ground.terms import Stage
from domain.registers.keys.state import KeptFile
from domain.registers.leads.state import Lead

AID = frozenset({ReliefDisbursed.NAME, CashDisbursed.NAME, GoodsDelivered.NAME})


def file_of(state: Case | Lead) -> KeptFile:
    """A case or lead as an archivist sees it; what is not closed is open."""
    if isinstance(state, Lead):
        return KeptFile(number=state.id, closed_on=state.closed_on)
    days = [moment.on for moment in state.moments]
    aided = [moment.on for moment in state.moments if moment.name in AID]
    closed = max(days) if state.stage is Stage.CLOSED else None
    return KeptFile(number=state.id, closed_on=closed, aided_on=max(aided, default=None))


def states_of(states: Sequence[object]) -> tuple[KeptFile, ...]:
    """Those of these states that are files."""
    return tuple(file_of(one) for one in states if isinstance(one, Case | Lead))
