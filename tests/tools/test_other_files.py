"""A mistyped address may lead to another of the house's own files: it is told, and nothing comes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine

from relief.cli import main

pytestmark = pytest.mark.day

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

WRITERS = (
    "install",
    "serve",
    "token cw 540121200 caseworker",
    "sweep",
    "rebuild",
    "follow",
    "keys rotate --officer zs",
    "officers first zs",
    "officers invite zs",
)
"""Whatever would write to the history that was chosen."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: Patch) -> Path:
    """The folder of an installation with all its files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELIEF_DEVELOPMENT", "yes")
    assert main(["install"]) == main(["sweep"]) == 0
    assert {one.name for one in tmp_path.glob("*.db")} == {"relief.db", *HOUSE}
    return tmp_path


HOUSE = ("relief-access.db", "relief-ledgers-1.db", "relief-proof.db", "relief-sign-in.db")
"""What lies beside a history."""


def inside(file: Path) -> list[str]:
    """Everything an SQLite file is made of, and how much stands in it."""
    with closing(sqlite3.connect(file)) as opened:
        return list(opened.iterdump())


def names(folder: Path) -> Iterator[str]:
    """Files that stay when nobody has them open."""
    return (one.name for one in sorted(folder.iterdir()) if not one.name.endswith(("-wal", "-shm")))


@pytest.mark.parametrize("file", HOUSE)
def test_nothing_is_installed_into_another_file_of_the_house(
    file: str, office: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """Each tool that would write says what is wrong with which setting; the file stays as it was."""
    before, lay = inside(office / file), list(names(office))
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{office}/{file}")
    for words in WRITERS:
        capsys.readouterr()
        assert main(words.split()) in {1, 3}, words
        assert "RELIEF_DATABASE" in capsys.readouterr().err, words
    assert inside(office / file) == before
    assert list(names(office)) == lay


def test_what_is_kept_beside_a_history_goes_into_no_other_file(
    office: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A history called as another's access log would be: both are told apart."""
    office.joinpath("relief-access.db").unlink()
    office.joinpath("relief.db").rename(office / "relief-access.db")
    assert main(["install"]) == 1
    assert "原来的历史不见了" in capsys.readouterr().err
    assert not any("access_log" in line for line in inside(office / "relief-access.db"))


def test_nothing_is_installed_into_the_schema_of_ledgers(
    postgres_url: URL, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """Others' tables may stand in a schema; ledgers have one of their own, and keep it."""
    monkeypatch.chdir(tmp_path)
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE of_somebody_else (number int)")
    monkeypatch.setenv("RELIEF_DATABASE", postgres_url.render_as_string(hide_password=False))
    assert main(["install"]) == main(["sweep"]) == 0
    mistyped = postgres_url.update_query_dict({"options": "-csearch_path=ledgers_1"})
    monkeypatch.setenv("RELIEF_DATABASE", mistyped.render_as_string(hide_password=False))
    capsys.readouterr()
    assert main(["install"]) == 1
    assert "ledgers_1" in capsys.readouterr().err
    with engine.connect() as connection:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'ledgers_1'"
        assert "events" not in set(connection.exec_driver_sql(asked).scalars())
    engine.dispose()
