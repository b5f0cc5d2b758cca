"""What waits to become a part of a case: an upload, told before its bytes are kept.

It is told first, so that whoever is killed in between leaves nothing that nobody finds again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec

from adapters.files.store import FileStore, NoFile
from domain.ground.files import SealedFile

ROOM = "waiting"
LASTS = timedelta(hours=24)
"""How long an upload may wait to become a part of its case."""
SWEPT_AFTER = LASTS + timedelta(hours=2)
"""After how long it goes: nobody can be about to take it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An upload: to which case, when, and a keyed hash of the bytes as they were sent."""

    case: str
    at: datetime
    sent: str
    sealed: SealedFile


class Waiting:
    """The uploads that wait. Thread-safe."""

    def __init__(self, store: FileStore) -> None:
        self._store = store

    def of(self, file: str) -> Upload | None:
        """The upload of this number, if there is one."""
        try:
            told = b"".join(self._store.read(f"{ROOM}/{file}"))
        except NoFile:
            return None
        return msgspec.json.decode(told, type=Upload)

    def tell(self, upload: Upload) -> bool:
        """Tell of one; whether nobody told of one under this number before."""
        return self._store.note(f"{ROOM}/{upload.sealed.file}", msgspec.json.encode(upload))

    def forget(self, file: str) -> None:
        """It waits no more."""
        self._store.remove(f"{ROOM}/{file}")

    def all(self) -> list[str]:
        """The numbers of all that wait."""
        return [held.name.partition("/")[2] for held in self._store.listed(ROOM)]


def place(file: str) -> str:
    """Under which name the bytes of a file are kept."""
    return f"kept/{file[:2]}/{file}"


class Hash:
    """SHA-256 of a file that passes by."""

    def __init__(self) -> None:
        self._hash, self.size = sha256(), 0

    def add(self, part: bytes) -> bytes:
        """Take a part in; it comes back as it was."""
        self._hash.update(part)
        self.size += len(part)
        return part

    def digest(self) -> bytes:
        """Of everything so far."""
        return self._hash.digest()

    def hex(self) -> str:
        """The same as text."""
        return self._hash.hexdigest()
