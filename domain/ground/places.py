"""Administrative divisions: codes that contain each other by prefix, and a dated table of names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.ground.habits import located
from domain.ground.sayings import Saying
from domain.ground.texts import spelled

CODE = "[0-9]{4}|[0-9]{6}|[0-9]{9}"
"""How the code of a city, county or township is written, as a pattern."""

VILLAGE_CODE = "[0-9]{12}"
"""How that of a village is written."""

VILLAGE = 12
"""Length of a village's code: it begins with that of its township."""

_COMMITTEES = (("村民委员会", "村"), ("村委会", "村"), ("居民委员会", ""), ("居委会", ""))
"""How a village's committee is called, and how the village's own name ends."""


class Level(StrEnum):
    """How far down a division stands."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


_ABOVE = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
"""What stands in front of a village where a place is written in full."""


AROUND = {6: 4, 9: 6, VILLAGE: 9}
"""How long the code is of what a division is part of, by the length of its own."""


@dataclass(frozen=True, slots=True)
class Division:
    """行政区划. ``code`` has 4, 6, 9 or 12 digits by level; ``kind`` is Chinese (街道, 县).

    ``seat`` of a township: whether the county government sits there (18.2.2); ``None`` where that
    is not known, which is never guessed. ``source`` is where this was read, ``confidence`` how far
    the seat is trusted, ``document`` what ordered it. Both ends of the validity are included; absent:
    open or not known. ``address`` and ``phone`` are its office's, where the register tells them.
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
    document: str = ""
    address: str = ""
    phone: str = ""

    def exists(self, on: date) -> bool:
        """Whether the division is there on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


REGION = ("西藏自治区", "西藏")
"""How the region is written in front of a place."""

NATION = "00"
"""The area of what holds in the whole country: a law's, or a figure's."""

_LENGTHS = {2, 4, 6, 9, 12}


def lies_in(place: str, area: str) -> bool:
    """Whether a division, by its code without zeros that fill it up, lies in an area of law."""
    return area == NATION or place.startswith(area)


def narrowness(area: str) -> int:
    """How narrow an area of law is: of two that a place lies in, the narrower one holds."""
    return 0 if area == NATION else len(area)


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


def called(name: str) -> str:
    """A division's name as names are compared: a village is called by its committee as well."""
    plain = spelled(name)
    for committee, ending in _COMMITTEES:
        own = plain.removesuffix(committee)
        if own and own != plain:
            return own if own.endswith(ending) else own + ending
    return plain


def within(code: str, area: str) -> bool:
    """Whether a division is an area or lies in it. Raises ``ValueError`` for no division code."""
    return normal(code).startswith(normal(area))


@dataclass(frozen=True, slots=True)
class Succession:
    """From a day on a division is no more, and another stands for it (承接)."""

    code: str
    successor: str
    since: date


NONE_PASSED: Mapping[str, Succession] = {}


@dataclass(frozen=True, slots=True)
class Places:
    """The divisions known, by code; a code may name different divisions at different times.

    ``passed`` says who stands for those that ended. Whom a division stands for, and who stands for it,
    is looked up, however many divisions there are.
    """

    table: Mapping[str, tuple[Division, ...]]
    passed: Mapping[str, Succession] = field(default_factory=dict)
    _taken: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _areas: frozenset[str] = field(init=False, repr=False, compare=False)
    _first_end: date = field(init=False, repr=False, compare=False)
    _names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _villages: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What questions need is reckoned once, here."""
        taken: dict[str, dict[str, None]] = {}
        for code in self.passed:
            for later in self._line(code):
                for digits in range(2, len(later) + 1):
                    taken.setdefault(later[:digits], {})[code] = None
        object.__setattr__(self, "_taken", {area: tuple(some) for area, some in taken.items()})
        areas = (code[:digits] for code in self.table for digits in range(2, len(code) + 1))
        object.__setattr__(self, "_areas", frozenset(areas))
        ends = (one.valid_to for known in self.table.values() for one in known)
        first = min((day for day in ends if day is not None), default=date.max)
        object.__setattr__(self, "_first_end", first)
        above = (one for known in self.table.values() for one in known if one.level in _ABOVE)
        names = {located(one.name) for one in above}.union(REGION)
        object.__setattr__(self, "_names", tuple(sorted(names, key=len, reverse=True)))
        villages: dict[str, tuple[str, ...]] = {}
        for code in sorted(one for one in self.table if len(one) == VILLAGE):
            township = code[: AROUND[VILLAGE]]
            villages[township] = (*villages.get(township, ()), code)
        object.__setattr__(self, "_villages", villages)

    @classmethod
    def of(
        cls, divisions: Iterable[Division], passed: Mapping[str, Succession] = NONE_PASSED
    ) -> "Places":
        """Raises ``ValueError`` where one code names two divisions on the same day."""
        table: dict[str, tuple[Division, ...]] = {}
        for new in divisions:
            known = table.get(new.code, ())
            if any(_overlap(new, old) for old in known):
                raise ValueError(
                    Saying("{code} names two divisions on the same day", code=new.code)
                )
            table[new.code] = (*known, new)
        return cls(table, passed)

    def spot(self, written: str) -> str:
        """Where something happened as it is compared: without punctuation, blanks, the writing of
        numerals, and the names of region, city, county and township in front. What has no other sign
        is kept as written.
        """
        plain = located(written)
        for _ in (REGION, *_ABOVE):
            name = next((one for one in self._names if plain.startswith(one) and plain != one), "")
            plain = plain.removeprefix(name)
        return plain or written

    def known(self, area: str) -> bool:
        """Whether a code is that of a division, or of an area that holds one, on whatever day."""
        return area in self._areas

    def ended(self, code: str, on: date) -> bool:
        """Whether what a code named is there no more on a day."""
        if on <= self._first_end:
            return False
        known = self.table.get(code, ())
        return bool(known) and all(one.valid_to is not None and one.valid_to < on for one in known)

    def standing(self, code: str, on: date) -> str:
        """Who acts for a division on a day: itself, or whoever took it over, or who took over that one."""
        since = date.min
        while (found := self.passed.get(code)) is not None and since < found.since <= on:
            code, since = found.successor, found.since
        return code

    def taken_over(self, area: str, on: date) -> tuple[str, ...]:
        """The divisions elsewhere that an area, or something in it, stands for on a day."""
        return tuple(
            code
            for code in self._taken.get(area, ())
            if not code.startswith(area) and self.standing(code, on).startswith(area)
        )

    def _line(self, code: str) -> Iterable[str]:
        """Whoever stands for a division, and who after them."""
        since = date.min
        while (found := self.passed.get(code)) is not None and since < found.since:
            code, since = found.successor, found.since
            yield code

    def find(self, code: str, on: date) -> Division | None:
        """The division a code names on a day, of any level; ``None`` where there is none."""
        for division in self.table.get(code, ()):
            if division.exists(on):
                return division
        return None

    def last_known(self, code: str, on: date) -> Division | None:
        """The division a code names on a day, or named last before it."""
        before = [
            one
            for one in self.table.get(code, ())
            if one.valid_from is None or one.valid_from <= on
        ]
        return max(before, key=lambda one: one.valid_from or date.min, default=None)

    def township(self, code: str, on: date) -> Division | None:
        """The township or subdistrict a code names on a day; ``None`` where there is none."""
        found = self.find(code, on)
        return found if found is not None and found.level is Level.TOWNSHIP else None

    def village(self, township: str, written: str, on: date) -> str:
        """The code of the village of a township that bears a name on a day, however that is written;
        empty where none on record does.
        """
        if township not in self._villages:
            return ""
        wanted = called(self.spot(written))
        for code in self._villages[township]:
            found = self.find(code, on)
            if found is not None and called(found.name) == wanted:
                return code
        return ""

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

    def is_seat(self, township: str, on: date) -> bool | None:
        """Whether the county government sits there on a day; ``None`` where that is not known (18.2.2)."""
        known = self.last_known(township, on)
        return None if known is None else known.seat

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

        seats = {code: tuple(map(seated, known)) for code, known in self.table.items()}
        return Places(seats, self.passed)


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
