"""Has a file looked at by a limited process of its own; holds a piece of it at a time."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, TypeVar

from adapters.files import inspector
from adapters.files.sealing import PIECE

MOST_BYTES = inspector.MOST_BYTES
MOST_PAGES = inspector.MOST_PAGES
TYPES = {inspector.JPEG: "jpg", inspector.PNG: "png", inspector.PDF: "pdf"}
"""What is taken in, and how such a file's name ends."""
LONGEST_LINE = 4096

T = TypeVar("T")


class Unfit(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_AS_SAID = "not-as-said"
    BOMB = "bomb"
    LOCKED = "locked"
    ACTIVE = "active"
    TOO_MANY_PAGES = "too-many-pages"
    UNREADABLE = "unreadable"


class NotTaken(Exception):
    """A file that is not taken in; ``why`` says the reason."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: pages, and the day a camera wrote down."""

    pages: int
    taken_on: date | None


def looked_at(
    media: str, clear: Iterable[bytes], take: Callable[[Iterator[bytes]], T]
) -> tuple[Found, T]:
    """What a file said to be of a media type is, and what ``take`` made of its bytes to be kept.

    Raises ``NotTaken``; ``take`` was not called then, or what it took is to be thrown away.
    """
    command = [sys.executable, "-I", "-B", str(Path(inspector.__file__)), media]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd="/") as child:
        try:
            assert child.stdin is not None and child.stdout is not None
            _given(child.stdin, clear)
            found = _told(child.stdout)
            taken = take(iter(partial(child.stdout.read, PIECE), b""))
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise NotTaken(Unfit.BOMB)
    return found, taken


def _given(pipe: IO[bytes], clear: Iterable[bytes]) -> None:
    """A process that died meanwhile says so by saying nothing."""
    with suppress(BrokenPipeError):
        for part in clear:
            pipe.write(part)
        pipe.flush()
    with suppress(BrokenPipeError):
        pipe.close()


def _told(pipe: IO[bytes]) -> Found:
    line = pipe.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise NotTaken(Unfit.BOMB)  # Its limits ended it, or the file did.
    told = json.loads(line)
    if "fault" in told:
        raise NotTaken(Unfit(told["fault"]))
    day = told["taken_on"]
    return Found(int(told["pages"]), None if day is None else date.fromisoformat(day))
