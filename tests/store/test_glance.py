"""A look in passing at an SQLite file, by the driver alone."""

import sqlite3
from pathlib import Path

import pytest

from adapters.journal import Journal
from adapters.packs import shipped
from adapters.store.glance import glance
from domain.registers.law.state import stream
from relief.bootstrap import build
from relief.settings import Settings


@pytest.mark.day
def test_it_sees_what_the_store_sees(tmp_path: Path) -> None:
    """The same facts of several streams, in the same order, with their positions."""
    url = f"sqlite:///{tmp_path}/relief.db"
    build(Settings(database=url, master_key=tmp_path / "k", token_key=tmp_path / "t")).close()
    streams = ("calendar", *(stream(pack.id) for pack in shipped()))
    journal, seen = Journal(url, create=False), glance(url)
    assert seen is not None
    facts = journal.placed(streams)
    assert {one.stream for one in facts} == set(streams)
    assert seen.placed(streams) == facts
    seen.close()
    journal.close()


def test_what_is_unusual_is_left_to_the_store(tmp_path: Path) -> None:
    """Another database, no file, no database in it, no history in that: none of it is told here."""
    nothing, empty = tmp_path / "nothing.db", tmp_path / "empty.db"
    nothing.write_text("not a database, though there is enough text in it to look at")
    sqlite3.connect(empty).execute("CREATE TABLE other (id)").connection.close()
    assert glance("postgresql://localhost/relief") is None
    assert glance(f"sqlite:///{empty}?timeout=3") is None
    assert [glance(f"sqlite:///{file}") for file in (nothing, empty, tmp_path / "no.db")] == [
        None
    ] * 3
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.db", "nothing.db"]
