"""Whole services over a database of the test, and cases brought quickly to where a test begins."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, TypeVar

from sqlalchemy import URL

from domain.case.authority import Officer
from domain.ground.refusal import Refused
from domain.ground.terms import Procedure
from relief.bootstrap import Service, build
from relief.clock import LHASA, SimulatedClock
from relief.office.requests import Receipt, Request
from relief.people.people import listed, place_holder
from relief.settings import Settings
from tests.case.people import IN_COUNTY
from tests.case.words import MONDAY, RIGHT, About, giver
from tests.support import commands as c
from tests.support.register import appoint

_numbers = count(1)
T = TypeVar("T")

EXAMINATION: tuple[type[c.Command], ...] = (
    c.ReportMeansCheck,
    c.RecordHomeVisit,
    c.RecordCircumstances,
    c.SignOpinion,
    c.CompleteExamination,
)


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Lhasa."""
    return datetime.combine(day, time(hour), LHASA)


@contextmanager
def serving(folder: Path, database: URL, clock: SimulatedClock | None = None) -> Iterator[Service]:
    """A service on a simulated Monday with its keys in a folder; closed at the end."""
    settings = Settings(
        database=database.render_as_string(hide_password=False),
        master_key=folder / "relief.key",
        token_key=folder / "relief-tokens.key",
        development=True,
        address_rate=0,
        officer_rate=0,
    )
    built = build(settings, clock or SimulatedClock(at(MONDAY)))
    try:
        yield built
    finally:
        built.close()


@contextmanager
def processes(folder: Path, database: URL, clock: SimulatedClock) -> Iterator[list[Service]]:
    """Two services on PostgreSQL, as two processes would be; one on SQLite, which has one writer."""
    number = 1 if database.get_backend_name() == "sqlite" else 2
    with ExitStack() as stack:
        yield [stack.enter_context(serving(folder, database, clock)) for _ in range(number)]


def local(officer: Officer, township: str) -> Officer:
    """The same post in the division of a township."""
    division = township[: len(officer.division)]
    return replace(officer, id=f"{officer.id}.{division}", division=division)


class Counter:
    """Gives the right words to a service's office, each command under an id of its own."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def request(
        self,
        about: About,
        kind: type[c.Command],
        *,
        id: str = "",
        seen: int | None = None,
        by: Officer | None = None,
        **changes: Any,
    ) -> Request:
        """The words of a command as a request."""
        officer = by or local(giver(kind), about.township)
        command = replace(RIGHT[kind](about), **self.visitors(kind, officer), **changes)
        if isinstance(command, c.SubmitApplication) and command.account is not None:
            holder = replace(command.account, holder=place_holder(0))
            command = replace(command, members=listed(command.members), account=holder)
        chosen = id or f"{officer.id}/{next(_numbers)}"
        digest = self.service.master.digest(f"{kind.__name__} {about.case}".encode())
        return Request(command, officer, chosen, digest, seen)

    def visitors(self, kind: type[c.Command], officer: Officer) -> dict[str, Any]:
        """Who visits: whoever records it, and for the county a colleague who is on the register."""
        if kind is c.RecordHomeVisit:
            return {"visitors": (officer.id,)}
        if kind not in (c.ReportSpotCheck, c.ReportCountyVerification):
            return {}
        second = local(IN_COUNTY[1], officer.division)
        appoint(self.service, second)
        return {"visitors": (officer.id, second.id)}

    def ask(self, about: About, kind: type[c.Command], **more: Any) -> Receipt | Refused:
        """Give a command."""
        return self.service.office.execute(self.request(about, kind, **more))

    def go(self, about: About, *kinds: type[c.Command], **more: Any) -> None:
        """Give commands that must succeed."""
        for kind in kinds:
            done = self.ask(about, kind, **more)
            assert isinstance(done, Receipt), f"{kind.__name__}: {done}"

    def examined(self, about: About) -> None:
        """An urgent case with both signatures, ready for the township's approval."""
        self.go(about, c.SubmitApplication, c.EstablishUrgency)
        self.go(about, c.AcceptApplication, procedure=Procedure.URGENT)
        self.go(about, *EXAMINATION)

    def approved_by_county(self, about: About) -> None:
        """An urgent case the county itself verified and approved."""
        self.examined(about)
        self.go(about, c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification)
        self.go(about, c.ApproveRelief)


def all_at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Run each on a thread of its own, all from the same moment; the results in order."""
    start, results, errors = Barrier(len(works)), dict[int, T](), list[BaseException]()

    def run(number: int, work: Callable[[], T]) -> None:
        start.wait()
        try:
            results[number] = work()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in range(len(works))]
