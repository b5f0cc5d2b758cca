"""The matter of 一事一救 (A12.1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.terms import Cause


@says("What a person found when asked whether two records are of one.")
class Sameness(StrEnum):
    SAME = "same"
    ANOTHER = "another"
    UNCLEAR = "unclear"


@says("In what two applications look alike that nobody says are of one matter.")
class Likeness(StrEnum):
    SAME_DAY = "same-day"
    SAME_PLACE = "same-place"
    NEAR_DAY = "near-day"
    OTHER_CAUSE = "other-cause"
    TELEPHONE = "telephone"
    AGENT = "agent-telephone"
    ACCOUNT = "account"
    ADDRESS = "address"


YEAR_APART = 366
"""Up to how far apart the days may lie that one place was told with: the year that is shared."""
DAYS_APART = 31
"""Up to how far, where the place was written otherwise, or another cause was told."""
NEAR = 7
"""Up to how far, where the place was written otherwise and another cause was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The matter of 一事一救 (A12.1), told apart without saying where: ``place_index`` is keyed.

    It is empty where the place was recorded before places were indexed.
    """

    cause: Cause
    on: date
    place_index: str = field(default="", repr=False)

    def same(self, other: "Matter") -> bool:
        """Whether two are one matter; where a place is not indexed, cause and day decide."""
        if not self.of_one_day(other):
            return False
        return not (self.place_index and other.place_index) or self.place_index == other.place_index

    def compares(self, other: "Matter") -> tuple[Likeness, ...] | None:
        """In what it looks like another: in nothing besides, where it is told to be the same; ``None``
        where it does not.
        """
        return () if self.same(other) else self.alike(other) or None

    def of_one_day(self, other: "Matter") -> bool:
        """Whether two are of one cause and day, wherever it was."""
        return (self.cause, self.on) == (other.cause, other.on)

    def alike(self, other: "Matter") -> tuple[Likeness, ...]:
        """In what it looks like another that is not told to be the same: cause, day and place may each
        be told otherwise, and two of them if the days are near.
        """
        if self.same(other):
            return ()
        of_another = self.cause is not other.cause
        found = self._near(other, of_another=of_another)
        return (found, *([Likeness.OTHER_CAUSE] if of_another else [])) if found else ()

    def _near(self, other: "Matter", *, of_another: bool) -> Likeness | None:
        """Whether day or place are one, or the days so near that they may be."""
        apart = abs((self.on - other.on).days)
        if not apart:
            return Likeness.SAME_DAY
        at_most = DAYS_APART if of_another else YEAR_APART
        if self.place_index and self.place_index == other.place_index and apart <= at_most:
            return Likeness.SAME_PLACE
        return Likeness.NEAR_DAY if apart <= (NEAR if of_another else DAYS_APART) else None
