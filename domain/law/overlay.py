"""A county's overlay: what it adds to a city's pack within articles 10.10, 16.8 and 34."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.law.casework import Casework
from domain.time.limits import Limit


@dataclass(frozen=True, slots=True)
class Additions:
    """What a county adds on the days of one period."""

    casework: Casework = field(default_factory=Casework)
    limits: tuple[Limit, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


NOTHING = Additions()
"""Before its first day an overlay adds nothing."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Grounds, papers, procedures and stricter limits of one county, by a document of its own.

    ``periods`` are what it adds, by the first day of each, in order; ``sha256`` is its file's hash.
    ``known`` and ``earlier`` are as a book has them: since when this much is known, and what was
    known before, the oldest first.
    """

    id: str
    document: str
    title: str
    area: str
    pack: str
    valid_from: date
    valid_to: date | None
    periods: Mapping[date, Additions]
    sha256: str = ""
    known: date | None = None
    earlier: tuple["Overlay", ...] = ()

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day; both ends are included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def since(self) -> tuple[date, ...]:
        """The first days of its periods."""
        return tuple(self.periods)

    def on(self, day: date) -> Additions:
        """What it adds on a day."""
        begun = [first for first in self.periods if first <= day]
        return self.periods[begun[-1]] if begun else NOTHING
