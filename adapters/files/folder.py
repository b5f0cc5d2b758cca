"""Files in a folder beside the database: written aside, made durable, then given their name."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from adapters.aside import durable, new
from adapters.files.sealing import PIECE
from adapters.files.spool import parts
from adapters.files.store import FilesDown, Held, NoFile

ASIDE = ".part-"
"""How files begin that are not whole yet."""
KEPT = "kept"
ROOMS = (KEPT, "waiting")
"""The rooms every upload goes through."""


class FolderFiles:
    """Keeps files in a folder; each room is a folder below it. Readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, file: IO[bytes], size: int) -> None:
        """Keep a file whole and durably, or not at all."""

        def copied(target: IO[bytes]) -> None:
            for piece in parts(file):
                target.write(piece)

        self._write(name, copied)

    def usable(self) -> None:
        """Try a few bytes; of a folder that is yet to be made, whether it could be."""
        with _telling():
            if not self._folder.exists():
                above = next(one for one in self._folder.absolute().parents if one.exists())
                if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
                    raise FilesDown(NotADirectoryError.__name__)
                return
            _takes(self._folder)
            for room in ROOMS:
                if os.path.lexists(self._folder / room):
                    _takes(self._folder / room)
            with suppress(FileNotFoundError), os.scandir(self._folder / KEPT) as shelves:
                if not all(one.is_dir() for one in shelves):
                    raise NotADirectoryError

    def founded(self) -> bool:
        """Whether a file was ever kept here; rooms are never taken away again."""
        return (self._folder / KEPT).is_dir()

    def note(self, name: str, text: bytes) -> bool:
        """Keep a few bytes, as ``keep``; whether nobody had under this name before."""
        try:
            self._write(name, lambda target: _wrote(target, text), os.link)
        except FileExistsError:
            return False
        return True

    def _write(
        self,
        name: str,
        fill: Callable[[IO[bytes]], None],
        named: Callable[[Path, Path], None] = os.replace,
    ) -> None:
        with _telling():
            path = self._path(name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside = path.with_name(f"{ASIDE}{token_hex(8)}")
            try:
                with os.fdopen(new(aside), "wb") as target:
                    fill(target)
                    target.flush()
                    os.fsync(target.fileno())
                named(aside, path)
            finally:
                aside.unlink(missing_ok=True)
            durable(path.parent)

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes, piece by piece. Raises ``NoFile`` before the first."""
        with _telling():
            file = self._path(name).open("rb")
        return _parts(file)

    def has(self, name: str) -> bool:
        """Whether there is a file under this name."""
        with _telling():
            return self._path(name).is_file()

    def remove(self, name: str) -> None:
        """Remove it for good; nothing happens where there is none."""
        with _telling(), suppress(FileNotFoundError):
            path = self._path(name)
            path.unlink()
            durable(path.parent)

    def listed(self, room: str) -> Iterator[Held]:
        """Every file of a room, and what was left of one that never became whole."""
        with _telling(), suppress(FileNotFoundError), os.scandir(self._path(room)) as found:
            now = time.time()
            for one in found:
                with suppress(FileNotFoundError):
                    yield Held(f"{room}/{one.name}", max(0.0, now - one.stat().st_mtime))

    def _path(self, name: str) -> Path:
        """Names are of our own making; one that leads elsewhere is a mistake of ours."""
        parts = name.split("/")
        if not all(parts) or any(part in (".", "..") for part in parts) or "\\" in name:
            raise ValueError("a file's name leads out of its folder")
        return self._folder.joinpath(*parts)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise
    except FileNotFoundError:
        raise NoFile("there is no such file") from None
    except OSError as error:
        raise FilesDown(type(error).__name__) from None


def _takes(folder: Path) -> None:
    """Try a few bytes there. Raises ``OSError``."""
    aside = folder / f"{ASIDE}{token_hex(8)}"
    try:
        with os.fdopen(new(aside), "wb") as target:
            _wrote(target, b"x")
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _wrote(target: IO[bytes], text: bytes) -> None:
    target.write(text)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file, _telling():
        while piece := file.read(PIECE):
            yield piece
