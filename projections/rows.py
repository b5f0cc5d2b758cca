"""Rows as projections see them: a small port, the same over a dict and over a database.

A *versioned* table has columns ``from_position`` and ``to_position``; its primary key is the
natural key followed by ``from_position``. Its current rows have ``to_position = OPEN``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Table

from domain.ground.facts import Fact, Recorded

OPEN = 2**63 - 1
"""The ``to_position`` of a row that is still current."""

History = Callable[[str], Iterable[Recorded]]
"""The facts of a stream from its first, for a projection that remembers nothing of it."""

Row = dict[str, Any]
Key = tuple[Any, ...]


class IncompleteRow(ValueError):
    """A row lacks a column of its table, or has one the table lacks."""

    def __init__(self, table: Table, row: Row) -> None:
        odd = sorted(set(table.c.keys()) ^ row.keys())
        super().__init__(f"{table.name}: missing or surplus columns {', '.join(odd)}")


class Unsettled(Exception):
    """Rows left until later cannot be made; the cause says why. ``recorded`` is the last fact shown."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        super().__init__(f"{recorded.stream}: nothing follows from fact {recorded.version}")


class Rows(Protocol):
    """Where a projection reads and writes. On versioned tables it sees current rows only."""

    def get(self, table: Table, key: Key) -> Row | None:
        """The row under a (natural) primary key, or ``None``; a copy of its own."""
        ...

    def put(self, table: Table, row: Row) -> None:
        """Insert, or replace the whole row under the same primary key; it is changed no more from then on.

        Raises ``IncompleteRow`` unless the row has exactly the table's columns.
        """
        ...

    def delete(self, table: Table, key: Key) -> None:
        """Remove the row if there is one."""
        ...

    def find(self, table: Table, **equals: Any) -> list[Row]:
        """The (current) rows with these values, in order of their primary keys."""
        ...

    def walk(
        self, table: Table, by: str, least: str, size: int, **equals: Any
    ) -> Iterator[list[Row]]:
        """The rows with these values, and no less than ``least`` by a column, in steps of that order.

        Those of a step may be put before the next is read: memory stays that of a step. A row that is
        put further on is met again. Of tables without versions.
        """
        ...

    def put_version(self, table: Table, row: Row, position: int) -> None:
        """Close the current version at ``position`` and open this one; nothing if unchanged.

        The row is given away, as by ``put``.
        """
        ...

    def close_version(self, table: Table, key: Key, position: int) -> None:
        """Close the current version at ``position`` without a successor."""
        ...


class Projection(Protocol):
    """A pure fold: what one fact changes in its own tables.

    A row follows from the facts of one stream, and of the common ones beside it
    (``projections.all.COMMON``): so the streams of a history may be folded apart.

    One that has ``looks`` is shown those facts only, and of their fields that hold more than one
    value the ones named. One that has ``forget`` drops there what it remembers of single streams. One
    that has ``settle`` writes there the rows it left until the facts that come together were shown;
    what it raises is ``Unsettled``.
    """

    @property
    def tables(self) -> Sequence[Table]:
        """Every table it writes."""
        ...

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Apply one fact."""
        ...


Looks = Mapping[type[Fact], tuple[str, ...]]
"""The facts a projection looks at, each with those of its fields that hold more than one value."""


class Versioned:
    """What versions mean, in terms of get, put and delete."""

    def put_version(self: Rows, table: Table, row: Row, position: int) -> None:
        """Close the current version at ``position`` and open this one; nothing if unchanged."""
        current = self.get(table, tuple([row[name] for name in natural_key(table)]))
        opened = {**row, "from_position": position, "to_position": OPEN}
        if current is not None:
            since = current["from_position"]
            if {**opened, "from_position": since} == current:
                return
            if since != position:
                self.put(table, {**current, "to_position": position})
        self.put(table, opened)

    def close_version(self: Rows, table: Table, key: Key, position: int) -> None:
        """Close the current version at ``position``; one opened there leaves no trace."""
        current = self.get(table, key)
        if current is None:
            return
        if current["from_position"] == position:
            self.delete(table, key)
        else:
            self.put(table, {**current, "to_position": position})


@cache
def is_versioned(table: Table) -> bool:
    """Whether a table keeps versions."""
    return "from_position" in table.c and "to_position" in table.c


@cache
def primary_key(table: Table) -> tuple[str, ...]:
    """The names of the primary key's columns."""
    return tuple(column.name for column in table.primary_key)


@cache
def natural_key(table: Table) -> tuple[str, ...]:
    """The primary key without ``from_position``."""
    return tuple(name for name in primary_key(table) if name != "from_position")


def in_steps(rows: Iterable[Row], by: str, least: str, size: int) -> Iterator[list[Row]]:
    """Rows that are at hand already, as a walk shows them."""
    found = sorted((row for row in rows if row[by] >= least), key=lambda row: row[by])
    return (found[n : n + size] for n in range(0, len(found), size))


class DictRows(Versioned):
    """Rows in memory, for tests."""

    def __init__(self) -> None:
        self._tables: dict[Table, dict[Key, Row]] = {}

    def all(self, table: Table) -> list[Row]:
        """Every row, closed versions included, in order of primary keys."""
        held = self._tables.get(table, {})
        return [dict(held[key]) for key in sorted(held)]

    def get(self, table: Table, key: Key) -> Row | None:
        """The (current) row under a key."""
        held = self._tables.get(table, {})
        if not is_versioned(table):
            row = held.get(key)
            return None if row is None else dict(row)
        return next((row for row in self._current(table) if _key(table, row) == key), None)

    def put(self, table: Table, row: Row) -> None:
        """Insert or replace."""
        if row.keys() != set(table.c.keys()):
            raise IncompleteRow(table, row)
        self._tables.setdefault(table, {})[tuple(row[k] for k in primary_key(table))] = dict(row)

    def delete(self, table: Table, key: Key) -> None:
        """Remove the (current) row."""
        row = self.get(table, key)
        if row is not None:
            del self._tables[table][tuple(row[k] for k in primary_key(table))]

    def find(self, table: Table, **equals: Any) -> list[Row]:
        """The (current) rows with these values."""
        return [
            row
            for row in self._current(table)
            if all(row[name] == value for name, value in equals.items())
        ]

    def walk(
        self, table: Table, by: str, least: str, size: int, **equals: Any
    ) -> Iterator[list[Row]]:
        """The rows with these values from ``least`` on, in steps."""
        return in_steps(self.find(table, **equals), by, least, size)

    def _current(self, table: Table) -> list[Row]:
        rows = self.all(table)
        return [row for row in rows if row["to_position"] == OPEN] if is_versioned(table) else rows


def _key(table: Table, row: Row) -> Key:
    return tuple(row[name] for name in natural_key(table))


def hooks(projections: Iterable[Projection], name: str) -> list[Callable[..., None]]:
    """What those projections that have it do by that name (``settle``, ``forget``)."""
    return [getattr(one, name) for one in projections if hasattr(one, name)]
