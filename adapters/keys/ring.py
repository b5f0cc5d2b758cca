"""Master keys as a ring: several at once, one of them current, each under an id that says nothing.

The keys of blind indexes and digests are no master keys: they never change, because what was indexed
must be found again. The first edition derived them from its one master key; the first rotation writes
them into the ring, so that the master key itself can go.
"""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys.boxes import KEY_BYTES, derived, open_bytes, seal_bytes
from domain.ground.personal import Reckoned
from domain.ground.sayings import Saying
from domain.registers.keys.facts import KeyCheck, KeyRole

FORM = "relief-master-keys/1"


class UnsafeMasterKey(Exception):
    """The master key file can be read by others, or is not a key."""


class OpenToOthers(UnsafeMasterKey):
    """Group or others may touch the file of master keys."""


class MasterKeyMissing(Exception):
    """A value is wrapped under a master key that is not here (any more). Names its id."""


class KeysUnreadable(UnsafeMasterKey):
    """The file of master keys cannot be read now, or another one was put in its place."""


class KeysNotReplaced(Exception):
    """The file of master keys cannot be written anew; it is as it was."""


class MasterKeys(Protocol):
    """What wraps persons' keys: a file on this machine, or a key management service."""

    def current(self) -> str:
        """The id of the key that new values are wrapped under."""
        ...

    def original(self) -> str:
        """The id of the key under which the first edition wrapped, which wrote no id beside it."""
        ...

    def held(self) -> tuple[str, ...]:
        """The ids of every key there is, the oldest first."""
        ...

    def wrap(self, key: str, clear: bytes, place: bytes) -> str:
        """Sealed under the named key. Raises ``MasterKeyMissing``."""
        ...

    def unwrap(self, key: str, wrapped: str, place: bytes) -> bytes:
        """The clear bytes. Raises ``MasterKeyMissing``, or ``WrongKey`` in another place."""
        ...

    def lookup(self) -> tuple[bytes, bytes]:
        """The keys of blind indexes and of digests; they outlive every master key."""
        ...

    def checks(self) -> tuple[KeyCheck, ...]:
        """A check value of every key there is: only this key yields it, and it leads nowhere."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """The secrets themselves. Never shown."""

    keys: Mapping[str, bytes]
    now: str
    first: str
    index_key: bytes
    digest_key: bytes

    @classmethod
    def of(cls, secret: bytes) -> "Ring":
        """The ring of the first edition: one key, from which all else is derived."""
        if len(secret) != KEY_BYTES:
            raise UnsafeMasterKey(Saying("a master key has {bytes} bytes", bytes=KEY_BYTES))
        id = key_id(secret)
        index, digest = derived(secret, "blind-index"), derived(secret, "digest")
        return cls({id: secret}, id, id, index, digest)

    @classmethod
    def decode(cls, raw: bytes) -> "Ring":
        """From a file: 32 bytes of the first edition, or a ring. Raises ``UnsafeMasterKey``."""
        if len(raw) == KEY_BYTES:
            return cls.of(raw)
        try:
            told = json.loads(raw)
            if told["form"] != FORM:
                raise ValueError("another form")
            keys = {id: b64decode(key, validate=True) for id, key in told["keys"].items()}
            index, digest = b64decode(told["index"]), b64decode(told["digest"])
            ring = cls(keys, told["current"], told["original"], index, digest)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UnsafeMasterKey(Saying("this is no file of master keys")) from None
        lengths = {*map(len, keys.values()), len(index), len(digest)}
        named = all(id == key_id(key) for id, key in keys.items())
        if ring.now not in keys or lengths != {KEY_BYTES} or not named:
            raise UnsafeMasterKey(Saying("this is no file of master keys"))
        return ring

    def encode(self) -> bytes:
        """As a file holds it."""
        told = {
            "form": FORM,
            "current": self.now,
            "original": self.first,
            "keys": {id: b64encode(key).decode() for id, key in self.keys.items()},
            "index": b64encode(self.index_key).decode(),
            "digest": b64encode(self.digest_key).decode(),
        }
        return json.dumps(told, indent=1).encode()

    def with_key(self, secret: bytes) -> "Ring":
        """One key more, not current yet."""
        return replace(self, keys={**self.keys, key_id(secret): secret})

    def using(self, id: str) -> "Ring":
        """From now on new values are wrapped under this key. Raises ``MasterKeyMissing``."""
        if id not in self.keys:
            raise MasterKeyMissing(id)
        return replace(self, now=id)

    def without(self, id: str) -> "Ring":
        """A key less. Raises ``ValueError`` for the current one."""
        if id == self.now:
            raise ValueError("the current master key cannot be retired")
        return replace(self, keys={i: key for i, key in self.keys.items() if i != id})


class RingKeys:
    """Master keys in memory; ``ring`` is what they are now."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._ciphers: dict[str, AESGCM] = {}

    def __repr__(self) -> str:
        return "‹master keys›"

    def ring(self) -> Ring:
        """The ring as it is now."""
        return self._ring

    def current(self) -> str:
        """The id of the key that new values are wrapped under."""
        return self.ring().now

    def original(self) -> str:
        """The id of the first key."""
        return self.ring().first

    def held(self) -> tuple[str, ...]:
        """The ids of every key there is."""
        return tuple(self.ring().keys)

    def wrap(self, key: str, clear: bytes, place: bytes) -> str:
        """Sealed under the named key."""
        return seal_bytes(self._cipher(key), clear, place)

    def unwrap(self, key: str, wrapped: str, place: bytes) -> bytes:
        """The clear bytes."""
        return open_bytes(self._cipher(key), wrapped, place)

    def lookup(self) -> tuple[bytes, bytes]:
        """The keys of blind indexes and of digests."""
        return self.ring().index_key, self.ring().digest_key

    def checks(self) -> tuple[KeyCheck, ...]:
        """A check value of every key there is."""
        ring = self.ring()
        return (
            *(checked(KeyRole.MASTER, key) for key in ring.keys.values()),
            checked(KeyRole.INDEX, ring.index_key),
            checked(KeyRole.DIGEST, ring.digest_key),
        )

    def _cipher(self, id: str) -> AESGCM:
        secret = self.ring().keys.get(id)
        if secret is None:
            self._ciphers.pop(id, None)
            raise MasterKeyMissing(id)
        cipher = self._ciphers.get(id)
        if cipher is None:
            cipher = self._ciphers[id] = AESGCM(derived(secret, "wrap"))
        return cipher


class NoKeys:
    """Where nobody needs a key, or there is none: whatever is asked of it is refused."""

    def current(self) -> str:
        """Raises ``MasterKeyMissing``, as everything here but what lists keys."""
        raise MasterKeyMissing("no master key was opened")

    def original(self) -> str:
        """There is none."""
        return self.current()

    def held(self) -> tuple[str, ...]:
        """No key at all."""
        return ()

    def wrap(self, key: str, clear: bytes, place: bytes) -> str:
        """Nothing is sealed."""
        return self.current()

    def unwrap(self, key: str, wrapped: str, place: bytes) -> bytes:
        """Nothing opens."""
        raise MasterKeyMissing(key)

    def lookup(self) -> tuple[bytes, bytes]:
        """There is none."""
        raise MasterKeyMissing("no master key was opened")

    def checks(self) -> tuple[KeyCheck, ...]:
        """No key at all."""
        return ()


def checked(role: KeyRole, secret: bytes) -> KeyCheck:
    """A key's check value: HMAC-SHA256 of its role, under a key derived for nothing else."""
    label = f"relief/{role.value}".encode()
    value = hmac.new(derived(secret, "check-value"), label, sha256).hexdigest()
    return KeyCheck(role, key_id(secret), Reckoned(value))


def key_id(secret: bytes) -> Reckoned:
    """A key's id: 16 hex digits that follow from it and lead nowhere."""
    return Reckoned(derived(secret, "key-id").hex()[:16])
