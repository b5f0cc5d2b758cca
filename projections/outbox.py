"""Messages that are to be sent, or were taken out and not answered. Neither addresses nor words."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, Table, select

from domain.case.messages.facts import (
    MessageDelivered,
    MessageFailed,
    MessageHandedOver,
    MessageQueued,
    MessagesEnded,
)
from domain.ground.facts import Recorded
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


OUTBOX = table("outbox", OutboxRow, ("case_id", "number"))
ORDER = (OUTBOX.c.case_id, OUTBOX.c.number)
LOOKS: Looks = dict.fromkeys(
    (MessageQueued, MessageHandedOver, MessageDelivered, MessageFailed, MessagesEnded), ()
)
"""What it looks at."""


class Outbox:
    """Keeps the messages that are open."""

    tables: Sequence[Table] = (OUTBOX,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Put a message in, on, or away."""
        fact, case = recorded.fact, recorded.stream.partition("-")[2]
        since = recorded.recorded_at.isoformat()
        match fact:
            case MessageQueued():
                _put(rows, case, fact.number, MessageState.QUEUED, 0, since)
            case MessageHandedOver():
                _put(rows, case, fact.number, MessageState.OUT, fact.attempt, since)
            case MessageFailed(final=False):
                _put(rows, case, fact.number, MessageState.QUEUED, fact.attempt, since)
            case MessageDelivered() | MessageFailed():
                rows.delete(OUTBOX, (case, fact.number))
            case MessagesEnded():
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
