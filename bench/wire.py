"""Just enough HTTP to load a server without the sender being the slower of the two."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body."""

    status: int
    told: dict[str, Any]


@dataclass(slots=True)
class Client:
    """Kept-alive connections to one server, as many as are needed at once."""

    port: int
    _free: deque[Connection] = field(default_factory=deque)

    async def post(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """A body sent, and what was answered."""
        return await self.ask("POST", path, headers, body)

    async def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> Answer:
        """One request on a free or new connection. Raises ``OSError`` where the server is gone."""
        opened = reader, writer = self._idle() or await self._open()
        lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = await reader.readuntil(b"\r\n\r\n")
        status, length = _read(head)
        told = json.loads(await reader.readexactly(length)) if length else {}
        self._free.append(opened)
        return Answer(status, told)

    def _idle(self) -> Connection | None:
        """A connection the server has not closed in the meantime."""
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return None

    async def _open(self) -> Connection:
        return await asyncio.open_connection("127.0.0.1", self.port)

    def close(self) -> None:
        """Close what is free."""
        for _, writer in self._free:
            writer.close()


def _read(head: bytes) -> tuple[int, int]:
    first, *lines = head.decode("latin-1").split("\r\n")
    for line in lines:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(first.split()[1]), int(value)
    return int(first.split()[1]), 0
