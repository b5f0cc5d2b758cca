"""Fixtures for tests that meet a real database."""

import gc
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, make_url

from adapters.store.factory import install_store, open_recorder
from adapters.store.recorder import EventRecorder
from tests.support.byfile import ByFile
from tests.support.days import says_whether_it_depends_on_the_day
from tests.support.installed import Installed
from tests.support.listening import tools_speak_chinese
from tests.support.postgres import fresh_database, postgres_server

__all__ = ["says_whether_it_depends_on_the_day", "tools_speak_chinese"]


settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")
"""A busy machine is slow: no test fails by the clock."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Asked where tests run in several processes."""
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: a search for garbage in it would find none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """What was collected stays to the end, so that the search for garbage need not go through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The PostgreSQL server of this session; no server is a failure, never a skip."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> URL:
    """A file for a fresh SQLite database."""
    return make_url(f"sqlite:///{tmp_path / 'relief.db'}")


@pytest.fixture
def postgres_url(postgres: URL) -> Iterator[URL]:
    """A fresh PostgreSQL database."""
    with fresh_database(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> URL:
    """The URL of a fresh, empty database of each kind."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: URL = request.getfixturevalue(kind)
    return url


@pytest.fixture(scope="session")
def installed(postgres: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """Installed databases to copy."""
    with ExitStack() as until_the_end:
        yield Installed(tmp_path_factory.mktemp("installed"), postgres, until_the_end)


@pytest.fixture
def recorder(database: URL) -> Iterator[EventRecorder]:
    """A recorder on an installed store."""
    install_store(database)
    opened = open_recorder(database)
    yield opened
    opened.close()
