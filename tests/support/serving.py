"""``relief serve`` under a moving clock, started again and again without importing again and again.

This process imports the application once and then takes orders, one a line: ``start`` forks a
worker that builds the service from the environment and serves it like ``relief serve`` does,
``kill`` ends it with SIGKILL, ``stop`` with SIGTERM. Each order is answered with one line.
"""

import os
import signal
import sys
from pathlib import Path

from relief import cli
from relief.api import app
from relief.bootstrap import build
from relief.logs import configure
from relief.settings import Settings
from relief.tools import serve
from tests.support.moving import FileClock

CLOCK = "RELIEF_TEST_CLOCK"
LOADED = (cli, app)
"""What a worker needs is imported before it is forked."""


def work() -> int:
    """Serve until told to stop."""
    settings = Settings.read()
    configure(settings.log_level)
    service = build(settings, FileClock(Path(os.environ[CLOCK])))
    try:
        return serve.serve(service)
    finally:
        service.close()


def forked() -> int:
    """A worker of its own; its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        code = work()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended(worker: int, how: signal.Signals) -> int:
    """Send the signal and wait for the end; the code (negative: the signal that ended it)."""
    os.kill(worker, how)
    _, status = os.waitpid(worker, 0)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    """Take orders until there are no more."""
    worker = 0
    print("loaded", flush=True)
    for order in sys.stdin:
        match order.strip():
            case "start":
                worker = forked()
                print(worker, flush=True)
            case "kill":
                print(ended(worker, signal.SIGKILL), flush=True)
            case "stop":
                print(ended(worker, signal.SIGTERM), flush=True)
            case other:
                raise ValueError(f"no such order: {other}")


if __name__ == "__main__":
    main()
