"""A county's overlay: what it adds to a city's pack within articles 10.10, 16.8 and 34."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.law.casework import Casework, joined
from domain.law.parts import Parameter, Reading
from domain.time.limits import Limit

JOINT = "+"
"""Between a pack and what is laid over it, in the name of all together."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What a county adds on the days of one period; values and readings only with 小额快救."""

    casework: Casework = field(default_factory=Casework)
    limits: tuple[Limit, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)


NOTHING = Additions()
"""Before its first day an overlay adds nothing."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Grounds, papers, procedures and stricter limits of one county, by a document of its own.

    ``periods`` are what it adds, by the first day of each, in order; ``sha256`` is its file's hash.
    ``known`` and ``earlier`` are as a book has them: since when this much is known, and what was
    known before, the oldest first. ``within``: those it is, where several are laid over one pack.
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
    within: tuple["Overlay", ...] = ()

    @property
    def parts(self) -> tuple["Overlay", ...]:
        """Those it is made of, the widest first; itself where it is one."""
        return self.within or (self,)

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


def together(wide: Overlay, narrow: Overlay) -> Overlay:
    """What holds where both are in force: the city's document, and the county's own within it."""
    found: tuple[Overlay, ...] = ()
    for one, other in _as_known(wide, narrow):
        both = _both(one, other)
        found = (*found, _known(both, one, other, found))
    return found[-1]


def _as_known(wide: Overlay, narrow: Overlay) -> Iterator[tuple[Overlay, Overlay]]:
    """Both as they were known at every moment, the oldest first."""
    wides, narrows = (*wide.earlier, wide), (*narrow.earlier, narrow)
    told = [(one.known or date.min, 0, one) for one in wides[1:]]
    told += [(one.known or date.min, 1, one) for one in narrows[1:]]
    now = [wides[0], narrows[0]]
    yield now[0], now[1]
    for _, which, one in sorted(told, key=lambda each: each[:2]):
        now[which] = one
        yield now[0], now[1]


def _known(both: Overlay, one: Overlay, other: Overlay, earlier: tuple[Overlay, ...]) -> Overlay:
    known = max((day for day in (one.known, other.known) if day is not None), default=None)
    return replace(both, known=known, earlier=earlier)


def _both(wide: Overlay, narrow: Overlay) -> Overlay:
    first = max(wide.valid_from, narrow.valid_from)
    ends = [one.valid_to for one in (wide, narrow) if one.valid_to is not None]
    days = {first, *(day for one in (wide, narrow) for day in one.since if day > first)}
    return Overlay(
        id=f"{wide.id}{JOINT}{narrow.id}",
        document=narrow.document,
        title=narrow.title,
        area=narrow.area,
        pack=wide.pack,
        valid_from=first,
        valid_to=min(ends, default=None),
        periods={day: _added(wide.on(day), narrow.on(day)) for day in sorted(days)},
        within=(*wide.parts, *narrow.parts),
    )


def _added(wide: Additions, narrow: Additions) -> Additions:
    own = {limit.id for limit in narrow.limits}
    return Additions(
        casework=joined((wide.casework, narrow.casework)),
        limits=(*(one for one in wide.limits if one.id not in own), *narrow.limits),
        parameters=(*wide.parameters, *narrow.parameters),
        readings={**wide.readings, **narrow.readings},
    )
