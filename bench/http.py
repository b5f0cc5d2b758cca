"""Through HTTP on PostgreSQL, open loop: requests leave on time, ready or not.

Latency counts from the moment a request was meant to leave, so a stall is charged to everything
that waited behind it.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from math import inf
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from adapters.collector import settle
from adapters.identity.tokens import issue
from bench.costs import Cost, Servers, postmaster
from bench.databases import POSTGRESQL, Databases, service
from bench.figures import Figure, in_loops
from bench.general import MORNING, TOWNSHIPS, Desks, application, desks, township_part
from bench.histories import Pattern, write
from bench.serving import Served, served
from bench.sweep import opened_cases
from bench.wire import Client
from domain.case.authority import Officer
from domain.ground import commands as c
from domain.ground.money import Money
from domain.ground.people import Private
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.clock import LHASA, SimulatedClock

CALM_RATE, RATE, HOUR_RATE = 60, 300, 320
"""Requests a second: what costs are measured at, what one worker is to bear, and what two."""
REQUEST_LOOPS, SLOWEST_LOOPS = 350, 5_000
"""3.5 ms of processor for a request and 50 ms for the p99, where a loop takes 10 µs."""
SWEPT_A_SECOND = 100
"""How many due limits there are for each second of the busiest hour."""
WORKERS: Sequence[dict[str, str]] = ({}, {"RELIEF_SWEEP": "no", "RELIEF_FOLLOW": "no"})
"""The second worker neither follows nor sweeps, as where several serve one history."""
WARM_SECONDS = 5
ADDRESSES = {route.command: route for route in ROUTES}


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

    clients: Sequence[Client]
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
        body = json.dumps(body_of(command), ensure_ascii=False).encode()
        client = self.clients[applied.number % len(self.clients)]
        try:
            answer = await client.post(path, headers, body)
        except OSError as gone:
            self.seconds.append(inf)
            self.failures.append(gone)
            return
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
"""What the office fills in itself within a part of a command."""


def body_of(command: c.Command) -> dict[str, Any]:
    """What a client sends for a command: the fields that its body has."""
    known = BODIES[type(command)].model_fields
    return {name: value for name, value in _plain(command).items() if name in known}


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """Latencies in milliseconds, in order, and what a request cost all processes but the sender."""

    times: list[float]
    unanswered: int
    cost: Cost

    def share(self, part: float) -> float:
        """The latency that so large a part of the requests stayed below."""
        return self.times[int(len(self.times) * part)]

    @property
    def told(self) -> str:
        """The others beside the p99."""
        missing = f", {self.unanswered} not answered" if self.unanswered else ""
        p50, p95 = self.share(0.5), self.share(0.95)
        return f"p50 {p50:.1f}, p95 {p95:.1f}, most {self.times[-1]:.1f}{missing}"


def loaded(servers: Sequence[Served], url: URL, folder: Path, rate: float, seconds: int) -> Loaded:
    """Requests at a rate, spread over servers; no pause of the sender's own is among the times."""
    clients = [Client(server.port) for server in servers]
    load = Load(clients, _tokens(folder / "keys/tokens.key"))
    working = Servers(*(server.pid for server in servers), postmaster(url))
    costs: list[Cost] = []

    async def both() -> None:
        await load.run(rate / 3, WARM_SECONDS)
        load.seconds.clear()
        load.failures.clear()
        before = working.spent()
        await load.run(rate, seconds)
        spent = working.spent() - before
        costs.append(Cost(float(seconds), 0.0, spent).each(len(load.seconds)))
        for client in clients:
            client.close()

    settle()
    asyncio.run(both())
    refused = [one for one in load.failures if not isinstance(one, OSError)]
    if refused:
        raise RuntimeError(f"{len(refused)} requests failed: {refused[0]}")
    return Loaded(sorted(1000 * s for s in load.seconds), len(load.failures), costs[0])


def one_worker(bases: Databases, quick: bool) -> list[Figure]:
    """The processor time of a request at a rate any machine bears, then the p99 at the promised one."""
    seconds, folder = (4 if quick else 20), Path(bases.folder)
    with bases.fresh(POSTGRESQL) as url, served(url, folder) as server:
        calm = loaded([server], url, folder, CALM_RATE, seconds)
        busy = loaded([server], url, folder, RATE, seconds)
    name, note = "HTTP, PostgreSQL, one worker", f"{RATE}/s for {seconds} s, {busy.told}"
    each = f"{CALM_RATE}/s for {seconds} s; all processes but the sender, {calm.told}"
    cost = calm.cost
    return [
        in_loops(f"{name}, a request", cost.processor, "ms", cost, each).most(REQUEST_LOOPS),
        in_loops(f"{name}, p99", busy.share(0.99) / 1e3, "ms", busy.cost, note).most(SLOWEST_LOOPS),
    ]


def two_workers(bases: Databases, quick: bool) -> list[Figure]:
    """A nation's busiest hour: two workers, while the follower follows and the sweep has work."""
    seconds, folder = (4 if quick else 20), Path(bases.folder)
    due = seconds * SWEPT_A_SECOND
    with bases.fresh(POSTGRESQL) as url, ExitStack() as stack:
        overdue(url, folder, due)
        servers = [stack.enter_context(served(url, folder, **WORKERS[n])) for n in range(2)]
        busy = loaded(servers, url, folder, HOUR_RATE, seconds)
    note = f"{HOUR_RATE}/s for {seconds} s, {due:,} limits due before it, {busy.told}"
    name = "HTTP, PostgreSQL, two workers, p99"
    p99 = busy.share(0.99) / 1e3
    return [in_loops(name, p99, "ms", busy.cost, note).most(SLOWEST_LOOPS)]


def overdue(url: URL, folder: Path, due: int) -> None:
    """Applications of long ago that nobody accepted, for the sweep to work on meanwhile."""
    clock = SimulatedClock(MORNING)
    with service(url, folder, clock) as opened:
        pattern = Pattern(opened, clock)
        write(url, opened_cases(pattern, due), opened.journal.head + 1)
