"""Rows of a history that is folded whole, kept in memory until all are inserted."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from adapters.store.rows import BatchingRows, Held
from adapters.store.tables import access
from projections.rows import Key, Row


class FinishedRows(BatchingRows):
    """Rows of a history that is folded whole: nothing is read from a database, all are inserted."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect

    def _of(self, table: Table) -> Held:
        held = self._held.get(table)
        if held is None:
            held = self._held[table] = Held(access(table, self._dialect), complete=True)
        return held

    def keys(self) -> dict[Table, set[Key]]:
        """The full primary keys of all rows."""
        return {table: set(held.dirty) for table, held in self._held.items()}

    def rest(self) -> None:
        """Drop the indexes nobody asked for since the last time."""
        for held in self._held.values():
            held.rest()

    def insert(self, connection: Connection, but: Mapping[Table, Container[Key]]) -> None:
        """Insert all rows but those with these keys."""
        driver: Any = connection.connection.driver_connection
        for table, held in self._held.items():
            out = but.get(table)
            rows: Iterable[Row] = held.dirty.values()
            if out:
                rows = [row for key, row in held.dirty.items() if key not in out]
            if rows:
                held.access.insert(driver, rows)
