"""How often somebody may try a password: guesses slow the guesser first, and nobody else for long.

A name from one client, or from one known device, is closed for longer after each failure. While
many clients try one name, those on unknown devices take turns: one each few seconds, and each waits
a few minutes at most, so that the right officer gets in from wherever they are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Insert, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from adapters.identity.schema import ATTEMPTS

FREE_TRIES = 20
"""Failures at one name from anywhere, before those on unknown devices take turns."""
CALM_SECONDS = 900.0
"""After how long without any they do so no more."""
TURN_SECONDS = 5.0
LONGEST_LINE_SECONDS = 300.0
KEPT_SECONDS = 120.0
"""How long a turn is kept for who was given it."""


@dataclass(frozen=True, slots=True)
class Knock:
    """Who knocks, by keyed hashes: name and client, or name and known ``device``.

    ``name`` and ``turn`` are empty for a known device: it takes no turns.
    """

    pair: str
    name: str = ""
    turn: str = ""


def turn(connection: Connection, knock: Knock, now: float) -> float:
    """0 for whose turn it is, or how long until it is; a turn is given to who has none."""
    if not knock.name:
        return 0.0
    wanted = select(ATTEMPTS.c.failures, ATTEMPTS.c.until).where(ATTEMPTS.c.name == knock.name)
    tried = connection.execute(wanted.with_for_update()).one_or_none()
    if tried is None or tried.failures < FREE_TRIES or now - tried.until > CALM_SECONDS:
        return 0.0
    closed = _until(connection, knock.pair)
    if closed is not None and closed > now:
        return float(closed - now)
    given = _until(connection, knock.turn)
    if given is not None and now < given + KEPT_SECONDS:
        if given <= now:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == knock.turn))
        return max(0.0, given - now)
    at: float = min(max(now, tried.until) + TURN_SECONDS, now + LONGEST_LINE_SECONDS)
    connection.execute(update(ATTEMPTS).where(ATTEMPTS.c.name == knock.name).values(until=at))
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == knock.turn))
    connection.execute(_into(connection).values(name=knock.turn, failures=0, until=at))
    return at - now


def counted(
    connection: Connection, knock: Knock, now: float, wait: Callable[[int], float]
) -> float:
    """Count a failure of the pair in one statement, so that guesses of one moment wait for each other.

    0, or how long it still is closed.
    """
    row = _into(connection).values(name=knock.pair, failures=1, until=now)
    statement = row.on_conflict_do_update(  # type: ignore[attr-defined]
        index_elements=["name"],
        set_={"failures": ATTEMPTS.c.failures + 1},
        where=ATTEMPTS.c.until <= now,
    ).returning(ATTEMPTS.c.failures)
    failures = connection.execute(statement).scalar_one_or_none()
    if failures is None:
        return max(0.001, (_until(connection, knock.pair) or now) - now)
    closed = update(ATTEMPTS).where(ATTEMPTS.c.name == knock.pair)
    connection.execute(closed.values(until=now + wait(failures)))
    if knock.name:
        _tried(connection, knock.name, now)
    return 0.0


def forgive(connection: Connection, knock: Knock) -> None:
    """It was the officer: the pair begins anew, and the name was not tried by somebody else."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == knock.pair))
    mine = (ATTEMPTS.c.name == knock.name) & (ATTEMPTS.c.failures > 0)
    connection.execute(update(ATTEMPTS).where(mine).values(failures=ATTEMPTS.c.failures - 1))


def _tried(connection: Connection, name: str, now: float) -> None:
    """One more failure at a name, from wherever; after a calm they are counted from the first again."""
    calm = (ATTEMPTS.c.name == name) & (ATTEMPTS.c.until < now - CALM_SECONDS)
    connection.execute(delete(ATTEMPTS).where(calm))
    row = _into(connection).values(name=name, failures=1, until=now)
    more = row.on_conflict_do_update(  # type: ignore[attr-defined]
        index_elements=["name"], set_={"failures": ATTEMPTS.c.failures + 1}
    )
    connection.execute(more)
    behind = (ATTEMPTS.c.name == name) & (ATTEMPTS.c.until < now)
    connection.execute(update(ATTEMPTS).where(behind).values(until=now))


def _until(connection: Connection, name: str) -> float | None:
    found = connection.execute(select(ATTEMPTS.c.until).where(ATTEMPTS.c.name == name))
    until: float | None = found.scalar_one_or_none()
    return until


def _into(connection: Connection) -> Insert:
    into = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
    return into(ATTEMPTS)
