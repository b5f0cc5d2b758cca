"""The keys that sign checkpoints: a file of 0600 outside the database, a line for each.

Its first line is the name under which they sign: what the database says of it is no ground to trust it.
"""

import os
import re
import stat
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from adapters.aside import written_aside
from adapters.proof.notes import Ed25519Signer, Signer
from domain.ground.sayings import Saying

MOST_BYTES = 65_536
ORIGIN = "origin"
NAME = re.compile(r"(relief/[0-9a-f]{16})(?:-([2-9]|[1-9][0-9]{1,3}))?")
"""How an installation may be called: after its first key, and how often it was brought back."""
ALGORITHMS: Mapping[str, Callable[[bytes], Signer]] = {"ed25519": Ed25519Signer}
"""What a line may begin with. A device, or another algorithm, is one more entry."""


class UnsafeProofKey(Exception):
    """The file of signing keys can be read by others, or holds no key."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How an installation is called in the origins of its logs, and what signs for it."""

    name: str
    signers: Sequence[Signer]


def numbered(name: str) -> tuple[str, int]:
    """After which key an installation is called, and which of its names this is, from 1."""
    found = NAME.fullmatch(name)
    return (name, 1) if found is None else (found[1], int(found[2] or 1))


def older(name: str) -> list[str]:
    """The names it had before, the newest first."""
    first, number = numbered(name)
    return [*(f"{first}-{n}" for n in range(number - 1, 1, -1)), *([first] if number > 1 else [])]


def following(name: str) -> str:
    """The name it goes on under once it is brought back."""
    first, number = numbered(name)
    return f"{first}-{number + 1}"


def goes_on(name: str, before: str) -> bool:
    """Whether a name is the other one, or one that follows it."""
    (first, number), (theirs, earlier) = numbered(name), numbered(before)
    return first == theirs and number >= earlier


def rename(path: Path, name: str) -> None:
    """Go on signing under another name, with the same keys. Raises ``OSError``."""
    _, _, keys = path.read_text(encoding="ascii").partition("\n")
    with written_aside(path, f"{ORIGIN} {name}\n{keys}".encode()) as aside:
        os.replace(aside, path)


def make(path: Path) -> None:
    """Write a new key and the name of its installation, whole or not at all; what is there stays."""
    secret = token_bytes(32)
    public = Ed25519Signer(secret).public
    told = (
        f"{ORIGIN} relief/{sha256(public).hexdigest()[:16]}\ned25519 {b64encode(secret).decode()}\n"
    )
    with written_aside(path, told.encode()) as aside, suppress(FileExistsError):
        os.link(aside, path)


def signing(path: Path) -> Signing:
    """The name and every key of the file, in order. Raises ``UnsafeProofKey``, ``OSError``."""
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise UnsafeProofKey(
                Saying("{path} must be accessible by its owner only (chmod 600)", path=path)
            )
        told = file.read(MOST_BYTES).decode("ascii", "replace").splitlines()
    try:
        (word, name), *keys = (line.split() for line in told if line.strip())
        found = Signing(name, [_signer(*key) for key in keys])
    except (TypeError, ValueError, KeyError):
        word, found = "", Signing("", ())
    if word != ORIGIN or not NAME.fullmatch(found.name) or not found.signers:
        raise UnsafeProofKey(Saying("{path} is no file of signing keys", path=path))
    return found


def _signer(algorithm: str, secret: str) -> Signer:
    return ALGORITHMS[algorithm](b64decode(secret, validate=True))
