"""``relief serve`` in an empty folder: it comes up, sweeps and stops without one word of an error."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from sqlalchemy import URL

from tests.support.worker import environment, free_port, settings_for

pytestmark = [pytest.mark.day, pytest.mark.slow]

READY_SECONDS = 60.0
REPOSITORY = Path(__file__).parents[2]


@contextmanager
def served(database: URL, folder: Path) -> Iterator[tuple[str, Path]]:
    """The real command in a folder, its address and its log; ended by SIGTERM with code 0."""
    chosen = settings_for(database, folder, tick_seconds=0.2)
    variables = {**environment(chosen), "RELIEF_LOG_LEVEL": "INFO", "PYTHONPATH": str(REPOSITORY)}
    log, port = folder / "serve.log", free_port()
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "relief.cli", "serve"],
            env={**variables, "RELIEF_PORT": str(port)},
            stdout=file,
            stderr=file,
            cwd=folder,
        )
    try:
        yield f"http://127.0.0.1:{port}", log
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


def ready(address: str) -> dict[str, Any]:
    """What readiness says once it is ready."""
    deadline = monotonic() + READY_SECONDS
    while True:
        try:
            # Plain HTTP: with verify, each look would read all certificates of the machine first.
            answer = httpx.get(f"{address}/readyz", timeout=5, verify=False)
            if answer.status_code == 200:
                told: dict[str, Any] = answer.json()
                return told
        except httpx.TransportError:
            pass
        assert monotonic() < deadline, "it did not become ready"
        sleep(0.05)


@pytest.mark.parametrize(
    "start", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_a_first_start_logs_no_error(database: URL, tmp_path: Path, start: int) -> None:
    """The sweep waits until there are ledgers; nothing is printed but log lines of no alarm."""
    with served(database, tmp_path) as (address, log):
        told = ready(address)
        assert told["head"] == told["ledgers"] > 0
        sleep(0.5)
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert lines, os.listdir(tmp_path)
    assert [one for one in lines if one["level"] in ("error", "critical")] == []
    assert "Traceback" not in log.read_text()
