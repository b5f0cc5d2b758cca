"""What was sent and is not looked at yet: sealed on disk under a key that no disk ever sees.

The file has no name: whoever is killed here leaves nothing behind.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from adapters.files.sealing import PIECE, Sealing, new_key, opened
from adapters.files.store import FilesDown

ASIDE = "aside"
"""What is bound into such a file in the place of a number."""


def unnamed(folder: Path) -> IO[bytes]:
    """A file of its own that goes when it is closed. Raises ``FilesDown``."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return TemporaryFile(dir=folder, buffering=0)
    except OSError as error:
        raise FilesDown(type(error).__name__) from None


def parts(file: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, piece by piece."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


class Spool:
    """Takes in a file as it arrives, and gives it back. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self.size = 0
        self._key = new_key()
        self._sealing = Sealing(self._key, ASIDE)
        self._file = unnamed(folder)

    def add(self, part: bytes) -> None:
        """One part more. Raises ``FilesDown``."""
        self.size += len(part)
        self._write(self._sealing.add(part))

    def end(self) -> None:
        """There is no more. Raises ``FilesDown``."""
        self._write(self._sealing.end())

    def clear(self) -> Iterator[bytes]:
        """The clear bytes, piece by piece, as often as wanted."""
        return opened(self._key, ASIDE, parts(self._file))

    def close(self) -> None:
        """Let it go."""
        self._file.close()

    def _write(self, box: bytes) -> None:
        try:
            self._file.write(box)
        except OSError as error:
            raise FilesDown(type(error).__name__) from None
