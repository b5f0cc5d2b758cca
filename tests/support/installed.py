"""Databases with everything installed and the shipped calendar recorded: made once, then copied.

Installing is what ``tests/store`` and ``tests/tools`` look at; elsewhere it would be half the time.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import URL, make_url

from relief.bootstrap import build
from relief.clock import LHASA, SimulatedClock
from relief.settings import Settings
from tests.support.postgres import fresh_database

INSTALLED = datetime(2025, 2, 10, 9, tzinfo=LHASA)
"""Before any clock the tests run by: nothing is recorded before what stands already. Said in figures:
the words of cases read the pack, and here nothing may before a mutant changed it."""
MASTER, TOKENS = "master.key", "tokens.key"
"""What the keys' files are called in the folder of a copy."""


class Installed:
    """One installation of each kind, with its keys, made when first asked for."""

    def __init__(self, folder: Path, server: URL, until_the_end: ExitStack) -> None:
        self._folder = folder
        self._server = server
        self._until_the_end = until_the_end
        self._made: dict[str, URL] = {}

    @contextmanager
    def copied(self, kind: str, folder: Path) -> Iterator[URL]:
        """A database of its own, with its keys (and for SQLite its files) in ``folder``."""
        made = self._made.get(kind) or self._make(kind)
        copytree(self._folder / kind, folder, dirs_exist_ok=True)
        if kind == "sqlite":
            yield _file(folder)
            return
        with fresh_database(self._server, like=made.database) as url:
            yield url

    def _make(self, kind: str) -> URL:
        folder = self._folder / kind
        folder.mkdir()
        url = _file(folder) if kind == "sqlite" else self._on_the_server()
        settings = Settings(
            database=url.render_as_string(hide_password=False),
            master_key=folder / MASTER,
            token_key=folder / TOKENS,
        )
        build(settings, SimulatedClock(INSTALLED)).close()
        self._made[kind] = url
        return url

    def _on_the_server(self) -> URL:
        return self._until_the_end.enter_context(fresh_database(self._server))


def _file(folder: Path) -> URL:
    return make_url(f"sqlite:///{folder / 'relief.db'}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, installed: Installed, tmp_path: Path) -> Iterator[URL]:
    """The URL of an installed database of each kind; its keys lie in ``tmp_path``."""
    with installed.copied(request.param, tmp_path) as url:
        yield url
