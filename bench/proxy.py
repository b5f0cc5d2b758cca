"""A slow network: a TCP relay that holds every byte for a while, in both directions.

Usable by tests: ``with delayed(target, seconds) as port: ...``. The target is a Unix socket's
path, or a host and a port.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

Target = str | tuple[str, int]
CHUNK = 65_536


class Relay:
    """Listens on a free port of 127.0.0.1 and passes bytes on, ``delay`` seconds later.

    The delay is latency, not a brake on throughput: bytes sent together arrive together.
    """

    def __init__(self, target: Target, delay: float) -> None:
        self._target = target
        self._delay = delay
        self._ready = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self.port = 0

    def run(self) -> None:
        """Relay until told to stop."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened: Any
        if isinstance(self._target, str):
            opened = asyncio.open_unix_connection(self._target)
        else:
            opened = asyncio.open_connection(*self._target)
        with suppress(OSError, asyncio.CancelledError):
            far_reader, far_writer = await opened
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """One direction; each piece leaves its own ``delay`` after it came."""
        assert self._loop is not None
        try:
            while piece := await source.read(CHUNK):
                self._loop.call_later(self._delay, sink.write, piece)
        finally:
            self._loop.call_later(self._delay, sink.close)

    def wait_until_ready(self) -> None:
        """Until ``port`` is known."""
        self._ready.wait()

    def stop(self) -> None:
        """Drop every connection and return from ``run``."""
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)


@contextmanager
def delayed(target: Target, delay: float) -> Iterator[int]:
    """The port of a relay to ``target`` that adds ``delay`` seconds each way."""
    relay = Relay(target, delay)
    thread = Thread(target=relay.run, name="relay", daemon=True)
    thread.start()
    relay.wait_until_ready()
    try:
        yield relay.port
    finally:
        relay.stop()
        thread.join()
