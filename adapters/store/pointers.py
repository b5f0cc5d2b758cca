"""Which ledgers are whose: rows of the table of places, one for each edition and part.

An edition of the ledgers has a place of its own, so that two releases over one database each read
and follow theirs. ``ledgers/<edition>`` names the complete one, ``building/<edition>`` the one being
folded, ``former/<edition>`` the one before a swap. Rows are never deleted; the places they name may
be gone. Releases before editions know a row called ``ledgers`` alone.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store.schema import PLACES


class Part(StrEnum):
    """What a place is to its edition."""

    CURRENT = "ledgers"
    BUILDING = "building"
    FORMER = "former"


class Pointers:
    """The rows of one edition; the empty one is a release's before editions."""

    def __init__(self, edition: str) -> None:
        self._rows = {part: f"{part}/{edition}" if edition else part.value for part in Part}

    def all(self, connection: Connection) -> Mapping[str, str]:
        """Every row, whoever's: its name, and the place it points to."""
        found = connection.execute(select(PLACES.c.name, PLACES.c.current))
        return {name: place for name, place in found if name.partition("/")[0] in set(Part)}

    def mine(self, rows: Mapping[str, str], part: Part) -> str | None:
        """The place this edition has for a part, if any."""
        return rows.get(self._rows[part])

    def point(self, connection: Connection, part: Part, place: str) -> None:
        """Set one row."""
        keep(connection, self._rows[part], place)


def keep(connection: Connection, name: str, current: str) -> None:
    """Set a row of the table of places."""
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(PLACES)
    row = insert.values(name=name, current=current)
    connection.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"current": current})
    )
