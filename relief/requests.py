"""A request to the office, and the receipt of what was done: the same for whoever asks twice."""

from dataclasses import dataclass

import msgspec

from adapters.store.schema import CommandRow
from domain.authority import Officer
from domain.case import commands as c
from domain.case.state import Case
from domain.refusal import Code, Refused, reason


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command did. ``position`` lets a reader wait for its own write.

    ``repeated``: an earlier request with this id had done it already.
    """

    case: str
    version: int
    position: int
    facts: tuple[str, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A command with who gives it, under which id, over which payload and seen version."""

    command: c.Command
    officer: Officer
    id: str
    digest: str
    seen: int | None = None


def stale(request: Request, case: Case) -> Refused | None:
    """Somebody decided on what they saw, and the case has moved on since."""
    if request.seen is None or request.seen == case.version:
        return None
    return Refused((reason(Code.VERSION_STALE, seen=request.seen, version=case.version),))


def stored(request: Request, receipt: Receipt) -> CommandRow:
    """The receipt as the store keeps it; positions are the store's to fill in."""
    told = {"case": receipt.case, "version": receipt.version, "facts": receipt.facts}
    return CommandRow(request.id, request.digest, msgspec.json.encode(told).decode())


def repeated(request: Request, row: CommandRow) -> Receipt | Refused:
    """The stored receipt, told again; refused where the id was used for another payload."""
    if row.digest != request.digest:
        return Refused((reason(Code.IDEMPOTENCY_KEY_REUSED),))
    told = msgspec.json.decode(row.outcome)
    return Receipt(
        told["case"], told["version"], row.last_position, tuple(told["facts"]), repeated=True
    )
