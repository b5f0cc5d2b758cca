"""The wire: who sends too much, too slowly or by too many connections is let go; others are served.

The server bounds none of it by itself: a head that never ends would fill the memory, one that
trickles in would hold its connection for ever, and one client could take all connections there are.
"""

import asyncio
from asyncio import TimerHandle, Transport
from typing import Any

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from relief.api.crowd import Crowd, Doing
from relief.clients import client_of

log = structlog.get_logger(__name__)

LARGEST_HEAD = 32 * 1024
"""Bytes of request line and headers together."""

MOST_HEADERS = 100
"""How many headers a request has: looking one up goes through all."""

HEAD_SECONDS = 10.0
"""How long they may take to arrive."""

READ_SECONDS = 20.0
"""How long a client may leave an answer unread that fills what lies between us."""

CLOSED_SECONDS = 5.0
"""How long a closed connection may keep what was not read."""

TOLD_EVERY = 100
"""Of how many connections turned away one is told in the log, the first among them."""


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 as the server speaks it: each head bounded in bytes and time, each client in number.

    ``crowd`` is everybody who is connected to this server.
    """

    crowd: Crowd

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head = self._headers = 0
        self._reading_head = True
        self._patience: TimerHandle | None = None
        self._unread: TimerHandle | None = None
        self.client_key = ""
        self.doing = Doing.NOTHING

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client that connects has something to say, if there is room for one more of its own."""
        super().connection_made(transport)
        self.client_key = client_of(self.client[0]) if self.client else ""
        if not self.crowd.enter(self):
            if self.crowd.turned_away % TOLD_EVERY == 1:
                log.warning("connections turned away", so_far=self.crowd.turned_away)
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_waiting()
        self._stop_reading()
        self.crowd.leave(self)
        super().connection_lost(exc)

    def let_go(self) -> None:
        """End the connection at once, for others to find room."""
        self._stop_waiting()
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Bytes that do not complete a head count towards it."""
        super().data_received(data)
        if self._reading_head and self._patience is not None:
            self._count(len(data))

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._head, self._headers, self._reading_head = 0, 0, True
        before: RequestResponseCycle | None = self.cycle
        under_way = before is not None and not before.response_complete
        self._now(Doing.ANSWERED if under_way else Doing.SENDING)
        self._wait()

    def on_url(self, url: bytes) -> None:
        """A part of the request line."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        super().on_header(name, value)
        self._headers += 1
        self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """The head is whole: whoever is too large never reaches the application."""
        self._reading_head = False
        self._stop_waiting()
        if not self._too_much():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole: it is worked on from here."""
        self._now(Doing.ANSWERED)
        if not self._too_much():
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body, of a request that was let in."""
        if not self._too_much():
            super().on_body(body)

    def on_response_complete(self) -> None:
        """Answered; the next request of the same connection may be here already."""
        if not self.pipeline:
            self._now(Doing.NOTHING)
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more came; what was not read by then is not kept for long."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(CLOSED_SECONDS, self.transport.abort)

    def pause_writing(self) -> None:
        """The client does not read what it asked for."""
        super().pause_writing()
        self._stop_reading()
        self._unread = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads on."""
        self._stop_reading()
        super().resume_writing()

    def _now(self, doing: Doing) -> None:
        self.doing = doing
        self.crowd.touched(self)

    def _too_much(self) -> bool:
        return self._head > LARGEST_HEAD or self._headers > MOST_HEADERS

    def _count(self, more: int) -> None:
        self._head += more
        if self._too_much():
            self._stop_waiting()
            self.transport.close()

    def _wait(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _stop_reading(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None


def bounded(crowd: Crowd) -> type[asyncio.Protocol]:
    """The protocol of a server of its own crowd."""
    return type("BoundedProtocol", (BoundedProtocol,), {"crowd": crowd})
