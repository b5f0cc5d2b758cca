"""Which tests depend on the day they run: they say so, or they fail.

Whoever reads the machine's clock through the service's ``SystemClock``, runs the command line in a
process of its own, or asks the real provider of sign-ins, depends on the day; such tests bear the
mark ``day`` and are run under shifted clocks as well (``make days``). Where tests and product read
the clock without it is counted by ``tests/tools/test_days.py``.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from relief.clock import SystemClock

MARK = "day"
WORDS = ("relief.cli", "provider.mjs")
"""What a command contains that starts a process of the machine's day."""


@contextmanager
def noticing() -> Iterator[list[str]]:
    """What of the machine's day is used meanwhile."""
    used = list[str]()
    now, start = SystemClock.now, subprocess.Popen.__init__

    def noticed(clock: SystemClock) -> datetime:
        used.append("the machine's clock")
        return now(clock)

    def started(process: Any, args: Any, *more: Any, **named: Any) -> None:
        words = args if isinstance(args, list | tuple) else [args]
        used.extend(word for word in WORDS if any(word in str(one) for one in words))
        start(process, args, *more, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SystemClock, "now", noticed)
        patched.setattr(subprocess.Popen, "__init__", started)
        yield used


@pytest.fixture(autouse=True)
def says_whether_it_depends_on_the_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that uses the machine's day bears the mark."""
    with noticing() as used:
        yield
    if used and request.node.get_closest_marker(MARK) is None:
        pytest.fail(f"it depends on the day ({used[0]}): mark it `day`, or give it a clock")
