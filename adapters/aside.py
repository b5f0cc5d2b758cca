"""What must be whole is written beside its place first, durable there, or nowhere: secrets, files."""

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
    opened = new(aside)
    try:
        with os.fdopen(opened, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    finally:
        gone(aside)


def new(path: Path) -> int:
    """A file of 0600 that was not there, opened for writing. Raises ``OSError``."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags, 0o600)


def gone(aside: Path) -> None:
    """Take a file away, where its folder lets nobody do so what it holds at least."""
    try:
        aside.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            os.truncate(aside, 0)


def durable(folder: Path) -> None:
    """Make a new name in a folder, or that one is gone, outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
