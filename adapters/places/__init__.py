"""The divisions of Lhasa, from ``lhasa.json`` beside this module, which names its source.

Where 城关区 has its seat was not established: its subdistricts say so (``seat`` is ``None``) until
the office configures it with ``Places.with_seat``.
"""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from domain.ground.places import Division, Level, Places
from domain.ground.sayings import Saying


def lhasa() -> Places:
    """8 counties and districts and 65 townships, as of the data set named in the file."""
    return known()


def known(further: Path | None = None) -> Places:
    """Lhasa's divisions, and those of further cities from a file of the same form.

    Raises ``OSError``, and ``ValueError`` for anything but such a file.
    """
    text = files("adapters.places").joinpath("lhasa.json").read_text(encoding="utf-8")
    divisions = _of(text)
    if further is not None:
        divisions += _of(further.read_text(encoding="utf-8"))
    return Places.of(divisions)


def _of(text: str) -> list[Division]:
    """The divisions a file lists. Raises ``ValueError``."""
    try:
        data: dict[str, Any] = json.loads(text)
        return [_division(entry, data["source"]) for entry in data["divisions"]]
    except (KeyError, TypeError) as error:
        raise ValueError(Saying("no list of divisions: {error}", error=error)) from None


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
