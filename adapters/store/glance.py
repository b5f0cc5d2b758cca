"""Whole streams of an SQLite history by the driver alone: for who starts, asks once and ends.

To bring in what keeps a history takes longer than such a tool may take. What is unusual is left to it.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from eventsourcing.persistence import Notification

from adapters.store.mapper import FactMapper
from adapters.store.quiet import mode
from domain.ground.facts import Recorded

PLAIN = "sqlite:///"
"""How the address of an SQLite file begins."""
STANDS = "SELECT 1 FROM events LIMIT 1"
READ = "SELECT stream, version, name, body, position FROM events WHERE stream IN ({}) ORDER BY position"


class Glance:
    """A file opened to be read. It knows the facts that were imported before. Close it when done."""

    def __init__(self, file: Path) -> None:
        address = f"file:{quote(str(file.absolute()))}?{urlencode(mode(file))}"
        self._driver = sqlite3.connect(address, uri=True)
        self._mapper = FactMapper()

    def stands(self) -> bool:
        """Whether there is a history in it, with a fact. Raises ``sqlite3.Error`` of what holds none."""
        return self._driver.execute(STANDS).fetchone() is not None

    def placed(self, streams: Sequence[str]) -> list[Recorded]:
        """Whole streams, all in the order they were recorded. Raises as the mapper does."""
        asked = READ.format(", ".join("?" * len(streams)))
        return [
            self._mapper.to_domain_event(Notification(stream, version, name, body.encode(), place))
            for stream, version, name, body, place in self._driver.execute(asked, streams)
        ]

    def close(self) -> None:
        """Close the file."""
        self._driver.close()


def glance(url: str) -> Glance | None:
    """The history at an address; ``None`` where no look in passing tells whether there is one."""
    file = Path(url.removeprefix(PLAIN))
    if not url.startswith(PLAIN) or "?" in url or not file.is_file():
        return None
    try:
        seen = Glance(file)
        if seen.stands():
            return seen
        seen.close()
    except sqlite3.Error:
        pass
    return None
