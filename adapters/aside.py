"""A secret is written beside its place first: whole and durable there, or nowhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex


@contextmanager
def written_aside(path: Path, content: bytes) -> Iterator[Path]:
    """A file of 0600 beside ``path`` with the content, to be given its name meanwhile.

    Whatever happens, nothing is left under the name it had beside.
    """
    aside = path.with_name(f"{path.name}.{token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    opened = os.open(aside, flags, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    finally:
        gone(aside)


def gone(aside: Path) -> None:
    """Take a file away, where its folder lets nobody do so what it holds at least."""
    try:
        aside.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            os.truncate(aside, 0)


def durable(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
