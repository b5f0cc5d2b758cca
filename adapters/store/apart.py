"""A place of its own beside the ledgers: never swapped, and there for every edition at once.

SQLite: ``<events file>-<name>.db`` beside the events file. PostgreSQL: a schema of that name. What
stands there can be made again from the history, so that backups may leave it out.
"""

from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Engine, make_url, text

from adapters.store.engines import engine_beside, file_beside, is_sqlite, postgres_engine
from adapters.store.place import Place, lock
from adapters.store.reading import only_read

STANDS = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")


class Apart:
    """A place that may not be there yet. Thread-safe; close it when done."""

    def __init__(self, url: str | URL, name: str) -> None:
        self._url = make_url(url)
        self._name = name
        self._lock = Lock()
        self._open: Place | None = None

    def standing(self) -> Place | None:
        """The place, where it was ever made; nothing is made by asking."""
        with self._lock:
            if self._open is None and self._stands():
                self._open = Place(self._name, self._engine())
            return self._open

    def made(self) -> Place:
        """The place, made where it is not there; several processes may at once."""
        if self.standing() is None:
            self._make()
        found = self.standing()
        assert found is not None
        return found

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._open is not None:
                self._open.engine.dispose()

    def _file(self) -> Path:
        return Path(file_beside(self._url, self._name).database or "")

    def _engine(self) -> Engine:
        if not is_sqlite(self._url):
            return postgres_engine(self._url, settings={"search_path": self._name})
        return engine_beside(self._url, self._name)

    def _stands(self) -> bool:
        if is_sqlite(self._url):
            return self._file().is_file()
        main = postgres_engine(self._url)
        try:
            with main.connect() as connection:
                return connection.execute(STANDS, {"name": self._name}).first() is not None
        finally:
            main.dispose()

    def _make(self) -> None:
        if is_sqlite(self._url):
            if not only_read(self._url):
                self._file().touch()
            return
        main = postgres_engine(self._url)
        try:
            with main.begin() as connection:
                lock(connection)
                connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {self._name}")
        finally:
            main.dispose()
