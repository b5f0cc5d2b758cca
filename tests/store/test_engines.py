"""Engines wait for whoever holds the file, also where SQLite itself does not."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from adapters.store import engines
from adapters.store.engines import sqlite_engine


@pytest.fixture
def held(tmp_path: Path) -> sqlite3.Connection:
    """A new file, not yet in WAL mode, that somebody is about to write: SQLite refuses at once."""
    connection = sqlite3.connect(tmp_path / "new.db", check_same_thread=False, isolation_level=None)
    connection.execute("CREATE TABLE t (a)")
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_new_file_somebody_holds_is_waited_for(held: sqlite3.Connection, tmp_path: Path) -> None:
    """Whoever comes second while a file is made comes through once the first lets go."""
    Timer(0.2, held.close).start()
    with closing(held), sqlite_engine(f"sqlite:///{tmp_path}/new.db").connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_a_file_held_throughout_is_refused(
    held: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits longer than for any other lock."""
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    with closing(held), pytest.raises(OperationalError, match="database is locked"):
        sqlite_engine(f"sqlite:///{tmp_path}/new.db").connect()


def test_whoever_is_refused_at_once_begins_to_write_all_the_same(tmp_path: Path) -> None:
    """SQLite may refuse without waiting while a file is made: it is asked again until it is free."""
    engine = sqlite_engine(f"sqlite:///{tmp_path}/new.db")
    with engine.connect().execution_options(writing=True) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        connection.rollback()
        holder = sqlite3.connect(tmp_path / "new.db", check_same_thread=False, isolation_level=None)
        with closing(holder):
            holder.execute("BEGIN IMMEDIATE")
            Timer(0.2, holder.rollback).start()
            with connection.begin():
                connection.exec_driver_sql("CREATE TABLE t (a)")
    engine.dispose()
