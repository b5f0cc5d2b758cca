"""Signed notes and checkpoints of C2SP: a text, and a line for each key that signed it."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from adapters.proof.merkle import HASH_BYTES

DASH = "\u2014 "
ED25519 = b"\x01"
ID_BYTES = 4
MOST_SIGNATURES = 64


class WrongNote(ValueError):
    """A text is no note, or no key that is trusted signed it."""


class Signer(Protocol):
    """What signs: a key in a file, or a device. Other algorithms have other types."""

    @property
    def type(self) -> bytes:
        """The byte (or bytes) by which C2SP tells the algorithm."""
        ...

    @property
    def public(self) -> bytes:
        """The public key as verifier keys hold it."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message."""
        ...


class Ed25519Signer:
    """Signs with a key of 32 secret bytes. Never shown."""

    type = ED25519

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return "‹signing key›"

    def sign(self, message: bytes) -> bytes:
        """The signature of RFC 8032."""
        return self._key.sign(message)


def key_id(name: str, type: bytes, public: bytes) -> bytes:
    """Four bytes by which a signature line tells its key."""
    return sha256(name.encode() + b"\n" + type + public).digest()[:ID_BYTES]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under the name it signs as."""

    name: str
    type: bytes
    public: bytes

    @property
    def id(self) -> bytes:
        """As signature lines tell it."""
        return key_id(self.name, self.type, self.public)

    def __str__(self) -> str:
        told = b64encode(self.type + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{told}"

    @classmethod
    def read(cls, text: str) -> "Verifier":
        """From a verifier key. Raises ``WrongNote``."""
        try:
            name, id, told = text.strip().split("+", 2)
            key = b64decode(told, validate=True)
        except ValueError:
            raise WrongNote("this is no verifier key") from None
        found = cls(name, key[:1], key[1:])
        if not name or found.id.hex() != id:
            raise WrongNote("this is no verifier key")
        return found

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature is of this key; of an unknown algorithm none is."""
        if self.type != ED25519 or len(self.public) != HASH_BYTES:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def signed(text: str, name: str, signers: Sequence[Signer]) -> str:
    """A note: the text, and a line for each signer under this name."""
    lines = []
    for one in signers:
        told = key_id(name, one.type, one.public) + one.sign(text.encode())
        lines.append(f"{DASH}{name} {b64encode(told).decode()}\n")
    return f"{text}\n{''.join(lines)}"


def parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text, and of each line name, key id and signature. Raises ``WrongNote``."""
    text, blank, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not blank or not text or lines.pop() or not 0 < len(lines) <= MOST_SIGNATURES:
        raise WrongNote("this is no note")
    return f"{text}\n", [_line(line) for line in lines]


def _line(line: str) -> tuple[str, bytes, bytes]:
    name, blank, told = line.removeprefix(DASH).partition(" ")
    try:
        raw = b64decode(told, validate=True)
    except ValueError:
        raise WrongNote("a signature cannot be read") from None
    exact = b64encode(raw).decode() == told
    if not exact or not line.startswith(DASH) or not name or not blank or len(raw) <= ID_BYTES:
        raise WrongNote("a signature cannot be read")
    return name, raw[:ID_BYTES], raw[ID_BYTES:]


def opened(note: str, trusted: Iterable[Verifier]) -> str:
    """The text, where a trusted key signed it and none of theirs is wrong. Raises ``WrongNote``."""
    text, lines = parts(note)
    known = {(one.name, one.id): one for one in trusted}
    found = [(known[name, id], told) for name, id, told in lines if (name, id) in known]
    if not found or not all(key.holds(text.encode(), told) for key, told in found):
        raise WrongNote("no trusted key signed this")
    return text


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a log had come, and the root over it."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """As it is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def note(self, signers: Sequence[Signer]) -> str:
        """Signed under the name of the log."""
        return signed(self.text(), self.origin, signers)

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """From the text of a note: exactly three lines. Raises ``WrongNote``."""
        lines = text.split("\n")
        try:
            origin, size, told, end = lines
            found = cls(origin, int(size), b64decode(told, validate=True))
        except ValueError:
            raise WrongNote("this is no checkpoint") from None
        if end or not origin or found.text() != text or len(found.root) != HASH_BYTES:
            raise WrongNote("this is no checkpoint")
        return found
