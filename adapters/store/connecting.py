"""Connections to PostgreSQL: to the server itself, with what was asked for in force, never endless."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg.errors import _WaitTimeout

from adapters.store.errors import NotHeld
from adapters.store.postgres_ddl import TIMELINE
from domain.ground.sayings import Saying

STATEMENT_SECONDS = 35.0
"""Longer than the server's own limit on a statement: only a server that fell silent reaches it."""
ANSWER_SECONDS = 8.0
"""How long somebody waits for a save. No limit of the server covers a commit that waits for a standby."""


@dataclass(frozen=True, slots=True)
class Server:
    """Which database a connection leads to; ``timeline`` is empty where the server only recovers."""

    system: str
    database: str
    timeline: str


class Bounded(psycopg.Connection[Any]):
    """A connection on which nothing waits for ever: what has no answer in time is cut off.

    Cut, not cancelled: a cancelled wait for a standby is answered like a success.
    """

    patience = STATEMENT_SECONDS

    @cached_property
    def saving(self) -> psycopg.Cursor[Any]:
        """The cursor of all saves by this connection: to make one costs a third of the driver's work."""
        return self.cursor()

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As its base; raises ``OperationalError`` with the connection closed after ``patience``."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("no answer in time; the connection was cut") from None

    def commit(self) -> None:
        """As its base, and within the time somebody waits for a save."""
        self.patience = min(self.patience, ANSWER_SECONDS)
        try:
            super().commit()
        finally:
            self.patience = STATEMENT_SECONDS


def look_at(connection: psycopg.Connection[Any], wanted: Mapping[str, str]) -> Server:
    """The server at the other end. Raises ``NotHeld`` where what was asked for does not hold there."""
    names = tuple(wanted)
    asked = "".join(f", current_setting('{name}')" for name in names)
    found = connection.execute(
        "SELECT (SELECT system_identifier::text FROM pg_control_system()),"
        " (SELECT oid::text FROM pg_database WHERE datname = current_database()),"
        f" CASE WHEN pg_is_in_recovery() THEN '' ELSE {TIMELINE} END,"
        f" pg_backend_pid(), current_schema(){asked}"
    ).fetchone()
    assert found is not None
    if not connection.autocommit:
        connection.rollback()
    system, database, timeline, process, schema, *held = found
    _check(connection.info.backend_pid == process, wanted, dict(zip(names, held, strict=True)))
    if wanted.get("search_path", schema) != schema:
        raise NotHeld(Saying("there is no schema {value}", value=wanted["search_path"]))
    return Server(system, database, timeline)


def _check(itself: bool, wanted: Mapping[str, str], held: Mapping[str, str]) -> None:
    differ: Sequence[str] = [
        Saying("{name} is {held}, not {value}", name=name, held=held[name], value=value)
        for name, value in wanted.items()
        if held[name] != value
    ]
    if not itself:
        differ = [*differ, Saying("the connection is not the server's own")]
    if differ:
        raise NotHeld(
            Saying(
                "the database answers through a pooler ({what}); relief needs connections to"
                " PostgreSQL itself: it sends its time limits and the schema of its ledgers as startup"
                " options, prepares statements and listens. pgbouncer with ignore_startup_parameters ="
                " options drops them, in whatever pool mode. Name the server's own port in"
                " RELIEF_DATABASE (several hosts: ?host=A:5432&host=B:5432"
                "&target_session_attrs=read-write)",
                what=tuple(differ),
            )
        )
