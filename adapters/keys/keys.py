"""What the master keys are used for: wrapping persons' keys, blind indexes, digests, new persons."""

import hmac
from pathlib import Path
from secrets import token_bytes, token_hex

from adapters.keys import files
from adapters.keys.boxes import KEY_BYTES, WrongKey
from adapters.keys.ring import MasterKeys, Ring, RingKeys, UnsafeMasterKey
from domain.ground.history import PersonRow

__all__ = ["MasterKey", "UnsafeMasterKey", "WrongKey"]

MARK = ":"
"""Between the id of a master key and what is wrapped under it; base64 has no such sign."""


def _keyed(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha256").hex()


class MasterKey:
    """The master keys as the office uses them. Never logged, never shown."""

    __slots__ = ("_lookup", "keys")

    def __init__(self, keys: MasterKeys | bytes) -> None:
        self.keys = RingKeys(Ring.of(keys)) if isinstance(keys, bytes) else keys
        self._lookup: tuple[bytes, bytes] | None = None

    def __repr__(self) -> str:
        return "‹master key›"

    @classmethod
    def create(cls, path: Path) -> "MasterKey":
        """Write a new random key, readable by its owner only. Raises ``FileExistsError``."""
        files.create(path)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "MasterKey":
        """Read the keys. Raises ``UnsafeMasterKey`` where group or others may touch the file."""
        return cls(files.FileKeys(path))

    def _keys(self) -> tuple[bytes, bytes]:
        """The keys of blind indexes and of digests, asked for once: they never change."""
        if self._lookup is None:
            self._lookup = self.keys.lookup()
        return self._lookup

    def wrap(self, person_id: str, data_key: bytes) -> str:
        """A person's data key, sealed under the current master key for storing; bound to the person."""
        current = self.keys.current()
        return f"{current}{MARK}{self.keys.wrap(current, data_key, person_id.encode())}"

    def unwrap(self, person_id: str, wrapped: str) -> bytes:
        """The person's data key. Raises ``WrongKey`` or ``MasterKeyMissing``."""
        key, mark, box = wrapped.rpartition(MARK)
        return self.keys.unwrap(key if mark else self.keys.original(), box, person_id.encode())

    def rewrapped(self, person: PersonRow) -> str:
        """The same data key under the current master key."""
        return self.wrap(person.person_id, self.unwrap(person.person_id, person.wrapped_key))

    def blind_index(self, id_number: str) -> str:
        """Hex HMAC-SHA256 of an identity number (trimmed, upper case): equality, nothing else."""
        return _keyed(self._keys()[0], id_number.strip().upper().encode())

    def place_index(self, place: str) -> str:
        """Hex HMAC-SHA256 of where something happened (signs that show, lower case): equality only."""
        written = "".join(place.split()).casefold()
        return _keyed(self._keys()[0], b"place|" + written.encode())

    def likeness(self, hashed: bytes) -> str:
        """Hex HMAC-SHA256 of the hash of a file: equal files are told equal, and nothing else."""
        return _keyed(self._keys()[0], b"file|" + hashed)

    def digest(self, payload: bytes) -> str:
        """Hex HMAC-SHA256 of a command's payload, so a receipt shows a reused id."""
        return _keyed(self._keys()[1], payload)

    def new_person(self, id_number: str) -> PersonRow:
        """A person not stored yet: random identifier, blind index, fresh wrapped data key."""
        person_id = token_hex(16)
        wrapped = self.wrap(person_id, token_bytes(KEY_BYTES))
        return PersonRow(person_id, self.blind_index(id_number), wrapped)
