"""The log of rows of a history from before: what stood beside its facts, taken over as it stood, once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from adapters.store.proving import (
    BEGAN,
    PERSON,
    RETIRED,
    SAVE,
    ProofRow,
    claim_row,
    digest,
    person_digest,
    receipt_digest,
)
from adapters.store.schema import CLAIMS, COMMANDS, EVENTS, PEOPLE, PROOF_ROWS
from adapters.store.schema import RETIRED as KEYS
from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow, PersonRow

PAGE = 5_000


def prove_before(connection: Connection) -> None:
    """Log every row there is, and that the log began with the newest fact; safe to repeat."""
    if connection.execute(select(PROOF_ROWS.c.number).limit(1)).first() is not None:
        return
    newest = select(EVENTS.c.position).order_by(EVENTS.c.position.desc()).limit(1)
    head = str(connection.execute(newest).scalar_one_or_none() or 0)
    rows = iter((*_before(connection), ProofRow(BEGAN, head, digest(BEGAN, head), "")))
    number = 0
    while page := list(islice(rows, PAGE)):
        told = [{"number": n, **one._asdict()} for n, one in enumerate(page, number + 1)]
        connection.execute(insert(PROOF_ROWS), told)
        number += len(page)


def _before(connection: Connection) -> Iterator[ProofRow]:
    receipts = (CommandRow(*row) for row in _all(connection, COMMANDS))
    for one in sorted(receipts, key=lambda row: (row.first_position, row.command_id)):
        yield ProofRow(SAVE, one.command_id, receipt_digest(one), "")
    for person in sorted(
        (PersonRow(*row) for row in _all(connection, PEOPLE)), key=lambda row: row.person_id
    ):
        yield ProofRow(PERSON, person.person_id, person_digest(person), "")
    claims = (ClaimRow(k, key, s, bool(v), *at) for k, key, s, v, *at in _all(connection, CLAIMS))
    for claim in sorted(claims, key=lambda row: (row.stream, row.version, row.kind, row.key)):
        yield claim_row(claim)
    for (key,) in sorted(_all(connection, KEYS)):
        yield ProofRow(RETIRED, key, digest(RETIRED, key), "")


def _all(connection: Connection, table: Table) -> Iterable[Any]:
    return connection.execute(select(table))
