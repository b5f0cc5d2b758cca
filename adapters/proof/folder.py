"""A witness that is a folder: it keeps every note deposited, and the tiles under the newest.

It is laid out as a tile log, so that any web server can show it. What lies there decides: a
checkpoint that does not continue the newest note is refused, and nothing there is changed.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from adapters.aside import durable, written_aside
from adapters.proof import merkle
from adapters.proof.book import read
from adapters.proof.notes import Checkpoint, Verifier, WrongNote
from adapters.proof.tiles import HEIGHT, TileTree, path, shapes, split

NEWEST, KEPT, KEYS, COSIGNED = "checkpoint", "checkpoints", "keys", "cosignatures"
ALARMS = "alarms"


class Refused(Exception):
    """A checkpoint does not continue what the witness saw. Nothing of it was kept."""


class Away(Exception):
    """The witness cannot be reached, or takes nothing."""


class Folder:
    """A place below which each log has a place of its own, called after its origin."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def there(self) -> bool:
        """Whether the place can be looked into."""
        return self.folder.is_dir()

    def newest(self, origin: str) -> Checkpoint | None:
        """What it saw last. Raises ``WrongNote`` where that cannot be read, ``OSError``."""
        try:
            found = (self.folder / origin / NEWEST).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return read(found)

    def notes(self, origin: str) -> Iterator[tuple[int, str]]:
        """Every note deposited, with the size it lies under, the smallest first."""
        place = self.folder / origin / KEPT
        with suppress(FileNotFoundError):
            for size in sorted(int(one.name) for one in place.iterdir() if one.name.isdecimal()):
                yield size, (place / str(size)).read_bytes().decode("utf-8", "replace")

    def cosignatures(self, origin: str, size: str = "*") -> list[tuple[int, str]]:
        """What witnesses who look in here signed, with the size of the checkpoint."""
        found = []
        for one in sorted((self.folder / origin / COSIGNED).glob(f"*/{size}")):
            if one.name.isdecimal():
                with suppress(OSError, UnicodeError):
                    found.append((int(one.name), one.read_text(encoding="utf-8")))
        return found

    def stamped(self, point: Checkpoint, token: bytes) -> None:
        """Lay a token beside its note. Raises ``OSError``."""
        place = self.folder / point.origin / KEPT
        if (place / str(point.size)).exists():
            _once(place / f"{point.size}.tsr", token)

    def alarm(self, name: str, at: str, told: str) -> None:
        """Leave there what was found wrong; what lies there stays. Raises ``OSError``."""
        if self.there():
            _once(self.folder / name / ALARMS / at.replace(":", ""), f"{at}\n{told}\n".encode())

    def leaves(self, origin: str, index: int) -> list[bytes]:
        """The hashes of leaves in a tile, as far as it was deposited."""
        place = self.folder / origin / path(0, index)
        with suppress(OSError):
            return split(place.read_bytes())
        with suppress(OSError):
            parts = place.with_name(f"{place.name}.p")
            widest = max(int(one.name) for one in parts.iterdir() if one.name.isdecimal())
            return split((parts / str(widest)).read_bytes())
        return []

    def deposit(
        self, point: Checkpoint, note: str, tree: TileTree, keys: Sequence[Verifier]
    ) -> str:
        """Leave a checkpoint there; the lines of who signed it by now.

        Raises ``Refused``, or ``Away`` where it cannot be written.
        """
        try:
            self._deposit(point, note, tree, keys)
            found = self.cosignatures(point.origin, str(point.size))
            return "".join(line for _, line in found)
        except OSError as error:
            raise Away(type(error).__name__) from None

    def _deposit(
        self, point: Checkpoint, note: str, tree: TileTree, keys: Sequence[Verifier]
    ) -> None:
        if not self.there():
            raise FileNotFoundError
        before = self._continued(point, tree)
        place = self.folder / point.origin
        if before is not None and before.size == point.size:
            return
        for level, index, width in shapes(point.size):
            if before is None or index >= (before.size >> (HEIGHT * (level + 1))):
                hashes = b"".join(tree.tile(level, index))
                _once(place / path(level, index, width), hashes)
                _narrower(place / path(level, index), width)
        _write(place / KEYS, "".join(f"{key}\n" for key in keys).encode())
        _once(place / KEPT / str(point.size), note.encode())
        _write(place / NEWEST, note.encode())

    def _continued(self, point: Checkpoint, tree: TileTree) -> Checkpoint | None:
        """What it saw last, which the checkpoint continues. Raises ``Refused``."""
        try:
            before = self.newest(point.origin)
        except (WrongNote, UnicodeError):
            raise Refused("unread") from None
        if before is None:
            return None
        if before.size > point.size:
            raise Refused("shorter")
        proof = merkle.consistency(tree, before.size, point.size)
        if not merkle.continues(before.size, point.size, proof, before.root, point.root):
            raise Refused("another")
        return before


def _write(place: Path, content: bytes) -> None:
    """Readable by all: a witness's place is to be shown."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_aside(place, content) as aside:
        os.chmod(aside, 0o644)
        os.replace(aside, place)
    durable(place.parent)


def _once(place: Path, content: bytes) -> None:
    if not place.exists():
        _write(place, content)


def _narrower(place: Path, width: int) -> None:
    """Partial tiles that a wider one holds as well go."""
    with suppress(OSError):
        parts = place.with_name(f"{place.name}.p")
        for one in parts.iterdir():
            if one.name.isdecimal() and int(one.name) < width:
                one.unlink()
