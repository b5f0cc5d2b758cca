"""电子送达."""

from typing import Any

from domain.case.beside import Message
from domain.case.changing import replace
from domain.case.messages.facts import (
    MessageDelivered,
    MessageFact,
    MessageFailed,
    MessageHandedOver,
    MessageQueued,
    MessagesAgreed,
    MessagesEnded,
)
from domain.case.state import Case
from domain.ground.facts import unfolded
from domain.ground.service_terms import MessageState
from domain.ground.terms import Manner


def evolve(case: Case, fact: MessageFact) -> Case:
    """The case after one fact of its messages."""
    match fact:
        case MessagesAgreed():
            return replace(case, agreed=case.version + 1)
        case MessagesEnded():
            dropped = tuple(
                replace(one, state=MessageState.GIVEN_UP)
                if one.state is MessageState.QUEUED
                else one
                for one in case.messages
            )
            return replace(case, agreed=None, messages=dropped)
        case MessageQueued():
            new = Message(
                number=fact.number,
                document=fact.document,
                serial=fact.serial,
                cause=fact.cause,
            )
            return replace(case, messages=(*case.messages, new))
        case MessageHandedOver():
            return changed(case, fact.number, state=MessageState.OUT, attempts=fact.attempt)
        case MessageDelivered():
            return changed(case, fact.number, state=MessageState.DELIVERED)
        case MessageFailed():
            return failed(case, fact)
        case _:
            unfolded(fact, __name__)


def failed(case: Case, fact: MessageFailed) -> Case:
    """It is tried again; or given up, and then the document was not served that way."""
    if not fact.final:
        return changed(case, fact.number, state=MessageState.QUEUED)
    after = changed(case, fact.number, state=MessageState.GIVEN_UP)
    one = after.messages[fact.number - 1]
    if one.document is None or one.serial is None:
        return after
    tried = (one.document, one.serial, Manner.ELECTRONIC)
    return replace(after, undelivered=after.undelivered | {tried})


def changed(case: Case, number: int, **values: Any) -> Case:
    """The case with one of its messages otherwise."""
    messages = tuple(
        replace(one, **values) if one.number == number else one for one in case.messages
    )
    return replace(case, messages=messages)
