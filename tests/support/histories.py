"""The history an earlier release kept (``tests/histories``), unpacked on either database."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text

from tests.support.earlier import loaded, unpacked
from tests.support.postgres import fresh_database

RELEASE = "11a5808"
CASE = "540102002-20260214-G85WRW"
"""A case of it that reached its end."""


@dataclass(frozen=True, slots=True)
class History:
    """A copy to work on: its settings, its files, its rows."""

    database: str
    key: Path
    folder: Path

    @property
    def url(self) -> URL:
        """Where it is."""
        return make_url(self.database)

    @property
    def on_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    def rows(self) -> dict[str, list[Any]]:
        """Every table and its rows, on PostgreSQL; SQLite's are in the files."""
        if self.on_sqlite:
            return {}
        found: dict[str, list[Any]] = {}
        named = (
            "SELECT schemaname || '.' || tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        )
        for (table,) in self.run(named):
            found[table] = sorted(map(repr, self.run(f"SELECT * FROM {table}")))
        return found

    def run(self, *statements: str, beside: str = "") -> list[Any]:
        """Statements of the owner; the rows of the last. ``beside``: in that file of SQLite's."""
        url = self.url.set(drivername="sqlite" if self.on_sqlite else "postgresql+psycopg")
        if self.on_sqlite and beside:
            url = url.set(database=str(self.folder / beside))
        engine = create_engine(url)
        try:
            with engine.begin() as connection:
                for statement in statements:
                    result = connection.execute(text(statement))
                return list(result) if result.returns_rows else []
        finally:
            engine.dispose()

    def ledger(self, statement: str) -> None:
        """Change something in the newest ledgers."""
        if self.on_sqlite:
            newest = max(file.name for file in self.folder.glob("relief-ledgers-*.db"))
            self.run(statement, beside=newest)
            return
        named = "SELECT max(nspname) FROM pg_namespace WHERE nspname LIKE 'ledgers_%'"
        ((newest,),) = self.run(named)
        self.run(f"SET LOCAL search_path = {newest}", statement)

    def without_ledgers(self) -> None:
        """As restored from a backup of the history alone."""
        if self.on_sqlite:
            (self.folder / "relief-ledgers-1.db").unlink()
        else:
            self.run("DROP SCHEMA ledgers_1 CASCADE")

    def without_access_log(self) -> None:
        """The log of looks is gone."""
        if self.on_sqlite:
            (self.folder / "relief-access.db").unlink()
        else:
            self.run("DROP TABLE access_log CASCADE")


@contextmanager
def kept_history(folder: Path, server: URL | None) -> Iterator[History]:
    """A copy in a folder; its facts in a database of the server's, where one is given."""
    file = unpacked(RELEASE, folder)
    key = folder / "relief.key"
    with ExitStack() as until_the_end:
        if server is None:
            yield History(file.render_as_string(), key, folder)
            return
        url = until_the_end.enter_context(fresh_database(server))
        loaded(RELEASE, url, folder)
        for left in folder.glob("*.db"):
            left.unlink()
        yield History(url.render_as_string(hide_password=False), key, folder)
