"""Through HTTP, one worker on PostgreSQL, open loop: requests leave on time, ready or not.

Latency counts from the moment a request was meant to leave, so a stall is charged to everything
that waited behind it.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from adapters.identity.tokens import issue
from bench.databases import POSTGRESQL, Databases
from bench.figures import Figure, at_most
from bench.general import TOWNSHIPS, Desks, application, desks, township_part
from bench.wire import Client
from domain.case.authority import Officer
from domain.ground import commands as c
from domain.ground.money import Money
from domain.ground.people import Private
from relief.api.routes import ROUTES
from relief.clock import LHASA
from relief.collector import settle

RATE = 150
SLOWEST_MS = 50
START_SECONDS = 30.0
WARM_SECONDS = 5
ADDRESSES = {route.command: route for route in ROUTES}


@contextmanager
def serving(url: URL, folder: Path) -> Iterator[int]:
    """``relief serve`` in a process of its own, follower and sweep included; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "RELIEF_DATABASE": url.render_as_string(hide_password=False),
        "RELIEF_MASTER_KEY": str(folder / "served.key"),
        "RELIEF_TOKEN_KEY": str(folder / "tokens.key"),
        "RELIEF_PORT": str(port),
        "RELIEF_LOG_LEVEL": "ERROR",
        "RELIEF_ADDRESS_RATE": "0",
        "RELIEF_OFFICER_RATE": "0",
        "RELIEF_DEVELOPMENT": "yes",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RELIEF_")}
    server = subprocess.Popen(
        [sys.executable, "-m", "relief.cli", "serve"],
        env={**kept, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@dataclass(slots=True)
class Applied:
    """A case on its way through the township: the part of the procedure that fits in one day."""

    at: Desks
    number: int
    case: str = ""
    version: int = 0
    steps: Iterator[tuple[c.Command, Officer]] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = iter(((application(self.at.township, self.number), self.at.caseworker),))

    def answered(self, told: dict[str, Any]) -> None:
        """Go on from the receipt."""
        if not self.case:
            self.case = told["case"]
            self.steps = township_part(self.case, self.at, datetime.now(LHASA).date())
        self.version = told["version"]


@dataclass(slots=True)
class Load:
    """Sends at a rate and remembers how long each answer took, and which were not 201."""

    client: Client
    tokens: dict[Officer, str]
    seconds: list[float] = field(default_factory=list)
    failures: list[Any] = field(default_factory=list)
    ready: deque[Applied] = field(default_factory=deque)
    sent: int = 0

    async def run(self, rate: float, duration: float) -> None:
        """One request every 1/rate seconds for so long."""
        loop = asyncio.get_running_loop()
        started, under_way = loop.time(), set()
        for n in range(int(rate * duration)):
            due = started + n / rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            task = loop.create_task(self._send(self._next(), due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)

    def _next(self) -> tuple[Applied, c.Command, Officer]:
        """The next step of a case that waits for one, else a new application."""
        while self.ready:
            applied = self.ready.popleft()
            step = next(applied.steps, None)
            if step is not None:
                return applied, *step
        self.sent += 1
        fresh = Applied(desks(TOWNSHIPS[self.sent % len(TOWNSHIPS)]), self.sent)
        return fresh, *next(fresh.steps)

    async def _send(self, step: tuple[Applied, c.Command, Officer], due: float) -> None:
        applied, command, officer = step
        route = ADDRESSES[type(command)]
        headers = {
            "Authorization": f"Bearer {self._token(officer)}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"b-{applied.number}-{type(command).__name__}",
        }
        if route.decision:
            headers["If-Match"] = f'"{applied.version}"'
        path = route.path.replace("{case}", applied.case)
        body = json.dumps(_plain(command), ensure_ascii=False).encode()
        answer = await self.client.post(path, headers, body)
        self.seconds.append(asyncio.get_running_loop().time() - due)
        if answer.status != 201:
            self.failures.append(answer)
            return
        applied.answered(answer.told)
        self.ready.append(applied)

    def _token(self, officer: Officer) -> str:
        return self.tokens[officer]


MEMBER = re.compile("#[0-9]")
"""How a command names a member of the household before anyone knows who that is."""
LEFT_OUT = {"case", "person", "place_index"}
"""What the office fills in itself."""


def _plain(value: Any) -> Any:
    """A command as a body writes it."""
    if isinstance(value, Private):
        return value.reveal()
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, str) and MEMBER.fullmatch(value):
        return int(value[1:])
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        pairs = {f.name: getattr(value, f.name) for f in fields(value)}
        return {k: _plain(v) for k, v in pairs.items() if k not in LEFT_OUT and v is not None}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _tokens(key: Path) -> dict[Officer, str]:
    now = datetime.now(LHASA)
    known = [desks(township) for township in TOWNSHIPS]
    officers = [o for at in known for o in (at.caseworker, at.leader)]
    return {officer: issue(key, officer, now, timedelta(hours=1)) for officer in officers}


def latency(bases: Databases, quick: bool) -> list[Figure]:
    """Percentiles at the promised rate; no pause of the sender's own is among them."""
    duration = 4 if quick else 20
    folder = Path(bases.folder)
    with bases.fresh(POSTGRESQL) as url, serving(url, folder) as port:
        load = Load(Client(port), _tokens(folder / "tokens.key"))

        async def both() -> None:
            await load.run(RATE / 3, WARM_SECONDS)
            load.seconds.clear()
            await load.run(RATE, duration)
            load.client.close()

        settle()
        asyncio.run(both())
    if load.failures:
        raise RuntimeError(f"{len(load.failures)} requests failed: {load.failures[0]}")
    times = sorted(1000 * s for s in load.seconds)
    p50, p95, p99 = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
    note = f"{RATE}/s for {duration} s, p50 {p50:.1f}, p95 {p95:.1f}, most {times[-1]:.1f}"
    return [at_most("HTTP, PostgreSQL, one worker, p99", p99, "ms", SLOWEST_MS, note)]
