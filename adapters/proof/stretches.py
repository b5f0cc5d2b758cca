"""A log hashed stretch by stretch: its tiles, the roots on the way, and the first entry that differs.

Stretches are of whole tiles and know nothing of each other, so that several processes can hash them.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from adapters.proof.book import Book
from adapters.proof.folder import Folder
from adapters.proof.logs import Source
from adapters.proof.merkle import folded, peaks
from adapters.proof.prover import Sources
from adapters.proof.tiles import WIDTH, split

STRETCH = 256 * WIDTH
"""How many entries a stretch has."""
WORTH = 4
"""With fewer stretches another process is not worth its start."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Who holds the hashes of single entries: each witness, and the database itself.

    ``origins``: under which names, and up to which entry each still counts.
    """

    origins: Mapping[str, int | None]
    witnesses: Sequence[Folder]
    book: Book | None

    def held(self, index: int) -> list[tuple[str, list[bytes]]]:
        """The hashes of a tile, as far as each has them; the database's own under no name."""
        found: list[tuple[str, list[bytes]]] = []
        for origin, upto in self.origins.items():
            most = WIDTH if upto is None else max(0, upto - index * WIDTH)
            for one in self.witnesses if most else ():
                found.append((str(one.folder), one.leaves(origin, index)[:most]))
            tile = None if self.book is None or not most else self.book.tile(origin, 0, index)
            if tile is not None:
                found.append(("", split(tile)[:most]))
        return [one for one in found if one[1]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to hash, in words another process understands: ``sizes`` are those somebody claims a root of."""

    url: str
    log: str
    origins: Mapping[str, int | None]
    folders: Sequence[Path]
    kept: bool
    sizes: frozenset[int]


@dataclass(slots=True)
class Stretch:
    """The hash over each full tile; the peaks within its tile at each size asked for; how many entries
    were right. ``wrong``: the next one differs from what lies ``where``, or (``lacks``) is not there.
    """

    count: int = 0
    tiles: list[bytes] = field(default_factory=list)
    claimed: dict[int, list[bytes]] = field(default_factory=dict)
    wrong: bool = False
    lacks: bool = False
    where: str = ""


def hashed(source: Source, tiles: Tiles, sizes: frozenset[int], after: int, to: int) -> Stretch:
    """The entries after a number, a multiple of a tile's width, up to another."""
    found, waiting = Stretch(), list[bytes]()
    number = after
    for page in source.pages(after):
        page = page[: to - number]
        fits = _contiguous(page, number)
        waiting += source.all_hashed(page[:fits])
        number += fits
        while len(waiting) >= WIDTH and not found.wrong:
            _tile(found, tiles, sizes, after, waiting[:WIDTH])
            del waiting[:WIDTH]
        if fits < len(page) or found.wrong or number == to:
            break
    if waiting and not found.wrong:
        _tile(found, tiles, sizes, after, waiting)
    found.lacks = not found.wrong and after + found.count < to
    return found


def _contiguous(page: Sequence[Sequence[object]], number: int) -> int:
    """How many entries follow a number without a gap."""
    if not page or page[-1][0] == number + len(page):
        return len(page)
    return next(n for n, entry in enumerate(page) if entry[0] != number + n + 1)


def _tile(
    found: Stretch, tiles: Tiles, sizes: frozenset[int], after: int, hashes: list[bytes]
) -> None:
    start = after + found.count
    right = len(hashes)
    for where, held in tiles.held(start // WIDTH):
        if held[:right] != hashes[: len(held)][:right]:
            pairs = zip(held, hashes, strict=False)
            right = next(n for n, (mine, theirs) in enumerate(pairs) if mine != theirs)
            found.wrong, found.where = True, where
    for size in range(start + 1, start + right + 1) if sizes else ():
        if size in sizes:
            found.claimed[size] = [] if size - start == WIDTH else peaks(hashes[: size - start])
    if right == WIDTH:
        found.tiles.append(folded(hashes))
    found.count += right


def _apart(asked: Asked, after: int, to: int) -> Stretch:
    sources = Sources(asked.url)
    book = Book(asked.url, create=False) if asked.kept else None
    try:
        tiles = Tiles(asked.origins, [*map(Folder, asked.folders)], book)
        return hashed(sources[asked.log], tiles, asked.sizes, after, to)
    finally:
        sources.close()
        if book is not None:
            book.close()


def stretches(
    asked: Asked, to: int, processes: int, here: Callable[[int, int], Stretch]
) -> Iterator[Stretch]:
    """Every stretch up to an entry, in order, by so many processes (0: as many as there are cores).

    ``here``: how one is hashed in this process.
    """
    starts = range(0, to, STRETCH)
    many = min(processes or len(os.sched_getaffinity(0)), max(1, len(starts) // WORTH))
    ends = [min(start + STRETCH, to) for start in starts]
    if many > 1 and may_begin():
        with ProcessPoolExecutor(many, get_context("spawn")) as pool:
            yield from pool.map(partial(_apart, asked), starts, ends)
        return
    yield from map(here, starts, ends)


def may_begin() -> bool:
    """Whether processes can be begun: what they wait for each other by needs a place in memory."""
    try:
        get_context("spawn").Semaphore()
    except OSError:
        return False
    return True
