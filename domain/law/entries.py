"""How an entry of a policy pack, its keys and types already right, becomes a value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from domain.law.citations import Citation, NoSuchProvision, cite
from domain.law.pack import LimitEntry, Parameter, ParameterUnit, Reading, Tier
from domain.law.schema import Entry
from domain.law.values import VALUES, Mistake, percent, yuan
from domain.time.limits import Basis, Expiry, Limit, Unit

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Head:
    """The ``[pack]`` table: what the pack is and when it holds."""

    id: str
    document: str
    title: str
    area: str
    valid_from: date
    valid_to: date | None
    bases: tuple[str, ...]
    ends_all: frozenset[str]


def head(entry: Entry) -> Head:
    """Raises ``Mistake`` where the dates are out of order or no basis is named."""
    _ordered(entry, "valid_from", "valid_to")
    if not entry["legal_bases"]:
        raise Mistake("legal_bases", "names no legal basis")
    return Head(
        id=entry["id"],
        document=entry["document"],
        title=entry["title"],
        area=entry["area"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        bases=tuple(entry["legal_bases"]),
        ends_all=frozenset(entry["ends_all"]),
    )


def parameter(entry: Entry) -> Parameter:
    """Raises ``Mistake`` where the value does not fit its unit or the dates are out of order."""
    _ordered(entry, "from", "to")
    unit = _one_of(ParameterUnit, entry, "unit")
    return Parameter(
        id=entry["id"],
        title=entry["title"],
        value=VALUES[unit](entry["value"]),
        unit=unit,
        start=entry["from"],
        end=entry.get("to"),
        basis=_one_of(Basis, entry, "basis"),
        citation=_cited(entry),
        note=entry.get("note", ""),
    )


def reading(entry: Entry) -> Reading:
    """Raises ``Mistake`` where the chosen reading is listed as its own alternative."""
    if entry["chosen"] in entry["alternatives"]:
        raise Mistake("alternatives", "the chosen reading is no alternative to itself")
    return Reading(
        id=entry["id"],
        name=entry["name"],
        question=entry["question"],
        chosen=entry["chosen"],
        alternatives=tuple(entry["alternatives"]),
        why=entry["why"],
        citation=_cited(entry),
    )


def tier(entry: Entry) -> tuple[str, Tier]:
    """Raises ``Mistake`` unless it grants either a percentage or a flat sum."""
    if ("percent" in entry) == ("flat" in entry):
        raise Mistake(None, "needs either percent or flat")
    return entry["scale"], Tier(
        up_to=yuan(entry["up_to"], "up_to") if "up_to" in entry else None,
        rate=percent(entry["percent"], "percent") if "percent" in entry else None,
        flat=yuan(entry["flat"], "flat") if "flat" in entry else None,
        citation=_cited(entry),
    )


def limit(entry: Entry) -> LimitEntry:
    """Raises ``Mistake`` where it contradicts itself or names what does not exist."""
    _cited(entry)
    try:
        made = Limit(
            id=entry["id"],
            title=entry["title"],
            length=entry["length"],
            unit=_one_of(Unit, entry, "unit"),
            starts=tuple(entry["starts"]),
            stops=tuple(entry["stops"]),
            duty=entry["duty"],
            expiry=_one_of(Expiry, entry, "expiry"),
            basis=_one_of(Basis, entry, "basis"),
            citation=entry["citation"],
            courses=tuple(entry.get("courses", ())),
            when=tuple(entry.get("when", ())),
            extends=entry.get("extends", False),
            counts_start=entry.get("counts_start", False),
            counts_from=entry.get("counts_from", ""),
            keyed=entry.get("keyed", False),
        )
    except Mistake:
        raise
    except ValueError as error:
        raise Mistake(None, str(error)) from error
    return LimitEntry(made, _under(entry))


def _under(entry: Entry) -> tuple[str, str] | None:
    """The reading an entry depends on, where it names one."""
    under = entry.get("reading")
    if under is None:
        return None
    if under.keys() != {"id", "choice"} or not all(isinstance(v, str) for v in under.values()):
        raise Mistake("reading", "must be { id = ..., choice = ... }")
    return under["id"], under["choice"]


def _ordered(entry: Entry, first: str, last: str) -> None:
    if last in entry and entry[last] < entry[first]:
        raise Mistake(last, f"is before {first!r}")


def _one_of(kind: type[E], entry: Entry, key: str) -> E:
    try:
        return kind(entry[key])
    except ValueError:
        raise Mistake(key, f"must be one of {', '.join(kind)}") from None


def _cited(entry: Entry) -> Citation:
    try:
        return cite(entry["citation"])
    except NoSuchProvision as error:
        raise Mistake("citation", str(error)) from error
