"""A durable PostgreSQL server that can be killed and started again on the same data."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import make_url

from tests.support.postgres import (
    PostgresMissing,
    _account,
    _as,
    _binaries,
    _initialise,
    _wait_until_ready,
)

RESTART_SECONDS = 30.0
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "restart_after_crash=on")


class Cluster:
    """The server and its data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = make_url(f"postgresql+psycopg://relief@/postgres?host={folder}")
        self.kills = 0
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, again and again while orphans of a killed server still hold its memory."""
        deadline = monotonic() + RESTART_SECONDS
        while True:
            self._server = self._started()
            try:
                _wait_until_ready(self.url, self._server)
                return
            except PostgresMissing:
                if monotonic() > deadline:
                    raise
                sleep(0.1)

    def kill(self, *, children: bool) -> None:
        """SIGKILL to the postmaster; ``children``: to every process of the server at once."""
        assert self._server is not None
        family = offspring(self._server.pid) if children else []
        for process in (self._server.pid, *family):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server.communicate()
        self.kills += 1

    def stop(self) -> None:
        """End it for good, whatever state it is in."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.communicate()

    def _started(self) -> subprocess.Popen[bytes]:
        settings = [word for setting in DURABLE for word in ("-c", setting)]
        return _as(
            _account(),
            _binaries() / "postgres",
            *("-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="),
            *("-c", "log_destination=stderr", "-c", "logging_collector=on"),
            *settings,
        )


def offspring(parent: int) -> list[int]:
    """The direct children of a process."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(child) for child in listed.split()]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server of our own, started; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="relief-pg-"))
    try:
        if account := _account():
            shutil.chown(folder, account)
        _initialise(_binaries(), folder, _account())
        made = Cluster(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
