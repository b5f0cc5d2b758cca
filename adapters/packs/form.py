"""What of a pack decides, in one canonical form: its fingerprint changes exactly when that changes.

Titles, notes, questions and comments decide nothing, nor do the days of an entry: what is in force on
a day is the same whether it began yesterday or years ago. Sums are in fen, rates exact fractions, lists
whose order says nothing are sorted, and what is left out is as its default. The form has a number:
another way of writing the same law gets another number, and this one stays readable.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

from adapters.packs.dated import QUESTION
from adapters.packs.dated import question as asked
from adapters.packs.schema import DATES, Entry
from adapters.packs.values import factor, percent, yuan

FORM = 1
"""Stands before every fingerprint of this form."""

LABELS = (
    frozenset({"title", "note", "why", "question", "name", "summary", "reading"}) | DATES.keys()
)
"""Keys that decide nothing by themselves; the reading under which an entry applies is applied."""

OWN_LABELS: Mapping[str, frozenset[str]] = {
    "tier": frozenset({"step", "over"}),
    "reading": frozenset({"alternatives", "citation"}),
}
"""Of one table: which tier follows another, what was not chosen."""

SUMS = frozenset({"up_to", "flat", "least", "most", "round_to"})
ORDERED = frozenset({"limits"})
"""Lists whose order decides; every other list is a set."""

DEFAULTS: Mapping[tuple[str, str], Any] = {
    ("category", "effects"): 0,
    ("test", "large_home"): "large-home-counted-whole",
    ("test", "dangerous_home"): "dangerous-home-counted",
    ("amount", "per"): "case",
    ("base", "two_years"): False,
    ("pool", "per"): "case",
    ("pool", "year"): "year-of-approval",
    ("amount", "periods_least"): 1,
    ("amount", "periods_most"): 1,
    ("amount", "floor_vs_cap"): "cap-wins",
    ("amount", "rounding"): "half-up-once",
    ("amount", "round_to"): 1,
    ("amount", "apart"): False,
    ("amount", "per_day"): False,
    ("formula", "per"): "case",
    ("formula", "periods_least"): 1,
    ("formula", "periods_most"): 1,
    ("formula", "per_day"): False,
    ("maximum", "collective"): False,
    ("material", "by_agent"): False,
    ("limit", "extends"): False,
    ("limit", "counts_start"): False,
    ("limit", "counts_from"): "",
    ("limit", "keyed"): False,
    ("step", "asked"): True,
}
"""What a key says where it is left out; an empty list is always as none."""

PARAMETER: Mapping[str, Callable[[Any], Any]] = {
    "yuan": lambda value: yuan(value).fen,
    "percent": lambda value: str(percent(value)),
    "factor": lambda value: str(factor(value)),
}
"""How a parameter's value is written, by its unit; others as they stand."""


def decides(table: str, entry: Entry) -> dict[str, Any]:
    """What of an entry decides. Raises what its values raise where they were never checked."""
    labels = LABELS | OWN_LABELS.get(table, frozenset())
    found = {key: _value(table, key, entry) for key in entry if key not in labels}
    return {key: value for key, value in found.items() if not _left_out(table, key, value)}


def _value(table: str, key: str, entry: Entry) -> Any:
    value = entry[key]
    if key in SUMS:
        return yuan(value).fen
    if key == "value" and table == "parameter":
        return PARAMETER.get(entry["unit"], lambda one: one)(value)
    if isinstance(value, list):
        return value if key in ORDERED else sorted(value)
    return value


def _left_out(table: str, key: str, value: Any) -> bool:
    return value == [] or ((table, key) in DEFAULTS and value == DEFAULTS[table, key])


def digest(table: str, deciding: Mapping[str, Any]) -> str:
    """The digest of what decides in one entry."""
    return _hashed([FORM, table, deciding])


def named(table: str, question: Iterable[str]) -> str:
    """What an entry is called where its digest stands."""
    return " ".join((table, *(part for part in question if part != "None")))


def digests(written: Mapping[str, Iterable[Entry | None]]) -> dict[str, str]:
    """The digests of the entries in force, by what they are called."""
    return {
        named(table, asked(table, entry)): digest(table, decides(table, entry))
        for table in sorted(written)
        if table in QUESTION and table != "provision"
        for entry in written[table]
        if entry is not None
    }


def fingerprint(digests: Iterable[str]) -> str:
    """The fingerprint of a law: of the digests of all its entries, in whatever order they stand."""
    return f"{FORM}:{_hashed(sorted(digests))}"


def _hashed(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode("ascii")).hexdigest()
