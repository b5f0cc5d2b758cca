"""The Merkle tree is that of RFC 9162: known roots, and every proof holds for what it is of alone."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.proof import merkle
from adapters.proof.merkle import EMPTY_ROOT, Edge, folded, leaf_hash

LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots over the first 0 to 8 of these leaves: the reference data of Certificate Transparency, which
who writes such trees tests with (transparency-dev/merkle, `testonly/constants.go`)."""


class Leaves:
    """A tree over the hashes of leaves in memory."""

    def __init__(self, hashes: list[bytes]) -> None:
        self.hashes = hashes

    def node(self, height: int, index: int) -> bytes:
        """The hash over a full subtree."""
        return folded(self.hashes[index << height : (index + 1) << height])


def tree(size: int) -> Leaves:
    """A tree of so many leaves that differ."""
    return Leaves([leaf_hash(str(n).encode()) for n in range(size)])


def naive(hashes: list[bytes]) -> bytes:
    """The root as section 2.1.1 defines it, word for word."""
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY_ROOT
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + naive(hashes[:k]) + naive(hashes[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    """The reference leaves have the reference roots, grown or asked for."""
    hashes = [leaf_hash(bytes.fromhex(one)) for one in LEAVES]
    edge = Edge()
    for one in hashes[:size]:
        edge.add(one)
    assert edge.root().hex() == merkle.root(Leaves(hashes), size).hex() == ROOTS[size]


def test_every_proof_of_small_trees_holds_and_no_other() -> None:
    """For each size: every leaf is included under its own index alone, every older tree continues."""
    full = tree(20)
    for size in range(1, 21):
        root = merkle.root(full, size)
        assert root == naive(full.hashes[:size])
        for index in range(size):
            proof = merkle.inclusion(full, index, size)
            leaf = full.hashes[index]
            assert merkle.includes(leaf, index, size, proof, root)
            assert not merkle.includes(leaf, index + 1, size, proof, root)
            assert not merkle.includes(leaf, index, size, [*proof, leaf], root)
            assert not merkle.includes(leaf_hash(b"other"), index, size, proof, root)
        for older in range(size + 1):
            proof, before = merkle.consistency(full, older, size), merkle.root(full, older)
            assert merkle.continues(older, size, proof, before, root)
            if 0 < older < size:
                assert not merkle.continues(older, size, proof, leaf_hash(b"x"), root)
                assert not merkle.continues(older, size, proof, before, leaf_hash(b"x"))
                assert not merkle.continues(older, size, proof[:-1], before, root)


@given(st.integers(1, 3000), st.integers(0, 2999), st.binary(min_size=1, max_size=4))
def test_a_changed_leaf_changes_the_root(size: int, at: int, other: bytes) -> None:
    """Whatever leaf is another one, the old root is no more."""
    full, at = tree(size), at % size
    before, old = merkle.root(full, size), full.hashes[at]
    full.hashes[at] = leaf_hash(b"changed" + other)
    assert merkle.root(full, size) != before
    proof = merkle.inclusion(full, at, size)
    assert merkle.includes(old, at, size, proof, before)
