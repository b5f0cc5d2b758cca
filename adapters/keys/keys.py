"""The master key, and what is derived from it: wrapping, blind indexes, digests, new persons."""

import hashlib
import hmac
import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path
from secrets import token_bytes, token_hex

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from adapters.store.schema import PersonRow

KEY_BYTES = 32
NONCE_BYTES = 12


class UnsafeMasterKey(Exception):
    """The master key file can be read by others, or is not a key."""


class WrongKey(Exception):
    """A sealed or wrapped value does not belong to this key, person or place."""


def _derived(secret: bytes, purpose: str) -> bytes:
    hkdf = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"relief/{purpose}/1".encode())
    return hkdf.derive(secret)


def _keyed(key: bytes, message: bytes) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def seal_bytes(cipher: AESGCM, clear: bytes, place: bytes) -> str:
    """Base64 of a random nonce and the ciphertext, bound to ``place``."""
    nonce = os.urandom(NONCE_BYTES)
    return b64encode(nonce + cipher.encrypt(nonce, clear, place)).decode("ascii")


def open_bytes(cipher: AESGCM, box: str, place: bytes) -> bytes:
    """The clear bytes. Raises ``WrongKey`` where key, place or box do not fit together."""
    try:
        sealed = b64decode(box, validate=True)
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise WrongKey("a sealed value does not fit its key and place") from None


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class MasterKey:
    """32 secret bytes kept outside the database. Never logged, never shown."""

    __slots__ = ("_digest_key", "_index_key", "_wrapper")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise UnsafeMasterKey(f"a master key has {KEY_BYTES} bytes")
        self._wrapper = AESGCM(_derived(secret, "wrap"))
        self._index_key = _derived(secret, "blind-index")
        self._digest_key = _derived(secret, "digest")

    def __repr__(self) -> str:
        return "‹master key›"

    @classmethod
    def create(cls, path: Path) -> "MasterKey":
        """Write a new random key, readable by its owner only. Raises ``FileExistsError``.

        It is written aside and linked into place whole and durable: whoever is killed here, or
        starts at the same time, never leaves or reads half a key.
        """
        secret = token_bytes(KEY_BYTES)
        aside = path.with_name(f"{path.name}.{token_hex(8)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        try:
            with os.fdopen(os.open(aside, flags, 0o600), "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(secret)
                file.flush()
                os.fsync(file.fileno())
            os.link(aside, path)
            _sync_folder(path.parent)
        finally:
            aside.unlink(missing_ok=True)
        return cls(secret)

    @classmethod
    def load(cls, path: Path) -> "MasterKey":
        """Read the key. Raises ``UnsafeMasterKey`` where group or others may touch the file."""
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise UnsafeMasterKey(f"{path} must be accessible by its owner only (chmod 600)")
            return cls(file.read(KEY_BYTES + 1))

    def wrap(self, person_id: str, data_key: bytes) -> str:
        """A person's data key, sealed for storing; bound to the person."""
        return seal_bytes(self._wrapper, data_key, person_id.encode())

    def unwrap(self, person_id: str, wrapped: str) -> bytes:
        """The person's data key. Raises ``WrongKey``."""
        return open_bytes(self._wrapper, wrapped, person_id.encode())

    def blind_index(self, id_number: str) -> str:
        """Hex HMAC-SHA256 of an identity number (trimmed, upper case): equality, nothing else."""
        return _keyed(self._index_key, id_number.strip().upper().encode())

    def place_index(self, place: str) -> str:
        """Hex HMAC-SHA256 of where something happened (signs that show, lower case): equality only."""
        written = "".join(place.split()).casefold()
        return _keyed(self._index_key, b"place|" + written.encode())

    def digest(self, payload: bytes) -> str:
        """Hex HMAC-SHA256 of a command's payload, so a receipt shows a reused id."""
        return _keyed(self._digest_key, payload)

    def new_person(self, id_number: str) -> PersonRow:
        """A person not stored yet: random identifier, blind index, fresh wrapped data key."""
        person_id = token_hex(16)
        wrapped = self.wrap(person_id, token_bytes(KEY_BYTES))
        return PersonRow(person_id, self.blind_index(id_number), wrapped)
