"""How far the ledgers are, and waiting until they show what was just written."""

import re
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

import anyio
from sqlalchemy import Connection, select
from starlette.requests import Request

from adapters.store.places import FOLLOWERS
from relief.api.desk import Desk
from relief.api.problems import Fault, Problem
from relief.bootstrap import FOLLOWER, Service
from relief.wording import Edge

PATIENCE_SECONDS = 2.0
POLL_SECONDS = 0.02
HEADER = "relief-after"

_POSITION = re.compile(r"[0-9]{1,19}")

T = TypeVar("T")


def position(connection: Connection) -> int | None:
    """The position of the rows this connection sees; ``None`` before there are any."""
    mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == FOLLOWER)
    found: int | None = connection.execute(mine).scalar_one_or_none()
    return found


def head(service: Service) -> int:
    """The newest position of the history."""
    return service.journal.store.max_notification_id() or 0


def wanted(request: Request, after: int | None) -> int:
    """The position a reader waits for: the query, or the header. Raises ``Problem``."""
    if after is not None:
        return after
    given = request.headers.get(HEADER, "0")
    if not _POSITION.fullmatch(given):
        raise Problem(Fault(Edge.QUERY_INVALID, field="relief_after"))
    return int(given)


async def ledger(desk: Desk, target: int, read: Callable[[Connection], T]) -> tuple[T, int]:
    """What ``read`` finds once the ledgers have reached ``target``, and their position.

    Position and rows come from one transaction. Raises ``Problem``: 400 for a position nothing
    has, at once; 503 after ``PATIENCE_SECONDS``.
    """
    deadline = monotonic() + PATIENCE_SECONDS
    known = False
    while True:
        found = await desk.blocking(lambda: _read(desk.service, target, read))
        if found is not None:
            return found
        if not known and target > await desk.blocking(lambda: head(desk.service)):
            raise Problem(Fault(Edge.QUERY_INVALID, field="after"))
        known = True
        if monotonic() >= deadline:
            raise Problem(Fault(Edge.LEDGER_BEHIND))
        await anyio.sleep(POLL_SECONDS)


def _read(service: Service, target: int, read: Callable[[Connection], T]) -> tuple[T, int] | None:
    with service.ledgers.reading() as connection:
        reached = position(connection)
        if reached is None or reached < target:
            return None
        return read(connection), reached
