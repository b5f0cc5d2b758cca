"""A county's overlay: what it adds to a city's pack within articles 10.10, 16.8 and 34."""

from dataclasses import dataclass
from datetime import date

from domain.law.casework import Casework
from domain.time.limits import Limit


@dataclass(frozen=True, slots=True)
class Overlay:
    """Grounds, papers, procedures and stricter limits of one county, by a document of its own."""

    id: str
    document: str
    title: str
    area: str
    pack: str
    valid_from: date
    valid_to: date | None
    casework: Casework
    limits: tuple[Limit, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day; both ends are included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
