"""A case is counted for the spot check."""

from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact


@fact("case-counted-for-spot-check")
@says("The county received its ``received``-th general case; ``selected`` so far were drawn.")
class CaseCountedForSpotCheck(Fact):
    """``draw`` (0 to 9999) follows from ``seed`` and can be recomputed by anyone."""

    on: date
    case: str
    seed: str
    draw: int
    received: int
    selected: int
    chosen: bool


@fact("spot-check-fell-away")
@says("A drawn case ended unvisited; so many count now, and so many of them are drawn.")
class SpotCheckFellAway(Fact):
    on: date
    case: str
    received: int
    selected: int


@fact("case-drawn-again")
@says("A case was drawn in the place of one that fell away; so many are drawn now.")
class CaseDrawnAgain(Fact):
    on: date
    case: str
    received: int
    selected: int


RosterFact = CaseCountedForSpotCheck | SpotCheckFellAway | CaseDrawnAgain
