"""A witness that looks into a folder of checkpoints, and signs there what goes on from what it saw."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adapters.proof import merkle
from adapters.proof.book import read
from adapters.proof.folder import COSIGNED, NEWEST
from adapters.proof.notes import WrongNote
from adapters.proof.tiles import TileTree, path, split
from adapters.proof.witness import Refused, Witness


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a log's newest checkpoint; ``why`` it was refused, or nothing."""

    origin: str
    size: int
    why: str = ""


def look(witness: Witness, deposits: Path, at: int) -> Iterator[Looked]:
    """Each log below a folder: its newest checkpoint signed, or refused and why.

    The line goes beside it, under the witness's name; a folder that cannot be written to keeps none.
    """
    for place in sorted(deposits.glob(f"relief/*/*/{NEWEST}")):
        origin = place.parent.relative_to(deposits).as_posix()
        yield looked(witness, place.parent, origin, at)


def looked(witness: Witness, place: Path, origin: str, at: int) -> Looked:
    """One log."""
    try:
        note = (place / NEWEST).read_text(encoding="utf-8")
        point = read(note)
        if point.origin != origin:
            return Looked(origin, point.size, "misplaced")
        before = witness.newest(origin)
        old = before.size if before else 0
        tree = TileTree(point.size, partial(full, place), partial(leaves, place))
        shorter = old > point.size
        proof = [] if shorter else merkle.consistency(tree, old, point.size)
        line = witness.add(old, proof, note, at)
    except Refused as error:
        return Looked(origin, error.size, error.why)
    except (WrongNote, UnicodeError, ValueError, LookupError, OSError):
        return Looked(origin, 0, "unread")
    with suppress(OSError):
        kept = place / COSIGNED / witness.identity.name.replace("/", "_")
        kept.mkdir(parents=True, exist_ok=True)
        (kept / str(point.size)).write_text(line, encoding="utf-8")
    return Looked(origin, point.size)


def full(place: Path, level: int, index: int) -> bytes | None:
    """A full tile as it lies there."""
    with suppress(OSError):
        return (place / path(level, index)).read_bytes()
    return None


def leaves(place: Path, low: int, high: int) -> Iterator[bytes]:
    """The hashes of leaves as they lie there, in one tile. Raises ``LookupError`` where they do not."""
    index, told = low // 256, high - low
    found = full(place, 0, index)
    if found is None:
        parts = (place / path(0, index)).with_name(f"{(place / path(0, index)).name}.p")
        wide = [int(one.name) for one in parts.glob("*") if one.name.isdecimal()]
        if not wide or max(wide) < told:
            raise LookupError(index)
        found = (parts / str(max(wide))).read_bytes()
    yield from split(found)[:told]
