"""Deeds are held to their rules alike by one process and by several, and go on where they ended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from relief.bootstrap import Service
from relief.opening import for_reading
from relief.tools import holding
from relief.tools.findings import Findings
from relief.tools.holding import Way, gathered, outcomes
from relief.tools.walking import Walk
from tests.support.proving import CLOCK, Proven, recorded_anew

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Proven:
    """A kept history."""
    folder = tmp_path_factory.mktemp("held")
    return recorded_anew(folder, make_url(f"sqlite:///{folder / 'proven.db'}"))


@pytest.fixture
def service(proven: Proven, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The history opened to read, in small shares."""
    monkeypatch.setattr(holding, "SHARE", 8)
    opened = for_reading(proven.settings, CLOCK, keys=True)
    yield opened
    opened.close()


def held(service: Service, way: Way) -> list[holding.Outcome]:
    """What every share comes to."""
    walk = Walk(service, Findings())
    for _ in walk.pages(500):
        pass
    return [one for _, one in outcomes(service, walk.versions, walk.whole, way)]


def test_by_one_process_and_by_two(service: Service) -> None:
    """The same deeds, questions and faults, share by share."""
    alone = held(service, Way(processes=1))
    assert len(alone) > 3 and sum(gathered(alone)[0].values()) > 100
    assert held(service, Way(processes=2)) == alone


def test_it_goes_on_where_it_ended(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off after two shares it holds the others only; a line torn off is held again."""
    file, hold, asked = tmp_path / "noted", holding.hold, list[int]()

    def counted(service: Service, streams: tuple[str, ...]) -> holding.Outcome:
        if len(asked) == 2:
            raise InterruptedError
        asked.append(len(streams))
        return hold(service, streams)

    monkeypatch.setattr(holding, "hold", counted)
    with pytest.raises(InterruptedError):
        held(service, Way(1, file))
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2

    def once_more(*told: Any) -> Any:
        asked.append(0)
        return hold(*told)

    monkeypatch.setattr(holding, "hold", once_more)
    every = held(service, Way(1, file))
    assert len(asked) == len(every)
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    asked.clear()
    assert held(service, Way(1, file)) == every
    assert len(asked) == 1
