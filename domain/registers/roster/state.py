"""抽查: which received cases the county visits, at least 30 % at every moment (A18.1.2, AMB-26)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from domain.registers.roster.facts import CaseCountedForSpotCheck, InReserve, RosterFact

DRAWS = 10_000
"""A draw is a number below this."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A county's running totals: the last fact of the stream is the whole state."""

    version: int = 0
    received: int = 0
    selected: int = 0
    reserve: tuple[InReserve, ...] = ()

    @property
    def next_drawn(self) -> str | None:
        """The case that is drawn where one falls away: of those that wait, the one of the lowest draw.

        ``None`` where none waits that is known: histories of before told only how many.
        """
        found = min(self.reserve, key=lambda one: (one.draw, one.case), default=None)
        return None if found is None else found.case

    def without(self, case: str) -> tuple[InReserve, ...]:
        """Those that wait besides a case."""
        return tuple(one for one in self.reserve if one.case != case)


def stream(county: str) -> str:
    """The stream that counts a county's received cases."""
    return f"spot-checks-{county}"


def evolve(roster: Roster, fact: RosterFact) -> Roster:
    """The totals after a fact."""
    return Roster(roster.version + 1, fact.received, fact.selected, fact.reserve)


def draw_of(seed: str, case: str) -> int:
    """A number from 0 to 9999 that seed and case fix for ever."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{case}".encode()).digest()[:8]) % DRAWS


def count(
    roster: Roster, *, case: str, on: date, seed: str, rate: Fraction, early: Fraction
) -> CaseCountedForSpotCheck:
    """Count one received case and say whether it is drawn.

    It is drawn where the rate would otherwise fall below ``rate`` of all received cases,
    and by chance (``early``) before that, so that nobody can tell which case is next.
    """
    received = roster.received + 1
    needed = ceil(received * rate)
    draw = draw_of(seed, case)
    chosen = roster.selected < needed or draw < early * DRAWS
    return CaseCountedForSpotCheck(
        on=on,
        case=case,
        seed=seed,
        draw=draw,
        received=received,
        selected=roster.selected + chosen,
        chosen=chosen,
        reserve=roster.reserve if chosen else (*roster.reserve, InReserve(case, draw)),
    )
