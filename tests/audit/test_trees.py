"""The tree: what a bundle proves is that of RFC 9162, and who checks it takes these proofs and no others."""

from collections.abc import Sequence

import pytest

from adapters.proof import merkle
from relief.audit.packing import Remembered
from relief.audit.verify_bundle import continues, included, root_of
from tests.audit import reference as r

MANY = [n.to_bytes(2) for n in range(41)]


class Made:
    """What the program proves over these leaves."""

    def __init__(self, d: Sequence[bytes]) -> None:
        self.size, self.tree = len(d), Remembered(r.grown([*map(r.leaf, d)]))

    def root(self) -> bytes:
        """Over all of them."""
        return merkle.root(self.tree, self.size)

    def inclusion(self, index: int) -> list[bytes]:
        """Of one of them."""
        return merkle.inclusion(self.tree, index, self.size)

    def consistency(self, old: int) -> list[bytes]:
        """Of the first of them."""
        return merkle.consistency(self.tree, old, self.size)


tree = Made


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size: int):
    """Three ways to reckon it agree with the published root."""
    d = r.LEAVES[:size]
    found = {tree(d).root().hex(), root_of(map(r.leaf, d)).hex(), r.mth(d).hex()}
    assert found == {r.ROOTS[size]}


@pytest.mark.parametrize(("index", "size", "told"), r.INCLUSION)
def test_paths_of_inclusion_are_the_known_ones(index: int, size: int, told: tuple[str, ...]):
    """The published path is made, and is taken."""
    made = tree(r.LEAVES[:size]).inclusion(index)
    assert [one.hex() for one in made] == [*told]
    root = bytes.fromhex(r.ROOTS[size])
    assert included(index, size, r.leaf(r.LEAVES[index]), made, root)


@pytest.mark.parametrize(("old", "new", "told"), r.CONSISTENCY)
def test_proofs_of_consistency_are_the_known_ones(old: int, new: int, told: tuple[str, ...]):
    """The published proof is made, and is taken."""
    made = tree(r.LEAVES[:new]).consistency(old)
    assert [one.hex() for one in made] == [*told]
    assert continues(old, bytes.fromhex(r.ROOTS[old]), new, bytes.fromhex(r.ROOTS[new]), made)


@pytest.mark.parametrize("size", range(1, len(MANY) + 1))
def test_every_proof_is_that_of_the_definition(size: int):
    """At every size to 41: made as the recursive definition has it, and taken."""
    d = MANY[:size]
    root, made = r.mth(d), tree(d)
    for m in range(size):
        path, proof = made.inclusion(m), made.consistency(m + 1)
        assert path == r.path(m, d) and proof == r.proof(m + 1, d)
        assert included(m, size, r.leaf(d[m]), path, root)
        assert continues(m + 1, r.mth(d[: m + 1]), size, root, proof)


@pytest.mark.parametrize("size", (1, 2, 3, 7, 8, 21))
def test_no_other_proof_is_taken(size: int):
    """Cut, grown, a hash or a leaf changed, at another index, under another root: refused."""
    d = MANY[:size]
    root, made = r.mth(d), tree(d)
    other = r.leaf(b"other")
    for m in range(size):
        leaf, path = r.leaf(d[m]), made.inclusion(m)
        for bad in altered(path, other):
            assert not included(m, size, leaf, bad, root)
        assert not included(m, size, other, path, root) and not included(m, size, leaf, path, other)
        assert not any(included(n, size, leaf, path, root) for n in range(-1, size + 1) if n != m)
        old, proof = r.mth(d[: m + 1]), made.consistency(m + 1)
        for bad in altered(proof, other):
            assert not continues(m + 1, old, size, root, bad)
        assert not continues(m + 1, other, size, root, proof)
        assert not continues(m + 1, old, size, other, proof)
        assert m + 1 == size or not continues(size, root, m + 1, old, proof)
    assert not continues(0, r.mth([]), size, root, [])


def altered(proof: list[bytes], other: bytes) -> list[list[bytes]]:
    """A proof without one hash, with one more, or with one changed."""
    found = [[*proof, other], [other, *proof]]
    for n in range(len(proof)):
        found += [proof[:n] + proof[n + 1 :], [*proof[:n], other, *proof[n + 1 :]]]
    return found
