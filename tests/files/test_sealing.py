"""A sealed file opens whole under its key and number, and not at all where anything was changed."""

import pytest

from adapters.files.sealing import (
    HEAD,
    PIECE,
    SEALED,
    NotWhole,
    Sealing,
    joined,
    new_key,
    opened,
    shares,
)

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5)


def boxed(key: bytes, id: str, clear: bytes, part: int = 1000) -> bytes:
    """A file sealed as it comes, in parts."""
    sealing = Sealing(key, id)
    made = [sealing.add(clear[at : at + part]) for at in range(0, len(clear), part)]
    return b"".join((*made, sealing.end()))


def unboxed(key: bytes, id: str, box: bytes, part: int = 777) -> bytes:
    """It opened again, in other parts."""
    return b"".join(opened(key, id, (box[at : at + part] for at in range(0, len(box), part))))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_whole(size: int) -> None:
    """At every length, also where a piece ends with the file; no part of it stands there in clear."""
    key, clear = new_key(), bytes(range(251)) * (size // 251 + 1)
    clear = clear[:size]
    box = boxed(key, "f1", clear)
    assert unboxed(key, "f1", box) == clear
    assert len(box) == HEAD + size + 16 * max(1, -(-size // PIECE))
    assert size < 100 or clear[:100] not in box


def changed(box: bytes) -> dict[str, bytes]:
    """The file with one thing wrong in each."""
    first, second = box[HEAD : HEAD + SEALED], box[HEAD + SEALED : HEAD + 2 * SEALED]
    rest = box[HEAD + 2 * SEALED :]
    flipped = bytearray(box)
    flipped[HEAD + 5] ^= 1
    return {
        "a bit": bytes(flipped),
        "two pieces in each other's place": box[:HEAD] + second + first + rest,
        "a piece left out": box[:HEAD] + first + rest,
        "a piece twice": box[:HEAD] + first + first + second + rest,
        "cut off after a piece": box[: HEAD + 2 * SEALED],
        "cut off within one": box[:-1],
        "something behind it": box + b"x",
        "no head": box[HEAD:],
        "nothing": b"",
    }


@pytest.mark.parametrize("what", changed(bytes(4 * SEALED)))
def test_nothing_changed_opens(what: str) -> None:
    """Whatever was done to the bytes is noticed."""
    key = new_key()
    wrong = changed(boxed(key, "f1", bytes(2 * PIECE + 9)))[what]
    with pytest.raises(NotWhole):
        unboxed(key, "f1", wrong)


def test_it_opens_under_its_own_key_and_number_only() -> None:
    """A file put in another's place is not that file."""
    key = new_key()
    box = boxed(key, "f1", b"household")
    for other, id in ((new_key(), "f1"), (key, "f2")):
        with pytest.raises(NotWhole):
            unboxed(other, id, box)


@pytest.mark.parametrize("many", [1, 2, 5])
def test_whoever_lacks_a_share_has_nothing(many: int) -> None:
    """All shares make the key; all but one make another."""
    key = new_key()
    parts = shares(key, many)
    assert len(parts) == many and joined(parts) == key
    for left_out in range(many):
        assert joined([p for n, p in enumerate(parts) if n != left_out]) != key
