"""What a release wrote opens under every later one: no manual step, nothing lost, all readable."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from adapters.identity.tokens import issue
from domain.case.authority import Officer, Post
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.facts import topics
from relief.api.app import create_app
from relief.bootstrap import Service, build
from relief.clock import SystemClock
from relief.settings import Settings
from tests.crash.test_first_start import ready, served
from tests.support.earlier import RELEASES, loaded, unpacked
from tests.support.following import following
from tests.support.worker import settings_for, tool

CITY = Officer("auditor", frozenset({Post.AUDITOR}), "5401")
BUILT_SECONDS = 60.0

pytestmark = [pytest.mark.slow, pytest.mark.day]


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    """Every history that is kept."""
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, release: str, tmp_path: Path) -> Iterator[Settings]:
    """An installation as the release left it, on each database."""
    file = unpacked(release, tmp_path)
    if request.param == "sqlite":
        yield settings_for(file, tmp_path)
        return
    url: URL = request.getfixturevalue("postgres_url")
    loaded(release, url, tmp_path)
    yield settings_for(url, tmp_path)


@contextmanager
def opened(left: Settings) -> Iterator[Service]:
    """The service over it, its ledgers kept as ``relief serve`` keeps them."""
    service = build(left, SystemClock())
    try:
        with following(service):
            caught_up(service)
            yield service
    finally:
        service.close()


def caught_up(service: Service) -> None:
    """Wait until the ledgers were built and show everything."""
    deadline = monotonic() + BUILT_SECONDS
    while service.ledgers.found() is None or service.position() < service.head():
        assert monotonic() < deadline, "the ledgers were not built"
        sleep(0.05)


def cases(service: Service) -> list[str]:
    """Every application there is."""
    found = service.journal.following(0, 100_000, topics=topics(ApplicationSubmitted))
    return [recorded.stream.removeprefix("case-") for recorded in found]


def readable(service: Service, known: list[str]) -> None:
    """Each case with its steps and documents, and every one of them in its county's ledger."""
    now = service.clock.now()
    token = issue(service.settings.token_key, CITY, now, timedelta(hours=1))
    headers = {"Authorization": f"Bearer {token}"}
    with TestClient(create_app(service), headers=headers) as http:
        for case in known:
            for path in ("", "/next-steps", "/documents"):
                answer = http.get(f"/v1/cases/{case}{path}")
                assert answer.status_code == 200, f"{case}{path}: {answer.text}"
        counties = {case[:6] for case in known}
        listed = [http.get(f"/v1/ledgers/county/{county}").json() for county in counties]
    assert sum(one["totals"]["cases"] for one in listed) == len(known)


def test_an_earlier_history_opens_by_itself_and_verifies(left: Settings) -> None:
    """Ledgers of this edition come about; every case is readable; ``relief verify`` finds it whole."""
    with opened(left) as service:
        known = cases(service)
        assert known
        readable(service, known)
    verified = tool(left, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_command_itself_opens_an_earlier_history(tmp_path: Path) -> None:
    """``relief serve``, with the follower it starts as a process of its own, becomes ready: that
    process too knows every fact there is, whatever else is imported here.
    """
    file = unpacked("11a5808", tmp_path)
    with served(file, tmp_path) as (address, _):
        told = ready(address)
    assert told["status"] == "ok"
    verified = tool(settings_for(file, tmp_path), "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "没有台账" not in verified.stdout
