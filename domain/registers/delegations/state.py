"""委托: the county's register of what townships may approve in urgent cases (A18.2.1)."""

from dataclasses import dataclass
from datetime import date

from domain.ground.terms import Cause
from domain.registers.delegations.facts import DelegationFact, DelegationGranted


@dataclass(frozen=True, slots=True)
class Delegations:
    """The delegations of one county in force, by number."""

    version: int = 0
    granted: tuple[DelegationGranted, ...] = ()
    numbers: frozenset[str] = frozenset()

    def covering(self, township: str, kind: Cause, day: date) -> DelegationGranted | None:
        """The delegation that lets ``township`` decide this kind of hardship on ``day``."""
        for granted in reversed(self.granted):
            in_force = granted.valid_from <= day <= granted.valid_to
            if in_force and township in granted.townships and kind in granted.kinds:
                return granted
        return None


def stream(county: str) -> str:
    """The stream that holds a county's delegations."""
    return f"delegations-{county}"


def evolve(delegations: Delegations, fact: DelegationFact) -> Delegations:
    """The register after a fact."""
    if isinstance(fact, DelegationGranted):
        kept = (*delegations.granted, fact)
        numbers = delegations.numbers | {fact.number}
    else:
        kept = tuple(g for g in delegations.granted if g.number != fact.number)
        numbers = delegations.numbers
    return Delegations(delegations.version + 1, kept, numbers)
