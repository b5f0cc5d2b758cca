"""A witness: it signs that a log goes on from what it saw of it, keeps every note, and never goes back.

It knows no database and no key of the office. Its folder holds its key, the keys of the logs it
trusts, and what it saw; one whose key and memory do not belong together any more is retired.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_hex
from threading import Lock

from adapters.aside import durable, written_aside
from adapters.proof import merkle
from adapters.proof.book import read
from adapters.proof.cosigning import COSIGNATURE, TIME_BYTES, holds, message
from adapters.proof.keys import older
from adapters.proof.notes import (
    DASH,
    Checkpoint,
    Ed25519Signer,
    Verifier,
    WrongNote,
    key_id,
    opened,
    parts,
)

KEY, TRUSTED, MEMORY, SEEN, CEREMONIES = "witness.key", "trusted", "memory", "seen", "ceremonies"
NEWEST, KEPT, FROM = "checkpoint", "checkpoints", "from"


class Lost(Exception):
    """Its key is there and its memory is not, or another's: it has to retire."""


class Refused(Exception):
    """A checkpoint is not signed. ``why`` is one of those below; ``size`` what the witness has."""

    def __init__(self, why: str, size: int = 0) -> None:
        super().__init__(why)
        self.why, self.size = why, size


UNKNOWN, UNSIGNED, BEHIND, REWRITTEN, SUPERSEDED = (
    *("unknown", "unsigned", "behind", "rewritten", "superseded"),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who it is: its name, its secret, and the mark of the memory that goes with them."""

    name: str
    secret: bytes
    memory: str

    @property
    def signer(self) -> Ed25519Signer:
        """What signs."""
        return Ed25519Signer(self.secret)

    @property
    def verifier(self) -> Verifier:
        """The key by which others know it."""
        return Verifier(self.name, COSIGNATURE, self.signer.public)


def begin(folder: Path, name: str) -> Identity:
    """A new witness in a folder that holds none. Raises ``FileExistsError``, ``OSError``."""
    if (folder / KEY).exists() or (folder / SEEN).exists():
        raise FileExistsError(folder / KEY)
    folder.mkdir(parents=True, exist_ok=True)
    return _named(folder, name)


def retire(folder: Path, name: str) -> Identity:
    """The witness ends, and another begins under a new name; what was kept of the old one stays.

    Raises ``ValueError`` where the new name is the old one's or that of one retired before.
    """
    old = _identity(folder)
    number = len([*folder.glob("retired-*")]) + 1
    names = {old.name, *(told["name"] for told in ceremonies(folder) if told["act"] == "retired")}
    if name in names:
        raise ValueError(name)
    _noted(folder, {"act": "retired", "name": old.name, "key": str(old.verifier), "new": name})
    place = folder / f"retired-{number}"
    place.mkdir()
    for one in (SEEN, MEMORY):
        if (folder / one).exists():
            os.rename(folder / one, place / one)
    (folder / KEY).unlink()
    return _named(folder, name)


def ceremonies(folder: Path) -> Iterator[dict[str, str]]:
    """What was done by hand, the oldest first: retirements and restores."""
    place = folder / CEREMONIES
    if place.exists():
        yield from map(json.loads, place.read_text(encoding="utf-8").splitlines())


class Witness:
    """One witness over its folder. Thread-safe. Raises ``Lost`` where its memory is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._lock = folder, Lock()
        self.identity = _identity(folder)
        memory = folder / MEMORY
        if not memory.exists() or memory.read_text(encoding="utf-8") != self.identity.memory:
            raise Lost(self.identity.name)

    def trusted(self, origin: str) -> list[Verifier]:
        """The keys of a log. Raises ``WrongNote`` where the file holds none."""
        place = self.folder / TRUSTED
        told = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
        keys = [Verifier.read(line) for line in told if line.strip()]
        return [key for key in keys if key.name == origin]

    def trust(self, key: str) -> None:
        """Know a log by a key from now on. Raises ``WrongNote``."""
        told = f"{Verifier.read(key)}\n"
        place = self.folder / TRUSTED
        known = place.read_text(encoding="utf-8") if place.exists() else ""
        if told not in known:
            _write(place, (known + told).encode())

    def newest(self, origin: str) -> Checkpoint | None:
        """What it saw last of a log, or of the one it was restored from."""
        place = self._place(origin)
        if (place / NEWEST).exists():
            return read((place / NEWEST).read_text(encoding="utf-8"))
        if (place / FROM).exists():
            told = json.loads((place / FROM).read_text(encoding="utf-8"))
            before = self._place(told["from"]) / KEPT / str(told["size"])
            old = read(before.read_text(encoding="utf-8"))
            return Checkpoint(origin, old.size, old.root)
        return None

    def add(self, old: int, proof: Sequence[bytes], note: str, at: int) -> str:
        """Sign that a checkpoint goes on from what was seen: the line of the cosignature.

        Raises ``WrongNote`` for what is no checkpoint, ``Refused``, ``Lost``. It is kept before it
        is signed.
        """
        point = read(note)
        if not (keys := self.trusted(point.origin)):
            raise Refused(UNKNOWN)
        try:
            opened(note, keys)
        except WrongNote:
            raise Refused(UNSIGNED) from None
        with self._lock:
            before = self.newest(point.origin)
            size = before.size if before else 0
            self._remembers(note, point, size)
            if self._successor(point.origin) is not None:
                raise Refused(SUPERSEDED, size)
            if before is None and self._unrestored(point.origin):
                raise Refused(SUPERSEDED)
            if old > point.size or old != size:
                raise Refused(BEHIND, size)
            root = before.root if before else merkle.EMPTY_ROOT
            if not merkle.continues(old, point.size, proof, root, point.root):
                raise Refused(REWRITTEN, size)
            place = self._place(point.origin)
            if not (place / KEPT / str(point.size)).exists():
                _write(place / KEPT / str(point.size), note.encode())
            _write(place / NEWEST, note.encode())
        return self.cosigned(point, at)

    def cosigned(self, point: Checkpoint, at: int) -> str:
        """The line that says so, as of a moment in seconds."""
        signer = self.identity.signer
        signature = signer.sign(message(at, point.text()))
        id = key_id(self.identity.name, COSIGNATURE, signer.public)
        told = b64encode(id + at.to_bytes(TIME_BYTES) + signature).decode()
        return f"{DASH}{self.identity.name} {told}\n"

    def restored(self, old: str, size: int, new: str) -> int:
        """A log goes on under a new origin from what it was at a size: the ceremony of a restore.

        Returns the size of the newest note that still counts, which the new log must continue. The
        notes of the old one stay, and it is signed no more. Raises ``Refused`` where there is none.
        """
        with self._lock:
            kept = self._place(old) / KEPT
            sizes = [int(one.name) for one in kept.glob("*")] if kept.exists() else []
            counting = [one for one in sizes if one <= size]
            if not counting or self._successor(old) is not None or self.newest(new) is not None:
                raise Refused(UNKNOWN if not counting else SUPERSEDED)
            told = {"act": "restored", "from": old, "to": new}
            about = {"size": max(counting), "agreed": size, "newest": max(sizes)}
            _write(self._place(new) / FROM, json.dumps({**told, **about}).encode())
            _noted(self.folder, {**told, **{key: str(one) for key, one in about.items()}})
        return max(counting)

    def _successor(self, origin: str) -> str | None:
        found = (told for told in ceremonies(self.folder) if told.get("from") == origin)
        return next((told["to"] for told in found), None)

    def _unrestored(self, origin: str) -> bool:
        """Whether a log begins under a later name though one of before was seen: by hand only."""
        name, _, log = origin.rpartition("/")
        return any(self._place(f"{one}/{log}").exists() for one in older(name))

    def _remembers(self, note: str, point: Checkpoint, size: int) -> None:
        """Raises ``Lost`` where a larger checkpoint than it knows bears its own signature."""
        mine = self.identity.verifier
        for name, id, told in parts(note)[1]:
            own = (name, id) == (mine.name, mine.id) and point.size > size
            if own and holds(mine, point.text(), told):
                (self.folder / MEMORY).unlink(missing_ok=True)
                raise Lost(mine.name)

    def _place(self, origin: str) -> Path:
        steps = origin.split("/")
        if any(not step or step.startswith(".") or "\\" in step for step in steps):
            raise Refused(UNKNOWN)
        return self.folder / SEEN / origin


def _identity(folder: Path) -> Identity:
    told = json.loads((folder / KEY).read_text(encoding="utf-8"))
    return Identity(told["name"], bytes.fromhex(told["secret"]), told["memory"])


def _named(folder: Path, name: str) -> Identity:
    made = Identity(name, token_bytes(32), token_hex(16))
    told = {"name": name, "secret": made.secret.hex(), "memory": made.memory}
    (folder / SEEN).mkdir()
    _write(folder / MEMORY, made.memory.encode())
    _write(folder / KEY, json.dumps(told).encode(), 0o600)
    return made


def _noted(folder: Path, told: dict[str, str]) -> None:
    lines = "".join(f"{json.dumps(one)}\n" for one in (*ceremonies(folder), told))
    _write(folder / CEREMONIES, lines.encode())


def _write(place: Path, content: bytes, mode: int = 0o644) -> None:
    """The whole file or nothing; on the disk before anything is answered."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_aside(place, content) as aside:
        os.chmod(aside, mode)
        os.replace(aside, place)
    durable(place.parent)
