"""Driver-level statements for a ledger table: one row, some rows, many rows at once."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Boolean, Date, Dialect, LargeBinary, Table, TypeDecorator

from projections.rows import OPEN, Key, Row, is_versioned, natural_key, primary_key

Process = Callable[[Any], Any]


def _reader(process: Process | None) -> Process | None:
    if process is None:
        return None
    return lambda value: None if value is None else process(value)


class TableAccess(ABC):
    """Reads and bulk writes of one table through the driver, with SQLAlchemy's type handling."""

    def __init__(self, table: Table, dialect: Dialect, mark: str) -> None:
        quote = dialect.identifier_preparer.quote
        self.table = table
        self.columns = tuple(table.c.keys())
        self.natural = natural_key(table)
        self.primary = primary_key(table)
        self.versioned = is_versioned(table)
        self.name = dialect.identifier_preparer.format_table(table)
        self.quoted = {column: quote(column) for column in self.columns}
        self._mark = mark
        self._selects: dict[tuple[str, ...], str] = {}
        implementations = [column.type.dialect_impl(dialect) for column in table.c]
        coltypes = [None] * len(implementations)
        readers = [
            _reader(kind.result_processor(dialect, code))
            for kind, code in zip(implementations, coltypes, strict=True)
        ]
        self._readers = readers if any(readers) else None
        self._writers = {
            column.name: process
            for column in table.c
            if (process := self._writer(column.type, dialect)) is not None
        }
        changing = [name for name in self.columns if name not in self.primary]
        key = ", ".join(self.quoted[name] for name in self.primary)
        updates = ", ".join(f"{self.quoted[n]} = excluded.{self.quoted[n]}" for n in changing)
        act = f"DO UPDATE SET {updates}" if changing else "DO NOTHING"
        self.on_conflict = f"ON CONFLICT ({key}) {act}"

    @abstractmethod
    def _writer(self, kind: Any, dialect: Dialect) -> Process | None:
        """How a value of this type is made ready for the driver, if it needs to be."""

    @abstractmethod
    def _fetch(self, driver: Any, statement: str, params: Sequence[Any]) -> list[Any]:
        """All rows of a statement."""

    @abstractmethod
    def upsert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go."""

    @abstractmethod
    def insert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go, none of which is there."""

    @abstractmethod
    def remove(self, driver: Any, keys: Iterable[Key]) -> None:
        """Delete many rows by their full primary keys in one go."""

    @abstractmethod
    def close(self, driver: Any, ends: Mapping[Key, int]) -> None:
        """Give many versions, by their full primary keys, the ``to_position`` they end at."""

    def select(self, driver: Any, names: tuple[str, ...], values: Sequence[Any]) -> list[Row]:
        """The (current) rows in which these columns have these values."""
        statement = self._selects.get(names)
        if statement is None:
            statement = self._selects[names] = self._select(names)
        if self._writers:
            values = [self._written(n, v) for n, v in zip(names, values, strict=True)]
        found = self._fetch(driver, statement, values)
        if self._readers is None:
            return [dict(zip(self.columns, row, strict=True)) for row in found]
        return [self._read(row) for row in found]

    def _select(self, names: tuple[str, ...]) -> str:
        conditions = [f"{self.quoted[name]} = {self._mark}" for name in names]
        if self.versioned:
            conditions.append(f"{self.quoted['to_position']} = {OPEN}")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {', '.join(self.quoted.values())} FROM {self.name}{where}"

    def page(
        self,
        driver: Any,
        equals: Mapping[str, Any],
        order: tuple[str, ...],
        after: tuple[Any, ...],
        size: int,
    ) -> list[Row]:
        """The next rows with these values, beyond a place in an order; no less than it, where only the
        first column of the place is told.
        """
        whole = len(after) == len(order)
        placed = [self.quoted[name] for name in (order if whole else order[:1])]
        marks = ", ".join([self._mark] * len(placed))
        conditions = [f"{self.quoted[name]} = {self._mark}" for name in equals]
        conditions.append(f"({', '.join(placed)}) {'>' if whole else '>='} ({marks})")
        by = ", ".join(self.quoted[name] for name in order)
        statement = (
            f"SELECT {', '.join(self.quoted.values())} FROM {self.name}"
            f" WHERE {' AND '.join(conditions)} ORDER BY {by} LIMIT {size}"
        )
        found = self._fetch(driver, statement, (*equals.values(), *after))
        if self._readers is None:
            return [dict(zip(self.columns, row, strict=True)) for row in found]
        return [self._read(row) for row in found]

    def is_empty(self, driver: Any) -> bool:
        """Whether the table holds nothing at all."""
        return not self._fetch(driver, f"SELECT 1 FROM {self.name} LIMIT 1", ())

    def _read(self, row: Sequence[Any]) -> Row:
        assert self._readers is not None
        return {
            name: value if reader is None else reader(value)
            for name, reader, value in zip(self.columns, self._readers, row, strict=True)
        }

    def _written(self, name: str, value: Any) -> Any:
        process = self._writers.get(name)
        return value if process is None or value is None else process(value)


def _picker(names: tuple[str, ...]) -> Callable[[Row], tuple[Any, ...]]:
    pick = itemgetter(*names)
    return pick if len(names) > 1 else lambda row: (pick(row),)


class SqliteAccess(TableAccess):
    """Bulk writes with ``executemany``."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        super().__init__(table, dialect, "?")
        marks = ", ".join("?" * len(self.columns))
        names = ", ".join(self.quoted.values())
        self._insert = f"INSERT INTO {self.name} ({names}) VALUES ({marks})"
        self._upsert = f"{self._insert} {self.on_conflict}"
        keys = " AND ".join(f"{self.quoted[name]} = ?" for name in self.primary)
        self._remove = f"DELETE FROM {self.name} WHERE {keys}"
        self._close = f"UPDATE {self.name} SET to_position = ? WHERE {keys}"
        self._pick = _picker(self.columns)
        numbered = {name: n for n, name in enumerate(self.columns)}
        self._patches = [(numbered[name], process) for name, process in self._writers.items()]

    def _writer(self, kind: Any, dialect: Dialect) -> Process | None:
        if type(kind) is Boolean:
            return None
        if type(kind) is Date:
            return date.isoformat
        process: Process | None = kind.dialect_impl(dialect).bind_processor(dialect)
        return process

    def _fetch(self, driver: Any, statement: str, params: Sequence[Any]) -> list[Any]:
        found: list[Any] = driver.execute(statement, params).fetchall()
        return found

    def upsert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go."""
        driver.executemany(self._upsert, self._values(rows))

    def insert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go, none of which is there."""
        driver.executemany(self._insert, self._values(rows))

    def _values(self, rows: Iterable[Row]) -> Iterable[Sequence[Any]]:
        picked = map(self._pick, rows)
        return map(self._patched, picked) if self._patches else picked

    def _patched(self, values: tuple[Any, ...]) -> list[Any]:
        patched = list(values)
        for n, process in self._patches:
            value = patched[n]
            if value is not None:
                patched[n] = process(value)
        return patched

    def remove(self, driver: Any, keys: Iterable[Key]) -> None:
        """Delete many rows by their full primary keys in one go."""
        driver.executemany(self._remove, map(self._key, keys))

    def close(self, driver: Any, ends: Mapping[Key, int]) -> None:
        """Set nothing but ``to_position``: indexes without it are not touched."""
        closed = ((end, *self._key(key)) for key, end in ends.items())
        driver.executemany(self._close, closed)

    def _key(self, key: Key) -> Key:
        if not self._writers:
            return key
        return tuple([self._written(n, v) for n, v in zip(self.primary, key, strict=True)])


class PostgresAccess(TableAccess):
    """Bulk writes as one JSON parameter that the server spreads into typed rows."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        super().__init__(table, dialect, "%s")
        if any(isinstance(column.type, LargeBinary) for column in table.c):
            raise TypeError(f"{table.name}: ledgers hold no binary columns")
        names = ", ".join(self.quoted.values())
        spread = f"json_populate_recordset(NULL::{self.name}, %s::json)"
        self._upsert = (
            f"INSERT INTO {self.name} ({names}) SELECT {names} FROM {spread} {self.on_conflict}"
        )
        self._copy = f"COPY {self.name} ({names}) FROM STDIN"
        self._pick = _picker(self.columns)
        keys = " AND ".join(f"held.{self.quoted[n]} = gone.{self.quoted[n]}" for n in self.primary)
        self._remove = f"DELETE FROM {self.name} AS held USING {spread} AS gone WHERE {keys}"
        self._close = (
            f"UPDATE {self.name} AS held SET to_position = gone.to_position"
            f" FROM {spread} AS gone WHERE {keys}"
        )

    def _writer(self, kind: Any, dialect: Dialect) -> Process | None:
        if not isinstance(kind, TypeDecorator):
            return None
        process: Process | None = kind.dialect_impl(dialect).bind_processor(dialect)
        return process

    def _fetch(self, driver: Any, statement: str, params: Sequence[Any]) -> list[Any]:
        found: list[Any] = driver.execute(statement, params, prepare=True).fetchall()
        return found

    def upsert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go."""
        if self._writers:
            rows = map(self._named_row, rows)
        self._spread(driver, self._upsert, rows)

    def insert(self, driver: Any, rows: Iterable[Row]) -> None:
        """Write many rows in one go, none of which is there, as a stream."""
        if self._writers:
            rows = map(self._named_row, rows)
        with driver.cursor() as cursor, cursor.copy(self._copy) as copy:
            for row in map(self._pick, rows):
                copy.write_row(row)

    def _named_row(self, row: Row) -> Row:
        return {n: self._written(n, v) for n, v in row.items()}

    def remove(self, driver: Any, keys: Iterable[Key]) -> None:
        """Delete many rows by their full primary keys in one go."""
        self._spread(driver, self._remove, map(self._named, keys))

    def close(self, driver: Any, ends: Mapping[Key, int]) -> None:
        """One update for all of them."""
        closed = ({**self._named(key), "to_position": end} for key, end in ends.items())
        self._spread(driver, self._close, closed)

    def _named(self, key: Key) -> Row:
        return {n: self._written(n, v) for n, v in zip(self.primary, key, strict=True)}

    def _spread(self, driver: Any, statement: str, rows: Iterable[Row]) -> None:
        driver.execute(statement, (msgspec.json.encode(list(rows)).decode(),), prepare=True)


def access(table: Table, dialect: Dialect) -> TableAccess:
    """The statements for a table on this database."""
    kind = SqliteAccess if dialect.name == "sqlite" else PostgresAccess
    return kind(table, dialect)
