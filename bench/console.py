"""The console: when a list is seen in a browser on a slow machine, and what pages cost beside their reads."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from time import perf_counter, process_time, sleep

import httpx
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from starlette.responses import Response

from adapters.identity.tokens import issue
from bench.costs import Cost
from bench.databases import SQLITE, Databases, service
from bench.figures import Figure, in_turn, interleaved
from domain.case.authority import Officer
from relief.api.app import create_app
from relief.api.asking import Whom
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.console.app import mount
from relief.console.view import Seat, View
from relief.console.views import VIEWS
from tests.case.people import TOWNSHIP, family
from tests.case.words import MONDAY, About, giver
from tests.support import commands as c
from tests.support.browser import chromium
from tests.support.following import catch_up
from tests.support.offices import EXAMINATION, Counter, at, local

SLOWED, LINES = 6, 50
SEEN, READS = 1.5, 2.0
"""How many times an empty page a list may take to be seen, and its reads a page may take."""
CLERK = local(giver(c.SubmitApplication), TOWNSHIP)
APPROVER = local(giver(c.ApproveRelief), TOWNSHIP)
CASE = f"{TOWNSHIP}-20250310-BENCH0"

EMPTY = View("desk", "/empty", Whom.OFFICER)
"""The frame of every page with its stylesheet and script, and nothing in it."""


@EMPTY.get
async def empty(seat: Seat) -> Response:
    """Nothing."""
    return seat.page("base.html")


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """A list of fifty cases, one of which is examined."""
    clock = SimulatedClock(at(MONDAY))
    with bases.fresh(SQLITE) as url, service(url, bases.folder, clock) as opened:
        fill(opened)
        app = create_app(opened)
        mount(app, (*VIEWS, EMPTY))
        return [*seen(app, opened, 5 if quick else 25), *cost(app, opened, 3 if quick else 15)]


def fill(opened: Service) -> None:
    """Fifty applications of one township, the first of them examined."""
    counter = Counter(opened)
    for n in range(LINES):
        about = About(f"{CASE[:-1]}{n}", family("甲", serial=1 + 10 * n), township=TOWNSHIP)
        counter.go(about, c.SubmitApplication)
        if n == 0:
            counter.go(about, c.AcceptApplication, *EXAMINATION)
    catch_up(opened)


def headers(opened: Service, officer: Officer) -> dict[str, str]:
    """Who asks."""
    key = opened.settings.token_key
    return {"Authorization": f"Bearer {issue(key, officer, at(MONDAY), timedelta(days=1))}"}


def seen(app: FastAPI, opened: Service, rounds: int) -> list[Figure]:
    """From asking for the page to the frame that shows its first screen, both pages in turns."""
    with listening(app) as home, chromium() as browser:
        page = slow(browser, headers(opened, CLERK))
        contestants = [lambda _, path=path: shown(page, home + path) for path in PATHS]
        ours, least = interleaved(rounds, contestants, warm=2)
        assert page.goto(f"{home}/console") and page.locator("main tbody tr").count() == LINES
    name = f"console, a list of {LINES} seen in Chromium slowed {SLOWED} times"
    return [Figure(name, ours, "ms", "an empty page with the same stylesheet", least).most(SEEN)]


PATHS = ("/console", "/console/empty")

WATCH = """
new PerformanceObserver(told => {
  for (const one of told.getEntries()) window.seenAt = one.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
"""The largest contentful paint, counted from when the page was asked for: when its first screen is there."""


def slow(browser: Browser, headers: dict[str, str]) -> Page:
    """A page on a machine that much slower."""
    page = browser.new_context(extra_http_headers=headers).new_page()
    page.add_init_script(WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return page


def shown(page: Page, address: str) -> float:
    """Milliseconds until it is seen."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("window.seenAt > 0")
    return float(page.evaluate("window.seenAt"))


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


ABOUT = f"/v1/cases/{CASE}"
BESIDE = {
    "the list": ("/console", (f"/v1/desk?limit={LINES}",), CLERK),
    "a case": (f"/console/cases/{CASE}", (ABOUT, f"{ABOUT}/next-steps"), CLERK),
    "a decision": (
        f"/console/cases/{CASE}/decision",
        (ABOUT, f"{ABOUT}/assessment", f"{ABOUT}/next-steps"),
        APPROVER,
    ),
}
"""Each page with the questions of the API that tell the same."""


def cost(app: FastAPI, opened: Service, rounds: int) -> Iterator[Figure]:
    """Processor time of a page and of its reads, in turns, without a network."""
    for name, (path, reads, officer) in BESIDE.items():
        asked = headers(opened, officer)
        page, alone = in_turn(rounds, [asking(app, asked, path), asking(app, asked, *reads)])
        title = f"console, {name}: processor time of the page"
        ours, theirs = page.client * 1e3, alone.client * 1e3
        beside = f"its {len(reads)} reads" if len(reads) > 1 else "its read"
        told = Figure(title, ours, "ms", beside, theirs, cost=page, others=alone)
        yield told.most(READS)


TIMES = 10


def asking(app: FastAPI, headers: dict[str, str], *paths: str) -> Callable[[int], Cost]:
    """A contestant: one round of these questions."""
    return lambda _: spent(app, headers, *paths)


def spent(app: FastAPI, headers: dict[str, str], *paths: str) -> Cost:
    """What one round of these questions takes."""

    async def ask() -> None:
        inside = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=inside, base_url="http://testserver") as http:
            for path in paths * TIMES:
                answer = await http.get(path, headers=headers)
                assert answer.status_code == 200, (path, answer.text)

    wall, processor = perf_counter(), process_time()
    asyncio.run(ask())
    return Cost(perf_counter() - wall, process_time() - processor).each(TIMES)
