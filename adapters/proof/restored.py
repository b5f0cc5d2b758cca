"""What a restore says: under which name the logs go on, and how far they still agree with the old ones.

It is one row of the log of rows: the new name, then of each old log its origin, size and root.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.proof.keys import NAME
from adapters.proof.merkle import HASH_BYTES


@dataclass(frozen=True, slots=True)
class Restored:
    """The new name, and by old origin the size and root up to which the history brought back agrees."""

    name: str
    agreed: Mapping[str, tuple[int, bytes]]

    def told(self) -> str:
        """In the words that are logged."""
        words = [self.name]
        for origin, (size, root) in self.agreed.items():
            words += [origin, str(size), b64encode(root).decode()]
        return " ".join(words)

    @classmethod
    def read(cls, told: str) -> "Restored":
        """From what was logged. Raises ``ValueError``."""
        name, *rest = told.split(" ")
        if not NAME.fullmatch(name) or len(rest) % 3:
            raise ValueError("this is no restore")
        agreed = {}
        for n in range(0, len(rest), 3):
            agreed[rest[n]] = int(rest[n + 1]), b64decode(rest[n + 2], validate=True)
        found = cls(name, agreed)
        if found.told() != told or any(len(root) != HASH_BYTES for _, root in agreed.values()):
            raise ValueError("this is no restore")
        return found
