"""The matter of 一事一救 (A12.1)."""

from dataclasses import dataclass, field
from datetime import date

from domain.ground.terms import Cause


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
        if (self.cause, self.on) != (other.cause, other.on):
            return False
        return not (self.place_index and other.place_index) or self.place_index == other.place_index
