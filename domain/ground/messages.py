"""A message as it goes out, and what carries it: a port."""

from dataclasses import dataclass, field
from typing import Protocol

from domain.ground.service_terms import MessageChannel, MessageFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message. ``id`` is that of this attempt: a provider that knows it sends nothing twice."""

    id: str
    channel: MessageChannel
    to: str = field(repr=False)
    subject: str
    text: str


class NotSent(Exception):
    """A message did not go out. Says why, never to whom."""

    def __init__(self, fault: MessageFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Carrier(Protocol):
    """What takes messages of a channel out of the house."""

    def send(self, message: Outgoing) -> None:
        """Hand it to the provider, within seconds. Raises ``NotSent``."""
        ...
