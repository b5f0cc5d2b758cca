"""Which keys each table of a policy pack has, and of what type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.ground.sayings import Saying

Entry = Mapping[str, Any]

TEXTS = "texts"
"""A list of strings, where other keys name a type."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The keys of a table with their types; the optional ones apart."""

    required: Mapping[str, type | tuple[type, ...] | str]
    optional: Mapping[str, type | tuple[type, ...] | str]

    def mistakes(self, entry: Entry) -> list[tuple[str | None, Saying]]:
        """Unknown keys, missing keys and wrong types."""
        known = {**self.required, **self.optional}
        wrong: list[tuple[str | None, Saying]] = [
            (key, Saying("unknown key")) for key in entry if key not in known
        ]
        wrong += [
            (None, Saying("{key!r} is missing", key=key))
            for key in self.required
            if key not in entry
        ]
        wrong += [
            (key, Saying("must be {what}", what=_called(known[key])))
            for key, value in entry.items()
            if key in known and not _is(value, known[key])
        ]
        return wrong


def _is(value: object, kind: type | tuple[type, ...] | str) -> bool:
    if isinstance(kind, str):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if isinstance(value, bool):
        return kind is bool or (isinstance(kind, tuple) and bool in kind)
    if kind is date:
        return type(value) is date
    return isinstance(value, kind)


CALLED: Mapping[type, Saying] = {
    str: Saying("str"),
    int: Saying("int"),
    bool: Saying("bool"),
    date: Saying("date"),
    dict: Saying("dict"),
}
"""How the type of a value is called."""


def _called(kind: type | tuple[type, ...] | str) -> Saying:
    if isinstance(kind, str):
        return Saying("a list of strings")
    first, *others = kind if isinstance(kind, tuple) else (kind,)
    said = CALLED[first]
    for one in others:
        said = Saying("{one} or {other}", one=said, other=CALLED[one])
    return said


PACK = Schema(
    {
        "id": str,
        "document": str,
        "title": str,
        "area": str,
        "valid_from": date,
        "legal_bases": TEXTS,
        "ends_all": TEXTS,
    },
    {"valid_to": date, "county_grounds": str, "county_materials": str},
)
DATES = {"from": date, "to": date, "corrects": date, "known_from": date}
"""The first and the last day an entry is in force; the pack's own first day where absent.

``corrects``: the first day of the wrong entry it stands for, from the day that became known.
"""

PROVISION = Schema({"place": str, "summary": str}, DATES)
PARAMETER = Schema(
    {
        "id": str,
        "title": str,
        "value": (int, str, bool),
        "unit": str,
        "basis": str,
        "citation": str,
    },
    {"note": str, **DATES},
)
READING = Schema(
    {
        "id": str,
        "name": str,
        "question": str,
        "chosen": str,
        "alternatives": TEXTS,
        "why": str,
        "citation": str,
    },
    DATES,
)
TIER = Schema(
    {"scale": str, "citation": str},
    {
        "step": int,
        "over": (int, str),
        "up_to": (int, str),
        "percent": int,
        "flat": (int, str),
        "reading": dict,
        **DATES,
    },
)
LIMIT = Schema(
    {
        "id": str,
        "title": str,
        "length": int,
        "unit": str,
        "starts": TEXTS,
        "stops": TEXTS,
        "duty": str,
        "expiry": str,
        "basis": str,
        "citation": str,
    },
    {
        "courses": TEXTS,
        "when": TEXTS,
        "extends": bool,
        "counts_start": bool,
        "counts_from": str,
        "keyed": bool,
        "reading": dict,
        **DATES,
    },
)
