"""Databases to measure on: files and servers of their own, with full durability, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import URL, make_url

from adapters.store import latest
from relief.bootstrap import Service, build
from relief.clock import Clock
from relief.entropy import SeededEntropy
from relief.settings import Settings
from tests.support.postgres import fresh_database, own_server

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
WHOLE_PROCEDURE = timedelta(days=30)
"""Cases are walked one after the other, each from the same morning on: what keeps a file from beginning
before the newest fact is asked at each, and let pass so much."""


@dataclass(frozen=True, slots=True)
class Databases:
    """A folder for files, and one durable PostgreSQL server."""

    folder: Path
    server: URL

    @contextmanager
    def fresh(self, kind: str) -> Iterator[URL]:
        """An empty database of one kind."""
        if kind == SQLITE:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                yield make_url(f"sqlite:///{Path(folder) / 'relief.db'}")
            return
        with fresh_database(self.server) as url:
            yield url


@contextmanager
def databases() -> Iterator[Databases]:
    """Everything the measurements need, removed at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="relief-bench-") as folder,
        own_server(durable=True) as s,
    ):
        yield Databases(Path(folder), s)


@contextmanager
def service(
    url: URL, folder: Path, clock: Clock, overlays: Path | None = None
) -> Iterator[Service]:
    """The service on a database, with keys of its own, and counties' additions where there are some."""
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    settings = Settings(
        database=url.render_as_string(hide_password=False),
        master_key=keys / "master.key",
        token_key=keys / "tokens.key",
        overlays=overlays,
        address_rate=0,
        officer_rate=0,
        development=True,
    )
    usual, latest.APART = latest.APART, WHOLE_PROCEDURE
    opened = build(settings, clock, SeededEntropy(7))
    try:
        yield opened
    finally:
        opened.close()
        latest.APART = usual
