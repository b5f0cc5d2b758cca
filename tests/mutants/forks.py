"""Mutants run in processes of their own, forked when everything is imported and collected."""

import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from select import select
from time import monotonic

from tests.mutants.mutant import Mutant

LONGEST = 600.0
"""Seconds after which a mutant that never ends is killed."""


class End(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    REFUSED = "refused"
    """The pack's own check did not read it."""
    ENDLESS = "endless"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mutant ended, by which test, and which of its provisions that test names."""

    mutant: str
    end: End
    test: str = ""
    proven: tuple[str, ...] = ()
    seconds: float = 0.0


Work = tuple[Mutant, Callable[[], Outcome]]


def together(work: Sequence[Work], jobs: int) -> Iterator[Outcome]:
    """Each piece of work in a fork of its own, some at a time; outcomes as they come."""
    waiting, running = list(reversed(work)), dict[int, tuple[Mutant, int, float]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant, function = waiting.pop()
            end, pid = _fork(function)
            running[end] = (mutant, pid, monotonic())
        ready, _, _ = select(list(running), [], [], 1.0)
        for end in ready:
            mutant, pid, _since = running.pop(end)
            yield _told(mutant, end, pid)
        for _mutant, pid, since in running.values():
            if monotonic() - since > LONGEST:
                os.killpg(pid, signal.SIGKILL)


def _fork(work: Callable[[], Outcome]) -> tuple[int, int]:
    """A child at work, and where it will say how it ended."""
    listening, saying = os.pipe()
    pid = os.fork()
    if pid:
        os.close(saying)
        return listening, pid
    os.setpgid(0, 0)
    os.close(listening)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    since = monotonic()
    try:
        found = asdict(work()) | {"seconds": monotonic() - since}
        os.write(saying, json.dumps(found).encode())
    finally:
        os._exit(0)


def _told(mutant: Mutant, end: int, pid: int) -> Outcome:
    said = b""
    while part := os.read(end, 65536):
        said += part
    os.close(end)
    os.waitpid(pid, 0)
    if not said:
        return Outcome(mutant.id, End.ENDLESS)
    found = json.loads(said)
    return Outcome(**(found | {"end": End(found["end"]), "proven": tuple(found["proven"])}))
