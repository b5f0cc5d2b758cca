"""On which line of a pack's text a table or key stands: the TOML parser does not tell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TABLE = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r'\s*"?([\w./-]+)"?\s*=')
_NAMED = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Lines:
    """Line numbers, from 1, by table, place among tables of that name (from 0), and key."""

    _by_place: Mapping[tuple[str, int, str | None], int]

    @classmethod
    def of_text(cls, text: str) -> "Lines":
        """Reads the headers and keys of a text that is valid TOML."""
        places: dict[tuple[str, int, str | None], int] = {}
        counts: dict[str, int] = {}
        table, index = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _TABLE.match(line):
                table = header[1]
                index = counts.get(table, 0)
                counts[table] = index + 1
                places[table, index, None] = number
            elif key := _KEY.match(line):
                places.setdefault((table, index, key[1]), number)
        return cls(places)

    def of(self, table: str, index: int, key: str | None) -> int:
        """The line of a key, else of its table, else 0."""
        table_line = self._by_place.get((table, index, None), 0)
        return self._by_place.get((table, index, key), table_line)

    @staticmethod
    def named_by(error: Exception) -> int:
        """The line a parser names in its message, else 0."""
        named = _NAMED.search(str(error))
        return int(named[1]) if named else 0
