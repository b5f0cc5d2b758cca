"""Bundles changed in one place, by whoever has no key, and by whoever can sign the manifest anew."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.audit.making import ID, signed

Files = dict[str, bytes]


def opened(path: Path) -> Files:
    """The files of a bundle."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def closed(path: Path, files: Mapping[str, bytes]) -> Path:
    """Files as they are, whatever the manifest says."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def resealed(path: Path, files: Mapping[str, bytes]) -> Path:
    """Files with a manifest that names them, signed by the office's own key."""
    manifest = json.loads(files["manifest.json"])
    kept = {name: data for name, data in files.items() if not name.startswith("manifest")}
    manifest["files"] = {name: sha256(data).hexdigest() for name, data in kept.items()}
    told = json.dumps(manifest).encode()
    note = signed(f"{ID}/bundle\n{sha256(told).hexdigest()}\n")
    return closed(path, {**kept, "manifest.json": told, "manifest.note": note})


def otherwise(value: Any) -> Iterator[Any]:
    """Every value that differs from this one in one place."""
    match value:
        case dict():
            yield {**value, "further": 1}
            for name, inner in value.items():
                yield {key: one for key, one in value.items() if key != name}
                for other in otherwise(inner):
                    yield {**value, name: other}
        case list():
            yield [*value, *value[-1:]] if value else ["further"]
            for n, inner in enumerate(value):
                yield value[:n] + value[n + 1 :]
                for other in otherwise(inner):
                    yield [*value[:n], other, *value[n + 1 :]]
        case str():
            yield from {f"{value}x", value[:-1] + ("0" if value[-1:] != "0" else "1"), 7}
            yield None
        case int():
            yield from (value + 1, value - 1, str(value), float(value) + 0.5, True)
        case _:
            yield "other"


def lines_otherwise(data: bytes) -> Iterator[tuple[int, bytes]]:
    """A file of JSON lines with one line changed in one place; the line's number, from 1."""
    lines = data.splitlines(keepends=True)
    for n, line in enumerate(lines):
        for other in otherwise(json.loads(line)):
            told = json.dumps(other, ensure_ascii=False).encode() + b"\n"
            yield n + 1, b"".join((*lines[:n], told, *lines[n + 1 :]))


def lines_moved(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The same with a line left out, told twice, or put before the one above."""
    lines = data.splitlines(keepends=True)
    for n, line in enumerate(lines):
        yield n + 1, b"".join(lines[:n] + lines[n + 1 :])
        yield n + 1, b"".join((*lines[:n], line, *lines[n:]))
        if n:
            yield n + 1, b"".join((*lines[: n - 1], line, lines[n - 1], *lines[n + 1 :]))
