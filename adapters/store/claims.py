"""The table of claims: derived from facts, filled for a history from before, compared with facts."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import Any

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store.mapper import FactMapper
from adapters.store.schema import CLAIMS, EVENTS, TRACKING
from domain.case.claims import ClaimRow, Ledger, claimed
from domain.ground.facts import Recorded

logger = logging.getLogger(__name__)
DERIVED = "claims"
"""Under which name it is kept how far claims were derived from a history from before."""
PAGE = 2_000


def rebuild_claims(connection: Connection, mapper: FactMapper | None = None) -> list[ClaimRow]:
    """Fill the table from the facts of a history from before, in their order, once.

    Nothing is refused any more: those that come too late are kept as well, and returned.
    """
    done = select(TRACKING.c.notification_id).where(TRACKING.c.application_name == DERIVED)
    if connection.execute(done).first() is not None:
        return []
    ledger, late, head = Ledger(), list[ClaimRow](), 0
    for position, recorded in _facts(connection, mapper or FactMapper()):
        head, rows = position, claimed(recorded)
        late.extend(row for row in rows if ledger.add(row) is not None)
        _keep(connection, rows)
    connection.execute(TRACKING.insert().values(application_name=DERIVED, notification_id=head))
    if late:
        logger.warning("%d numbers were used twice before this was refused", len(late))
    return late


def _facts(connection: Connection, mapper: FactMapper) -> Iterator[tuple[int, Recorded]]:
    wanted = select(EVENTS).order_by(EVENTS.c.position).limit(PAGE)
    position = 0
    while rows := connection.execute(wanted.where(EVENTS.c.position > position)).all():
        for row in rows:
            position = row.position
            stored = StoredEvent(row.stream, row.version, row.name, row.body.encode())
            yield position, mapper.to_domain_event(stored)


def _keep(connection: Connection, rows: Iterable[ClaimRow]) -> None:
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    columns = CLAIMS.columns.keys()
    for row in rows:
        values = dict(zip(columns, astuple(row), strict=True))
        connection.execute(dialect.insert(CLAIMS).values(values).on_conflict_do_nothing())
