"""How far the ledgers are, and waiting until they show what was just written."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import NamedTuple, TypeVar

from pydantic_core import PydanticCustomError
from sqlalchemy import Connection, select
from starlette.requests import Request

from relief.api.desk import Desk
from relief.api.fields import whole
from relief.api.mistakes import wrong
from relief.api.problems import AFTER, Fault, Problem
from relief.api.queries import LARGEST_POSITION
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.outside import FOLLOWERS, NotBuilt
from relief.words.edges import Edge

PATIENCE_SECONDS = 2.0

T = TypeVar("T")


def position(connection: Connection) -> int | None:
    """The position of the rows this connection sees; ``None`` before there are any."""
    mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == FOLLOWER)
    found: int | None = connection.execute(mine).scalar_one_or_none()
    return found


def head(service: Service) -> int:
    """The newest position of the history."""
    return service.head()


class Wanted(NamedTuple):
    """A position a reader waits for, and whether a header said so."""

    position: int
    by_header: bool = False

    def beyond(self) -> Problem:
        """That nothing has this position."""
        return wrong_after("beyond-history") if self.by_header else wrong("after", "beyond-history")


def wanted(request: Request, after: int | None) -> Wanted:
    """The position a reader waits for: the query, or the header. Raises ``Problem``."""
    return Wanted(said(request), by_header=True) if after is None else Wanted(after)


def said(request: Request) -> int:
    """The position the header says, 0 where there is none. Raises ``Problem`` 400."""
    try:
        found = whole(request.headers.get(AFTER, "0"))
    except PydanticCustomError:
        raise wrong_after("not-digits") from None
    if found < 0:
        raise wrong_after("too-small", least="0")
    if found > LARGEST_POSITION:
        raise wrong_after("too-large", most=str(LARGEST_POSITION))
    return found


def wrong_after(fault: str, **facts: str) -> Problem:
    """The header that says a position, and what is wrong with it."""
    return Problem(Fault(Edge.HEADER_INVALID, field=AFTER, facts={"fault": fault, **facts}))


async def ledger(desk: Desk, asked: Wanted, read: Callable[[Connection], T]) -> tuple[T, int]:
    """What ``read`` finds once the ledgers have reached the position asked for, and their position.

    Position and rows come from one transaction. Raises ``Problem``: 400 for a position nothing
    has, at once; 503 after ``PATIENCE_SECONDS``, and at once while the ledgers are being built.
    """
    target = asked.position
    found = await _look(desk, target, read)
    if found is not None:
        return found
    if target > await desk.blocking(lambda: head(desk.service)):
        raise asked.beyond()
    return await _awaited(desk, target, read)


async def reached_by_history(desk: Desk, as_of: int | None, asked: Wanted) -> None:
    """Raises ``Problem`` 400 where something is asked as of a position nothing has, or after one."""
    if as_of is None:
        return
    newest = await desk.blocking(lambda: head(desk.service))
    if as_of > newest:
        late = asked.beyond().faults if asked.position > newest else ()
        raise Problem(*wrong("as_of", "beyond-history").faults, *late)


async def _awaited(desk: Desk, target: int, read: Callable[[Connection], T]) -> tuple[T, int]:
    """Call the follower, and look whenever the ledgers are heard to have moved."""
    deadline, ledgers = monotonic() + PATIENCE_SECONDS, desk.service.ledgers
    moved, loop = asyncio.Event(), asyncio.get_running_loop()
    with ledgers.moved.calling(lambda: loop.call_soon_threadsafe(moved.set)):
        await desk.blocking(ledgers.seat.call)
        while True:
            moved.clear()
            found = await _look(desk, target, read)
            if found is not None:
                return found
            left = deadline - monotonic()
            if left <= 0:
                raise Problem(Fault(Edge.LEDGER_BEHIND))
            with suppress(TimeoutError):
                await asyncio.wait_for(moved.wait(), min(left, ledgers.patience))


async def _look(desk: Desk, target: int, read: Callable[[Connection], T]) -> tuple[T, int] | None:
    try:
        return await desk.blocking(lambda: _read(desk.service, target, read))
    except NotBuilt:
        raise Problem(await desk.blocking(lambda: rebuilding(desk.service))) from None


def rebuilding(service: Service) -> Fault:
    """That the ledgers are being folded from the history, and how far that has come."""
    facts = {"applied": str(service.built()), "head": str(service.head())}
    return Fault(Edge.LEDGERS_REBUILDING, facts=facts)


def _read(service: Service, target: int, read: Callable[[Connection], T]) -> tuple[T, int] | None:
    with service.ledgers.reading() as connection:
        reached = position(connection)
        if reached is None or reached < target:
            return None
        return read(connection), reached
