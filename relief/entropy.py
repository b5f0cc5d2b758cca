"""Where chance comes from: the operating system, or a seed where a history must repeat itself."""

import random
import secrets
from typing import Protocol

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two signs nobody misreads."""
_SIGNS = ALPHABET.encode() * (256 // len(ALPHABET))
"""The sign of each byte."""


class Entropy(Protocol):
    """Draws random tokens."""

    def token(self, length: int) -> str:
        """``length`` random signs of ``ALPHABET``."""
        ...


def mixed(given: str, entropy: Entropy) -> str:
    """What somebody gave, and chance nobody could know beside it; a blank text stays what it is.

    Whoever knows both can reckon again what they drew, and nobody alone decides it.
    """
    if given and not given.strip():
        return given
    own = entropy.token(16)
    return f"{given}|{own}" if given else own


class SystemEntropy:
    """Cryptographic chance."""

    def token(self, length: int) -> str:
        """Unguessable: each byte of chance is a sign, and each sign that of as many bytes."""
        return secrets.token_bytes(length).translate(_SIGNS).decode()


class SeededEntropy:
    """The same tokens for the same seed. For the demo only: anyone can guess them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def token(self, length: int) -> str:
        """The next token of the sequence."""
        return "".join(self._random.choice(ALPHABET) for _ in range(length))
