"""Sealing what is too large to be held: AES-256-GCM piece by piece, each bound to its place.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of a piece is a
random beginning, the number of the piece and whether it is the last, so that none can be left out,
moved, repeated or cut off unnoticed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys.boxes import KEY_BYTES

PIECE = 64 * 1024
"""Bytes of clear text in a piece; only the last has fewer."""
TAG = 16
SEALED = PIECE + TAG
"""Bytes of such a piece as it is kept."""
FORM = b"relief-file/1\n"
BEGINNING = 7
HEAD = len(FORM) + BEGINNING


class NotWhole(Exception):
    """A sealed file was changed, cut off, or belongs to another key or number."""


def new_key() -> bytes:
    """A key for one file."""
    return token_bytes(KEY_BYTES)


class Sealing:
    """Seals a file that comes in parts; bound to the number it is kept under."""

    def __init__(self, key: bytes, id: str) -> None:
        self._cipher, self._place = AESGCM(key), id.encode()
        self._beginning, self._number = token_bytes(BEGINNING), 0
        self._held = bytearray()
        self._head = FORM + self._beginning

    def add(self, clear: bytes) -> bytes:
        """What is sealed of the file by now and was not given yet."""
        self._held += clear
        made, self._head = [self._head], b""
        while len(self._held) > PIECE:
            made.append(self._piece(bytes(self._held[:PIECE]), last=False))
            del self._held[:PIECE]
        return b"".join(made)

    def end(self) -> bytes:
        """The rest of it."""
        return self.add(b"") + self._piece(bytes(self._held), last=True)

    def _piece(self, clear: bytes, last: bool) -> bytes:
        nonce = _nonce(self._beginning, self._number, last)
        self._number += 1
        return self._cipher.encrypt(nonce, clear, self._place)


def opened(key: bytes, id: str, box: Iterable[bytes]) -> Iterator[bytes]:
    """The clear bytes, piece by piece; a piece is given only once it was proven.

    Raises ``NotWhole``.
    """
    cipher, held, number = AESGCM(key), bytearray(), 0
    parts = iter(box)
    for part in parts:
        held += part
        if len(held) >= HEAD:
            break
    beginning = bytes(held[len(FORM) : HEAD])
    if not held.startswith(FORM) or len(beginning) != BEGINNING:
        raise NotWhole("this is no sealed file")
    del held[:HEAD]

    def piece(last: bool) -> bytes:
        clear = cipher.decrypt(_nonce(beginning, number, last), bytes(held[:SEALED]), id.encode())
        del held[:SEALED]
        return clear

    try:
        for part in chain((b"",), parts):
            held += part
            while len(held) > SEALED:
                yield piece(last=False)
                number += 1
        yield piece(last=True)
    except InvalidTag:
        raise NotWhole("a sealed file was changed, or another key or number is its own") from None


def _nonce(beginning: bytes, number: int, last: bool) -> bytes:
    return beginning + number.to_bytes(4, "big") + bytes([last])


def shares(key: bytes, many: int) -> tuple[bytes, ...]:
    """The key in so many parts; whoever lacks one of them knows nothing of it."""
    others = tuple(token_bytes(KEY_BYTES) for _ in range(many - 1))
    return (*others, joined((key, *others)))


def joined(parts: Sequence[bytes]) -> bytes:
    """The key of all its parts."""
    whole = bytes(KEY_BYTES)
    for part in parts:
        whole = bytes(one ^ other for one, other in zip(whole, part, strict=True))
    return whole
