"""``relief serve`` in a process of its own, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server's port, and its process."""

    port: int
    pid: int


@contextmanager
def serving(url: URL, folder: Path) -> Iterator[int]:
    """``relief serve`` in a process of its own, follower and sweep included; its port."""
    with served(url, folder) as server:
        yield server.port


@contextmanager
def served(url: URL, folder: Path, **also: str) -> Iterator[Served]:
    """The same, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "keys").mkdir(exist_ok=True)
    settings = {
        "RELIEF_DATABASE": url.render_as_string(hide_password=False),
        "RELIEF_MASTER_KEY": str(folder / "keys/master.key"),
        "RELIEF_TOKEN_KEY": str(folder / "keys/tokens.key"),
        "RELIEF_PORT": str(port),
        "RELIEF_LOG_LEVEL": "ERROR",
        "RELIEF_ADDRESS_RATE": "0",
        "RELIEF_OFFICER_RATE": "0",
        "RELIEF_CLIENT_CONNECTIONS": "1000",
        "RELIEF_DEVELOPMENT": "yes",
        **also,
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RELIEF_")}
    server = subprocess.Popen(
        [sys.executable, "-m", "relief.cli", "serve"],
        env={**kept, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, server)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
