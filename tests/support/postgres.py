"""A PostgreSQL server for the tests: the one named in the environment, or one of our own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url

VARIABLE = "RELIEF_TEST_POSTGRES"
UNPRIVILEGED = ("postgres", "nobody")
START_SECONDS = 30.0
_numbers = count(1)


class PostgresMissing(Exception):
    """No PostgreSQL to test against. Tests never run without one, and never skip."""


def _binaries() -> Path:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        raise PostgresMissing(f"install PostgreSQL 14 or newer, or set {VARIABLE}")
    return found[-1].parent


def _account() -> str | None:
    """Whom to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _as(account: str | None, *command: str | Path) -> subprocess.Popen[bytes]:
    group = pwd.getpwnam(account).pw_gid if account else None
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        user=account,
        group=group,
        extra_groups=[] if account else None,
        cwd="/",
    )


def _initialise(binaries: Path, folder: Path, account: str | None) -> None:
    making = _as(
        account,
        binaries / "initdb",
        *("-D", folder / "data", "-U", "relief", "-A", "trust", "-E", "UTF8"),
        *("--locale=C", "--no-sync"),
    )
    output, _ = making.communicate()
    if making.returncode:
        raise PostgresMissing(f"initdb failed: {output.decode()}")


def _wait_until_ready(url: URL, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    engine = create_engine(url)
    try:
        while True:
            try:
                engine.connect().close()
                return
            except Exception as error:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise PostgresMissing("the PostgreSQL server did not start") from error
                time.sleep(0.05)
    finally:
        engine.dispose()


@contextmanager
def own_server(*, durable: bool = False) -> Iterator[URL]:
    """A server in a temporary folder, reachable through a Unix socket, gone at the end.

    ``durable`` keeps fsync on, for measurements.
    """
    binaries, account = _binaries(), _account()
    folder = Path(tempfile.mkdtemp(prefix="relief-pg-"))
    try:
        if account:
            shutil.chown(folder, account)
        _initialise(binaries, folder, account)
        server = _as(
            account,
            binaries / "postgres",
            *("-D", folder / "data", "-k", folder, "-c", "listen_addresses="),
            *("-c", f"fsync={'on' if durable else 'off'}", "-c", "max_connections=200"),
            *("-c", "log_destination=stderr", "-c", "logging_collector=on"),
        )
        try:
            url = make_url(f"postgresql+psycopg://relief@/postgres?host={folder}")
            _wait_until_ready(url, server)
            yield url
        finally:
            # Fast: whoever forgot to hang up is cut off, and nobody waits for them.
            server.send_signal(signal.SIGINT)
            server.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[URL]:
    """The server to test against. Raises ``PostgresMissing`` where there is none."""
    given = os.environ.get(VARIABLE)
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    with own_server() as url:
        yield url


@contextmanager
def fresh_database(server: URL, like: str | None = None) -> Iterator[URL]:
    """A new database on the server, empty or ``like`` another one, dropped at the end."""
    name = f"relief_test_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {like or 'template0'}")
        yield server.set(database=name)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        engine.dispose()


@contextmanager
def role_url(database: URL) -> Iterator[tuple[str, URL]]:
    """A role without any right, and the database as it would see it; dropped at the end."""
    role = f"{database.database}_role"
    owner = create_engine(database, isolation_level="AUTOCOMMIT")
    try:
        with owner.connect() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'app'")
        yield role, database.set(username=role, password="app")
    finally:
        with owner.connect() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")
        owner.dispose()
