"""How many general cases each county received and drew for a visit, and which it must draw again."""

from collections.abc import Sequence
from math import ceil
from typing import TypedDict

from sqlalchemy import Table

from domain.case.decision.sampling import SHARE
from domain.ground.facts import Recorded
from domain.law.pack import Law, NoLawInForce
from domain.registers.roster.facts import (
    CaseBeyondDraw,
    CaseCountedForSpotCheck,
    CaseDrawnAgain,
    RosterFact,
    SpotCheckFellAway,
)
from domain.registers.roster.state import Roster, evolve
from projections.rows import Looks, Rows
from projections.tables import table


class RosterRow(TypedDict):
    """A county's totals; ``short``: fewer are drawn than its law asks for (18.1.2), and ``next_case``, where
    known, is the one that is drawn then.
    """

    county: str
    received: int
    selected: int
    short: bool
    next_case: str | None


ROSTERS = table("rosters", RosterRow, ("county",))
LOOKS: Looks = {
    CaseCountedForSpotCheck: ("reserve",),
    SpotCheckFellAway: ("reserve",),
    CaseDrawnAgain: ("reserve",),
    CaseBeyondDraw: ("reserve",),
}
"""What it looks at."""


class Rosters:
    """Keeps the totals, under the law given."""

    tables: Sequence[Table] = (ROSTERS,)
    looks = LOOKS

    def __init__(self, law: Law) -> None:
        self._law = law

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """The totals after one more was counted, drawn, or fell away."""
        fact = recorded.fact
        if isinstance(fact, RosterFact):
            county = recorded.stream.rpartition("-")[2]
            row = {"county": county, "received": fact.received, "selected": fact.selected}
            following = evolve(Roster(), fact).next_drawn
            told = {"short": int(self._short(county, fact)), "next_case": following}
            rows.put(ROSTERS, {**row, **told})

    def _short(self, county: str, fact: RosterFact) -> bool:
        try:
            pack = self._law.governing(fact.on, county)
        except NoLawInForce:
            return False
        share = pack.rate(SHARE, fact.on) if pack.has(SHARE, fact.on) else 0
        return fact.selected < ceil(fact.received * share)
