"""A case is counted for the spot check."""

from dataclasses import dataclass
from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact


@dataclass(frozen=True, slots=True)
@says("A case that was counted and not drawn, and waits for its decision; with its draw.")
class InReserve:
    case: str
    draw: int


@fact("case-counted-for-spot-check", version=2)
@says("The county received its ``received``-th general case; ``selected`` so far were drawn.")
class CaseCountedForSpotCheck(Fact):
    """``draw`` (0 to 9999) follows from ``seed`` and can be recomputed by anyone. ``reserve``, here and
    elsewhere: from whom another is drawn where one that was drawn falls away.
    """

    on: date
    case: str
    seed: str
    draw: int
    received: int
    selected: int
    chosen: bool
    reserve: tuple[InReserve, ...] = ()


@fact("spot-check-fell-away", version=2)
@says("A drawn case ended unvisited; so many count now, and so many of them are drawn.")
class SpotCheckFellAway(Fact):
    on: date
    case: str
    received: int
    selected: int
    reserve: tuple[InReserve, ...] = ()


@fact("case-drawn-again", version=2)
@says("A case was drawn in the place of one that fell away; so many are drawn now.")
class CaseDrawnAgain(Fact):
    on: date
    case: str
    received: int
    selected: int
    reserve: tuple[InReserve, ...] = ()


@fact("case-beyond-draw")
@says("A case that was not drawn was decided, or ended: it is drawn in no other's place any more.")
class CaseBeyondDraw(Fact):
    on: date
    case: str
    received: int
    selected: int
    reserve: tuple[InReserve, ...] = ()


RosterFact = CaseCountedForSpotCheck | SpotCheckFellAway | CaseDrawnAgain | CaseBeyondDraw
