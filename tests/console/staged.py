"""An office whose officers come in by one click, on a clock set by hand: for whole stories on pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.case.authority import Officer, Post
from relief.bootstrap import Service, build
from relief.clock import SimulatedClock
from relief.settings import Settings
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    READER,
    SECOND_CHECKER,
    SECOND_FINANCE,
    officer,
)
from tests.support.installed import MASTER, TOKENS
from tests.support.live import live
from tests.support.register import appoint
from tests.support.waiting import until

SECOND_APPROVER = officer("ap2", Post.APPROVER, COUNTY)
STAFF: tuple[Officer, ...] = (
    CASEWORKER,
    LEADER,
    CHECKER,
    SECOND_CHECKER,
    APPROVER,
    SECOND_APPROVER,
    FINANCE,
    SECOND_FINANCE,
    READER,
)


@dataclass(frozen=True, slots=True)
class Staged:
    """A service that is reached over the network, and the clock it goes by."""

    service: Service
    clock: SimulatedClock
    address: str

    def settled(self) -> None:
        """Every fact so far is in the lists."""
        until(lambda: self.service.position() >= self.service.head())


@contextmanager
def manned(folder: Path) -> Iterator[tuple[Service, SimulatedClock]]:
    """A service with its staff in post, each of whom anybody may come in as."""
    clock = SimulatedClock(MONDAY)
    settings = Settings(
        database=f"sqlite:///{folder / 'relief.db'}",
        master_key=folder / MASTER,
        token_key=folder / TOKENS,
        files=folder / "files",
        address_rate=0,
        officer_rate=0,
    )
    service = build(settings, clock)
    try:
        appoint(service, *STAFF)
        service.sign_in.stage(one.id for one in STAFF)
        yield service, clock
    finally:
        service.close()


@contextmanager
def staged(folder: Path) -> Iterator[Staged]:
    """The same, reached by a browser."""
    with manned(folder) as (service, clock), live(service) as (host, port):
        yield Staged(service, clock, f"http://{host}:{port}")
