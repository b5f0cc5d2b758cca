"""The shipped packs as they stood at commit 11a5808: what histories from before law was recorded rest on."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from domain.registers.law.facts import EntryHeld
from domain.registers.law.state import Document


@cache
def at_11a5808() -> Document:
    """The only pack that was shipped then, its entries under the names they have today."""
    text = files("adapters.packs").joinpath("at_11a5808.json").read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(text)
    return Document(
        name=raw["name"],
        pack=None,
        document=raw["document"],
        area=raw["area"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=None,
        sha256=raw["sha256"],
        entries=tuple(_entry(*one) for one in raw["entries"]),
    )


def _entry(entry: str, first: str, last: str | None, digest: str) -> EntryHeld:
    until = None if last is None else date.fromisoformat(last)
    return EntryHeld(entry, date.fromisoformat(first), until, digest)
