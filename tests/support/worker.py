"""A worker that serves the API on a port of its own and can be killed at any moment."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import httpx
from sqlalchemy import URL

from relief.settings import Settings
from tests.support.moving import FileClock
from tests.support.serving import CLOCK

READY_SECONDS = 60.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Worker:
    """The serving process, and the process that forks it."""

    settings: Settings
    clock: FileClock
    log: Path
    orders: subprocess.Popen[str]
    kills: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.settings.host}:{self.settings.port}"

    def start(self, *, ready: bool = True) -> int:
        """Start serving; the process id. ``ready``: wait until it answers."""
        worker = int(self._order("start"))
        if ready:
            self.wait()
        return worker

    def wait(self, part: str | None = None) -> None:
        """Wait until it answers, or a part of it. Raises ``TimeoutError`` with the end of its log."""
        deadline = monotonic() + READY_SECONDS
        while not self.ready(part):
            if monotonic() > deadline:
                raise TimeoutError(self.log.read_text()[-3000:])
            sleep(0.02)

    def ready(self, part: str | None = None) -> bool:
        """Whether it answers that it is ready, as a whole or for ``commands``."""
        try:
            # Plain HTTP: with verify, each look would read all certificates of the machine first.
            asked = {} if part is None else {"part": part}
            told = httpx.get(f"{self.url}/readyz", params=asked, timeout=5, verify=False)
            return told.status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """SIGKILL. Raises ``AssertionError`` where it had ended by itself."""
        code = int(self._order("kill"))
        self.kills += 1
        assert code == -signal.SIGKILL, f"it had ended by itself ({code}): {self.log.read_text()}"

    def stop(self) -> int:
        """SIGTERM, and wait; the exit code."""
        return int(self._order("stop"))

    def _order(self, word: str) -> str:
        to, fro = _pipes(self.orders)
        to.write(f"{word}\n")
        to.flush()
        return fro.readline().strip()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("orders go through pipes")
    return process.stdin, process.stdout


PASSED_ON = (
    "database",
    "master_key",
    "token_key",
    "port",
    "tick_seconds",
    "address_rate",
    "officer_rate",
    "development",
)
"""The settings a test chooses for its processes."""


def environment(settings: Settings) -> dict[str, str]:
    """The settings as a process finds them."""
    chosen = {f"RELIEF_{name.upper()}": str(getattr(settings, name)) for name in PASSED_ON}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RELIEF_")}
    return {**kept, **chosen, "RELIEF_LOG_LEVEL": "WARNING"}


def settings_for(database: URL, folder: Path, tick_seconds: float = 0.3) -> Settings:
    """An installation in a folder of its own."""
    return Settings(
        database=database.render_as_string(hide_password=False),
        master_key=folder / "relief.key",
        token_key=folder / "relief-tokens.key",
        port=free_port(),
        tick_seconds=tick_seconds,
        address_rate=0,
        officer_rate=0,
        development=True,
    )


@contextmanager
def worker(settings: Settings, folder: Path, start: datetime) -> Iterator[Worker]:
    """A worker that is not started yet; killed at the end if it still runs."""
    clock, log = FileClock(folder / "clock"), folder / "worker.log"
    clock.set(start)
    variables = {**environment(settings), CLOCK: str(folder / "clock")}
    with log.open("w") as file:
        orders = subprocess.Popen(
            [sys.executable, "-m", "tests.support.serving"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=file,
            env=variables,
            text=True,
            cwd=Path(__file__).parents[2],
            start_new_session=True,
        )
        try:
            assert _pipes(orders)[1].readline().strip() == "loaded", log.read_text()
            yield Worker(settings, clock, log, orders)
        finally:
            os.killpg(orders.pid, signal.SIGKILL)
            orders.communicate()


def tool(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the real command line over an installation."""
    return subprocess.run(
        [sys.executable, "-m", "relief.cli", *words],
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(__file__).parents[2],
        check=False,
    )
