"""A stranger's code, pymerkle, agrees on roots and proofs: what it makes is what we make, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, InvalidProof, verify_consistency, verify_inclusion
from pymerkle.proof import ConsistencyProof, InclusionProof

from adapters.proof import merkle
from relief.audit.packing import Remembered
from relief.audit.verify_bundle import continues, included, root_of
from tests.audit import reference as r
from tests.audit.making import LOGS, leaves, log

LEAVES = st.lists(st.binary(max_size=40), min_size=1, max_size=90)


def theirs(data: list[bytes]) -> InmemoryTree:
    """Their tree over these leaves."""
    made = InmemoryTree(algorithm="sha256")
    made.append_entries(data)
    return made


def ours(data: list[bytes]) -> Remembered:
    """The tree a bundle's proofs are made of."""
    return Remembered(r.grown([*map(r.leaf, data)]))


def of_the_standard(proof: ConsistencyProof) -> list[bytes]:
    """Their proof as section 2.1.4.1 lays it out.

    Theirs goes down to a leaf where the older tree ends with a full subtree; there the standard names
    the subtree beside it as one hash. The first hash is left out where it is the older root itself.
    """
    beside = proof.subset.index(1)
    path = [*proof.path]
    if beside:
        over = path[0]
        for one in path[1:beside]:
            over = merkle.node_hash(over, one)
        path = [path[beside], over, *path[beside + 1 :]]
    return path[1:] if proof.prior_size & (proof.prior_size - 1) == 0 else path


@settings(max_examples=60, deadline=None)
@given(LEAVES, st.data())
def test_roots_and_proofs_are_theirs(data: list[bytes], drawn: st.DataObject) -> None:
    """Of a random tree at random sizes: the same roots, the same paths, hash by hash."""
    stranger, tree = theirs(data), ours(data)
    size = drawn.draw(st.integers(1, len(data)))
    older, index = (drawn.draw(st.integers(1, size)) for _ in range(2))
    root, before = stranger.get_root(size), stranger.get_root(older)
    assert root == merkle.root(tree, size) == root_of(map(r.leaf, data[:size]))
    inclusion = stranger.prove_inclusion(index, size)
    assert inclusion.path == [r.leaf(data[index - 1]), *merkle.inclusion(tree, index - 1, size)]
    consistency = stranger.prove_consistency(older, size)
    expected = [] if older == size else of_the_standard(consistency)
    assert expected == merkle.consistency(tree, older, size)
    assert included(index - 1, size, inclusion.path[0], inclusion.path[1:], root)
    assert continues(older, before, size, root, expected)


@settings(max_examples=60, deadline=None)
@given(LEAVES, st.data())
def test_they_take_our_proofs_and_no_others(data: list[bytes], drawn: st.DataObject) -> None:
    """Our path in their envelope is taken; with one bit changed neither they nor we take it."""
    tree, size = ours(data), len(data)
    index = drawn.draw(st.integers(1, size))
    root, path = merkle.root(tree, size), merkle.inclusion(tree, index - 1, size)
    own = r.leaf(data[index - 1])
    rule = theirs(data).prove_inclusion(index, size).rule
    verify_inclusion(own, root, InclusionProof("sha256", True, size, index, rule, [own, *path]))
    if not path:
        return
    at = drawn.draw(st.integers(0, len(path) - 1))
    bit = drawn.draw(st.integers(0, 255))
    number = int.from_bytes(path[at]) ^ (1 << bit)
    changed = [*path[:at], number.to_bytes(32), *path[at + 1 :]]
    with pytest.raises(InvalidProof):
        told = InclusionProof("sha256", True, size, index, rule, [own, *changed])
        verify_inclusion(own, root, told)
    assert not included(index - 1, size, own, changed, root)


@pytest.mark.parametrize("size", [2, 3, 7, 8, 9, 255, 256, 257, 300])
def test_every_older_size_is_theirs(size: int) -> None:
    """At the edges of trees and tiles: each older size, and none of another history."""
    data = [n.to_bytes(2) for n in range(size)]
    stranger, tree = theirs(data), ours(data)
    other = theirs([*data[:-1], b"other"])
    for older in range(1, size):
        proof = stranger.prove_consistency(older, size)
        assert of_the_standard(proof) == merkle.consistency(tree, older, size)
        verify_consistency(merkle.root(tree, older), merkle.root(tree, size), proof)
        with pytest.raises(InvalidProof):
            verify_consistency(merkle.root(tree, older), other.get_root(size), proof)


@pytest.mark.parametrize("name", sorted(LOGS))
def test_the_logs_of_a_bundle_are_theirs(name: str) -> None:
    """Over the leaf texts of each log, as docs/proof.md has them: their root is the one we sign."""
    entries = LOGS[name]
    texts = ["".join(f"{p}\n" for p in (f"relief-leaf/1 {name}", *one.leaf)) for one in entries]
    stranger = theirs([text.encode() for text in texts])
    made = log(name, entries, ())
    assert stranger.get_root() == merkle.root(made.tree, len(entries))
    assert [stranger.get_leaf(n) for n in range(1, len(entries) + 1)] == leaves(name, entries)
    assert stranger.get_root() != merkle.root(made.tree, len(entries) - 1)
