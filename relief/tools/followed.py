"""The follower of a serving process: ``relief follow``, started where nobody follows, and watched."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event
from time import monotonic

import structlog

from relief.bootstrap import Service
from relief.tools.beside import beside

log = structlog.get_logger(__name__)
WATCH_SECONDS = 0.2
"""How often a follower is looked after: one that died is started again so soon."""
ASK_SECONDS = 1.0
"""How often it is asked whether anybody else follows."""
APART_SECONDS = 2.0
"""At least so long from start to start, where followers end as soon as they begin."""
END_SECONDS = 10.0
"""For so long a follower that is told to stop may finish its batch."""


@contextmanager
def followed(service: Service, *, people: bool = False) -> Iterator[None]:
    """The ledgers kept by a process of their own for as long as nobody else keeps them.

    ``people``: its log is read as a tool's is.
    """
    with beside(partial(look_after, service, people), "follower"):
        yield


def look_after(service: Service, people: bool, stop: Event) -> None:
    """Start a follower where there is none, again and again, until told to stop."""
    child: subprocess.Popen[bytes] | None = None
    asked = began = float("-inf")
    try:
        while not stop.is_set():
            if child is not None and child.poll() is not None:
                if child.returncode:
                    log.error("the follower ended and is started again", code=child.returncode)
                child, asked = None, float("-inf")
            now = monotonic()
            if child is None and now - began >= APART_SECONDS and now - asked >= ASK_SECONDS:
                asked = now
                if nobody(service):
                    began, child = now, started(service, people)
            stop.wait(WATCH_SECONDS)
    finally:
        if child is not None:
            ended(child)


def nobody(service: Service) -> bool:
    """Whether nobody follows; while the database cannot be asked, nobody needs to."""
    try:
        return not service.ledgers.seat.taken()
    except Exception as error:
        log.warning("who keeps the ledgers cannot be asked now", error=type(error).__name__)
        return False


def started(service: Service, people: bool = False) -> "subprocess.Popen[bytes]":
    """A follower of the same settings under the same law. It ends with this process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELIEF_")}
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "relief", "follow"),
            *("--attached", service.ledgers.edition, str(service.enactments.at)),
            *(("--for-people",) if people else ()),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**kept, **service.settings.environment()},
        # A signal from the terminal is for the server, which finishes its requests first.
        start_new_session=True,
    )


def ended(child: "subprocess.Popen[bytes]") -> None:
    """Let a follower finish its batch, and no longer."""
    assert child.stdin is not None
    child.stdin.close()
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
