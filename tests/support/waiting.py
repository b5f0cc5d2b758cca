"""Waiting for what another thread or process brings about."""

from collections.abc import Callable
from time import monotonic, sleep

SOON = 30.0


def until(true: Callable[[], object]) -> None:
    """Wait for a condition. Raises ``AssertionError`` where it does not come about."""
    deadline = monotonic() + SOON
    while not true():
        assert monotonic() < deadline, "it did not come about"
        sleep(0.02)
