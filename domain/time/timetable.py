"""Time limits over the years: which table holds on a day.

A limit is governed by its entry of the day from which it is counted, and by that one alone: what
begins later neither lengthens, shortens nor stops what runs already (民法典 §201).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.time.limits import Limit, Limits


@dataclass(frozen=True, slots=True)
class Timetable:
    """Tables of limits with their first days, in order; before the first day, the first holds."""

    since: tuple[date, ...]
    tables: tuple[Limits, ...]
    ends_all: frozenset[str] = field(init=False)
    alone: Limits | None = field(init=False, compare=False, repr=False)
    """The one table of all days, where they have no other."""
    in_hours: bool = field(init=False, compare=False, repr=False)
    """Whether any limit of any day runs in hours."""

    def __post_init__(self) -> None:
        every = frozenset().union(*(table.ends_all for table in self.tables))
        object.__setattr__(self, "ends_all", every)
        alone = self.tables[0] if len(self.tables) == 1 else None
        object.__setattr__(self, "alone", alone)
        hours = any(table.in_hours for table in self.tables)
        object.__setattr__(self, "in_hours", hours)

    @classmethod
    def of(cls, tables: Iterable[tuple[date, Limits]]) -> "Timetable":
        """Neighbours that say the same are one table."""
        since: list[date] = []
        kept: list[Limits] = []
        for day, table in tables:
            if not kept or kept[-1] != table:
                since.append(day)
                kept.append(table)
        return cls(tuple(since), tuple(kept))

    def at(self, day: date) -> Limits:
        """The table of a day."""
        if len(self.tables) == 1:
            return self.tables[0]
        return self.tables[max(0, bisect_right(self.since, day) - 1)]

    def of_all(self, days: Iterable[date]) -> Limits | None:
        """The one table of all these days, where they have no other."""
        places = {max(1, bisect_right(self.since, day)) for day in days}
        return self.tables[places.pop() - 1] if len(places) == 1 else None

    def limit(self, id: str, on: date) -> Limit:
        """The limit that is counted from a day. Raises ``KeyError`` where there was none."""
        return self.at(on)[id]

    def concerns(self, fact: str) -> bool:
        """Whether a fact of that name starts, stops or dates any limit of any day."""
        if self.alone is not None:
            return self.alone.concerns(fact)
        return any(table.concerns(fact) for table in self.tables)

    def remembers(self, fact: str) -> bool:
        """Whether the day of that fact may be needed later (``counts_from``)."""
        if self.alone is not None:
            return self.alone.remembers(fact)
        return any(table.remembers(fact) for table in self.tables)

    def stopped_by(self, fact: str, conditions: frozenset[str]) -> Iterator[Limit]:
        """Limits of any day that a fact of that name stops under these conditions."""
        for table in self.tables:
            yield from table.stopped_by(fact, conditions)
