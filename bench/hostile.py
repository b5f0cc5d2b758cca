"""One hostile client beside an honest one: 1,100 idle connections, four senders of large bodies.

The honest client asks at a steady rate all the while; its slowest answers are told next to those of
the same client when nobody else is there. Nobody else is answered 503 or 429.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from adapters.collector import settle
from bench.databases import POSTGRESQL, Databases
from bench.figures import Figure
from bench.serving import serving

HOSTILE, HONEST = "127.0.0.2", "127.0.0.1"
IDLE, SENDERS, RATE = 1_100, 4, 50
UNKNOWN = json.dumps({f"unknown_{n:05d}": 1 for n in range(13_000)}).encode()
ASKED = b"GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
SENT = (
    b"POST /v1/sign-in/local HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(UNKNOWN), UNKNOWN)
)


async def exchange(port: int, client: str, request: bytes) -> int:
    """The status of one answer over a connection of its own; 0 for none."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(client, 0))
    except OSError:
        return 0
    try:
        writer.write(request)
        told = await reader.read()
    except ConnectionError:
        return 0
    finally:
        writer.close()
    return int(told.split(b" ", 2)[1]) if told else 0


async def honest(port: int, seconds: float) -> tuple[list[float], list[int]]:
    """Questions at a steady rate: how long each took from when it was due, and what was answered."""
    loop = asyncio.get_running_loop()
    times: list[float] = []
    told: list[int] = []
    begun, asked = loop.time(), set[asyncio.Task[None]]()

    async def ask(due: float) -> None:
        told.append(await exchange(port, HONEST, ASKED))
        times.append(1000 * (loop.time() - due))

    for n in range(int(RATE * seconds)):
        due = begun + n / RATE
        await asyncio.sleep(max(0.0, due - loop.time()))
        task = loop.create_task(ask(due))
        asked.add(task)
        task.add_done_callback(asked.discard)
    await asyncio.gather(*asked)
    return times, told


async def forever(work: Callable[[], Awaitable[object]]) -> None:
    """The same again and again."""
    while True:
        await work()


@asynccontextmanager
async def hostile(port: int) -> AsyncIterator[None]:
    """Everything at once, until left."""

    async def idle() -> None:
        try:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(HOSTILE, 0)
            )
        except OSError:
            await asyncio.sleep(0.1)
            return
        try:
            await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()
        await asyncio.sleep(1.0)

    def send() -> Awaitable[object]:
        return exchange(port, HOSTILE, SENT)

    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(forever(idle)) for _ in range(IDLE)]
    tasks += [loop.create_task(forever(send)) for _ in range(SENDERS)]
    try:
        await asyncio.sleep(2.0)
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def latency(bases: Databases, quick: bool) -> list[Figure]:
    """The honest client's p99 beside the hostile one, and alone."""
    seconds = 4.0 if quick else 60.0
    folder = Path(bases.folder)

    async def both(port: int) -> tuple[list[float], list[float], list[int]]:
        quiet, _ = await honest(port, min(seconds, 20.0))
        async with AsyncExitStack() as until_the_end:
            await until_the_end.enter_async_context(hostile(port))
            loud, told = await honest(port, seconds)
        return quiet, loud, told

    with bases.fresh(POSTGRESQL) as url, serving(url, folder) as port:
        settle()
        quiet, loud, told = asyncio.run(both(port))
    wrong = [status for status in told if status != 200]
    p99 = [sorted(times)[int(len(times) * 0.99)] for times in (loud, quiet)]
    note = f"{IDLE} idle connections and {SENDERS} senders of 240 KB for {seconds:.0f} s, {len(told)} answers"
    return [
        Figure(
            "another client's p99 beside a hostile one",
            p99[0],
            "ms",
            "the same client alone",
            p99[1],
            note=note,
        ),
        Figure(
            "another client's answers that were not 200",
            len(wrong),
            "",
            target="= 0",
            met=not wrong,
            note=f"{sorted(set(wrong))}" if wrong else "",
        ),
    ]
