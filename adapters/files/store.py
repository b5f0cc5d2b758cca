"""What keeps sealed files, whatever it is: a folder, or a store that speaks S3."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol


class NoFile(LookupError):
    """There is no file under this name."""


class FilesDown(Exception):
    """Files can neither be kept nor read now: no room, no folder, or a store that does not answer."""


class FilesGone(FilesDown):
    """Files are on record, and the place where they were kept is not there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is kept: its name, and how old it is in seconds."""

    name: str
    age: float


class FileStore(Protocol):
    """Keeps files under names of our own making. Thread-safe. Raises ``FilesDown``."""

    def keep(self, name: str, file: IO[bytes], size: int) -> None:
        """Keep a file of so many bytes whole and durably, or not at all."""
        ...

    def usable(self) -> None:
        """Raises ``FilesDown`` where it can be seen at once that nothing would be kept."""
        ...

    def founded(self) -> bool:
        """Whether a file was ever kept here, as far as can be seen at once."""
        ...

    def note(self, name: str, text: bytes) -> bool:
        """Keep a few bytes, as ``keep``; whether nobody had under this name before."""
        ...

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes, piece by piece. Raises ``NoFile`` before the first."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is a file under this name."""
        ...

    def remove(self, name: str) -> None:
        """Remove it for good; nothing happens where there is none."""
        ...

    def listed(self, room: str) -> Iterator[Held]:
        """Every file whose name begins with a room's."""
        ...
