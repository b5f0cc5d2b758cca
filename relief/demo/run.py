"""``relief demo``: run the month, print what it came to, leave the service open to explore."""

import heapq
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import uvicorn

from relief.bootstrap import Service, build
from relief.clock import LHASA, SimulatedClock
from relief.console.app import with_console
from relief.demo.desk import RECORDER, SECURITY, Desks, approver, office
from relief.demo.general import general
from relief.demo.plan import FIRST_DAY, Plan, plans
from relief.demo.report import report
from relief.demo.story import Story, Teller
from relief.demo.urgent import urgent
from relief.entropy import SeededEntropy
from relief.logs import configure
from relief.settings import Settings
from relief.tools.followed import followed
from relief.tools.judged import empty
from relief.tools.output import Output
from relief.upkeep.sweep import Sweep, Swept
from relief.usage import WrongWords
from relief.words.sentences import say

WARNING = say("demo.warning")
KINDS = ["fire", "lightning", "drowning", "traffic-accident", "other-accident"]
SWEPT_AT = time(0, 5)


def demo(cases: int, seed: int, folder: str | None, keep_open: bool, output: Output) -> int:
    """Tell every story and report. Returns 0. Raises ``WrongWords`` for a folder that will not do."""
    place = made(folder)
    output.line(WARNING)
    clock = SimulatedClock(datetime.combine(FIRST_DAY, time(8, 0), LHASA))
    settings = Settings(
        database=f"sqlite:///{place / 'relief.db'}",
        master_key=place / "relief.key",
        token_key=place / "relief-tokens.key",
        address_rate=0,
        officer_rate=0,
        development=True,
        log_level="WARNING",
    )
    configure(settings.log_level, people=True)
    service = build(settings, clock, SeededEntropy(seed))
    try:
        with listening(service) as url, followed(service, people=True):
            started = monotonic()
            desks, swept = Desks(service, httpx.Client(base_url=url, timeout=30)), Swept()
            planned = plans(cases, seed, service.divisions, service.calendars.current())
            told = tell(service, clock, desks, planned, swept, output)
            caught_up(service)
            report(service, desks, told, swept, monotonic() - started, output)
            stay(url, place, keep_open, output)
    finally:
        service.close()
    return 0


def made(folder: str | None) -> Path:
    """The folder the invented families go to: new or empty, whoever calls. Raises ``WrongWords``."""
    empty(folder)
    try:
        if folder is None:
            return Path(tempfile.mkdtemp(prefix="relief-demo-"))
        Path(folder).mkdir(parents=True, exist_ok=True)
        return Path(folder)
    except OSError as error:
        where = folder or tempfile.tempdir or error.filename
        raise WrongWords("folder", say("cli.no-room", path=where)) from None


@contextmanager
def listening(service: Service) -> Iterator[str]:
    """The real HTTP API on a free port of this machine."""
    config = uvicorn.Config(
        with_console(service), host="127.0.0.1", port=0, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, name="api")
    thread.start()
    while not server.started:
        sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def tell(
    service: Service,
    clock: SimulatedClock,
    desks: Desks,
    planned: list[Plan],
    swept: Swept,
    output: Output,
) -> list[Teller]:
    """All stories at once, in the order of their simulated moments."""
    figures(desks)
    appoint(service, desks)
    delegate(service, desks)
    notice = service.law.on(FIRST_DAY).limits["public-notice"]
    order, tellers = count(), []
    waiting: list[tuple[datetime, int, Story]] = []
    for plan in planned:
        teller = Teller(desks, clock, service.calendars.current(), plan)
        tellers.append(teller)
        story = urgent(teller, notice) if plan.urgent else general(teller, notice)
        heapq.heappush(waiting, (plan.at, next(order), story))
    sweep, tomorrow = Sweep(service, together=1), midnight(FIRST_DAY)
    ended = 0
    while waiting:
        at, _, story = heapq.heappop(waiting)
        while tomorrow <= at:
            clock.set(tomorrow)
            night(service, sweep, swept)
            tomorrow = midnight(tomorrow.date())
        clock.set(max(at, clock.now()))
        try:
            heapq.heappush(waiting, (next(story), next(order), story))
        except StopIteration:
            ended += 1
            output.progress(say("demo.told"), ended, len(planned))
    output.progress_done()
    return tellers


def midnight(day: date) -> datetime:
    """Just after the next midnight, when the sweep looks."""
    return datetime.combine(day + timedelta(days=1), SWEPT_AT, LHASA)


def night(service: Service, sweep: Sweep, swept: Swept) -> None:
    """One sweep, over ledgers that are up to date."""
    caught_up(service)
    swept.add(sweep.run())


def caught_up(service: Service) -> None:
    """Wait until the ledgers show everything recorded so far. Raises ``TimeoutError``."""
    head, deadline = service.journal.store.max_notification_id() or 0, monotonic() + 60
    while service.position() < head:
        if monotonic() > deadline:
            raise TimeoutError("the ledgers do not keep up")
        sleep(0.005)


def figures(desks: Desks) -> None:
    """The city records the figures the law refers to: invented, and so named (11.1, 8.1/2)."""
    standard = {
        "series": "urban_subsistence_monthly",
        "valid_from": "2026-01-01",
        "published_on": "2026-01-01",
        "value": "1000.00",
    }
    income = {
        "series": "disposable_income_per_resident",
        "period": 2024,
        "published_on": "2025-04-22",
        "value": "30000.00",
    }
    invented = {"region": "5401", "document": "虚构数值（演示）", "source": "演示自行编造"}
    for figure in (standard, income):
        desks.post(RECORDER, "/v1/reference-values", {**figure, **invented})


def counties(service: Service) -> list[str]:
    """The codes of the city's counties and districts."""
    inside = service.divisions.inside("5401", FIRST_DAY)
    return [division.code for division in inside if len(division.code) == 6]


def appoint(service: Service, desks: Desks) -> None:
    """The counties' officers stand on the register: only such go along on the county's visits."""
    for county in counties(service):
        for officer in office(county):
            desks.post(
                SECURITY,
                f"/v1/officers/{officer.id}/appointments",
                {
                    "number": f"任-{officer.id}",
                    "post": next(iter(officer.posts)).value,
                    "division": county,
                    "valid_from": "2026-01-01",
                    "document": "虚构任用通知（演示）",
                },
            )


def delegate(service: Service, desks: Desks) -> None:
    """Every county delegates small urgent cases to its townships for the year (A18.2.1)."""
    for county in counties(service):
        townships = [
            d.code for d in service.divisions.inside(county, FIRST_DAY) if len(d.code) == 9
        ]
        desks.post(
            approver(county),
            f"/v1/counties/{county}/delegations",
            {
                "number": f"{county}-2026-1",
                "townships": townships,
                "kinds": KINDS,
                "ceiling": "2000.00",
                "valid_from": "2026-01-01",
                "valid_to": "2026-12-31",
                "document": f"虚构委托〔2026〕{county[-2:]}号",
            },
        )


def stay(url: str, place: Path, keep_open: bool, output: Output) -> None:
    """Leave the service open where somebody is there to look at it."""
    if not keep_open and not sys.stdout.isatty():
        output.line(say("demo.left", place=place))
        return
    output.line(say("demo.running", url=url))
    try:
        while True:
            sleep(3600)
    except KeyboardInterrupt:
        output.line(say("demo.stopped"))
