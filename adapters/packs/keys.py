"""Single keys of a pack's entry: one of a list, some of a list, a citation, dates in order."""

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from adapters.packs.schema import Entry
from adapters.packs.values import Mistake
from domain.ground.places import NATION, normal
from domain.ground.sayings import Saying, told_by
from domain.law.citations import Citation
from domain.law.mistakes import Fault
from domain.time.calendar import FIRST_YEAR

E = TypeVar("E", bound=StrEnum)


def one_of(kind: type[E], entry: Entry, key: str, default: E | None = None) -> E:
    """The value of a key that names one of a closed list. Raises ``Mistake``."""
    if key not in entry and default is not None:
        return default
    try:
        return kind(entry[key])
    except (KeyError, ValueError):
        raise Mistake(key, Saying("must be one of {what}", what=tuple(kind))) from None


def some_of(kind: type[E], entry: Entry, key: str) -> tuple[E, ...]:
    """The values of a key that lists some of a closed list, each once. Raises ``Mistake``."""
    try:
        values = tuple(kind(value) for value in entry.get(key, ()))
    except ValueError:
        raise Mistake(key, Saying("must be some of {what}", what=tuple(kind))) from None
    if len(set(values)) != len(values):
        raise Mistake(key, Saying("names one value twice"))
    return values


def cited(entry: Entry) -> Citation:
    """The provision an entry rests on, which was looked up before. Raises ``TypeError`` else."""
    citation = entry["citation"]
    if not isinstance(citation, Citation):
        raise TypeError("a citation is looked up before an entry is built")
    return citation


def ordered(entry: Entry, first: str, last: str) -> None:
    """Raises ``Mistake`` where a last day stands before the first."""
    if last in entry and entry[last] < entry[first]:
        raise Mistake(last, Saying("is before {first!r}", first=first))


def under(entry: Entry) -> tuple[str, str] | None:
    """The reading an entry depends on, where it names one. Raises ``Mistake``."""
    named = entry.get("reading")
    if named is None:
        return None
    if named.keys() != {"id", "choice"} or not all(isinstance(v, str) for v in named.values()):
        raise Mistake("reading", Saying("must be {{ id = ..., choice = ... }}"))
    return named["id"], named["choice"]


LAW_ID = re.compile("[a-z0-9][a-z0-9-]{0,59}")
"""What a law is called: it stands in addresses, and in names of what is kept of it."""

RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
PROVINCES = {str(code) for first, last in RANGES for code in range(first, last + 1)}
"""GB/T 2260. What begins with 99 is no place of it: made-up cities may be tried."""


def law_id(entry: Entry) -> str:
    """The name of a law. Raises ``Mistake``."""
    id: str = entry["id"]
    if not LAW_ID.fullmatch(id):
        what = Saying("must be 1 to 60 small letters, digits or hyphens, no hyphen first")
        raise Mistake("id", what)
    return id


def first_day(entry: Entry) -> date:
    """The first day of a law. Raises ``Mistake`` for a day before anything is reckoned."""
    day: date = entry["valid_from"]
    if day.year < FIRST_YEAR:
        raise Mistake("valid_from", Saying("is before {year}", year=FIRST_YEAR))
    return day


def area(entry: Entry) -> str:
    """The code of a division, from village to province, or of the nation. Raises ``Mistake``."""
    code: str = entry["area"]
    if code == NATION:
        return code
    try:
        shortest = normal(code)
    except ValueError as error:
        raise Mistake("area", told_by(error), Fault.AREA) from None
    if shortest != code:
        written = Saying("is written {code!r}, without zeros at its end", code=shortest)
        raise Mistake("area", written, Fault.AREA)
    if code[:2] not in PROVINCES and (len(code) == 2 or not code.startswith("99")):
        raise Mistake("area", Saying("{code!r} lies in no province", code=code), Fault.AREA)
    return code
