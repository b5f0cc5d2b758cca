"""The divisions of Lhasa, from ``lhasa.json`` beside this module, which names its source.

Where 城关区 has its seat was not established: its subdistricts say so (``seat`` is ``None``) until
the office configures it with ``Places.with_seat``.
"""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from domain.places import Division, Level, Places


def lhasa() -> Places:
    """8 counties and districts and 65 townships, as of the data set named in the file."""
    text = files("adapters.places").joinpath("lhasa.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    source = data["source"]
    return Places.of(_division(entry, source) for entry in data["divisions"])


def _division(entry: dict[str, Any], source: str) -> Division:
    return Division(
        code=entry["code"],
        name=entry["name"],
        level=Level(entry["level"]),
        kind=entry["kind"],
        parent=entry["parent"],
        valid_from=_day(entry.get("valid_from")),
        valid_to=_day(entry.get("valid_to")),
        seat=entry.get("seat"),
        source=source,
        confidence=entry.get("confidence", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
