"""电子送达: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.service_terms import MessageFault
from domain.ground.terms import DocumentKind


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "27", "the family agrees to be written to: by telephone or by mail, in a paper they signed."
)
class AgreeToMessages(Command):
    phone: Private | None = None
    email: Private | None = None
    document: str


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("27", "the family does not agree any more: nothing more is sent.")
class EndMessages(Command):
    reason: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("27", "a message that a document lies ready, or that there is something new to ask about.")
class QueueMessage(Command):
    """``number`` tells several documents of a kind apart; absent: the last one."""

    document: DocumentKind | None = None
    number: int | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "27", "the system tells of a fact that the family is to learn of; ``cause`` is its version."
)
class QueueForCause(Command):
    cause: int


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("the sweep takes a message out: whoever recorded that sends it.")
class HandOverMessage(Command):
    number: int
    attempt: int


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("what the provider answered: nothing against it, or a fault.")
class ReportMessage(Command):
    number: int
    attempt: int
    fault: MessageFault | None = None
