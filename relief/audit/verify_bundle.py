#!/usr/bin/env python3
"""Whether a bundle of relief proves itself. One file, alone: Python 3.11 and ``cryptography``.

    python3 verify_bundle.py BUNDLE.zip [--keys FILE] [--note FILE ...]

It ends with 0 only where everything holds; with 4 it says what is wrong first, and where; 2: wrong
words. What is hashed how stands in docs/proof.md. ``--keys``: verifier keys you got from elsewhere,
one a line; then no others count. ``--note``: a checkpoint you or a witness kept; the bundle must
continue it. No network, nothing is written, and nothing of the bundle is run.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "relief-bundle/1"
LOGS = ("facts", "rows", "access", "sign-in")
ED25519, COSIGNATURE = 1, 4
HEX = re.compile(r"[0-9a-f]{64}")
ORIGIN = re.compile(r"relief/([0-9a-f]{16}(?:-[1-9][0-9]*)?)/([a-z-]+)")
ONE_LOG = f"(?:{'|'.join(LOGS)})"
KNOWN = re.compile(
    rf"keys\.txt|checkpoints/{ONE_LOG}/[1-9][0-9]*(?:\.tsr)?|consistency/{ONE_LOG}\.jsonl"
    rf"|(?:{ONE_LOG}|personal|skeleton)\.jsonl|samples\.json"
)
FREE = ("law/", "documents/", "calendar.json", "dictionary.json")
"""Files that are held to the signed manifest; of documents the facts know the hashes besides."""

Json = dict[str, Any]


class Wrong(Exception):
    """Something does not hold: where, and what (a key of ``SAID``)."""

    def __init__(self, where: str, what: str, **slots: object) -> None:
        super().__init__(where, what, slots)
        self.where, self.what, self.slots = where, what, slots


# Hashing: RFC 9162, 2.1 -----------------------------------------------------------------------


def leaf_hash(leaf: bytes) -> bytes:
    """Of a leaf."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Of a node, by what lies under it."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Of a whole tree, by the hashes of its leaves in order."""
    stack: list[tuple[int, bytes]] = []
    for one in leaves:
        level = 0
        while stack and stack[-1][0] == level:
            level, one = level + 1, node_hash(stack.pop()[1], one)
        stack.append((level, one))
    if not stack:
        return hashlib.sha256().digest()
    root = stack.pop()[1]
    while stack:
        root = node_hash(stack.pop()[1], root)
    return root


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a leaf's hash lies at an index (from 0) under a root: 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, found = index, size - 1, leaf
    for one in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = node_hash(one, found)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, one)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and found == root


def continues(old: int, old_root: bytes, new: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a tree is an earlier one with leaves put behind: 2.1.4.2."""
    if old == new:
        return not proof and old_root == root
    if not 0 < old < new:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else [*proof]
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    before = after = path[0]
    for one in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            before, after = node_hash(one, before), node_hash(one, after)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            after = node_hash(after, one)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and before == old_root and after == root


# Signed notes and keys: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature ----------------

Keys = dict[tuple[str, bytes], tuple[int, bytes]]
"""Type and public key, by name and key id."""


def unbase64(text: object, where: str, size: int | None = None) -> bytes:
    """The bytes; told in exactly one way."""
    try:
        found = base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise Wrong(where, "base64") from None
    if base64.b64encode(found).decode() != text or (size is not None and len(found) != size):
        raise Wrong(where, "base64")
    return found


def read_keys(text: str, where: str) -> Keys:
    """Verifier keys, one a line; those of unknown types do no harm."""
    found: Keys = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, rest = line.partition("+")
        id, _, told = rest.partition("+")
        key = unbase64(told, f"{where}:{number}")
        known = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        if not key or id != known.hex() or (key[0] in (ED25519, COSIGNATURE) and len(key) != 33):
            raise Wrong(f"{where}:{number}", "key")
        found[name, known] = (key[0], key[1:])
    return found


@dataclass(frozen=True)
class Note:
    """A checkpoint: what it says, and who signed it."""

    origin: str
    size: int
    root: bytes
    signers: int
    witnesses: int


def signed(raw: bytes, keys: Keys, where: str) -> tuple[str, int, int]:
    """The text of a note, how many keys of its origin signed it, how many witnesses.

    Whatever a known key signed must hold, and one key of the origin's at least must have signed.
    """
    text, gap, told = raw.decode("utf-8", "replace").rpartition("\n\n")
    text += "\n"
    if not gap or not told.endswith("\n") or (text + "\n" + told).encode() != raw:
        raise Wrong(where, "note")
    origin, counts = text.partition("\n")[0], {ED25519: 0, COSIGNATURE: 0}
    for line in told.splitlines():
        match = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
        if match is None:
            raise Wrong(where, "note")
        name, blob = match[1], unbase64(match[2], where)
        kind, key = keys.get((name, blob[:4]), (0, b""))
        if kind == ED25519 and name == origin:
            held(key, blob[4:], text.encode(), where)
        elif kind == COSIGNATURE and len(blob) == 76:
            at = int.from_bytes(blob[4:12])
            held(key, blob[12:], f"cosignature/v1\ntime {at}\n{text}".encode(), where)
        elif kind in counts:
            raise Wrong(where, "signature")
        else:
            continue
        counts[kind] += 1
    if not counts[ED25519]:
        raise Wrong(where, "unsigned")
    return text, counts[ED25519], counts[COSIGNATURE]


def held(key: bytes, signature: bytes, message: bytes, where: str) -> None:
    """Nothing, where a signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Wrong(where, "signature") from None


def checkpoint(raw: bytes, where: str) -> tuple[str, int, bytes]:
    """What a checkpoint says: origin, size, root; its signatures are not looked at."""
    lines = raw.decode("utf-8", "replace").split("\n")
    if len(lines) < 4 or lines[3] or not re.fullmatch("[1-9][0-9]{0,17}", lines[1]):
        raise Wrong(where, "note")
    return lines[0], int(lines[1]), unbase64(lines[2], where, 32)


def read_note(raw: bytes, keys: Keys, where: str) -> Note:
    """A checkpoint with signatures that hold."""
    origin, size, root = checkpoint(raw, where)
    _, signers, witnesses = signed(raw, keys, where)
    return Note(origin, size, root, signers, witnesses)


# Reading ---------------------------------------------------------------------------------------


def _pairs(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _never(told: str) -> NoReturn:
    raise ValueError(told)


def parsed(raw: bytes | str, where: str) -> Any:
    """JSON without a name told twice and without numbers that are none."""
    try:
        return json.loads(raw, object_pairs_hook=_pairs, parse_constant=_never)
    except (ValueError, RecursionError):
        raise Wrong(where, "json") from None


def shaped(value: Any, shape: Mapping[str, type], where: str, may: Sequence[str] = ()) -> Json:
    """An object with exactly these fields of these types; those of ``may`` may be absent."""
    if not isinstance(value, dict) or not set(value) <= set(shape):
        raise Wrong(where, "shape")
    for name, kind in shape.items():
        if name in value and type(value[name]) is not kind:
            raise Wrong(where, "field", field=name)
        if name not in value and name not in may:
            raise Wrong(where, "field", field=name)
    return value


class Bundle:
    """The files, each held to the manifest's hash when it is read."""

    def __init__(self, path: Path) -> None:
        self.at = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile):
            raise Wrong(path.name, "zip") from None
        names = [one.filename for one in self._zip.infolist()]
        if len(set(names)) != len(names):
            raise Wrong(path.name, "twice")
        self.sealed = self.raw("manifest.json")
        shape = {"format": str, "made_at": str, "scope": dict, "logs": dict, "files": dict}
        self.manifest = shaped(parsed(self.sealed, "manifest.json"), shape, "manifest.json")
        if self.manifest["format"] != FORMAT:
            raise Wrong("manifest.json", "format")
        self.files: Mapping[str, str] = self.manifest["files"]
        for name in sorted({*names} ^ {*self.files, "manifest.json", "manifest.note"}):
            raise Wrong(name, "unlisted" if name in names else "missing")

    def check_names(self) -> None:
        """Every file is one that is known, and is as the manifest has it."""
        for name in sorted(self.files):
            if not name.startswith(FREE) and not KNOWN.fullmatch(name):
                raise Wrong(name, "strange")
            self.read(name)

    def raw(self, name: str) -> bytes:
        """The bytes of a file, whatever the manifest says of it."""
        self.at = name
        try:
            return self._zip.read(name)
        except KeyError:
            raise Wrong(name, "missing") from None
        except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
            raise Wrong(name, "zip") from None

    def read(self, name: str) -> bytes:
        """The bytes of a file, as the manifest has them."""
        found = self.raw(name)
        if hashlib.sha256(found).hexdigest() != self.files.get(name):
            raise Wrong(name, "hash")
        return found

    def lines(self, name: str) -> Iterator[tuple[str, Any]]:
        """Each line of a file as JSON, and where it stands; nothing where there is no such file."""
        if name in self.files:
            *lines, end = self.read(name).split(b"\n")
            if end:
                raise Wrong(name, "cut")
            for number, line in enumerate(lines, start=1):
                self.at = f"{name}:{number}"
                yield self.at, parsed(line, self.at)


# Checking --------------------------------------------------------------------------------------


@dataclass
class Proved:
    """What was seen to hold."""

    notes: dict[str, dict[int, Note]] = field(default_factory=dict)
    facts: dict[int, Json] = field(default_factory=dict)
    bodies: dict[int, Json] = field(default_factory=dict)
    rows: int = 0
    looks: int = 0
    personal: int = 0
    drawn: int = 0
    stamps: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    def newest(self, log: str) -> Note:
        """The checkpoint every proof of a log leads to."""
        return self.notes[log][max(self.notes[log])]


def check_notes(bundle: Bundle, keys: Keys, proved: Proved) -> None:
    """Every checkpoint is signed, is the log's, and is continued by the newest."""
    logs = bundle.manifest["logs"]
    for log, told in logs.items():
        shaped(told, {"origin": str, "size": int}, "manifest.json")
        match = ORIGIN.fullmatch(told["origin"])
        if log not in LOGS or match is None or match[2] != log:
            raise Wrong("manifest.json", "origin", log=log)
        proved.notes[log] = {}
    for name in bundle.files:
        if name.startswith("checkpoints/") and not name.endswith(".tsr"):
            _, log, size = name.split("/")
            note = read_note(bundle.read(name), keys, name)
            if log not in logs or note.origin != logs[log]["origin"] or str(note.size) != size:
                raise Wrong(name, "misnamed")
            proved.notes[log][note.size] = note
    check_stamps(bundle, proved)
    for log, notes in proved.notes.items():
        if max(notes, default=0) != logs[log]["size"]:
            raise Wrong(f"checkpoints/{log}", "newest")
        name, newest, earlier = f"consistency/{log}.jsonl", proved.newest(log), {*notes}
        for where, line in bundle.lines(name):
            shaped(line, {"from": int, "to": int, "proof": list}, where)
            old = notes.get(line["from"])
            if old is None or line["to"] != newest.size or old.size not in earlier - {newest.size}:
                raise Wrong(where, "sizes")
            earlier.remove(old.size)
            if not continues(old.size, old.root, newest.size, newest.root, path(line, where)):
                raise Wrong(where, "rewritten", old=old.size, new=newest.size)
        if earlier != {newest.size} and notes:
            raise Wrong(name, "unproved", old=min(earlier))


def check_stamps(bundle: Bundle, proved: Proved) -> None:
    """Every time stamp is over the note it lies beside, as the office signed it: RFC 3161.

    Who stamped is not asked here.
    """
    for name in (one for one in bundle.files if one.endswith(".tsr")):
        _, log, size = name.removesuffix(".tsr").split("/")
        if int(size) not in proved.notes.get(log, {}):
            raise Wrong(name, "misnamed")
        text, _, lines = bundle.read(name.removesuffix(".tsr")).decode().rpartition("\n\n")
        own = [one for one in lines.splitlines(True) if one.split(" ")[1] == text.split("\n")[0]]
        try:
            imprint, at = stamped(bundle.read(name))
        except (ValueError, IndexError, StopIteration):
            raise Wrong(name, "stamp") from None
        if imprint != hashlib.sha256(f"{text}\n\n{''.join(own)}".encode()).digest():
            raise Wrong(name, "stamp")
        proved.stamps[log] = max(at, proved.stamps.get(log, ""))


def values(der: bytes) -> Iterator[tuple[int, bytes]]:
    """The values of DER that stand one after the other."""
    at = 0
    while at < len(der):
        tag, size, at = der[at], der[at + 1], at + 2
        if size & 0x80:
            at, size = at + (size & 0x7F), int.from_bytes(der[at : at + (size & 0x7F)])
        if at + size > len(der):
            raise ValueError("cut")
        yield tag, der[at : at + size]
        at += size


def stamped(answer: bytes) -> tuple[bytes, str]:
    """What the token of an answer stamps, and its time."""
    ((_, whole),) = values(answer)
    _, (_, token) = values(whole)
    _, (_, explicit) = values(token)
    ((_, signed_data),) = values(explicit)
    _, (_, wrapped) = values([*values(signed_data)][2][1])
    ((_, octets),) = values(wrapped)
    ((_, info),) = values(octets)
    fields = [*values(info)]
    algorithm, (_, imprint) = values(fields[2][1])
    if next(values(algorithm[1])) != (6, bytes.fromhex("608648016503040201")):
        raise ValueError("not SHA-256")
    return imprint, next(told.decode("ascii") for tag, told in fields if tag == 0x18)


def path(line: Json, where: str) -> list[bytes]:
    """The hashes of a proof."""
    return [unbase64(one, where, 32) for one in line["proof"]]


def check_entries(
    bundle: Bundle, log: str, shape: Mapping[str, type], proved: Proved
) -> Iterator[tuple[str, Json]]:
    """Each entry of a log that is told, once its proof holds; where it stands."""
    last, number = 0, next(iter(shape))
    for where, line in bundle.lines(f"{log}.jsonl"):
        shaped(line, shape, where, ("body", "body_sha256", "values"))
        if log not in proved.notes or line[number] <= last:
            raise Wrong(where, "order")
        last, newest = line[number], proved.newest(log)
        leaf = leaf_hash(leaf_of(log, line, where))
        if not included(last - 1, newest.size, leaf, path(line, where), newest.root):
            raise Wrong(where, "not-in-log", number=last)
        yield where, line


def leaf_of(log: str, line: Json, where: str) -> bytes:
    """The text of an entry's leaf."""
    if log == "rows":
        told = [line[name] for name in ("number", "kind", "key", "digest", "seal")]
    else:
        told = [line[n] for n in ("position", "stream", "version", "name", "number") if n in line]
        body, digest = line.get("body"), line.get("body_sha256")
        if (body is None) == (digest is None) or not HEX.fullmatch(digest or "0" * 64):
            raise Wrong(where, "field", field="body")
        told.append(digest or hashlib.sha256(str(body).encode()).hexdigest())
    if any("\n" in str(one) for one in told):
        raise Wrong(where, "shape")
    return "".join(f"{one}\n" for one in (f"relief-leaf/1 {log}", *told)).encode()


FACT = {"position": int, "stream": str, "version": int, "name": str, "body": str}
FACT |= {"body_sha256": str, "proof": list}
ROW = {"number": int, "kind": str, "key": str, "digest": str, "seal": str, "values": list}
ROW |= {"proof": list}
LOOK = {"number": int, "body": str, "proof": list}


def check_facts(bundle: Bundle, proved: Proved) -> None:
    """Every fact is in the log; every draw of a spot check follows from its seed."""
    for where, line in check_entries(bundle, "facts", FACT, proved):
        proved.facts[line["position"]] = line
        if "body" not in line:
            continue
        body = parsed(line["body"], where)
        if not isinstance(body, dict):
            raise Wrong(where, "field", field="body")
        proved.bodies[line["position"]] = body
        if line["name"].startswith("case-counted-for-spot-check/"):
            fact = body.get("fact", {})
            seeded = f"{fact.get('seed')}|{fact.get('case')}".encode()
            if int.from_bytes(hashlib.sha256(seeded).digest()[:8]) % 10_000 != fact.get("draw"):
                raise Wrong(where, "draw")


NAMED: Mapping[str, tuple[int, str]] = {
    "save": (6, "{1}"),
    "person": (4, "{1}"),
    "claim": (7, "{5} {6}"),
    "retired": (2, "{1}"),
    "began": (2, "{1}"),
}
"""Of each kind of row: how many values its digest goes over, and its key in terms of them."""


def check_rows(bundle: Bundle, proved: Proved) -> None:
    """Every row is in its log; every fact belongs to one save, which is there with all its facts."""
    saved: dict[int, str] = {}
    for where, line in check_entries(bundle, "rows", ROW, proved):
        proved.rows += 1
        values = line.get("values")
        if values is None:
            continue
        if any(not isinstance(one, str) or "\n" in one for one in values):
            raise Wrong(where, "field", field="values")
        if hashlib.sha256("\n".join(values).encode()).hexdigest() != line["digest"]:
            raise Wrong(where, "digest")
        size, key = NAMED.get(line["kind"], (len(values), ""))
        named = len(values) == size and values[0] == line["kind"]
        if not named or (key and key.format(*values) != line["key"]):
            raise Wrong(where, "row-names")
        if line["kind"] == "save" and values[3] != "0":
            for position in range(int(values[3]), int(values[4]) + 1):
                if position not in proved.facts:
                    raise Wrong(where, "save-cut", position=position)
                if position in saved:
                    raise Wrong(where, "saved-twice", position=position, other=saved[position])
                saved[position] = where
    for position in proved.facts:
        if position not in saved:
            raise Wrong("rows.jsonl", "unsaved", position=position)


def check_looks(bundle: Bundle, proved: Proved) -> None:
    """Every look and every sign-in that is told is in its log."""
    for log in ("access", "sign-in"):
        for where, line in check_entries(bundle, log, LOOK, proved):
            parsed(line["body"], where)
            proved.looks += 1


def check_scope(bundle: Bundle, proved: Proved) -> None:
    """The cases asked for are there from their first fact on, without a gap."""
    scope, where = bundle.manifest["scope"], "manifest.json"
    if "case" in scope:
        start = "case-" + shaped(scope, {"case": str}, where)["case"]
    else:
        shape = {"township": str, "period": str, "after": int, "upto": int}
        start = "case-" + shaped(scope, shape, where)["township"]
    streams: dict[str, list[Json]] = {}
    shown = {line["stream"] for line in proved.facts.values() if "body" in line}
    for position, line in sorted(proved.facts.items()):
        stream, told = line["stream"], streams.setdefault(line["stream"], [])
        if stream in shown and stream.startswith(start) and line["version"] != len(told) + 1:
            raise Wrong("facts.jsonl", "gap", position=position, stream=stream)
        told.append(line)
    if "case" in scope and start not in streams:
        raise Wrong("facts.jsonl", "no-case", stream=start)
    if "skeleton.jsonl" in bundle.files:
        check_whole(bundle, proved, start, streams)
    elif "samples.json" in bundle.files:
        raise Wrong("samples.json", "no-skeleton")


def check_whole(
    bundle: Bundle, proved: Proved, start: str, streams: Mapping[str, Sequence[Json]]
) -> None:
    """The list of everything has the root of the log; nothing of what was asked for is left out."""
    shape, log, newest = (str, int, str, str), [], proved.newest("facts")
    for where, line in bundle.lines("skeleton.jsonl"):
        if not isinstance(line, list) or tuple(map(type, line)) != shape:
            raise Wrong(where, "shape")
        log.append(tuple(line))
    told = (
        "\n".join(("relief-leaf/1 facts", str(n), *map(str, one), ""))
        for n, one in enumerate(log, 1)
    )
    if len(log) != newest.size or root_of(leaf_hash(one.encode()) for one in told) != newest.root:
        raise Wrong("skeleton.jsonl", "not-the-log")
    scope = bundle.manifest["scope"]
    after, upto = scope.get("after", 0), scope.get("upto", len(log))
    begun = {s for n, (s, v, *_) in enumerate(log, 1) if v == 1 and after < n <= upto}
    wanted = {start} if "case" in scope else {one for one in begun if one.startswith(start)}
    counts = dict.fromkeys(wanted, 0)
    for stream, *_ in log:
        if stream in counts:
            counts[stream] += 1
    for stream, count in counts.items():
        if len(streams.get(stream, ())) != count:
            raise Wrong("facts.jsonl", "left-out", stream=stream)
    proved.whole = True
    check_samples(bundle, proved, log)


def check_samples(bundle: Bundle, proved: Proved, log: Sequence[tuple[Any, ...]]) -> None:
    """Each sample is what comes of drawing it again."""
    if "samples.json" not in bundle.files:
        return
    shape = {"fact": str, "prefix": str, "after": int, "upto": int, "checkpoint": int}
    shape |= {"value": str, "source": str, "count": int, "population": int, "drawn": list}
    for number, one in enumerate(parsed(bundle.read("samples.json"), "samples.json"), start=1):
        where = f"samples.json:{number}"
        note = proved.notes["facts"].get(shaped(one, shape, where)["checkpoint"])
        if note is None or not one["after"] < one["upto"] < note.size:
            raise Wrong(where, "not-later")
        if any(one["upto"] < size < note.size for size in proved.notes["facts"]):
            raise Wrong(where, "not-first")
        begun = {
            stream
            for stream, _, name, _ in log[one["after"] : one["upto"]]
            if name.partition("/")[0] == one["fact"] and stream.startswith(one["prefix"])
        }
        if len(begun) != one["population"] or drawn(begun, note, one) != one["drawn"]:
            raise Wrong(where, "drawn-otherwise")
        proved.drawn += 1


def drawn(population: Iterable[str], note: Note, sample: Json) -> list[str]:
    """The streams with the lowest tickets: who draws more later draws the same ones first."""
    told = ("relief-sample/1", note.origin, note.size, base64.b64encode(note.root).decode())
    seed = hashlib.sha256("".join(f"{one}\n" for one in (*told, sample["value"])).encode())

    def ticket(stream: str) -> bytes:
        return hashlib.sha256(f"{seed.hexdigest()}\n{stream}\n".encode()).digest()

    return sorted(population, key=ticket)[: sample["count"]]


def check_free(bundle: Bundle, proved: Proved) -> None:
    """Clear values stand where a box stands; letters are those a fact names; nothing else is there."""
    for where, line in bundle.lines("personal.jsonl"):
        shaped(line, {"position": int, "path": str, "text": str}, where)
        found: Any = proved.bodies.get(line["position"], {}).get("fact")
        for step in line["path"].split("."):
            index = int(step) if step.isdecimal() and isinstance(found, list) else step
            try:
                found = found[index]
            except (LookupError, TypeError):
                raise Wrong(where, "no-box") from None
        if not isinstance(found, dict) or set(found) != {"about", "box"}:
            raise Wrong(where, "no-box")
        proved.personal += 1
    served = {body.get("fact", {}).get("sha256") for body in proved.bodies.values()}
    for name, digest in bundle.files.items():
        if name.startswith("documents/") and digest not in served:
            raise Wrong(name, "not-served")


def check_manifest(bundle: Bundle, keys: Keys) -> None:
    """The manifest is signed by a key of the installation whose logs it tells of."""
    text, _, _ = signed(bundle.raw("manifest.note"), keys, "manifest.note")
    ids = {str(one.get("origin")).rpartition("/")[0] for one in bundle.manifest["logs"].values()}
    digest = hashlib.sha256(bundle.sealed).hexdigest()
    if len(ids) != 1 or text != f"{ids.pop()}/bundle\n{digest}\n":
        raise Wrong("manifest.note", "manifest")


def verify(
    path: Path, trusted: str | None = None, kept: Sequence[tuple[str, bytes]] = ()
) -> Proved:
    """Everything, in order. Raises ``Wrong`` at the first thing that does not hold.

    ``trusted``: keys from elsewhere; ``kept``: checkpoints from elsewhere, with what they are called.
    """
    bundle, proved = Bundle(path), Proved()
    try:
        check(bundle, proved, trusted, kept)
    except (ValueError, TypeError, LookupError, AttributeError):
        raise Wrong(bundle.at, "shape") from None
    return proved


def check(
    bundle: Bundle, proved: Proved, trusted: str | None, kept: Sequence[tuple[str, bytes]]
) -> None:
    """The same. Raises besides what nobody's bundle of the right shape makes it raise."""
    bundle.check_names()
    own = bundle.read("keys.txt").decode("utf-8", "replace")
    keys = read_keys(own, "keys.txt")
    if trusted is not None:
        keys = read_keys(trusted, "--keys")
    check_manifest(bundle, keys)
    check_notes(bundle, keys, proved)
    for where, raw in kept:
        origin, size, root = checkpoint(raw, where)
        log = origin.rpartition("/")[2]
        note = proved.notes.get(log, {}).get(size)
        if note is None:
            raise Wrong(where, "not-continued", size=size)
        if note.origin != origin or note.root != root:
            raise Wrong(where, "another-history", size=size)
    check_facts(bundle, proved)
    check_rows(bundle, proved)
    check_looks(bundle, proved)
    check_scope(bundle, proved)
    check_free(bundle, proved)


# Telling ---------------------------------------------------------------------------------------

SAID = {
    "about": "核对证据包：全部成立时返回0，否则说明第一处不成立的在哪里（返回4）",
    "another-history": "与您保存的检查点不是同一部历史：条数{size}相同，根不同",
    "base64": "不是规范的Base64",
    "cut": "最后一行不完整",
    "digest": "摘要与所列的值不符",
    "draw": "抽签号不是由其随机种子算出的",
    "drawn-otherwise": "重新抽取的结果与所载不同",
    "field": "“{field}”缺少、多出或者类型不对",
    "format": "不是本程序认识的证据包格式",
    "gap": "“{stream}”的事实不连续，断在位置{position}",
    "hash": "内容与清单所载的SHA-256不符",
    "json": "不是规范的JSON",
    "key": "不是验证公钥，或者编号不符",
    "left-out": "“{stream}”的事实没有全部列出",
    "manifest": "签名所指的不是这份清单",
    "misnamed": "检查点与文件名或者日志名不符",
    "missing": "清单所列的文件不在包内",
    "newest": "最新的检查点不是清单所载的一份",
    "no-box": "所指之处没有密文",
    "no-case": "没有所申请的案件“{stream}”",
    "no-skeleton": "有抽样而没有全部条目的目录",
    "not-continued": "包内没有条数为{size}的检查点，不能证明包内历史是它的延续",
    "not-first": "抽样所据不是总体之后的第一个检查点：包内另有更早的一份",
    "not-in-log": "第{number}条的包含证明不成立",
    "not-later": "抽样的检查点不晚于总体，或者不在包内",
    "not-served": "文书的SHA-256不见于任何送达事实",
    "not-the-log": "全部条目的目录算不出检查点的根",
    "note": "不是检查点或者签名文书的格式",
    "order": "编号没有递增，或者没有这部日志",
    "origin": "日志“{log}”的名称不对",
    "rewritten": "条数{old}的检查点不能延续到{new}：历史被改写",
    "row-names": "类别、键与所列的值不符",
    "save-cut": "同一次保存的位置{position}没有列出",
    "saved-twice": "位置{position}属于两次保存，另见{other}",
    "shape": "结构不符",
    "signature": "签名不成立",
    "sizes": "条数与检查点不符",
    "stamp": "时间戳盖的不是这份检查点，或者读不出",
    "strange": "不认识的文件",
    "twice": "包内有两个同名的文件",
    "unlisted": "清单没有列这个文件",
    "unproved": "条数{old}的检查点没有延续证明",
    "unsaved": "位置{position}的事实不属于任何一次保存",
    "unsigned": "没有所认公钥的签名",
    "zip": "读不出这个文件",
    "wrong": "✗ 不成立：{where}：{what}",
    "holds": "✓ 全部成立：事实{facts}条，登记{rows}条，查阅与登录{looks}条，抽样{drawn}项",
    "log": "· {origin}：{size}条，检查点{notes}份，有见证人联署的最新一份到第{cosigned}条，联署{witnesses}个",
    "own-keys": "· 公钥取自证据包自身，请与另行取得的核对（--keys）：",
    "own-notes": "· 没有给出另行保存的检查点（--note）：不能发现连同检查点一起重写的历史",
    "stamped": "· {log}：时间戳至{at}（世界时）；由谁所盖不在此核对，办法见证据格式的说明",
    "not-whole": "· 没有全部条目的目录：不能证明此后或者此外没有别的事实",
    "personal": "· 个人信息明文{count}项由办理机关开示，与密文是否一致不能在此证明",
    "unread": "读不出“{file}”",
}
"""What is told: the same sentences as in the program's own words, which a test holds it to."""


def out(name: str, **slots: object) -> None:
    """A sentence, on a line of its own."""
    print(SAID[name].format(**slots))


def tell(proved: Proved, keys: str | None, notes: Sequence[str]) -> None:
    """What holds, and what was not proved."""
    out("holds", facts=len(proved.facts), rows=proved.rows, looks=proved.looks, drawn=proved.drawn)
    for log, told in proved.notes.items():
        newest = proved.newest(log)
        cosigned = max((size for size, one in told.items() if one.witnesses), default=0)
        out(
            "log",
            origin=newest.origin,
            size=newest.size,
            notes=len(told),
            cosigned=cosigned,
            witnesses=told[cosigned].witnesses if cosigned else 0,
        )
    for log, at in proved.stamps.items():
        out("stamped", log=log, at=at)
    if keys is not None:
        out("own-keys")
        print(keys.rstrip("\n"))
    if not notes:
        out("own-notes")
    if not proved.whole:
        out("not-whole")
    if proved.personal:
        out("personal", count=proved.personal)


def main(words: Sequence[str] | None = None) -> int:
    """Check the bundle that is named; 0 only where everything holds."""
    parser = argparse.ArgumentParser(description=SAID["about"])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--note", type=Path, action="append", default=[])
    asked = parser.parse_args(words)
    try:
        trusted = None if asked.keys is None else asked.keys.read_text(encoding="utf-8")
        kept = [(str(one), one.read_bytes()) for one in asked.note]
    except (OSError, UnicodeError) as error:
        out("unread", file=getattr(error, "filename", "") or asked.keys)
        return 2
    try:
        proved = verify(asked.bundle, trusted, kept)
    except Wrong as wrong:
        out("wrong", where=wrong.where, what=SAID[wrong.what].format(**wrong.slots))
        return 4
    own = Bundle(asked.bundle).read("keys.txt").decode() if trusted is None else None
    tell(proved, own, asked.note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
