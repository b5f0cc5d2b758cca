"""A service that people sign in to, and a real provider they sign in with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from domain.case.authority import Officer, Post
from relief.bootstrap import Service, build
from relief.clock import SystemClock
from relief.console.app import with_console
from relief.logs import configure
from relief.office.requests import Receipt, Request
from relief.people.providers import CALLBACK
from relief.settings import Settings
from tests.api.described import described
from tests.support import commands as c
from tests.support.installed import MASTER, TOKENS, database
from tests.support.provider import AUDIENCE, RealProvider, key, through

__all__ = ["database"]

HERE = "https://relief.test"
TOWNSHIP = "540121200"
SECURITY = Officer("security", frozenset({Post.SECURITY_ADMIN}), "5401")
WORKER, SUBJECT = "zhang.san", "subject-1"


@dataclass
class LateClock:
    """The real time, and so much later: the provider's clock is not ours to set.

    Where there is no provider it can stand still.
    """

    later: timedelta = timedelta()
    still: datetime | None = None

    def now(self) -> datetime:
        """The time in Lhasa."""
        return (self.still or SystemClock().now()) + self.later


@dataclass
class Signing:
    """The application, a browser, and the register."""

    service: Service
    clock: LateClock
    http: httpx.Client
    log: StringIO
    _numbers: Iterator[int] = field(default_factory=count)

    def record(self, command: c.Command, by: Officer = SECURITY) -> None:
        """A command that must succeed."""
        id = f"{by.id}/{next(self._numbers)}"
        digest = self.service.master.digest(id.encode())
        done = self.service.office.execute(Request(command, by, id, digest))
        assert isinstance(done, Receipt), done

    def appoint(self, id: str = WORKER, post: Post = Post.CASEWORKER, **changes: Any) -> None:
        """Somebody holds a post from long ago on."""
        command = c.AppointOfficer(
            case=id,
            number=f"任{next(self._numbers)}",
            post=post,
            division=TOWNSHIP,
            valid_from=date(2020, 1, 1),
            document="任用通知",
        )
        self.record(replace(command, **changes))

    def link(self, issuer: str, id: str = WORKER, subject: str = SUBJECT) -> None:
        """The issuer's subject is the officer."""
        self.record(c.LinkSignIn(case=id, issuer=issuer, subject=subject, document="身份登记"))

    def begin(self) -> str:
        """Where a browser is sent."""
        answer = self.http.get("/v1/sign-in/provider")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def back(self, address: str, **changes: str) -> httpx.Response:
        """The browser comes back from the provider, with what it was given or something else."""
        given = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        return self.http.get(CALLBACK, params={**given, **changes})

    def sign_in(self) -> httpx.Response:
        """The whole way."""
        return self.back(through(self.begin()))

    def bearing(self, token: str) -> httpx.Response:
        """Who asks, by an access token."""
        return self.http.get("/v1/session", headers={"Authorization": f"Bearer {token}"})


Opening = Callable[..., Signing]


@pytest.fixture
def opening(database: URL, tmp_path: Path) -> Iterator[Opening]:
    """Opens the application with chosen settings."""
    opened: list[Signing] = []
    clients: list[TestClient] = []

    def build_one(**chosen: Any) -> Signing:
        log = StringIO()
        configure("INFO", log)
        settings = Settings(
            database=database.render_as_string(hide_password=False),
            master_key=tmp_path / MASTER,
            token_key=tmp_path / TOKENS,
            public_address=HERE,
            **chosen,
        )
        clock = LateClock()
        service = build(settings, clock)
        app = with_console(service)
        http = TestClient(app, HERE, raise_server_exceptions=False, follow_redirects=False)
        http.event_hooks["response"].append(described(app, service.law))
        clients.append(http.__enter__())
        opened.append(Signing(service, clock, http, log))
        return opened[-1]

    yield build_one
    for client in clients:
        client.__exit__(None, None, None)
    for one in opened:
        one.service.close()


@pytest.fixture(scope="session")
def running() -> Iterator[RealProvider]:
    """The real provider, started once."""
    with RealProvider(HERE + CALLBACK) as provider:
        yield provider


@pytest.fixture
def provider(running: RealProvider) -> Iterator[RealProvider]:
    """The real provider, with its first key again after a test that turned it or stopped it."""
    yield running
    if not running.runs or [one.kid for one in running.keys] != ["first"]:
        running.turn(key("first"))


@pytest.fixture
def signing(opening: Opening, provider: RealProvider) -> Signing:
    """An appointed caseworker whom the provider knows."""
    made = opening(
        sign_in_issuer=provider.issuer, sign_in_client="relief", sign_in_audience=AUDIENCE
    )
    made.appoint()
    made.link(provider.issuer)
    return made
