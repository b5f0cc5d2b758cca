"""Making checkpoints: tiles grow with a log, a root is signed where it continues the last, and deposited."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import URL, Engine

from adapters.access.log import access_engine
from adapters.identity.door import door_engine
from adapters.proof import merkle
from adapters.proof.book import Book
from adapters.proof.cosigning import held
from adapters.proof.folder import Away, Folder, Refused
from adapters.proof.keys import older
from adapters.proof.logs import ACCESS, FACTS, LOGS, ROWS, SIGN_IN, Source
from adapters.proof.notes import Checkpoint, Signer, Verifier, WrongNote, signed
from adapters.proof.remote import Remote
from adapters.proof.restored import Restored
from adapters.proof.stamping import Stamper, Unstamped
from adapters.proof.tiles import HEIGHT, WIDTH, TileTree
from adapters.store.factory import store_engine


class Broken(Exception):
    """A log does not continue its newest checkpoint: none is signed. Names log and size."""

    def __init__(self, log: str, size: int) -> None:
        self.log, self.size = log, size
        super().__init__(f"{log} {size}")


@dataclass(slots=True)
class Made:
    """What became of a checkpoint: ``new`` where the log had moved on, ``unstamped`` why it
    was not stamped."""

    log: str
    point: Checkpoint
    note: str
    new: bool
    refused: dict[str, str] = field(default_factory=dict)
    away: dict[str, str] = field(default_factory=dict)
    unstamped: str = ""


class Sources:
    """The logs of an installation. Close them when done."""

    def __init__(self, url: str | URL) -> None:
        self._history = store_engine(url)
        self._engines: Mapping[str, Engine] = {
            FACTS: self._history,
            ROWS: self._history,
            ACCESS: access_engine(url, append_only=True),
            SIGN_IN: door_engine(url, append_only=True),
        }

    def __getitem__(self, log: str) -> Source:
        return Source(log, self._engines[log])

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.dispose()


class Prover:
    """Signs and deposits for one installation."""

    def __init__(
        self,
        sources: Sources,
        book: Book,
        name: str,
        signers: Sequence[Signer],
        witnesses: Sequence[Folder | Remote],
        known: Sequence[Verifier] = (),
        stamper: Stamper | None = None,
        restored: Callable[[], Restored | None] = lambda: None,
    ) -> None:
        self._sources, self._book, self.name = sources, book, name
        self._signers, self._witnesses, self.known = signers, witnesses, known
        self._stamper, self._restored = stamper, restored

    def keys(self, log: str) -> list[Verifier]:
        """The public keys under the name of a log."""
        origin = self.origin(log)
        return [Verifier(origin, one.type, one.public) for one in self._signers]

    def signed(self, text: str) -> str:
        """A note of another text than a checkpoint's, signed under its first line."""
        return signed(text, text.partition("\n")[0], self._signers)

    def origin(self, log: str) -> str:
        """The name of a log."""
        return f"{self.name}/{log}"

    def checkpoints(self, at: datetime) -> Iterator[Made]:
        """Of every log that holds anything. Raises ``Broken``, ``Gap`` when a log's turn comes."""
        for log in LOGS:
            source = self._sources[log]
            if source.stands() and (made := self.checkpoint(source, at)) is not None:
                yield made

    def checkpoint(self, source: Source, at: datetime) -> Made | None:
        """The checkpoint over all there is, and its deposits. ``None`` of an empty log."""
        origin, size = self.origin(source.log), source.head()
        held = self._book.newest(origin)
        before = None if held is None else held[0]
        if size == 0 and before is None:
            return None
        if before is not None and size < before.size:
            raise Broken(source.log, before.size)
        self._grow(source, origin, size)
        tree = TileTree(size, partial(self._book.tile, origin), source.hashes)
        point = Checkpoint(origin, size, merkle.root(tree, size))
        earlier = self._agreed(source.log) if before is None else [(before.size, before.root)]
        for least, root in earlier:
            if least > size or merkle.root(tree, least) != root:
                raise Broken(source.log, least)
        if held is not None and before == point:
            made = Made(source.log, point, held[1], new=False)
        else:
            made = Made(source.log, point, point.note(self._signers), new=True)
            self._book.keep(point, made.note, at)
        self._deposit(made, tree)
        self._stamp(made)
        return made

    def _agreed(self, log: str) -> list[tuple[int, bytes]]:
        """What a log that begins under a later name continues, as the restore says."""
        told = self._restored() if older(self.name) else None
        every = {} if told is None else told.agreed
        return [point for origin, point in every.items() if origin.endswith(f"/{log}")]

    def _grow(self, source: Source, origin: str, size: int) -> None:
        """Keep the tiles that became full."""
        known, full = self._book.tiles(origin), size // WIDTH
        if known >= full:
            return
        hashes = source.hashes(known * WIDTH, full * WIDTH)
        self._book.keep_tiles(origin, _full(hashes, known))
        tree = TileTree(size, partial(self._book.tile, origin), source.hashes)
        level = 1
        while many := size >> (HEIGHT * (level + 1)):
            first = (known * WIDTH) >> (HEIGHT * (level + 1))
            upper = ((level, n, b"".join(tree.tile(level, n))) for n in range(first, many))
            self._book.keep_tiles(origin, upper)
            level += 1

    def _stamp(self, made: Made) -> None:
        """Have it stamped with the time, where it is not; folders get the token beside the note."""
        point = made.point
        if self._stamper is None or self._book.stamps(point.origin, point.size):
            return
        try:
            token = self._stamper.stamp(made.note.encode())
        except Unstamped as error:
            made.unstamped = str(error)
            return
        self._book.keep_stamp(point, token)
        for witness in self._witnesses:
            if isinstance(witness, Folder):
                with suppress(OSError):
                    witness.stamped(point, token)

    def _deposit(self, made: Made, tree: TileTree) -> None:
        for witness in self._witnesses:
            try:
                told = witness.deposit(made.point, made.note, tree, self.keys(made.log))
                for name, line in held(made.point.text(), told, self.known).items():
                    self._book.keep_cosignature(made.point, name, line)
            except WrongNote as error:
                made.away[str(witness.folder)] = type(error).__name__
            except Refused as error:
                made.refused[str(witness.folder)] = str(error)
            except Away as error:
                made.away[str(witness.folder)] = str(error)


def _full(hashes: Iterator[bytes], first: int) -> Iterator[tuple[int, int, bytes]]:
    index = first
    while tile := b"".join(hash for _, hash in zip(range(WIDTH), hashes, strict=False)):
        yield 0, index, tile
        index += 1
