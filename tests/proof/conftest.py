"""One history recorded by this release on each database, and copies of it to do anything to."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from tests.support.postgres import fresh_database
from tests.support.proving import Proven, recorded_anew

TRIALS = int(os.environ.get("RELIEF_TEST_TAMPERS", "60"))
FEW = 60
"""So few are made at every commit."""
SEED = os.environ.get("RELIEF_TEST_SEED", "17")
Copied = Callable[[Path], AbstractContextManager[Proven]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def copied(
    request: pytest.FixtureRequest, postgres: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Copied]:
    """A way to a copy in a folder, on each database."""
    folder = tmp_path_factory.mktemp("proven")
    with ExitStack() as until_the_end:
        url = make_url(f"sqlite:///{folder / 'proven.db'}")
        if request.param == "postgresql":
            url = until_the_end.enter_context(fresh_database(postgres))
        made = recorded_anew(folder, url)
        assert made.faults() == []

        @contextmanager
        def copy(to: Path) -> Iterator[Proven]:
            if made.on_sqlite:
                yield made.copied(make_url(f"sqlite:///{to / 'proven.db'}"), to)
                return
            with fresh_database(postgres, like=url.database) as other:
                yield made.copied(other, to)

        yield copy
