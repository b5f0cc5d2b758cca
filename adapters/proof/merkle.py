"""The Merkle tree of RFC 9162, section 2.1: hashes, a growing edge, proofs and their verification.

Pure: nothing is stored here. A tree tells the hash of any full subtree; all else follows.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

EMPTY_ROOT = sha256(b"").digest()
HASH_BYTES = 32


class Tree(Protocol):
    """Whatever knows the full subtrees of a log."""

    def node(self, height: int, index: int) -> bytes:
        """The hash over the ``2**height`` leaves from ``index * 2**height`` on."""
        ...


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a growing tree: a handful of hashes, from which its root follows at any size."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """The tree grows by the hash of a leaf."""
        full, peaks = self.size, self._peaks
        while full & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            full >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves until now."""
        return rooted(self._peaks)

    def root_with(self, more: Sequence[bytes]) -> bytes:
        """The root where smaller peaks follow: those within the next of what it counts as leaves."""
        return rooted([*self._peaks, *more])


def rooted(peaks: Sequence[bytes]) -> bytes:
    """The root over the peaks of a tree, the largest first."""
    if not peaks:
        return EMPTY_ROOT
    root, *higher = reversed(peaks)
    for peak in higher:
        root = node_hash(peak, root)
    return root


def peaks(hashes: Sequence[bytes]) -> list[bytes]:
    """The full subtrees over some hashes, the largest first."""
    found, at = [], 0
    while at < len(hashes):
        width = 1 << ((len(hashes) - at).bit_length() - 1)
        found.append(folded(hashes[at : at + width]))
        at += width
    return found


def folded(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes, as many as a power of two."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def _split(size: int) -> int:
    """The greatest power of two less than a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _range(tree: Tree, start: int, end: int) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        height = size.bit_length() - 1
        return tree.node(height, start >> height)
    middle = start + _split(size)
    return node_hash(_range(tree, start, middle), _range(tree, middle, end))


def root(tree: Tree, size: int) -> bytes:
    """The root over the first leaves."""
    return _range(tree, 0, size) if size else EMPTY_ROOT


def inclusion(tree: Tree, index: int, size: int) -> list[bytes]:
    """The proof that the leaf with an index is among the first ``size``, its sibling first."""
    if not 0 <= index < size:
        raise ValueError("there is no such leaf")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range(tree, middle, end))
            end = middle
        else:
            path.append(_range(tree, start, middle))
            start = middle
    return path[::-1]


def consistency(tree: Tree, older: int, newer: int) -> list[bytes]:
    """The proof that the first ``older`` leaves begin the first ``newer``; empty for none or all."""
    if not 0 <= older <= newer:
        raise ValueError("the older tree is the larger one")
    if older in (0, newer):
        return []
    start, end, whole, path = 0, newer, True, list[bytes]()
    while older != end:
        middle = start + _split(end - start)
        if older <= middle:
            path.append(_range(tree, middle, end))
            end = middle
        else:
            path.append(_range(tree, start, middle))
            start, whole = middle, False
    return ([] if whole else [_range(tree, start, end)]) + path[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof leads from the hash of a leaf to a root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def continues(
    older: int, newer: int, proof: Sequence[bytes], older_root: bytes, newer_root: bytes
) -> bool:
    """Whether a proof shows that a tree grew out of another (2.1.4.2)."""
    if not 0 <= older <= newer:
        return False
    if older == newer or older == 0:
        same = older_root == (newer_root if older else EMPTY_ROOT)
        return not proof and same
    path = list(proof)
    if older & (older - 1) == 0:
        path.insert(0, older_root)
    if not path:
        return False
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == older_root and second == newer_root
