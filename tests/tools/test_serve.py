"""``relief serve``: what is done before the first request."""

import gc
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn

from relief import readiness
from relief.bootstrap import Service
from relief.settings import Settings
from relief.standing import Standing
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
    built, searched = [object()], list[bool]()

    def run(_: uvicorn.Server) -> None:
        searched.append(any(one is built for one in gc.get_objects()))

    async def app(*_: Any) -> None:
        """Answers nothing."""

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(readiness, "watch", lambda _service, stop: stop.wait())
    monkeypatch.setattr(serve, "configured", lambda _: uvicorn.Config(app))
    settings = Settings(follow=False, sweep=False)
    none = SimpleNamespace(not_counting=lambda: ())
    ledgers = SimpleNamespace(hear_moves=lambda: None)
    service = SimpleNamespace(
        settings=settings,
        forgetting=Forgetting(),
        enactments=none,
        ledgers=ledgers,
        standing=Standing(),
    )

    assert serve.serve(cast(Service, service)) == 0
    assert searched == [False]


@pytest.mark.usefixtures("unfrozen")
@pytest.mark.parametrize("follows", [True, False])
def test_who_keeps_the_ledgers_reckons_decisions_again(
    monkeypatch: pytest.MonkeyPatch, follows: bool
) -> None:
    """In the background, from the start on and ended with the server; nobody else does."""
    begun, ended = Event(), Event()

    def reckons(stop: Event) -> None:
        begun.set()
        stop.wait()
        ended.set()

    def run(_: uvicorn.Server) -> None:
        assert begun.wait(10 if follows else 0) == follows and not ended.is_set()

    async def app(*_: Any) -> None:
        """Answers nothing."""

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(readiness, "watch", lambda _service, stop: stop.wait())
    monkeypatch.setattr(serve, "configured", lambda _: uvicorn.Config(app))
    monkeypatch.setattr(serve, "followed", lambda _: nullcontext())
    service = SimpleNamespace(
        settings=Settings(follow=follows, sweep=False),
        forgetting=Forgetting(),
        enactments=SimpleNamespace(not_counting=lambda: ()),
        ledgers=SimpleNamespace(hear_moves=lambda: None),
        standing=Standing(),
        reckonings=SimpleNamespace(run=reckons),
    )
    assert serve.serve(cast(Service, service)) == 0
    assert ended.is_set() == follows
