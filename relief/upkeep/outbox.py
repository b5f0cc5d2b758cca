"""The outbox: messages go out to whom it was agreed with, each attempt taken out once on record.

Whoever records ``message-handed-over`` sends: its command's id names case, message and attempt, so that
of many sweeps one does. A process that dies in between leaves a message that is out and unanswered;
after ``LOST`` it is sent again under the same id, by which the provider knows it. So a message goes out
at least once, and once where the provider keeps ids.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import TypeVar

import structlog

from domain.case.authority import CITY, SYSTEM
from domain.case.beside import Message
from domain.case.messages.commands import HandOverMessage, QueueForCause, ReportMessage
from domain.case.messages.facts import MessagesAgreed
from domain.case.state import Case
from domain.case.streams import case_stream
from domain.ground.commands import Command
from domain.ground.history import KeyGone
from domain.ground.messages import NotSent, Outgoing
from domain.ground.refusal import Refused
from domain.ground.service_terms import MessageChannel, MessageFault, MessageState
from projections.outbox import OutboxRow, to_tell, waiting
from projections.reading import Page
from relief.bootstrap import Service
from relief.office.requests import Receipt, Request, system_id
from relief.words.sentences import say

T = TypeVar("T")
log = structlog.get_logger(__name__)
PAGE = 200
LOST = timedelta(minutes=5)
"""After so long without an answer whoever took it out is taken for gone."""
AGAIN = timedelta(minutes=10)
"""So long a message waits after each failed attempt, times as many as there were."""
BUDGET_SECONDS = 20.0
"""So long one pass sends at most: the sweep has limits to look after."""


class Outbox:
    """Queues what families are to be told of and sends what is due, in the turns of the sweep."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def run(self) -> int:
        """One pass; how many messages were handed to a provider."""
        self._queue()
        started, sent, now = monotonic(), 0, self._service.clock.now()
        for row in self._rows(waiting):
            if monotonic() - started > BUDGET_SECONDS:
                break
            if due(row, now):
                sent += self._turn(row)
                self._service.standing.sweeps_on()
        if sent:
            log.info("messages were sent", sent=sent)
        return sent

    def _queue(self) -> None:
        """A message for each fact that families are to learn of; they go out with a later pass.

        The command's id names case and fact: of many sweeps, and over again, one is queued. Where
        nothing can carry a message none is: that it could not go out is no attempt to reach anybody.
        """
        if not self._service.carriers:
            return
        for row in self._rows(to_tell):
            case = self._case(row["case_id"])
            command = QueueForCause(case=case.id, cause=row["cause"])
            self._first(command, case, "tell", row["cause"], 0)
            self._service.standing.sweeps_on()

    def _rows(self, board: Callable[..., Page[T]]) -> Iterator[T]:
        after: str | None = None
        while True:
            with self._service.ledgers.reading() as connection:
                page = board(connection, after=after, size=PAGE)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def _turn(self, row: OutboxRow) -> bool:
        """Take it out and send it, or send again what is out and was never answered."""
        case = self._case(row["case_id"])
        again = row["state"] == MessageState.OUT
        attempt = row["attempts"] + (not again)
        taken = HandOverMessage(case=case.id, number=row["number"], attempt=attempt)
        if not again and not self._first(taken, case, "out", row["number"], attempt):
            return False
        fault = self._send(self._case(case.id), row["number"], attempt)
        told = ReportMessage(case=case.id, number=row["number"], attempt=attempt, fault=fault)
        self._first(told, case, "answer", row["number"], attempt)
        return fault is None

    def _send(self, case: Case, number: int, attempt: int) -> MessageFault | None:
        """Hand it to the carrier; what stood against it."""
        message = case.messages[number - 1]
        try:
            channel, to = self._address(case)
            carrier = self._service.carriers.get(channel)
            if carrier is None:
                return MessageFault.NO_CARRIER
            carrier.send(self._worded(case, message, attempt, channel, to))
        except NotSent as failed:
            return failed.fault
        return None

    def _address(self, case: Case) -> tuple[MessageChannel, str]:
        """Where to, opened from the fact of the agreement. Raises ``NotSent``."""
        if case.agreed is None:
            raise NotSent(MessageFault.NO_ADDRESS)
        recorded = self._service.journal.at(case_stream(case.id), case.agreed)
        try:
            fact = self._service.personal.opened(recorded).fact
        except KeyGone:
            raise NotSent(MessageFault.NO_ADDRESS) from None
        assert isinstance(fact, MessagesAgreed)
        if fact.phone is not None:
            return MessageChannel.SMS, fact.phone.reveal()
        assert fact.email is not None
        return MessageChannel.EMAIL, fact.email.reveal()

    def _worded(
        self, case: Case, message: Message, attempt: int, channel: MessageChannel, to: str
    ) -> Outgoing:
        """Number of the case, that something is ready, whom to ask: nothing more."""
        office = self._service.office_of(case.asked.township)
        if message.document is None:
            text = say("outbox.news", case=case.id, office=office.name)
        else:
            text = say("outbox.document", case=case.id, office=office.name)
        if office.phone:
            text += say("outbox.phone", phone=office.phone)
        id = system_id("outbox", case.id, str(message.number), str(attempt))
        return Outgoing(
            id=self._service.master.digest(id.encode())[:32],
            channel=channel,
            to=to,
            subject=say("outbox.subject"),
            text=text,
        )

    def _case(self, number: str) -> Case:
        stream = case_stream(number)
        found: Case = self._service.office.states.load((stream,), fresh=True)[0][stream]
        return found

    def _first(self, command: Command, case: Case, doing: str, number: int, attempt: int) -> bool:
        """Record it; whether this very process did, and nobody before."""
        id = system_id("outbox", doing, case.id, str(number), str(attempt))
        system = replace(SYSTEM, division=case.asked.township[:CITY])
        digest = self._service.master.digest(id.encode())
        answer: Receipt | Refused = self._service.office.execute(
            Request(command, system, id, digest)
        )
        return isinstance(answer, Receipt) and not answer.repeated


def due(row: OutboxRow, now: datetime) -> bool:
    """Queued and waited long enough since it failed; or out for so long that nobody answers."""
    since = now - datetime.fromisoformat(row["since"])
    if row["state"] == MessageState.OUT:
        return since > LOST
    return since >= AGAIN * row["attempts"]
