"""电子送达: what happens in a case. A vocabulary. No fact holds what a message says."""

from datetime import date

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.people import Private
from domain.ground.service_terms import MessageFault
from domain.ground.terms import DocumentKind


@fact("messages-agreed")
@carries("27", "同意电子送达: to which telephone or mail address, in which signed paper.")
class MessagesAgreed(Fact):
    on: date
    phone: Private | None = None
    email: Private | None = None
    document: str


@fact("messages-ended")
@says("撤回电子送达同意.")
class MessagesEnded(Fact):
    on: date
    reason: Private


@fact("message-queued")
@carries("27", "待发消息: of which document, or of none in particular.")
class MessageQueued(Fact):
    """``number`` counts the messages of a case from 1; ``cause`` is the version of the fact it tells of."""

    on: date
    number: int
    document: DocumentKind | None = None
    serial: int | None = None
    cause: int | None = None


@fact("message-handed-over")
@says("消息交付发送: whoever recorded this sends it, under the id of this attempt.")
class MessageHandedOver(Fact):
    on: date
    number: int
    attempt: int


@fact("message-delivered")
@says("消息已发出: the provider took it for whom it is for.")
class MessageDelivered(Fact):
    on: date
    number: int
    attempt: int


@fact("message-failed")
@says("消息未发出: why, and whether it is given up.")
class MessageFailed(Fact):
    on: date
    number: int
    attempt: int
    fault: MessageFault
    final: bool


MessageFact = (
    MessagesAgreed
    | MessagesEnded
    | MessageQueued
    | MessageHandedOver
    | MessageDelivered
    | MessageFailed
)
