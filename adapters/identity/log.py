"""What happened at the door: a log that only grows, beside the sessions."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from adapters.chain.log import ChainedLog, Noted
from adapters.identity.schema import LOG, SIGN_INS

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody came to the door. ``at`` in seconds since 1970.

    ``officer`` is "-" where nobody known was named.
    """

    at: float
    officer: str
    event: str
    method: str
    address: str


class SignInLog(ChainedLog[Entry]):
    """Keeps what happened at the door, for good."""

    chain = SIGN_INS
    decoder = msgspec.json.Decoder(Entry)

    def page(self, size: int, before: int | None = None) -> list[Noted[Entry]]:
        """What happened, the newest first."""
        return self._newest(select(LOG), before, size)
