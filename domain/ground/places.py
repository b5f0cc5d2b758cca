"""Administrative divisions: codes that contain each other by prefix, and a dated table of names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.ground.sayings import Saying

CODE = "[0-9]{4}|[0-9]{6}|[0-9]{9}"
"""How the code of a city, county or township is written, as a pattern."""


class Level(StrEnum):
    """How far down a division stands."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Division:
    """行政区划. ``code`` has 4, 6, 9 or 12 digits by level; ``kind`` is Chinese (街道, 县).

    ``seat`` of a township: whether the county government sits there (18.2.2); ``None`` where that
    is not known, which is never guessed. ``source`` is where this was read, ``confidence`` how far
    the seat is trusted. Both ends of the validity are included; absent: open or not known.
    """

    code: str
    name: str
    level: Level
    kind: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    seat: bool | None = None
    source: str = ""
    confidence: str = ""

    def exists(self, on: date) -> bool:
        """Whether the division is there on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


_LENGTHS = {2, 4, 6, 9, 12}


def normal(code: str) -> str:
    """A code without the zeros that fill it up: ``540100`` is ``5401``.

    Raises ``ValueError`` for what is no division code.
    """
    if not (code.isascii() and code.isdecimal()) or len(code) not in _LENGTHS:
        raise ValueError(Saying("{code!r} is no division code", code=code))
    for full, tail in ((12, "000"), (9, "000"), (6, "00"), (4, "00")):
        if len(code) == full and code.endswith(tail):
            code = code[: full - len(tail)]
    return code


def within(code: str, area: str) -> bool:
    """Whether a division is an area or lies in it. Raises ``ValueError`` for no division code."""
    return normal(code).startswith(normal(area))


@dataclass(frozen=True, slots=True)
class Places:
    """The divisions known, by code; a code may name different divisions at different times."""

    table: Mapping[str, tuple[Division, ...]]

    @classmethod
    def of(cls, divisions: Iterable[Division]) -> "Places":
        """Raises ``ValueError`` where one code names two divisions on the same day."""
        table: dict[str, tuple[Division, ...]] = {}
        for new in divisions:
            known = table.get(new.code, ())
            if any(_overlap(new, old) for old in known):
                raise ValueError(
                    Saying("{code} names two divisions on the same day", code=new.code)
                )
            table[new.code] = (*known, new)
        return cls(table)

    def find(self, code: str, on: date) -> Division | None:
        """The division a code names on a day, of any level; ``None`` where there is none."""
        for division in self.table.get(code, ()):
            if division.exists(on):
                return division
        return None

    def township(self, code: str, on: date) -> Division | None:
        """The township or subdistrict a code names on a day; ``None`` where there is none."""
        found = self.find(code, on)
        return found if found is not None and found.level is Level.TOWNSHIP else None

    def county_of(self, code: str, on: date) -> Division | None:
        """The county or district a township or village lies in, on a day."""
        found = self.find(code[:6], on)
        return found if found is not None and found.level is Level.COUNTY else None

    def inside(self, area: str, on: date) -> tuple[Division, ...]:
        """Every division in an area on a day, the area included, by code."""
        return tuple(
            division
            for code in sorted(self.table)
            for division in self.table[code]
            if division.exists(on) and within(code, area)
        )

    def is_seat(self, township: str) -> bool | None:
        """Whether the county government sits there; ``None`` where that is not known (18.2.2)."""
        known = self.table.get(township, ())
        return known[-1].seat if known else None

    def with_seat(self, township: str, source: str) -> "Places":
        """The same table once it is known where a county sits: no other township of it is a seat.

        Raises ``KeyError`` where the township is unknown.
        """
        if township not in self.table:
            raise KeyError(township)
        county = township[:6]

        def seated(division: Division) -> Division:
            if division.level is not Level.TOWNSHIP or division.parent != county:
                return division
            here = division.code == township
            return replace(division, seat=here, source=source if here else division.source)

        return Places({code: tuple(map(seated, known)) for code, known in self.table.items()})


def _overlap(one: Division, two: Division) -> bool:
    starts = max(one.valid_from or date.min, two.valid_from or date.min)
    return starts <= min(one.valid_to or date.max, two.valid_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How an office is reached, from ``start`` through ``end``; ``name`` where it is named otherwise."""

    code: str
    start: date
    end: date | None = None
    name: str = ""
    address: str
    phone: str

    def covers(self, day: date) -> bool:
        """Whether the entry holds on a day; both ends are included."""
        return self.start <= day and (self.end is None or day <= self.end)
