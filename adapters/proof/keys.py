"""The keys that sign checkpoints: a file of 0600 outside the database, a line for each."""

import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from adapters.aside import written_aside
from adapters.proof.notes import Ed25519Signer, Signer
from domain.ground.sayings import Saying

MOST_BYTES = 65_536
ALGORITHMS: Mapping[str, Callable[[bytes], Signer]] = {"ed25519": Ed25519Signer}
"""What a line may begin with. A device, or another algorithm, is one more entry."""


class UnsafeProofKey(Exception):
    """The file of signing keys can be read by others, or holds no key."""


def make(path: Path) -> None:
    """Write a new key, whole or not at all; one that is there stays."""
    line = f"ed25519 {b64encode(token_bytes(32)).decode()}\n"
    with written_aside(path, line.encode()) as aside, suppress(FileExistsError):
        os.link(aside, path)


def signers(path: Path) -> list[Signer]:
    """Every key of the file, in order. Raises ``UnsafeProofKey``, ``OSError``."""
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise UnsafeProofKey(
                Saying("{path} must be accessible by its owner only (chmod 600)", path=path)
            )
        told = file.read(MOST_BYTES).decode("ascii", "replace").splitlines()
    try:
        found = [_signer(*line.split()) for line in told if line.strip()]
    except (TypeError, ValueError, KeyError):
        found = []
    if not found:
        raise UnsafeProofKey(Saying("{path} is no file of signing keys", path=path))
    return found


def _signer(algorithm: str, secret: str) -> Signer:
    return ALGORITHMS[algorithm](b64decode(secret, validate=True))


def installation(signer: Signer) -> str:
    """How an installation is called whose first checkpoint this key signs."""
    return f"relief/{sha256(signer.public).hexdigest()[:16]}"
