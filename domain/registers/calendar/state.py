"""The register of holiday notices: what is on record, by whom, and what stands."""

from dataclasses import dataclass, replace

from domain.time.notices import CalendarFact
from domain.time.standing import Chain, Holiday, chains

STREAM = "calendar"
"""The stream that holds every notice, and every withdrawal."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact of the register, with its number and who recorded it."""

    number: int
    fact: CalendarFact
    by: str


@dataclass(frozen=True, slots=True)
class Notices:
    """Everything on record; ``version`` counts it."""

    noted: tuple[Noted, ...] = ()

    @property
    def version(self) -> int:
        """How many facts were folded."""
        return len(self.noted)

    @property
    def facts(self) -> tuple[CalendarFact, ...]:
        """The facts alone, in order."""
        return tuple(one.fact for one in self.noted)

    @property
    def standing(self) -> dict[Holiday, Chain]:
        """The notices that stand, by holiday."""
        return chains(self.facts)


def evolve(state: Notices, fact: CalendarFact, officer: str) -> Notices:
    """The register after one more fact."""
    return replace(state, noted=(*state.noted, Noted(state.version + 1, fact, officer)))
