"""Where offices are and who answers their telephone: a file the installation keeps, with dates.

A JSON list of entries ``{"code", "from", "to", "name", "address", "phone"}``; ``to`` and ``name``
may be absent. What no entry says is left blank in documents: nothing is guessed.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from domain.ground.places import Contact
from domain.ground.sayings import Saying

KNOWN = frozenset({"code", "from", "to", "name", "address", "phone"})


def contacts(path: Path) -> tuple[Contact, ...]:
    """The entries of the file. Raises ``ValueError`` for anything but such a list."""
    read = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(read, list):
        raise ValueError(Saying("{path}: must be a list of offices", path=path))
    return tuple(_contact(path, number, entry) for number, entry in enumerate(read, start=1))


def _contact(path: Path, number: int, entry: Any) -> Contact:
    try:
        if strange := set(entry) - KNOWN:
            raise ValueError(Saying("unknown keys {what}", what=tuple(sorted(strange))))
        return Contact(
            code=entry["code"],
            start=date.fromisoformat(entry["from"]),
            end=date.fromisoformat(entry["to"]) if "to" in entry else None,
            name=entry.get("name", ""),
            address=entry["address"],
            phone=entry["phone"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            Saying("{path}: office {number}: {error}", path=path, number=number, error=error)
        ) from None
