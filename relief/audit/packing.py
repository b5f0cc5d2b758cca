"""A bundle as ``docs/proof.md`` lays it out: what is told, with its proofs, in one signed ZIP file."""

import json
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.aside import new
from adapters.proof import merkle
from adapters.proof.logs import BUNDLE
from adapters.proof.merkle import node_hash
from adapters.proof.tiles import HEIGHT

FORMAT = "relief-bundle/1"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same bundle is the same bytes, whenever it is written."""

NODES = 1 << 17
"""How many hashes of a tree are remembered: those of five hundred tiles."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a log as it is told, and its number there, from 1."""

    number: int
    fields: Json


class Remembered:
    """A tree whose nodes are reckoned once: neighbours share most of their proofs."""

    def __init__(self, tree: merkle.Tree) -> None:
        self._tree = tree
        self.node = lru_cache(NODES)(self._node)

    def _node(self, height: int, index: int) -> bytes:
        if height % HEIGHT == 0:
            return self._tree.node(height, index)
        left, right = (self.node(height - 1, 2 * index + side) for side in (0, 1))
        return node_hash(left, right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log as of the newest checkpoint: ``notes`` and ``stamps`` by size, and the tree
    under them."""

    origin: str
    notes: Mapping[int, bytes]
    tree: merkle.Tree
    entries: Iterable[Told] = ()
    stamps: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """What all proofs lead to."""
        return max(self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What goes into a bundle. ``logs`` by name; ``free`` are files the manifest alone covers."""

    made_at: str
    scope: Json
    keys: str
    logs: Mapping[str, Log]
    personal: Sequence[Json] = ()
    skeleton: Iterable[Sequence[object]] | None = None
    samples: Sequence[Json] = ()
    free: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Under which the manifest is signed: the installation's, and that it is a bundle."""
        origin = next(iter(self.logs.values())).origin
        return f"{origin.rpartition('/')[0]}/{BUNDLE}"


def write(parts: Parts, path: Path, sign: Callable[[str], bytes]) -> None:
    """The bundle, in a file of 0600 that must not be there yet. ``sign`` makes a signed note of a text.

    Raises ``OSError``; what was begun is taken away.
    """
    with os.fdopen(new(path), "wb") as out:
        try:
            with ZipFile(out, "w") as packed:
                hashes = {name: put(packed, name, data) for name, data in files(parts)}
                sealed = pretty(manifest(parts, hashes))
                put(packed, "manifest.json", sealed)
                put(packed, "manifest.note", sign(f"{parts.name}\n{sha256(sealed).hexdigest()}\n"))
        except BaseException:
            path.unlink()
            raise


def manifest(parts: Parts, hashes: Mapping[str, str]) -> Json:
    """What the bundle is, and every file in it by its hash."""
    logs = {name: {"origin": log.origin, "size": log.size} for name, log in parts.logs.items()}
    about = {"format": FORMAT, "made_at": parts.made_at, "scope": parts.scope}
    return {**about, "logs": logs, "files": dict(sorted(hashes.items()))}


def files(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Every file but the manifest and its signature."""
    yield "keys.txt", parts.keys.encode()
    for name, log in parts.logs.items():
        for size, note in sorted(log.notes.items()):
            yield f"checkpoints/{name}/{size}", note
        for size, token in sorted(log.stamps.items()):
            yield f"checkpoints/{name}/{size}.tsr", token
        if len(log.notes) > 1:
            yield f"consistency/{name}.jsonl", lines(grown(log))
        if proved := lines({**one.fields, "proof": proof(log, one)} for one in log.entries):
            yield f"{name}.jsonl", proved
    if parts.personal:
        yield "personal.jsonl", lines(parts.personal)
    if parts.skeleton is not None:
        yield "skeleton.jsonl", lines(parts.skeleton)
    if parts.samples:
        yield "samples.json", pretty(parts.samples)
    yield from sorted(parts.free.items())


def proof(log: Log, entry: Told) -> list[str]:
    """That the entry is in the log."""
    return hashes(merkle.inclusion(log.tree, entry.number - 1, log.size))


def grown(log: Log) -> Iterator[Json]:
    """That the newest checkpoint continues each earlier one."""
    for size in sorted(log.notes)[:-1]:
        yield {
            "from": size,
            "to": log.size,
            "proof": hashes(merkle.consistency(log.tree, size, log.size)),
        }


def hashes(path: Iterable[bytes]) -> list[str]:
    """As they are told."""
    return [b64encode(one).decode() for one in path]


def lines(told: Iterable[object]) -> bytes:
    """JSON, one a line."""
    return "".join(f"{plain(one)}\n" for one in told).encode()


def plain(one: object) -> str:
    """JSON without blanks."""
    return json.dumps(one, ensure_ascii=False, separators=(",", ":"))


def pretty(one: object) -> bytes:
    """JSON for people."""
    return f"{json.dumps(one, ensure_ascii=False, indent=1)}\n".encode()


def put(packed: ZipFile, name: str, data: bytes) -> str:
    """A file into the bundle; its hash."""
    told = ZipInfo(name, EPOCH)
    told.compress_type, told.external_attr = ZIP_DEFLATED, 0o644 << 16
    packed.writestr(told, data, compresslevel=6)
    return sha256(data).hexdigest()
