"""多发款物: what was paid above what stands keeps a file open (内部)."""

from domain.case.revision.deciding import HOUSE
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Reason, reason


@since(2)
@carries(HOUSE, "A file with a debt is not closed.")
def no_debt(s: Situation) -> Reason | None:
    return None if s.case.defrauded else debt_open(s)


@since(3)
@carries(
    f"18.2.1 AMB-31 {HOUSE}", "Nor one in which something was paid that was obtained by fraud."
)
def no_debt_of_fraud(s: Situation) -> Reason | None:
    return debt_open(s) if s.case.defrauded else None


def debt_open(s: Situation) -> Reason | None:
    """What was paid above what stands."""
    return reason(Code.DEBT_OPEN, HOUSE, debt=s.case.debt) if s.case.debt > ZERO else None
