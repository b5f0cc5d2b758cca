"""Master keys in a file of 0600: written whole or not at all, read anew whenever it changed."""

import fcntl
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from threading import Lock

from adapters.aside import durable, gone, written_aside
from adapters.keys.boxes import KEY_BYTES
from adapters.keys.ring import (
    FORM,
    KeysNotReplaced,
    KeysUnreadable,
    OpenToOthers,
    Ring,
    RingKeys,
    UnsafeMasterKey,
    key_id,
)
from domain.ground.sayings import Saying

BEGINS = f'{{\n "form": "{FORM}"'.encode()
"""How a ring begins in a file, however soon whoever wrote it was cut off."""


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

    def replaceable(self) -> None:
        """Write the file anew as it is. Raises ``KeysNotReplaced`` where it could not be changed."""
        self._change(lambda ring: ring)

    def left(self) -> tuple[Path, ...]:
        """Files beside that earlier changes left, broken off on the way: each holds keys."""
        return left_beside(self._path, self.ring())

    def remove(self, id: str) -> None:
        """Forget a key for ever. Raises ``ValueError`` for the current one."""
        self._change(lambda ring: ring.without(id))

    def _change(self, change: Callable[[Ring], Ring]) -> None:
        """The whole file anew, beside the old one until it is durable; one change at a time.

        Raises ``KeysNotReplaced``: the file is as it was, and nothing lies beside it.
        """
        with _alone(self._path.parent):
            now = _read(self._path)
            changed = change(now).encode()
            try:
                with written_aside(self._path, changed) as aside:
                    os.replace(aside, self._path)
                durable(self._path.parent)
            except OSError as error:
                said = Saying("{path} cannot be replaced: {why}", path=self._path, why=error)
                raise KeysNotReplaced(said) from None
            for left in left_beside(self._path, now):
                gone(left)


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
    with written_aside(path, token_bytes(KEY_BYTES)) as aside:
        os.link(aside, path)
        durable(path.parent)


def left_beside(path: Path, ring: Ring) -> tuple[Path, ...]:
    """Files named as those written aside that hold keys of this ring, or half of what was to be one.

    A whole ring of other indexes is somebody else's, and none of these.
    """
    named = re.compile(rf"{re.escape(path.name)}\.[0-9a-f]{{16}}")
    beside = (one for one in path.parent.iterdir() if named.fullmatch(one.name))
    return tuple(sorted(one for one in beside if _of_ring(one, ring)))


def _of_ring(file: Path, ring: Ring) -> bool:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return False
        raw = file.read_bytes()
        held = Ring.decode(raw)
    except UnsafeMasterKey:
        return bool(raw) and (raw.startswith(BEGINS) or BEGINS.startswith(raw))
    except OSError:
        return False
    return held.index_key == ring.index_key


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
