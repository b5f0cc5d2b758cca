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
