"""Master keys in a file of 0600: written whole or not at all, read anew whenever it changed."""

import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes, token_hex
from threading import Lock

from adapters.keys.boxes import KEY_BYTES
from adapters.keys.ring import KeysUnreadable, OpenToOthers, Ring, RingKeys, key_id


class FileKeys(RingKeys):
    """The ring in a file. Several processes share it: each notices within one use what changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen = _stamp(path)
        super().__init__(_read(path))

    def ring(self) -> Ring:
        """The ring as the file has it now. Raises ``UnsafeMasterKey``, ``KeysUnreadable``.

        The keys of indexes and digests never change: a file with others is another ring, put
        there by mistake under a running process, and is not taken.
        """
        try:
            stamp = _stamp(self._path)
            if stamp != self._seen:
                with self._lock:
                    self._take(_read(self._path), stamp)
        except OSError as error:
            raise KeysUnreadable(f"{self._path}: {type(error).__name__}") from None
        return self._ring

    def _take(self, found: Ring, stamp: tuple[int, int, int, int]) -> None:
        held = self._ring
        if (found.index_key, found.digest_key) != (held.index_key, held.digest_key):
            raise KeysUnreadable(f"{self._path} holds other keys than before")
        self._ring, self._seen = found, stamp

    def add(self, secret: bytes | None = None) -> str:
        """Write one new key (one that was drafted, where it is given), not current yet; its id."""
        secret = secret or draft()
        self._change(lambda ring: ring.with_key(secret))
        return key_id(secret)

    def use(self, id: str) -> None:
        """Wrap new values under this key. Raises ``MasterKeyMissing``."""
        self._change(lambda ring: ring.using(id))

    def remove(self, id: str) -> None:
        """Forget a key for ever. Raises ``ValueError`` for the current one."""
        self._change(lambda ring: ring.without(id))

    def _change(self, change: Callable[[Ring], Ring]) -> None:
        """The whole file anew, beside the old one until it is durable; one change at a time."""
        with _alone(self._path.parent):
            aside = _aside(self._path, change(_read(self._path)).encode())
            os.replace(aside, self._path)
            _sync_folder(self._path.parent)


def draft() -> bytes:
    """A new key that stands nowhere yet."""
    return token_bytes(KEY_BYTES)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else changes a key file of this folder meanwhile."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def create(path: Path) -> None:
    """Write a new random key, readable by its owner only. Raises ``FileExistsError``.

    It is written aside and linked into place whole and durable: whoever is killed here, or
    starts at the same time, never leaves or reads half a key.
    """
    aside = _aside(path, token_bytes(KEY_BYTES))
    try:
        os.link(aside, path)
        _sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def _aside(path: Path, content: bytes) -> Path:
    aside = path.with_name(f"{path.name}.{token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(aside, flags, 0o600), "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return aside


def _read(path: Path) -> Ring:
    """The ring in a file. Raises ``UnsafeMasterKey``, ``OpenToOthers``."""
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise OpenToOthers(f"{path} must be accessible by its owner only (chmod 600)")
        return Ring.decode(file.read())


def _stamp(path: Path) -> tuple[int, int, int, int]:
    """What changes whenever the file is written anew; its rights count as well."""
    seen = os.stat(path)
    return seen.st_ino, seen.st_mtime_ns, seen.st_size, seen.st_mode


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
