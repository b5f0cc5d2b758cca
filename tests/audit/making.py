"""A small invented history with all four logs, its notes and keys, and bundles of it."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.proof import merkle
from relief.audit.packing import Log, Parts, Told, write
from tests.audit.reference import grown, leaf

CASE = "540102002-20260214-G85WRW"
ID = "relief/0011223344556677"
OFFICE, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


def public(key: Ed25519PrivateKey) -> bytes:
    """Its public half."""
    return key.public_key().public_bytes_raw()


def key_id(name: str, kind: int, key: Ed25519PrivateKey) -> bytes:
    """As signed notes have it."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public(key)).digest()[:4]


def verifier(name: str, key: Ed25519PrivateKey, kind: int = 1) -> str:
    """A key as it is told."""
    told = b64encode(bytes([kind]) + public(key)).decode()
    return f"{name}+{key_id(name, kind, key).hex()}+{told}"


def signed(text: str, key: Ed25519PrivateKey = OFFICE) -> bytes:
    """A note, by the key of its first line."""
    name = text.partition("\n")[0]
    told = b64encode(key_id(name, 1, key) + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {told}\n".encode()


def cosigned(note: bytes, at: int = 1_770_000_000, name: str = "witness.example/city") -> bytes:
    """A note with a witness's line."""
    text = note.decode().partition("\n\n")[0] + "\n"
    signature = WITNESS.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
    blob = key_id(name, 4, WITNESS) + at.to_bytes(8) + signature
    return note + f"\u2014 {name} {b64encode(blob).decode()}\n".encode()


@dataclass(frozen=True)
class Entry:
    """An entry: what its leaf says after the first line, and how a bundle tells it."""

    leaf: tuple[object, ...]
    told: dict[str, Any]


def fact(position: int, stream: str, version: int, name: str, **fields: object) -> Entry:
    """A fact with a body."""
    body = json.dumps({"at": f"2026-03-02T09:00:{position:02}+08:00", "fact": fields})
    told = {"position": position, "stream": stream, "version": version, "name": name, "body": body}
    hashed = sha256(body.encode()).hexdigest()
    return Entry((position, stream, version, name, hashed), told)


def row(number: int, kind: str, key: str, *values: str, seal: str = "") -> Entry:
    """A row of the log of rows."""
    hashed = sha256("\n".join((kind, *values)).encode()).hexdigest()
    told = {"number": number, "kind": kind, "key": key, "digest": hashed, "seal": seal}
    return Entry((number, kind, key, hashed, seal), {**told, "values": [kind, *values]})


def look(number: int, **fields: object) -> Entry:
    """An entry of the access log or the sign-in log."""
    body = json.dumps(fields)
    return Entry((number, sha256(body.encode()).hexdigest()), {"number": number, "body": body})


BOX = {"about": "p1", "box": "AAAA"}
SERVED = b"%PDF- a letter"
SEED = "chance"
DRAW = int.from_bytes(sha256(f"{SEED}|{CASE}".encode()).digest()[:8]) % 10_000
STREAM = f"case-{CASE}"
FACTS = (
    fact(1, "keys", 1, "key-checks-recorded/1"),
    fact(2, STREAM, 1, "applied/3", applicant={"name": BOX}, members=[{"name": BOX}]),
    fact(3, "person-p1", 1, "applied-elsewhere/1"),
    fact(4, STREAM, 2, "received-by-county/1", course="general"),
    fact(
        5, "spot-checks-540102", 1, "case-counted-for-spot-check/2", case=CASE, seed=SEED, draw=DRAW
    ),
    fact(6, "case-540102003-20260214-AAAAAA", 1, "applied/3"),
    fact(7, "case-540102003-20260214-AAAAAA", 2, "received-by-county/1", course="general"),
    fact(8, STREAM, 3, "document-served/2", sha256=sha256(SERVED).hexdigest()),
    fact(9, "anchors", 1, "log-anchored/1"),
)
SEAL = "ab" * 32
ROWS = (
    row(1, "began", "0", "0"),
    row(2, "save", "c0", "c0", "d0", "1", "1", "{}", seal=SEAL),
    row(3, "save", "c1", "c1", "d1", "2", "3", "{}", seal=SEAL),
    row(4, "person", "p1", "p1", "index", "wrapped", seal=SEAL),
    row(5, "claim", f"{STREAM} 1", "number", "k", "s", "1", STREAM, "1"),
    row(6, "save", "c2", "c2", "d2", "4", "5", "{}", seal=SEAL),
    row(7, "save", "c3", "c3", "d3", "6", "7", "{}", seal=SEAL),
    row(8, "save", "c4", "c4", "d4", "8", "8", "{}", seal=SEAL),
    row(9, "save", "c5", "c5", "d5", "9", "9", "{}", seal=SEAL),
    row(10, "retired", "m1", "m1", seal=SEAL),
)
ACCESS = tuple(look(n, officer="ap.540102", case=CASE) for n in range(1, 4))
SIGN_IN = tuple(look(n, officer="cw1.540102002") for n in range(1, 3))
LOGS = {"facts": FACTS, "rows": ROWS, "access": ACCESS, "sign-in": SIGN_IN}
TOLD = {"facts": (2, 3, 4, 5, 8), "rows": (3, 4, 5, 6, 8), "access": (1, 3), "sign-in": (2,)}
"""Of each log, what a bundle of the case tells."""


def leaves(name: str, entries: Sequence[Entry]) -> list[bytes]:
    """The hashes of a log's leaves."""
    texts = [
        "".join(f"{part}\n" for part in (f"relief-leaf/1 {name}", *one.leaf)) for one in entries
    ]
    return [leaf(text.encode()) for text in texts]


def note(name: str, entries: Sequence[Entry], size: int) -> bytes:
    """The checkpoint of a log at a size."""
    root = b64encode(merkle.root(grown(leaves(name, entries)), size)).decode()
    return signed(f"{ID}/{name}\n{size}\n{root}\n")


def log(name: str, entries: Sequence[Entry], told: Sequence[int], sizes: Sequence[int] = ()) -> Log:
    """A log with its notes; the newest is cosigned."""
    notes = {size: note(name, entries, size) for size in sizes}
    notes[len(entries)] = cosigned(note(name, entries, len(entries)))
    shown = [Told(n, dict(entries[n - 1].told)) for n in told]
    tree = grown(leaves(name, entries))
    return Log(origin=f"{ID}/{name}", notes=notes, tree=tree, entries=shown)


def keys() -> str:
    """Every key there is: the office's for logs and bundles, the witness's."""
    names = [f"{ID}/{name}" for name in (*LOGS, "bundle")]
    told = [verifier(name, OFFICE) for name in names]
    return "\n".join((*told, verifier("witness.example/city", WITNESS, 4), ""))


def parts(**other: Any) -> Parts:
    """A bundle of the case, with everything that may be in one."""
    earlier = {"facts": (3, 7), "rows": (3, 7)}
    logs = {name: log(name, all, TOLD[name], earlier.get(name, ())) for name, all in LOGS.items()}
    skeleton = [[*one.leaf[1:]] for one in FACTS]
    free = {"calendar.json": b"[]\n", "dictionary.json": b"{}\n", "law/lhasa.toml": b"id = 1\n"}
    free[f"documents/{sha256(SERVED).hexdigest()}.pdf"] = SERVED
    personal = [{"position": 2, "path": "members.0.name", "text": "\u5353\u739b"}]
    made = Parts(
        made_at="2026-03-31T18:00:00+08:00",
        scope={"case": CASE},
        keys=keys(),
        logs=logs,
        personal=personal,
        skeleton=skeleton,
        free=free,
    )
    return replace(made, **other)


def pack(path: Path, made: Parts | None = None, sign: Callable[[str], bytes] = signed) -> Path:
    """The bundle as a file."""
    write(made or parts(), path, sign)
    return path
