"""How an entry of a policy pack, its keys and types already right, becomes a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adapters.packs.keys import area, cited, first_day, law_id, one_of, ordered, under
from adapters.packs.schema import Entry
from adapters.packs.values import VALUES, Mistake, count, percent, yuan
from domain.ground.sayings import Saying, told_by
from domain.law.citations import PLACE
from domain.law.parts import LimitEntry, Parameter, ParameterUnit, Reading, Tier
from domain.time.limits import Basis, Expiry, Limit, Unit


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
    county: Mapping[str, str]

    @property
    def decides(self) -> dict[str, Any]:
        """What of it decides: by which document, where, and what ends every case."""
        return {
            "document": self.document,
            "area": self.area,
            "legal_bases": sorted(self.bases),
            "ends_all": sorted(self.ends_all),
            "county": dict(self.county),
        }


def head(entry: Entry) -> Head:
    """Raises ``Mistake`` where the dates are out of order or no basis is named."""
    ordered(entry, "valid_from", "valid_to")
    if not entry["legal_bases"]:
        raise Mistake("legal_bases", Saying("names no legal basis"))
    return Head(
        id=law_id(entry),
        document=entry["document"],
        title=entry["title"],
        area=area(entry),
        valid_from=first_day(entry),
        valid_to=entry.get("valid_to"),
        bases=tuple(entry["legal_bases"]),
        ends_all=frozenset(entry["ends_all"]),
        county={
            table: entry[key]
            for table, key in (("ground", "county_grounds"), ("material", "county_materials"))
            if key in entry
        },
    )


def parameter(entry: Entry) -> Parameter:
    """Raises ``Mistake`` where the value does not fit its unit."""
    unit = one_of(ParameterUnit, entry, "unit")
    return Parameter(
        id=entry["id"],
        title=entry["title"],
        value=VALUES[unit](entry["value"]),
        unit=unit,
        start=entry["from"],
        end=entry.get("to"),
        basis=one_of(Basis, entry, "basis"),
        citation=cited(entry),
        note=entry.get("note", ""),
    )


def reading(entry: Entry) -> Reading:
    """Raises ``Mistake`` where the chosen reading is listed as its own alternative."""
    if entry["chosen"] in entry["alternatives"]:
        raise Mistake("alternatives", Saying("the chosen reading is no alternative to itself"))
    return Reading(
        id=entry["id"],
        name=entry["name"],
        question=entry["question"],
        chosen=entry["chosen"],
        alternatives=tuple(entry["alternatives"]),
        why=entry["why"],
        citation=cited(entry),
    )


def tier(entry: Entry) -> tuple[str, Tier]:
    """Raises ``Mistake`` unless it grants either a percentage or a flat sum."""
    if ("percent" in entry) == ("flat" in entry):
        raise Mistake(None, Saying("needs either percent or flat"))
    return entry["scale"], Tier(
        up_to=yuan(entry["up_to"], "up_to") if "up_to" in entry else None,
        rate=percent(entry["percent"], "percent") if "percent" in entry else None,
        flat=yuan(entry["flat"], "flat") if "flat" in entry else None,
        citation=cited(entry),
    )


def limit(entry: Entry) -> LimitEntry:
    """Raises ``Mistake`` where it contradicts itself or names what does not exist."""
    count(entry["length"], "length")
    try:
        made = Limit(
            id=entry["id"],
            title=entry["title"],
            length=entry["length"],
            unit=one_of(Unit, entry, "unit"),
            starts=tuple(entry["starts"]),
            stops=tuple(entry["stops"]),
            duty=entry["duty"],
            expiry=one_of(Expiry, entry, "expiry"),
            basis=one_of(Basis, entry, "basis"),
            citation=str(cited(entry)),
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
        raise Mistake(None, told_by(error)) from error
    return LimitEntry(made, under(entry))


def provision(entry: Entry) -> tuple[str, str]:
    """A place in the pack's own document, and what stands there. Raises ``Mistake``."""
    if not PLACE.fullmatch(entry["place"]):
        raise Mistake(
            "place", Saying("{value!r} is not written as 18.2.1 or 16/2", value=entry["place"])
        )
    return entry["place"], entry["summary"]
