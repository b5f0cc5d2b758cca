"""Turns: of many threads that hand in work together one decides at a time, until it waits for the store.

So saves gather while others are under way, and whoever else works in this process competes with one
thread, not with all of them. A turn passed on is not waited for again: nobody stands still for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

_own = local()


@contextmanager
def turn(turns: Lock) -> Iterator[None]:
    """Wait for one's turn, and pass it on at the first save, or else at the end."""
    turns.acquire()
    _own.turns = turns
    try:
        yield
    finally:
        pass_on()


def pass_on() -> None:
    """From here on this thread waits: the next one may go on. Nothing where it took no turn."""
    turns: Lock | None = getattr(_own, "turns", None)
    if turns is not None:
        _own.turns = None
        turns.release()
