"""Checkpoints and tiles as the database keeps them: added, never changed."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from adapters.proof.notes import Checkpoint, WrongNote, parts
from adapters.proof.schema import (
    CHECKPOINTS,
    COSIGNATURES,
    NAMES,
    STAMPS,
    TILES,
    WATCH,
    install_proof,
    proof_engine,
)
from adapters.proof.tiles import TILE_BYTES
from adapters.store.reading import has_table

AT_ONCE = 64
"""How many tiles are kept in one statement."""


def read(note: str) -> Checkpoint:
    """What a note says, whoever signed it. Raises ``WrongNote``."""
    return Checkpoint.read(parts(note)[0])


class Book:
    """Thread-safe; close it when done."""

    def __init__(self, url: str | URL, *, create: bool) -> None:
        if create:
            install_proof(url)
        self._engine = proof_engine(url)

    def stands(self) -> bool:
        """Whether there is such a book; nothing is made to find out."""
        return has_table(self._engine, CHECKPOINTS.name)

    def whole(self) -> bool:
        """Whether it has every table of this edition."""
        return all(has_table(self._engine, name) for name in NAMES)

    def installation(self) -> str | None:
        """How this installation is called in the origins of its logs; ``None`` before the first."""
        c = CHECKPOINTS.c
        newest = c.made_at.desc(), func.length(c.origin).desc()
        wanted = select(c.origin).order_by(*newest).limit(1)
        with self._engine.connect() as connection:
            origin = connection.execute(wanted).scalar_one_or_none()
        return None if origin is None else str(origin).rpartition("/")[0]

    def newest(self, origin: str) -> tuple[Checkpoint, str] | None:
        """The newest checkpoint of a log, and its note. Raises ``WrongNote``."""
        size = CHECKPOINTS.c.size
        wanted = select(CHECKPOINTS.c.note).where(CHECKPOINTS.c.origin == origin)
        with self._engine.connect() as connection:
            note = connection.execute(wanted.order_by(size.desc()).limit(1)).scalar_one_or_none()
        return None if note is None else (read(note), note)

    def all(self, origin: str) -> Iterator[tuple[int, str]]:
        """Every checkpoint of a log, the smallest first: the size it stands under, and its note."""
        wanted = select(CHECKPOINTS.c.size, CHECKPOINTS.c.note).order_by(CHECKPOINTS.c.size)
        with self._engine.connect() as connection:
            found = connection.execute(wanted.where(CHECKPOINTS.c.origin == origin)).all()
        yield from ((size, note) for size, note in found)

    def latest(self, origin: str, many: int) -> list[tuple[int, str, str]]:
        """The newest checkpoints of a log, the newest first: size, when it was made, note."""
        c = CHECKPOINTS.c
        wanted = select(c.size, c.made_at, c.note).where(c.origin == origin)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.order_by(c.size.desc()).limit(many)).all()
        return [(size, at, note) for size, at, note in rows]

    def keep(self, point: Checkpoint, note: str, at: datetime) -> bool:
        """Keep a checkpoint; false where another process kept one of the same size."""
        row = {"origin": point.origin, "size": point.size, "made_at": at.isoformat(), "note": note}
        try:
            return self._add(CHECKPOINTS, [row]) == 1
        except (
            IntegrityError
        ):  # SQLite's guard against replacing speaks before the conflict is seen.
            return False

    def keep_cosignature(self, point: Checkpoint, witness: str, line: str) -> None:
        """Keep what a witness signed of a checkpoint; what it signed of it before stays."""
        row = {"origin": point.origin, "size": point.size, "witness": witness, "line": line}
        self._add(COSIGNATURES, [row])

    def cosignatures(
        self, origin: str, sizes: Collection[int] | None = None
    ) -> list[tuple[int, str]]:
        """Every line a witness signed of checkpoints of a log, or of those of some sizes, with their size."""
        if not has_table(self._engine, COSIGNATURES.name):
            return []
        c = COSIGNATURES.c
        wanted = select(c.size, c.line).where(c.origin == origin).order_by(c.size, c.witness)
        if sizes is not None:
            wanted = wanted.where(c.size.in_(sizes))
        with self._engine.connect() as connection:
            return [(size, line) for size, line in connection.execute(wanted)]

    def keep_stamp(self, point: Checkpoint, token: bytes) -> None:
        """Keep the token of a checkpoint; one that is there stays."""
        self._add(STAMPS, [{"origin": point.origin, "size": point.size, "token": token}])

    def stamps(self, origin: str, size: int | None = None) -> dict[int, bytes]:
        """The tokens of a log's checkpoints, or of one of them, by size."""
        if not has_table(self._engine, STAMPS.name):
            return {}
        wanted = select(STAMPS.c.size, STAMPS.c.token).where(STAMPS.c.origin == origin)
        if size is not None:
            wanted = wanted.where(STAMPS.c.size == size)
        with self._engine.connect() as connection:
            return {one: bytes(token) for one, token in connection.execute(wanted)}

    def stamped(self, origin: str, sizes: Collection[int]) -> set[int]:
        """Which of a log's checkpoints of these sizes have a token."""
        if not has_table(self._engine, STAMPS.name):
            return set()
        c = STAMPS.c
        wanted = select(c.size).where(c.origin == origin, c.size.in_(sizes))
        with self._engine.connect() as connection:
            return {*connection.execute(wanted).scalars()}

    def note_watch(self, at: str, part: tuple[str, str, str], what: str) -> None:
        """Put on record what the watcher found in a part."""
        row = dict(zip(("log", "after", "upto"), part, strict=True), at=at, what=what)
        wanted = select(func.max(WATCH.c.number))
        while True:
            with self._engine.connect() as connection:
                number: int = (connection.execute(wanted).scalar_one() or 0) + 1
            if self._add(WATCH, [{"number": number, **row}]) == 1:
                return

    def reds(self) -> Iterator[tuple[str, str, str, str]]:
        """Each part the watcher found wrong and not whole since, with what it found."""
        if not has_table(self._engine, WATCH.name):
            return
        wanted = select(WATCH).order_by(WATCH.c.number)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        newest = {(row.log, row.after, row.upto): row.what for row in rows}
        yield from ((*part, what) for part, what in newest.items() if what)

    def tile(self, origin: str, level: int, index: int) -> bytes | None:
        """A full tile, where it is kept whole."""
        wanted = select(TILES.c.hashes).where(
            TILES.c.origin == origin, TILES.c.level == level, TILES.c.tile == index
        )
        with self._engine.connect() as connection:
            found: bytes | None = connection.execute(wanted).scalar_one_or_none()
        return found if found is not None and len(found) == TILE_BYTES else None

    def tiles(self, origin: str) -> int:
        """How many full tiles of leaves are kept, from the first on."""
        tile = TILES.c.tile
        wanted = select(tile).where(TILES.c.origin == origin, TILES.c.level == 0)
        with self._engine.connect() as connection:
            newest = connection.execute(wanted.order_by(tile.desc()).limit(1)).scalar_one_or_none()
        return 0 if newest is None else newest + 1

    def keep_tiles(self, origin: str, tiles: Iterator[tuple[int, int, bytes]]) -> None:
        """Keep full tiles by level and index; those that are there stay as they are."""
        rows: list[dict[str, Any]] = []
        for level, index, hashes in tiles:
            rows.append({"origin": origin, "level": level, "tile": index, "hashes": hashes})
            if len(rows) == AT_ONCE:
                self._add(TILES, rows)
                rows = []
        if rows:
            self._add(TILES, rows)

    def _add(self, table: Table, rows: list[dict[str, Any]]) -> int:
        opened = self._engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            wanted = _insert(connection, table).values(rows)
            # Else PostgreSQL does not tell how many were added.
            return connection.execute(wanted.execution_options(preserve_rowcount=True)).rowcount

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _insert(connection: Connection, table: Table) -> Any:
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


__all__ = ["Book", "WrongNote", "read"]
