"""Rows over a database for a follower: read through a cache, written once for each batch."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from adapters.store.tables import TableAccess, access
from projections.rows import OPEN, IncompleteRow, Key, Row, in_steps

_UNSEEN: Any = object()
_NONE: set[Key] = set()


class _Index:
    """Which cached rows have which values in some columns.

    Only for ``known`` values (for all, where ``full``) is every row of the table among them.
    """

    def __init__(self, names: tuple[str, ...], full: bool) -> None:
        self._pick = itemgetter(*names) if names else lambda _row: ()
        self._single = len(names) == 1
        self.full = full
        self.asked = True
        self.known: set[Any] = set()
        self._keys: dict[Any, set[Key]] = {}

    def value(self, values: tuple[Any, ...]) -> Any:
        return values[0] if self._single else values

    def keys(self, value: Any) -> set[Key]:
        return self._keys.get(value, _NONE)

    def move(self, key: Key, before: Row | None, after: Row | None) -> None:
        """Follow a row from its old values to its new ones."""
        pick = self._pick
        old = _UNSEEN if before is None else pick(before)
        new = _UNSEEN if after is None else pick(after)
        if old == new:
            return
        if before is not None:
            self._keys[old].discard(key)
        if after is not None:
            held = self._keys.get(new)
            if held is None:
                self._keys[new] = {key}
            else:
                held.add(key)


class Held:
    """One table's cached current rows (``None``: known to be absent) and what is to be written.

    ``complete`` says that every current row is cached, so nothing needs to be asked. ``closed``
    are versions on the table that end, and where: nothing else of them is written again. ``opened``
    are versions to be written that the table cannot hold yet: they need no look for what is there.
    """

    def __init__(self, table_access: TableAccess, complete: bool) -> None:
        self.access = table_access
        self.width = len(table_access.columns)
        self.natural = _key_of(table_access.natural)
        self.primary = _key_of(table_access.primary)
        self.complete = complete
        self.rows: dict[Key, Row | None] = {}
        self.dirty: dict[Key, Row] = {}
        self.closed: dict[Key, int] = {}
        self.opened: set[Key] = set()
        self.gone: set[Key] = set()
        self.indexes: dict[tuple[str, ...], _Index] = {}

    def set(self, key: Key, row: Row | None) -> None:
        if self.indexes:
            before = self.rows.get(key)
            for index in self.indexes.values():
                index.move(key, before, row)
        self.rows[key] = row

    def put(self, row: Row) -> None:
        """Keep a row of an unversioned table."""
        key = self.natural(row)
        self.dirty[key] = row
        if self.gone:
            self.gone.discard(key)
        if self.indexes:
            self.set(key, row)
        else:
            self.rows[key] = row

    def put_versioned(self, row: Row) -> None:
        """Keep a current or a closed version."""
        key, primary = self.natural(row), self.primary(row)
        self.dirty[primary] = row
        self.gone.discard(primary)
        if row["to_position"] == OPEN:
            self.set(key, row)
            return
        current = self.rows.get(key)
        if current is not None and current["from_position"] == row["from_position"]:
            self.set(key, None)

    def open(self, key: Key, row: Row, new: bool) -> None:
        """Keep a row as the current version; ``new`` where there was none since this position."""
        primary = self.primary(row)
        self.dirty[primary] = row
        if primary in self.gone:
            self.gone.discard(primary)
        elif new:
            self.opened.add(primary)
        self.set(key, row)

    def close(self, row: Row, position: int) -> None:
        """End a version that is current no longer."""
        primary = self.primary(row)
        unwritten = self.dirty.get(primary)
        if unwritten is None:
            self.closed[primary] = position
        else:
            unwritten["to_position"] = position

    def remove(self, key: Key, row: Row) -> None:
        primary = self.primary(row)
        self.dirty.pop(primary, None)
        self.gone.add(primary)
        self.set(key, None)

    def write(self, driver: Any, full: bool) -> None:
        """Write what changed; where the cache is ``full``, keep what was written only."""
        if full:
            self.forget_the_rest()
        if self.gone:
            self.access.remove(driver, self.gone)
            self.gone.clear()
        if self.closed:
            self.access.close(driver, self.closed)
            self.closed.clear()
        if self.opened:
            new = [key for key in self.dirty if key in self.opened]
            self.access.insert(driver, map(self.dirty.pop, new))
            self.opened.clear()
        if self.dirty:
            self.access.upsert(driver, self.dirty.values())
            self.dirty.clear()
        if self.indexes:
            self.rest()

    def rest(self) -> None:
        """Keep only the indexes that were asked since the last time: each costs at every put."""
        self.indexes = {names: index for names, index in self.indexes.items() if index.asked}
        for index in self.indexes.values():
            index.asked = False

    def forget_the_rest(self) -> None:
        """Keep the current rows that are about to be written: what moved now moves again soon."""
        kept = {key: self.rows.get(key) for key in map(self.natural, self.dirty.values())}
        self.evict()
        self.rows.update((key, row) for key, row in kept.items() if row is not None)

    def evict(self) -> None:
        self.rows.clear()
        self.indexes.clear()
        self.complete = False


def _key_of(names: tuple[str, ...]) -> Any:
    pick = itemgetter(*names)
    return pick if len(names) > 1 else lambda row: (pick(row),)


class BatchingRows:
    """The row port over one connection at a time. Nothing is written before ``flush``.

    At most ``remembered`` rows stay cached between batches, so memory stays flat.
    """

    def __init__(self, remembered: int = 50_000) -> None:
        self._remembered = remembered
        self._held: dict[Table, Held] = {}
        self._connection: Connection | None = None
        self._driver: Any = None

    def use(self, connection: Connection) -> None:
        """Read and write through this connection, inside its transaction."""
        self._connection = connection
        self._driver = connection.connection.driver_connection

    def flush(self) -> None:
        """Write what changed: one bulk upsert and at most one bulk delete for each table."""
        full = self._cached() > self._remembered
        for held in self._held.values():
            held.write(self._driver, full)
        if full and self._cached() > self._remembered:
            for held in self._held.values():
                held.evict()

    def _cached(self) -> int:
        return sum(len(held.rows) for held in self._held.values())

    def forget(self) -> None:
        """Drop everything cached and everything not flushed."""
        self._held.clear()

    def _of(self, table: Table) -> Held:
        held = self._held.get(table)
        if held is None:
            if self._connection is None:
                raise RuntimeError("rows are used inside a batch only")
            statements = access(table, self._connection.dialect)
            held = self._held[table] = Held(statements, statements.is_empty(self._driver))
        return held

    def _current(self, held: Held, key: Key) -> Row | None:
        row: Row | None = held.rows.get(key, _UNSEEN)
        if row is _UNSEEN:
            row = None
            if not held.complete:
                found = held.access.select(self._driver, held.access.natural, key)
                row = found[0] if found else None
                held.set(key, row)
        return row

    def get(self, table: Table, key: Key) -> Row | None:
        """The (current) row under a key; a copy."""
        held = self._held.get(table) or self._of(table)
        row: Row | None = held.rows.get(key, _UNSEEN)
        if row is _UNSEEN:
            row = self._current(held, key)
        return None if row is None else row.copy()

    def put(self, table: Table, row: Row) -> None:
        """Insert or replace when flushed. Raises ``IncompleteRow`` for too few columns, or too many."""
        held = self._held.get(table) or self._of(table)
        if len(row) != held.width:
            raise IncompleteRow(table, row)
        if held.access.versioned:
            held.put_versioned(row)
        else:
            held.put(row)

    def put_version(self, table: Table, row: Row, position: int) -> None:
        """Close the current version at ``position`` and open this one; nothing if unchanged.

        Raises ``IncompleteRow``.
        """
        held = self._held.get(table) or self._of(table)
        row["from_position"], row["to_position"] = position, OPEN
        if len(row) != held.width:
            raise IncompleteRow(table, row)
        key = held.natural(row)
        before = held.rows.get(key, _UNSEEN)
        if before is _UNSEEN:
            before = self._current(held, key)
        if before is None:
            held.open(key, row, new=True)
            return
        since = row["from_position"] = before["from_position"]
        if row == before:
            return
        row["from_position"] = position
        held.open(key, row, new=since != position)
        if since != position:
            held.close(before, position)

    def close_version(self, table: Table, key: Key, position: int) -> None:
        """Close the current version at ``position``; one opened there leaves no trace."""
        held = self._of(table)
        row = self._current(held, key)
        if row is None:
            return
        if row["from_position"] == position:
            held.remove(key, row)
        else:
            held.set(key, None)
            held.close(row, position)

    def delete(self, table: Table, key: Key) -> None:
        """Remove the (current) row when flushed."""
        held = self._of(table)
        row = self._current(held, key)
        if row is not None:
            held.remove(key, row)

    def find(self, table: Table, **equals: Any) -> list[Row]:
        """The (current) rows with these values, unflushed ones included."""
        held = self._of(table)
        names = tuple(sorted(equals))
        values = tuple([equals[name] for name in names])
        index = held.indexes.get(names) or _indexed(held, names)
        index.asked = True
        value = index.value(values)
        if not index.full and value not in index.known:
            for row in held.access.select(self._driver, names, values):
                key = held.natural(row)
                if key not in held.rows:
                    held.set(key, row)
            index.known.add(value)
        rows = [held.rows[key] for key in sorted(index.keys(value))]
        return [dict(row) for row in rows if row is not None]

    def walk(
        self, table: Table, by: str, least: str, size: int, **equals: Any
    ) -> Iterator[list[Row]]:
        """The rows with these values from ``least`` on, in steps: what was put is written before each."""
        held = self._of(table)
        if held.complete:
            yield from in_steps(self.find(table, **equals), by, least, size)
            return
        order, after = (by, *held.access.natural), (least,)
        while True:
            held.write(self._driver, full=False)
            held.evict()
            page = held.access.page(self._driver, equals, order, after, size)
            if not page:
                return
            after = tuple(page[-1][name] for name in order)
            yield page


def _indexed(held: Held, names: tuple[str, ...]) -> _Index:
    """A new index over what is cached; kept up to date from here on."""
    index = held.indexes[names] = _Index(names, held.complete)
    for key, row in held.rows.items():
        if row is not None:
            index.move(key, None, row)
    return index
