"""``relief demo``: run the month, print what it came to, and go on with it where somebody watches."""

import heapq
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import uvicorn

from domain.time.calendar import Calendar
from relief.bootstrap import Service, build
from relief.clock import LHASA, SimulatedClock
from relief.console.app import with_console
from relief.demo.city import city
from relief.demo.desk import RECORDER, SECURITY, Desks, approver, office
from relief.demo.general import general
from relief.demo.left import Left, leave
from relief.demo.plan import FIRST_DAY, Plan, moment, plans
from relief.demo.report import report
from relief.demo.serving import go_on, settings_of
from relief.demo.staff import named
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
STOPPED_AT = moment(5, 11, month=3)
"""Where the month stops unless it is told to its end: every desk has something to do."""
FIRST_MOMENT = datetime.combine(FIRST_DAY, time(8, 0), LHASA)

Waiting = tuple[datetime, int, Story, Plan | None]
"""When a story goes on, its turn among those of one moment, and whose it is: a family's, or the city's."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A demo as it was asked for. ``whole``: to its end; ``open``: served also where nobody watches."""

    cases: int
    seed: int
    folder: str | None = None
    whole: bool = False
    open: bool = False
    port: int = Settings().port


def demo(wanted: Wanted, output: Output) -> int:
    """Tell the stories, report, and go on with them where somebody watches. Returns 0.

    Raises ``WrongWords`` for a folder that will not do.
    """
    place = made(wanted.folder)
    output.line(WARNING)
    leave(place, month(wanted, place, output))
    if not wanted.open and not sys.stdout.isatty():
        output.line(say("demo.left", place=place))
        return 0
    return go_on(place, wanted.port, output)


def month(wanted: Wanted, place: Path, output: Output) -> Left:
    """Everything that is told of the month, and where it stops."""
    clock, until = SimulatedClock(FIRST_MOMENT), None if wanted.whole else STOPPED_AT
    settings = replace(settings_of(place), address_rate=0, officer_rate=0)
    configure(settings.log_level, people=True)
    service = build(settings, clock, SeededEntropy(wanted.seed))
    try:
        with listening(service) as url, followed(service, people=True):
            started = monotonic()
            desks, swept = Desks(service, httpx.Client(base_url=url, timeout=30)), Swept()
            calendar = service.calendars.current()
            planned = plans(wanted.cases, wanted.seed, service.divisions, calendar)
            told = tell(service, clock, desks, Told(planned, until, swept), output)
            caught_up(service)
            report(service, desks, told, swept, monotonic() - started, output)
            officers = named(service, desks)
            caught_up(service)
    finally:
        service.close()
    return Left(clock.now(), officers)


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


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: which families' stories, until when, and what the nights between come to."""

    planned: list[Plan]
    until: datetime | None
    swept: Swept


def tell(
    service: Service, clock: SimulatedClock, desks: Desks, what: Told, output: Output
) -> list[Teller]:
    """All stories at once, in the order of their simulated moments; those that began."""
    figures(desks)
    appoint(service, desks)
    delegate(service, desks)
    waiting, tellers = begun(service, clock, desks, what.planned)
    nights, order, ended = Nights(service, clock, what.swept), count(len(waiting)), 0
    while waiting and (what.until is None or waiting[0][0] < what.until):
        at, turn, story, plan = heapq.heappop(waiting)
        if (later := put_off(at, plan, service.calendars.current())) != at:
            heapq.heappush(waiting, (later, turn, story, plan))
            continue
        nights.to(at)
        try:
            heapq.heappush(waiting, (next(story), next(order), story, plan))
        except StopIteration:
            ended += plan is not None
            output.progress(say("demo.told"), ended, len(tellers))
    output.progress_done()
    if what.until is not None:
        nights.to(what.until)
    return [one for one in tellers if one.case]


def begun(
    service: Service, clock: SimulatedClock, desks: Desks, planned: list[Plan]
) -> tuple[list[Waiting], list[Teller]]:
    """Every story before its first moment, the city's among them."""
    notice = service.law.on(FIRST_DAY).limits["public-notice"]
    tellers = [Teller(desks, clock, plan) for plan in planned]
    waiting: list[Waiting] = [(FIRST_MOMENT, 0, city(desks), None)]
    for n, teller in enumerate(tellers, 1):
        plan = teller.plan
        story = urgent(teller, notice) if plan.urgent else general(teller, notice)
        waiting.append((plan.at, n, story, plan))
    heapq.heapify(waiting)
    return waiting, tellers


def put_off(at: datetime, plan: Plan | None, calendar: Calendar) -> datetime:
    """When a family's story goes on: on a day off, also one freed since, only what cannot wait does."""
    if plan is None or plan.urgent or calendar.is_working(at.date()):
        return at
    return datetime.combine(calendar.working_day_after(at.date(), 1), at.timetz())


def midnight(day: date) -> datetime:
    """Just after the next midnight, when the sweep looks."""
    return datetime.combine(day + timedelta(days=1), SWEPT_AT, LHASA)


class Nights:
    """Lets time pass, with a sweep in each night, over ledgers that are up to date."""

    def __init__(self, service: Service, clock: SimulatedClock, swept: Swept) -> None:
        self._service, self._clock, self._swept = service, clock, swept
        self._sweep, self._next = Sweep(service, together=1), midnight(FIRST_DAY)

    def to(self, at: datetime) -> None:
        """Set the clock to a moment, never back."""
        while self._next <= at:
            self._clock.set(self._next)
            caught_up(self._service)
            self._swept.add(self._sweep.run())
            self._next = midnight(self._next.date())
        self._clock.set(max(at, self._clock.now()))


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
