"""What a change of divisions would move (登记前所示影响): shown before it counts, confirmed by its mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain.ground.places import Division, Places
from domain.registers.divisions.facts import DivisionChange, DivisionEffect
from domain.registers.divisions.state import Divisions, Load, Lying, since
from domain.registers.officers.staffing import humans
from domain.registers.officers.state import Officers


@dataclass(frozen=True, slots=True)
class Moved:
    """What one change does: to which division, since when, with what lies there and who is in post."""

    change: DivisionChange
    was: Division | None
    since: date | None
    load: Load
    officers: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Every change with what it moves; ``mark`` names the proposal and what it is confirmed over.

    How many cases there are changes every hour, so that the mark leaves the numbers out.
    """

    number: int
    moved: tuple[Moved, ...]
    mark: str


def mark(state: Divisions, number: int) -> str:
    """What confirms a proposal over what counts now; another record in between makes it another."""
    told = (number, *state.counting, state.proposal(number))
    return sha256("\n".join(map(str, told)).encode()).hexdigest()[:16]


def foreseen(
    state: Divisions,
    number: int,
    changes: Iterable[DivisionChange],
    places: Places,
    officers: Officers,
    lying: Lying,
    today: date,
) -> Foreseen:
    """What a proposal would move, as of today."""
    moved = tuple(
        Moved(
            one,
            places.find(one.code, today),
            since(one),
            Load() if one.effect is DivisionEffect.ESTABLISHES else lying(one.code),
            humans(officers, one.code, today),
        )
        for one in changes
    )
    return Foreseen(number, moved, mark(state, number))
