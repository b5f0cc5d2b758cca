"""What stands between relief and its server: nothing that drops what was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest
from sqlalchemy import URL, create_engine, text

from adapters.store.errors import NotHeld
from adapters.store.factory import install_store, open_recorder
from adapters.store.places import Places
from tests.support.postgres import _account
from tests.support.worker import free_port

SETTINGS = """
[databases]
* = host={host} user=relief
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
unix_socket_dir =
pool_mode = {mode}
ignore_startup_parameters = options
"""


@contextmanager
def pooler(server: URL, mode: str) -> Iterator[URL]:
    """A real pgbouncer before a server, told to let startup options be."""
    program = which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
    assert program, "install pgbouncer: tools/ensure-pgbouncer"
    with TemporaryDirectory(prefix="relief-pgbouncer-") as folder:
        port, file = free_port(), Path(folder) / "pgbouncer.ini"
        file.write_text(SETTINGS.format(host=server.query["host"], port=port, mode=mode))
        Path(folder).chmod(0o755)
        running = Popen([program, str(file)], user=_account(), stderr=DEVNULL, cwd="/")
        url = server.set(host="127.0.0.1", port=port, query={})
        plain, deadline = create_engine(url), monotonic() + 10
        try:
            while True:
                try:
                    plain.connect().close()
                    break
                except Exception:
                    assert monotonic() < deadline and running.poll() is None
                    sleep(0.05)
            yield url
        finally:
            plain.dispose()
            running.terminate()
            running.wait()


@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_a_pooler_that_drops_startup_options_is_refused(postgres_url: URL, mode: str) -> None:
    """By name, with what does not hold and what to do, before anything is written."""
    install_store(postgres_url)
    with pooler(postgres_url, mode) as url:
        for use in (install_store, lambda url: open_recorder(url).max_notification_id()):
            with pytest.raises(NotHeld) as refused:
                use(url)
            said = str(refused.value)
            assert "statement_timeout is 0, not 30s" in said
            assert "the connection is not the server's own" in said
            assert "ignore_startup_parameters" in said


def test_ledgers_never_fall_into_the_schema_of_the_history(postgres_url: URL) -> None:
    """Where their own schema is not in force, the connection is refused."""
    install_store(postgres_url)
    direct = Places(postgres_url)
    place = direct.first()
    with pooler(postgres_url, "session") as url:
        beside = Places(url)
        with pytest.raises(NotHeld, match="search_path"):
            beside._engine(place.name).connect()
        beside.close()
    with direct._main.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {place.name} CASCADE"))
    place.engine.dispose()
    with pytest.raises(NotHeld, match=f"no schema {place.name}"):
        place.prepare(())
    direct.close()


def test_options_of_the_address_do_not_loosen_the_limits(postgres_url: URL) -> None:
    """What relief asks for comes last; anything else the address says holds as well."""
    given = postgres_url.update_query_dict(
        {"options": "-c statement_timeout=0 -c work_mem=5MB -c lock_timeout=0"}
    )
    install_store(given)
    recorder = open_recorder(given)
    held = recorder._fetch(
        "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('work_mem')"
    )
    assert held == [("30s", "5s", "5MB")]
    recorder.close()
