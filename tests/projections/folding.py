"""Folding histories into rows: in memory, or into a place on a database in batches."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine, select

from adapters.packs import law
from adapters.store.rows import BatchingRows
from domain.ground.facts import Fact, Recorded
from projections.all import everything
from projections.register import REGISTER, Register
from projections.rows import DictRows, Projection, Row, Rows, hooks, primary_key
from tests.projections.histories import Log

LAW = law()


def folded(records: Iterable[Recorded], projections: Iterable[Projection] = ()) -> DictRows:
    """All rows in memory."""
    every = [*records]
    rows, used = DictRows(), tuple(projections) or everything(LAW, streams(every).__getitem__)
    for recorded in every:
        for projection in used:
            projection.project(rows, recorded)
    settle(rows, used)
    return rows


def settle(rows: Rows, projections: Iterable[Projection]) -> None:
    """Have written what was left until the facts that come together were shown."""
    for one in hooks(projections, "settle"):
        one(rows)


@contextmanager
def ledgers(
    records: Sequence[Recorded], url: URL | str = "sqlite://", batch: int = 500
) -> Iterator[Connection]:
    """A connection to all ledgers, written in batches by fresh caches as after restarts."""
    engine, history = create_engine(url), streams(records)
    with engine.connect() as connection:
        for table in tables():
            table.create(connection)
        for start in range(0, len(records), batch):
            rows, projections = BatchingRows(), everything(LAW, history.__getitem__)
            rows.use(connection)
            for recorded in records[start : start + batch]:
                for projection in projections:
                    projection.project(rows, recorded)
            settle(rows, projections)
            rows.flush()
        yield connection
    engine.dispose()


def streams(records: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    """The same by stream, as a history is read again."""
    found = dict[str, list[Recorded]]()
    for one in records:
        found.setdefault(one.stream, []).append(one)
    return found


def last(*facts: Fact) -> Row:
    """The current row after these facts of a case."""
    rows = folded(Log().case(*facts).records, [Register()])
    (row,) = rows.find(REGISTER)
    return row


def tables() -> list[Table]:
    """Every table there is."""
    return [table for projection in everything(LAW) for table in projection.tables]


def stored(connection: Connection, table: Table) -> list[Row]:
    """Every row of a table, in order of primary keys."""
    order = [table.c[name] for name in primary_key(table)]
    found = connection.execute(select(table).order_by(*order)).mappings()
    return [dict(one) for one in found]


def values(rows: Iterable[Any], column: str) -> list[Any]:
    """One column of some rows."""
    return [row[column] for row in rows]
