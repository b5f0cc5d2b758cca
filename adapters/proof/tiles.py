"""Tiles of C2SP: 256 hashes each, level upon level; and a tree that is read from them."""

from collections.abc import Callable, Iterator

from adapters.proof.merkle import HASH_BYTES, folded

WIDTH, HEIGHT = 256, 8
TILE_BYTES = WIDTH * HASH_BYTES

Stored = Callable[[int, int], bytes | None]
"""A full tile by level and index, where it is kept."""
Leaves = Callable[[int, int], Iterator[bytes]]
"""The hashes of the leaves after a number up to another."""


def path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile is served and deposited."""
    told = f"{index % 1000:03d}"
    while index := index // 1000:
        told = f"x{index % 1000:03d}/{told}"
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{told}{partial}"


def split(hashes: bytes) -> list[bytes]:
    """The hashes of a tile, one by one."""
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def shapes(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of a tree of this size: level, index, width; partial ones too."""
    level = 0
    while (many := size >> (HEIGHT * level)) > 0:
        for index in range(-(-many // WIDTH)):
            yield level, index, min(WIDTH, many - index * WIDTH)
        level += 1


class TileTree:
    """A tree of a certain size: full tiles as they are stored, whatever else from the leaves."""

    def __init__(self, size: int, stored: Stored, leaves: Leaves) -> None:
        self.size = size
        self._stored, self._leaves = stored, leaves
        self._known: dict[tuple[int, int], list[bytes]] = {}

    def tile(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile, as many as this tree has."""
        known = self._known.get((level, index))
        if known is None:
            known = self._known[level, index] = self._tile(level, index)
        return known

    def _tile(self, level: int, index: int) -> list[bytes]:
        start = index * WIDTH
        end = min(start + WIDTH, self.size >> (HEIGHT * level))
        if end - start == WIDTH and (kept := self._stored(level, index)) is not None:
            return split(kept)
        if level == 0:
            return list(self._leaves(start, end))
        return [folded(self.tile(level - 1, below)) for below in range(start, end)]

    def node(self, height: int, index: int) -> bytes:
        """The hash over a full subtree."""
        level, rest = divmod(height, HEIGHT)
        first = index << rest
        hashes = self.tile(level, first // WIDTH)
        at = first % WIDTH
        return folded(hashes[at : at + (1 << rest)])
