"""The wire: a client that sends too much before its request, or too slowly, is let go.

The server bounds neither by itself: a head that never ends would fill the memory, and one that
trickles in would hold its connection for ever.
"""

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 32 * 1024
"""Bytes of request line and headers together."""

HEAD_SECONDS = 10.0
"""How long they may take to arrive."""


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 as the server speaks it, the head of each request bounded in bytes and time."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head = 0
        self._reading_head = True
        self._patience: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client that connects has something to say."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes that do not complete a head count towards it."""
        super().data_received(data)
        if self._reading_head and self._patience is not None:
            self._count(len(data))

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._head, self._reading_head = 0, True
        self._wait()

    def on_url(self, url: bytes) -> None:
        """A part of the request line."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        super().on_header(name, value)
        self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """The head is whole: whoever is too large never reaches the application."""
        self._reading_head = False
        self._stop_waiting()
        if self._head <= LARGEST_HEAD:
            super().on_headers_complete()

    def _count(self, more: int) -> None:
        self._head += more
        if self._head > LARGEST_HEAD:
            self._stop_waiting()
            self.transport.close()

    def _wait(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
