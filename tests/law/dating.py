"""Packs with entries added from a day on, written as a file has them."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from adapters.packs.dated import question

TEXT = files("domain.law").joinpath("packs/lhasa-2018-202.toml").read_text(encoding="utf-8")
ENTRIES: Mapping[str, list[dict[str, Any]]] = {
    table: some for table, some in tomllib.loads(TEXT).items() if isinstance(some, list)
}
"""The shipped pack's entries by table."""

FIRST = date(2018, 12, 3)


def standing(table: str, day: date) -> list[dict[str, Any]]:
    """The entries of a table that hold on a day and go on: those one may write again from then on.

    Whatever else is to be said of what they say begins later than the day.
    """
    begun = [e for e in ENTRIES[table] if e.get("from", FIRST) < day]
    last = {question(table, e): e for e in begun if "to" not in e}
    begins = {question(table, e) for e in ENTRIES[table] if e.get("from", FIRST) >= day}
    return [e for asked, e in last.items() if asked not in begins]


def entry_of(table: str, **keys: Any) -> dict[str, Any]:
    """The first entry of a table that has these values."""
    return next(e for e in ENTRIES[table] if all(e.get(k) == v for k, v in keys.items()))


def written(table: str, entry: Mapping[str, Any]) -> str:
    """An entry as the file has it."""
    lines = (f"{key} = {value(one)}" for key, one in entry.items())
    return "\n".join(("", f"[[{table}]]", *lines, ""))


def value(one: Any) -> str:
    """A value as TOML has it."""
    match one:
        case bool():
            return "true" if one else "false"
        case dict():
            return "{ " + ", ".join(f'{k} = "{v}"' for k, v in one.items()) + " }"
        case list():
            return "[" + ", ".join(value(item) for item in one) + "]"
        case str():
            return f'"{one}"'
        case _:
            return str(one)


def with_entries(added: Iterable[tuple[str, Mapping[str, Any]]], text: str = TEXT) -> str:
    """The pack's text with entries at its end."""
    return text + "".join(written(table, entry) for table, entry in added)


def changed(table: str, keys: Mapping[str, Any], **new: Any) -> tuple[str, dict[str, Any]]:
    """An entry of the shipped pack once more, with something else in it."""
    return table, {**entry_of(table, **keys), **new}
