"""A small TCP proxy that cuts a connection at a chosen moment of a chosen exchange."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from select import select
from threading import Lock, Thread

CHUNK = 1 << 16
Connect = Callable[[], socket.socket]


class Moment(Enum):
    """When an exchange is cut, seen from the request that carries the marked bytes."""

    BEFORE = "the request never reaches the server"
    AT_ONCE = "the request is passed on, its answer is not waited for"
    AFTER = "the server has answered, the answer is thrown away"


class Proxy:
    """Passes bytes on, until the marked ones come by: then one connection is cut, once."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._mark: tuple[bytes, Moment] | None = None
        self._lock = Lock()
        self._closing = False
        self.refusing = False
        self.cuts = 0
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def cut(self, mark: bytes, moment: Moment) -> None:
        """Cut the next connection that sends these bytes."""
        with self._lock:
            self._mark = (mark, moment)

    def close(self) -> None:
        """Accept nobody any more."""
        self._closing = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.refusing:
                client.close()
                continue
            Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with suppress(OSError), client, self._connect() as server:
            seen, doomed = b"", False
            while True:
                ready, _, _ = select([client, server], [], [])
                if server in ready and not _passed(server, None if doomed else client):
                    return
                if client in ready:
                    sent = client.recv(CHUNK)
                    seen = (seen + sent)[-2 * CHUNK :]
                    moment = self._struck(seen)
                    if not sent or moment is Moment.BEFORE:
                        return
                    server.sendall(sent)
                    if moment is Moment.AT_ONCE:
                        return
                    doomed = doomed or moment is Moment.AFTER

    def _struck(self, seen: bytes) -> Moment | None:
        with self._lock:
            if self._mark is None or self._mark[0] not in seen:
                return None
            moment, self._mark = self._mark[1], None
            self.cuts += 1
            return moment


def _passed(server: socket.socket, client: socket.socket | None) -> bool:
    """Pass an answer on; false at its end, and where it is to be thrown away."""
    answer = server.recv(CHUNK)
    if client is None:
        return False
    client.sendall(answer)
    return bool(answer)


def unix(path: Path) -> Connect:
    """A server behind a Unix socket."""

    def connect() -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.connect(str(path))
        return made

    return connect


def tcp(host: str, port: int) -> Connect:
    """A server behind a TCP port."""
    return lambda: socket.create_connection((host, port))


@contextmanager
def proxy(connect: Connect) -> Iterator[Proxy]:
    """A proxy before a server."""
    made = Proxy(connect)
    try:
        yield made
    finally:
        made.close()
