"""A request to the office, and the receipt of what was done: the same for whoever asks twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from domain.case.authority import Officer
from domain.case.plain import right_written
from domain.case.state import Case
from domain.ground import commands as c
from domain.ground.facts import Recorded
from domain.ground.history import CommandRow
from domain.ground.refusal import Code, Refused, reason


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
    """A command with who gives it, under which id, over which payload and seen version.

    ``former``: other ids under which the same request may have been carried out before. Names and
    numbers in the command come in their one way of writing, whoever made the request.
    """

    command: c.Command
    officer: Officer
    id: str
    digest: str
    seen: int | None = None
    former: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Put right what is meant for certain."""
        object.__setattr__(self, "command", right_written(self.command))


SYSTEMS_OWN = "~"
"""What the ids of the system's own commands begin with: no officer's id can hold it."""


def client_id(officer: str, key: str) -> str:
    """The id of a command an officer gives: their own id, and the key they chose."""
    return f"{officer}/{key}"


def system_id(doing: str, *parts: str) -> str:
    """The id of a command the system gives of itself; nobody else can utter it."""
    return SYSTEMS_OWN + "/".join((doing, *parts))


def before(id: str) -> str:
    """The same command's id as it was before the system's ids had a space of their own."""
    return id.removeprefix(SYSTEMS_OWN)


def stale(request: Request, case: Case) -> Refused | None:
    """Somebody decided on what they saw, and the case has moved on since."""
    if request.seen is None or request.seen == case.version:
        return None
    return Refused((reason(Code.VERSION_STALE, seen=request.seen, version=case.version),))


def stored(request: Request, receipt: Receipt) -> CommandRow:
    """The receipt as the store keeps it; positions are the store's to fill in."""
    kept = {"case": receipt.case, "version": receipt.version, "facts": receipt.facts}
    return CommandRow(request.id, request.digest, msgspec.json.encode(kept).decode())


def told(own: str, command: c.Command, recorded: Sequence[Recorded]) -> Receipt:
    """The receipt of what is about to be saved, over the command's own stream."""
    version = max((r.version for r in recorded if r.stream == own), default=0)
    return Receipt(command.case, version, 0, tuple(r.fact.NAME for r in recorded))


def repeated(request: Request, row: CommandRow) -> Receipt | Refused:
    """The stored receipt, told again; refused where the id was used for another payload."""
    if row.digest != request.digest:
        return Refused((reason(Code.IDEMPOTENCY_KEY_REUSED),))
    kept = msgspec.json.decode(row.outcome)
    return Receipt(
        kept["case"], kept["version"], row.last_position, tuple(kept["facts"]), repeated=True
    )
