"""Whatever the owner of the database changes, `relief verify` finds it and names the first wrong entry."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL, make_url

from tests.support.postgres import fresh_database
from tests.support.proving import Proven, recorded_anew
from tests.support.tampering import ATTACKS

TRIALS = int(os.environ.get("RELIEF_TEST_TAMPERS", "60"))
SEED = os.environ.get("RELIEF_TEST_SEED", "17")
KINDS = sorted(ATTACKS)
pytestmark = pytest.mark.slow

Copy = Callable[[Path], "contextmanager[Proven]"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def copied(
    request: pytest.FixtureRequest, postgres: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], object]]:
    """A way to a copy of one history, on each database."""
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found(copied: Callable[[Path], object], kind: str, tmp_path: Path) -> None:
    """Each kind of tampering, drawn as often as its share of the trials: found, the place named."""
    for n in range(max(1, TRIALS // len(KINDS))):
        seed = f"{SEED} {kind} {n}"
        with copied(tmp_path / str(n)) as at:  # type: ignore[attr-defined]
            wrong = ATTACKS[kind](at, Random(seed))
            faults = at.faults()
        assert faults, seed
        named = [one for one in faults if one.startswith(wrong.log) or not wrong.number]
        told = f"第{wrong.number}条" if wrong.number else wrong.log
        assert any(told in one for one in named), (seed, wrong, faults[:5])
