"""行政区划: what documents say of divisions, who proposed it, and whether another hand confirmed it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.places import Level

CHANGES = "行政区划管理条例§9"
"""Who decides that townships are set up, end or change their name."""


@says("变更种类: what a document does to a division.")
class DivisionEffect(StrEnum):
    """``PASSES`` names who stands for a division that ended with nobody named."""

    ESTABLISHES = "establishes"
    RENAMES = "renames"
    ENDS = "ends"
    PASSES = "passes"


@dataclass(frozen=True, slots=True, kw_only=True)
@says("区划变更: one division as a document has it, and what that does to what is on record of it.")
class DivisionChange:
    """``first_day`` is the first day of what is said, ``last_day`` that of a division which ends.

    From the day after it on ``successor`` stands for it. ``origin`` is what a division was split off
    from. ``seat``: whether the county's government sits there (18.2.2). Of one that is renamed, what is
    left empty stays as it is.
    """

    effect: DivisionEffect
    code: str
    name: str = ""
    kind: str = ""
    level: Level | None = None
    parent: str = ""
    first_day: date | None = None
    last_day: date | None = None
    successor: str = ""
    origin: str = ""
    seat: bool | None = None
    address: str = ""
    phone: str = ""


@fact("divisions-installed")
@says("The divisions that an installation begins with: they count at once.")
class DivisionsInstalled(Fact):
    """``source`` is where they were read; nothing before them is on record."""

    on: date
    city: str
    source: str
    changes: tuple[DivisionChange, ...]


@fact("divisions-proposed")
@carries(CHANGES, "A city officer asks that what a document says of divisions count.")
class DivisionsProposed(Fact):
    """``document`` is the approval, ``source`` where its text was read."""

    on: date
    city: str
    document: str
    source: str
    changes: tuple[DivisionChange, ...]


@fact("divisions-confirmed")
@carries(CHANGES, "What was proposed counts: another hand saw what it moves, and agreed.")
class DivisionsConfirmed(Fact):
    """``number`` is the proposal's place in the register."""

    on: date
    number: int


@fact("divisions-rejected")
@carries(CHANGES, "What was proposed will not count, and why.")
class DivisionsRejected(Fact):
    """``number`` is the proposal's place in the register."""

    on: date
    number: int
    reason: str


@fact("divisions-withdrawn")
@carries(CHANGES, "What was confirmed was a mistake; it counts for nothing from now on.")
class DivisionsWithdrawn(Fact):
    """``number`` is the proposal's place in the register."""

    on: date
    number: int
    reason: str


DivisionFact = (
    DivisionsInstalled
    | DivisionsProposed
    | DivisionsConfirmed
    | DivisionsRejected
    | DivisionsWithdrawn
)
