"""``relief serve``: what is done before the first request."""

import gc
import signal
from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn

from relief.bootstrap import Service
from relief.settings import Settings
from relief.tools import serve


class Forgetting:
    """Has nothing to forget."""

    def run(self, stop: Event) -> None:
        """Wait for the end."""
        stop.wait()


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """The collector and SIGTERM as they were."""
    before = signal.getsignal(signal.SIGTERM)
    gc.unfreeze()
    yield
    gc.unfreeze()
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("unfrozen")
def test_no_request_waits_while_what_was_built_is_searched_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everything built before the first request is left out of later collections."""
    left_out = list[int]()

    def run(_: uvicorn.Server) -> None:
        left_out.append(gc.get_freeze_count())

    async def app(*_: Any) -> None:
        """Answers nothing."""

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(serve, "configured", lambda _: uvicorn.Config(app))
    built = len(gc.get_objects())
    settings = Settings(follow=False, sweep=False)
    service = SimpleNamespace(settings=settings, forgetting=Forgetting())

    assert serve.serve(cast(Service, service)) == 0
    assert left_out[0] >= built
