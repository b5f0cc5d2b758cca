"""Installations as earlier releases left them, unpacked: one of each kind from every folder."""

import lzma
import re
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import psycopg
import psycopg.sql
from sqlalchemy import URL, make_url

HISTORIES = Path(__file__).parents[1] / "histories"
RELEASES = sorted(folder.name for folder in HISTORIES.iterdir() if folder.is_dir())
"""The commits that made them."""

LOOKS = ("access_log", "access_persons")

COPY = re.compile(r"COPY .* FROM stdin;")


def unpacked(release: str, folder: Path) -> URL:
    """The SQLite installation with its keys, in a folder."""
    with tarfile.open(HISTORIES / release / "sqlite.tar.xz") as kept:
        kept.extractall(folder, filter="data")
    return make_url(f"sqlite:///{folder / 'relief.db'}")


def loaded(release: str, url: URL, folder: Path) -> None:
    """The PostgreSQL installation, into an empty database: as ``psql`` does, without needing it.

    The looks its history anchors lie in the SQLite installation, unpacked in ``folder``, alone.
    """
    file = HISTORIES / release / "postgresql.sql.xz"
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with (
        lzma.open(file, "rt", encoding="utf-8") as lines,
        psycopg.connect(plain, autocommit=True) as connection,
    ):
        for statement, rows in steps(lines):
            if rows is None:
                connection.execute(statement)
                continue
            with connection.cursor().copy(statement) as copy:
                copy.write(rows)
        for table in LOOKS:
            _copied(folder / "relief-access.db", table, connection)


def _copied(file: Path, table: str, connection: psycopg.Connection[Any]) -> None:
    """A log's rows, where the dump was made without them: the same chain on either database."""
    name = psycopg.sql.Identifier("public", table)
    count = psycopg.sql.SQL("SELECT count(*) FROM {}").format(name)
    if connection.execute(count).fetchone() != (0,):
        return
    with closing(sqlite3.connect(file)) as kept:
        rows = kept.execute(f"SELECT * FROM {table}").fetchall()
    with connection.cursor().copy(psycopg.sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for row in rows:
            copy.write_row(row)


def steps(lines: Iterator[str]) -> Iterator[tuple[str, str | None]]:
    """Statements up to the next table's rows, then the ``COPY`` with the rows; no client's words."""
    statement = StringIO()
    for line in lines:
        if COPY.match(line):
            yield statement.getvalue(), None
            statement = StringIO()
            yield line, "".join(takewhile(lambda row: row != "\\.\n", lines))
        elif not line.startswith("\\"):
            statement.write(line)
    yield statement.getvalue(), None
