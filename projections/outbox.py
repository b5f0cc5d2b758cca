"""Messages that are to be sent, or were taken out and not answered. Neither addresses nor words."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, Table, select

from domain.case.messages.facts import (
    MessageDelivered,
    MessageFailed,
    MessageHandedOver,
    MessageQueued,
    MessagesAgreed,
    MessagesEnded,
)
from domain.case.messages.rules import ANSWERS, told_of
from domain.case.service.facts import DocumentServed
from domain.case.table import LETTERS
from domain.ground.facts import Fact, Recorded
from domain.ground.service_terms import MessageState
from projections.reading import Page, page
from projections.rows import Looks, Rows
from projections.tables import table


class OutboxRow(TypedDict):
    """A message that is open. ``since``: the instant of what happened to it last."""

    case_id: str
    number: int
    state: str
    attempts: int
    since: str


class AgreedRow(TypedDict):
    """A case whose family agreed to be written to."""

    case_id: str


class CauseRow(TypedDict):
    """A fact of such a case, by its version, of which the family is to be told and was not yet."""

    case_id: str
    cause: int


OUTBOX = table("outbox", OutboxRow, ("case_id", "number"))
AGREED = table("messages_agreed", AgreedRow, ("case_id",))
CAUSES = table("message_causes", CauseRow, ("case_id", "cause"))
ORDER = (OUTBOX.c.case_id, OUTBOX.c.number)
TOLD: frozenset[type[Fact]] = frozenset(
    {*ANSWERS, *(letter.fact for letter in LETTERS.values() if told_of(letter))}
)
"""Of what a family is told that agreed to be written to."""
LOOKS: Looks = dict.fromkeys(
    (
        *(MessagesAgreed, MessageQueued, MessageHandedOver, MessageDelivered, MessageFailed),
        *(MessagesEnded, DocumentServed),
        *sorted(TOLD, key=lambda fact: fact.NAME),
    ),
    (),
)
"""What it looks at."""


class Outbox:
    """Keeps the messages that are open, and what is to become one."""

    tables: Sequence[Table] = (OUTBOX, AGREED, CAUSES)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Put a message in, on, or away."""
        fact, case = recorded.fact, recorded.stream.partition("-")[2]
        since = recorded.recorded_at.isoformat()
        if type(fact) in TOLD:
            if rows.get(AGREED, (case,)) is not None:
                rows.put(CAUSES, {"case_id": case, "cause": recorded.version})
            return
        match fact:
            case DocumentServed():
                rows.delete(CAUSES, (case, fact.version))
            case MessagesAgreed():
                rows.put(AGREED, {"case_id": case})
            case MessageQueued():
                rows.delete(CAUSES, (case, fact.cause or 0))
                _put(rows, case, fact.number, MessageState.QUEUED, 0, since)
            case MessageHandedOver():
                _put(rows, case, fact.number, MessageState.OUT, fact.attempt, since)
            case MessageFailed(final=False):
                _put(rows, case, fact.number, MessageState.QUEUED, fact.attempt, since)
            case MessageDelivered() | MessageFailed():
                rows.delete(OUTBOX, (case, fact.number))
            case MessagesEnded():
                rows.delete(AGREED, (case,))
                for row in rows.find(CAUSES, case_id=case):
                    rows.delete(CAUSES, (case, row["cause"]))
                for row in rows.find(OUTBOX, case_id=case, state=MessageState.QUEUED.value):
                    rows.delete(OUTBOX, (case, row["number"]))
            case _:
                pass


def _put(
    rows: Rows, case: str, number: int, state: MessageState, attempts: int, since: str
) -> None:
    row = {"case_id": case, "number": number, "state": state.value}
    rows.put(OUTBOX, row | {"attempts": attempts, "since": since})


def waiting(connection: Connection, *, after: str | None = None, size: int) -> Page[OutboxRow]:
    """The open messages, case by case. Raises ``BadCursor``."""
    return page(connection, select(OUTBOX), OutboxRow, ORDER, after, size)


def to_tell(connection: Connection, *, after: str | None = None, size: int) -> Page[CauseRow]:
    """What families are to be told of and no message was queued for. Raises ``BadCursor``."""
    order = (CAUSES.c.case_id, CAUSES.c.cause)
    return page(connection, select(CAUSES), CauseRow, order, after, size)
