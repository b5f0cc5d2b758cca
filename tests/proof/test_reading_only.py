"""`relief verify` needs to write nowhere: neither into the database, nor beside it, nor anywhere else."""

import ctypes
import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from relief.bootstrap import build
from relief.opening import for_reading
from relief.tools.holding import Way
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.verify import verify
from tests.proof.conftest import Copied
from tests.support.proving import CLOCK, Proven

pytestmark = pytest.mark.slow
CAPABILITIES_3 = 0x20080522


def powerless() -> None:
    """From here on this process is held to the rights of files, also where it is root."""
    header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def verified_by_a_reader(at: Proven, processes: int) -> int:
    """How it ends in a process that may write nowhere; 99 where that process broke off."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if at.on_sqlite:
                powerless()  # A server's socket may lie where its own account alone gets to.
            tempfile.tempdir = str(at.folder / "nowhere")
            os.chdir(at.folder)
            service = for_reading(at.settings, CLOCK, keys=True)
            code = verify(service, Output(json=True), Way(processes=processes))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def unwritable(folder: Path) -> None:
    """Nothing in there can be changed, and nothing made."""
    for one in sorted(folder.rglob("*"), reverse=True):
        one.chmod(0o555 if one.is_dir() else 0o400 if one.suffix == ".key" else 0o444)
    folder.chmod(0o555)


@contextmanager
def reader(at: Proven) -> Iterator[Proven]:
    """As a role that may read every table and do nothing else."""
    if at.on_sqlite:
        yield at
        return
    name = f"reader_{at.url.database}"
    owner = at.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN")
        schemas = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|information_schema'"
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {name}")
        try:
            url: URL = at.url.set(username=name)
            told = url.render_as_string(hide_password=False)
            yield replace(at, settings=replace(at.settings, database=told))
        finally:
            connection.execute(f"DROP OWNED BY {name}")
            connection.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize("processes", [1, 2])
def test_whoever_may_only_read_verifies(copied: Copied, processes: int, tmp_path: Path) -> None:
    """Files of 0444 in folders of 0555, a role with SELECT alone, no place for what is temporary."""
    with copied(tmp_path / "at") as at:
        service = build(at.settings, CLOCK)
        rebuild(service, Output(json=True))
        service.close()
        with reader(at) as reading:
            unwritable(at.folder)
            try:
                assert verified_by_a_reader(reading, processes) == 0
            finally:
                at.folder.chmod(0o755)
