"""The stand-alone verifier, copied alone into a folder with bundles, agrees in every trial.

Each way to change a bundle, drawn over everything that can be changed in that way: what the program
itself says of a bundle is what a stranger's copy says, to the word, without our code and a network.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relief.audit.verify_bundle import SAID, Wrong, verify
from tests.audit.alone import BROKE_OUT, Alone
from tests.audit.changing import Files, closed, lines_moved, lines_otherwise, opened, resealed
from tests.audit.making import FACTS, LOGS, Entry, fact, keys, log, note, pack, parts, row
from tests.audit.test_verify_bundle import PROVED, untold

TRIALS = 24
"""So many of each kind, spread over all there are."""
Kind = Callable[[Path, Files], Iterator[Path]]
KINDS: dict[str, Kind] = {}


def kind(made: Kind) -> Kind:
    """A way to change a bundle, after which it must not hold."""
    KINDS[made.__name__.replace("_", " ")] = made
    return made


def laid(folder: Path, number: int) -> Path:
    """Where a changed bundle lies."""
    return folder / f"{number}.zip"


@kind
def a_byte(folder: Path, files: Files) -> Iterator[Path]:
    """Of any file, by whoever has no key."""
    for number, (name, data) in enumerate(sorted(files.items())):
        at = number * 7 % len(data)
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        yield closed(laid(folder, number), {**files, name: changed})


@kind
def a_bit_of_the_file(folder: Path, files: Files) -> Iterator[Path]:
    """Of the ZIP file as it lies there, within what is packed."""
    whole = pack(folder / "whole.zip").read_bytes()
    with zipfile.ZipFile(folder / "whole.zip") as packed:
        infos = packed.infolist()
    for number, one in enumerate(infos):
        start = one.header_offset + 30 + len(one.filename) + len(one.extra)
        at = start + number * 7 % max(1, one.compress_size // 2)
        path = laid(folder, number)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        yield path


@kind
def a_file_gone(folder: Path, files: Files) -> Iterator[Path]:
    """Out of the bundle, its line in the manifest kept."""
    for number, name in enumerate(sorted(files)):
        less = {one: data for one, data in files.items() if one != name}
        yield closed(laid(folder, number), less)


@kind
def a_file_more(folder: Path, files: Files) -> Iterator[Path]:
    """Beside the others, in the manifest or not."""
    for number, seal in enumerate((closed, resealed)):
        yield seal(laid(folder, number), {**files, "further.txt": b"further"})


@kind
def a_field(folder: Path, files: Files) -> Iterator[Path]:
    """Of an entry of any log or of the list of everything, by whoever can sign the manifest anew."""
    number = 0
    for name in PROVED:
        for line, data in lines_otherwise(files[name]):
            if not untold(name, line, data):
                number += 1
                yield resealed(laid(folder, number), {**files, name: data})


@kind
def an_entry_moved(folder: Path, files: Files) -> Iterator[Path]:
    """Left out, told twice or in another place."""
    number = 0
    for name in ("facts.jsonl", "skeleton.jsonl"):
        for _, data in lines_moved(files[name]):
            number += 1
            yield resealed(laid(folder, number), {**files, name: data})


@kind
def a_checkpoint(folder: Path, files: Files) -> Iterator[Path]:
    """Another size, root or signature; or it is gone."""
    number = 0
    for name in (one for one in sorted(files) if one.startswith("checkpoints/")):
        lines = files[name].split(b"\n")
        for n, line in enumerate(lines[:5]):
            number += 1
            told = b"\n".join((*lines[:n], line + b"x", *lines[n + 1 :]))
            yield resealed(laid(folder, number), {**files, name: told})
        less = {one: data for one, data in files.items() if one != name}
        yield resealed(laid(folder, number + 1_000), less)


@kind
def a_proof_of_growth(folder: Path, files: Files) -> Iterator[Path]:
    """A hash of it, or a size."""
    number = 0
    for name in (one for one in sorted(files) if one.startswith("consistency/")):
        for _, data in lines_otherwise(files[name]):
            number += 1
            yield resealed(laid(folder, number), {**files, name: data})


@kind
def a_key(folder: Path, files: Files) -> Iterator[Path]:
    """A sign of one."""
    told = files["keys.txt"]
    for number in range(TRIALS):
        at = number * 37 % (len(told) - 1)
        if told[at : at + 1] != b"\n":
            changed = told[:at] + (b"A" if told[at : at + 1] != b"A" else b"B") + told[at + 1 :]
            yield resealed(laid(folder, number), {**files, "keys.txt": changed})


@kind
def a_clear_value(folder: Path, files: Files) -> Iterator[Path]:
    """Where no box is."""
    told = json.loads(files["personal.jsonl"])
    for number, path in enumerate(("members.1.name", "members", "name", "", "members.-1.name")):
        data = json.dumps({**told, "path": path}).encode() + b"\n"
        yield resealed(laid(folder, number), {**files, "personal.jsonl": data})


@kind
def a_letter(folder: Path, files: Files) -> Iterator[Path]:
    """Nobody served it."""
    name = next(one for one in files if one.startswith("documents/"))
    yield resealed(laid(folder, 0), {**files, name: b"another letter"})


@kind
def a_scope(folder: Path, files: Files) -> Iterator[Path]:
    """Another case is said to be told, or a township of which something is left out."""
    township = {"township": "540102", "period": "2026-01-01/2026-12-31", "after": 0, "upto": 9}
    for number, scope in enumerate(({"case": "540102003-20260214-AAAAAA"}, township)):
        yield pack(laid(folder, number), parts(scope=scope))


@kind
def a_history(folder: Path, files: Files) -> Iterator[Path]:
    """Rewritten, cut or grown in the middle; leaves, roots and signatures made anew by a stolen key."""
    other = fact(4, FACTS[3].told["stream"], 2, "received-by-county/1", course="urgent")
    rewritten = ((*FACTS[:3], other, *FACTS[4:]), FACTS[:-1])
    for number, entries in enumerate(rewritten):
        yield anew(laid(folder, number), "facts", entries)
    for number, entries in enumerate((LOGS["access"][:-1], LOGS["access"][::-1])):
        yield anew(laid(folder, 10 + number), "access", entries)
    forged = row(10, "retired", "m2", "m2", seal="cd" * 32)
    yield anew(laid(folder, 20), "rows", (*LOGS["rows"][:-1], forged))


def anew(path: Path, name: str, entries: tuple[Entry, ...]) -> Path:
    """A bundle over another log, signed by the office's own key."""
    made = parts()
    told = {"facts": (2, 3, 4, 5, 8), "access": (1,)}.get(name, (3, 4, 5, 6, 8))
    logs = {**made.logs, name: log(name, entries, told)}
    skeleton = [[*one.leaf[1:]] for one in (entries if name == "facts" else FACTS)]
    return pack(path, replace(made, logs=logs, skeleton=skeleton))


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    """The file as a stranger has it."""
    return Alone(tmp_path)


@pytest.fixture
def held(alone: Alone) -> list[tuple[str, bytes]]:
    """The notes and where they lie, as somebody kept them who saw the true history."""
    found = []
    for name, entries in LOGS.items():
        path = alone.folder / f"{name}.note"
        path.write_bytes(note(name, entries, len(entries)))
        found.append((path.name, path.read_bytes()))
    return found


def spread(every: list[Path]) -> list[Path]:
    """As many as there are trials, from the first to the last."""
    step = max(1, len(every) // TRIALS)
    return every[::step]


OWN_KEYS = frozenset({"a key"})
"""Kinds of which keys from elsewhere would notice nothing: they count alone."""


def expected(path: Path, trusted: str | None, kept: list[tuple[str, bytes]]) -> tuple[int, str]:
    """How the program itself ends with a bundle, and what it says first."""
    try:
        verify(path, trusted, kept)
    except Wrong as wrong:
        what = SAID[wrong.what].format(**wrong.slots)
        return 4, SAID["wrong"].format(where=wrong.where, what=what)
    return 0, ""


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_strangers_copy_finds_every_kind(
    name: str, alone: Alone, held: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    """Exit 4 and the same place in the same words; the true bundle between them is taken each time."""
    files = opened(pack(tmp_path / "true.zip"))
    changed = spread([*KINDS[name](alone.folder, files)])
    true = pack(alone.folder / "true.zip")
    (alone.folder / "keys").write_text(keys(), encoding="utf-8")
    trusted = None if name in OWN_KEYS else keys()
    words = [word for called, _ in held for word in ("--note", called)]
    words += ["--keys", "keys"] if trusted else []
    found = alone.run([[one.name, *words] for one in (*changed, true)])
    assert found[-1][0] == 0 and found[-1][1].startswith("✓"), found[-1]
    for path, (code, said) in zip(changed, found, strict=False):
        assert (code, said.splitlines()[0]) == expected(path, trusted, held), (path, code, said)
        assert code == 4, (path, said)


def test_the_copy_is_watched(alone: Alone) -> None:
    """A verifier that wrote, asked the network or took something of ours would be seen."""
    tried = {
        "import relief": "ModuleNotFoundError",
        "import sqlalchemy": "ModuleNotFoundError",
        "open('x', 'w')": str(BROKE_OUT),
        "import socket; socket.create_connection(('127.0.0.1', 9))": str(BROKE_OUT),
    }
    for code, ending in tried.items():
        (alone.folder / "verify_bundle.py").write_text(code, encoding="utf-8")
        with pytest.raises(AssertionError) as told:
            alone.run([[]])
        assert ending in str(told.value), (code, told.value)


def test_it_is_read_in_an_hour() -> None:
    """One file of fewer than 800 lines, none of them longer than a screen is wide."""
    lines = Path(verify.__code__.co_filename).read_text(encoding="utf-8").splitlines()
    assert len(lines) < 800 and max(map(len, lines)) <= 110
