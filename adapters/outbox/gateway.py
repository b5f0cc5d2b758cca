"""A gateway for short messages over HTTP: the number stands in the body, never in the address."""

from dataclasses import dataclass, field

import httpx

from domain.ground.messages import NotSent, Outgoing
from domain.ground.service_terms import MessageFault

SECONDS = 10.0
"""So long the gateway may take to answer."""
LATER = frozenset({408, 425, 429})
"""Refusals that say nothing against the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Sends short messages. The gateway knows an attempt by ``Idempotency-Key``."""

    url: str
    key: str = field(default="", repr=False)
    transport: httpx.BaseTransport | None = None

    def send(self, message: Outgoing) -> None:
        """As the port: any answer of 2xx took it; 4xx never will."""
        headers = {"Idempotency-Key": message.id}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = {"id": message.id, "to": message.to, "text": message.text}
        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS) as client:
                status = client.post(self.url, json=body, headers=headers).status_code
        except httpx.HTTPError:
            raise NotSent(MessageFault.NOT_REACHED) from None
        if 400 <= status < 500 and status not in LATER:
            raise NotSent(MessageFault.NOT_TAKEN)
        if not 200 <= status < 300:
            raise NotSent(MessageFault.NOT_REACHED)
