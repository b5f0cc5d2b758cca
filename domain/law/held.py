"""The law that facts of before fingerprints rest on: the shipped packs as they stood at commit 11a5808.

Such facts name their pack and no fingerprint. They are held to these, and to nothing that was written
into a pack's file since.
"""

from collections.abc import Mapping
from datetime import date

AT_11A5808: Mapping[str, tuple[tuple[date, str], ...]] = {
    "lhasa-2018-202": (
        (
            date(2018, 12, 3),
            "1:057481615506788796a2fe86b8939c51c669154b87dba62765f0c797db7b1f36",
        ),
        (
            date(2024, 1, 1),
            "1:ecf2ce795e9a2cb10d996041782f0b039582b7ec865596024ef15de94c9a0c92",
        ),
    ),
}
"""By pack: the first day of each period, and the fingerprint of its law."""


def held(pack: str, day: date) -> str | None:
    """The fingerprint a fact without one is held to; ``None`` for packs that were not shipped then."""
    found = None
    for first, fingerprint in AT_11A5808.get(pack, ()):
        if first <= day:
            found = fingerprint
    return found
