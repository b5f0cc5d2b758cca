"""The floor: the events of a case inserted by prepared statements, a transaction for each command."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

import psycopg
from sqlalchemy import URL

from bench.costs import Cost, Servers, metered
from relief.bootstrap import Service

POSTGRES_TABLE = """
CREATE TABLE bare (position bigserial PRIMARY KEY, stream text NOT NULL, version bigint NOT NULL,
    name text NOT NULL, body text NOT NULL, UNIQUE (stream, version))
"""
SQLITE_TABLE = POSTGRES_TABLE.replace("bigserial", "INTEGER")
Row = tuple[str, str, str]
Stored = list[list[Row]]
Insert = Callable[[Sequence[Any], int], None]
"""Inserts so many rows, given as one list of values, in a transaction of its own."""


def bare(
    opened: Service, url: URL, cases: int, servers: Servers, stack: ExitStack
) -> Callable[[int], Cost]:
    """A contestant: the commands of our first case, again and again under other names."""
    script, made = _stored(opened), iter(range(1, 10**9))
    insert = _sqlite(url, stack) if url.get_backend_name() == "sqlite" else _postgres(url, stack)

    def one(case: int) -> None:
        for n, rows in enumerate(script):
            values: list[object] = []
            for version, (stream, name, body) in enumerate(rows, start=10 * n + 1):
                values += [f"{stream}-{case}", version, name, body]
            insert(values, len(rows))

    def run() -> int:
        for _ in range(cases):
            one(next(made))
        return cases * len(script)

    return lambda _: metered(run, servers)


def _into(mark: str, rows: int) -> str:
    row = f"({', '.join([mark] * 4)})"
    return f"INSERT INTO bare (stream, version, name, body) VALUES {', '.join([row] * rows)}"


def _postgres(url: URL, stack: ExitStack) -> Insert:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = stack.enter_context(psycopg.connect(plain, autocommit=True))
    connection.execute(POSTGRES_TABLE)

    def insert(values: Sequence[Any], rows: int) -> None:
        connection.execute(_into("%s", rows).encode(), values, prepare=True)

    return insert


def _sqlite(url: URL, stack: ExitStack) -> Insert:
    """In a file of its own, as durable as ours: each statement is a transaction."""
    connection = sqlite3.connect(f"{url.database}.bare", isolation_level=None)
    stack.callback(connection.close)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(SQLITE_TABLE)

    def insert(values: Sequence[Any], rows: int) -> None:
        connection.execute(_into("?", rows), values)

    return insert


def _stored(opened: Service) -> Stored:
    """Stream, name and body of a whole case's events, as stored, command by command."""
    events = opened.journal.store.select_notifications(1, 10_000)
    by_receipt: dict[str, list[Row]] = {}
    for event in events:
        command = opened.journal.mapper.to_domain_event(event).command  # type: ignore[attr-defined]
        row = (str(event.originator_id), event.topic, event.state.decode())
        by_receipt.setdefault(command, []).append(row)
    return [rows for command, rows in by_receipt.items() if command.startswith("bench-")]
