"""``relief serve``: what is done before the first request."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from socket import socket
from subprocess import Popen, run
from threading import Event
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn

from relief import readiness
from relief.bootstrap import Service
from relief.settings import Settings
from relief.standing import Standing
from relief.tools import serve
from tests.words.judged import line as english


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

    def run(_: uvicorn.Server, sockets: list[socket]) -> None:
        searched.append(any(one is built for one in gc.get_objects()))

    async def app(*_: Any) -> None:
        """Answers nothing."""

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(readiness, "watch", lambda _service, stop: stop.wait())
    monkeypatch.setattr(serve, "configured", lambda _: uvicorn.Config(app, log_config=None))
    settings = Settings(port=0, follow=False, sweep=False)
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

    def run(_: uvicorn.Server, sockets: list[socket]) -> None:
        assert begun.wait(10 if follows else 0) == follows and not ended.is_set()

    async def app(*_: Any) -> None:
        """Answers nothing."""

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(readiness, "watch", lambda _service, stop: stop.wait())
    monkeypatch.setattr(serve, "configured", lambda _: uvicorn.Config(app, log_config=None))
    monkeypatch.setattr(serve, "followed", lambda _: nullcontext())
    service = SimpleNamespace(
        settings=Settings(port=0, follow=follows, sweep=False),
        forgetting=Forgetting(),
        enactments=SimpleNamespace(not_counting=lambda: ()),
        ledgers=SimpleNamespace(hear_moves=lambda: None),
        standing=Standing(),
        reckonings=SimpleNamespace(run=reckons),
    )
    assert serve.serve(cast(Service, service)) == 0
    assert ended.is_set() == follows


def asked(folder: Path, **settings: str) -> dict[str, str]:
    """The settings of a service of its own, in its folder."""
    own = {name: kept for name, kept in os.environ.items() if not name.startswith("RELIEF_")}
    return {
        **own,
        "RELIEF_DATABASE": f"sqlite:///{folder}/relief.db",
        "RELIEF_MASTER_KEY": f"{folder}/relief.key",
        "RELIEF_FOLLOW": "no",
        "RELIEF_SWEEP": "no",
        **settings,
    }


SERVE = [sys.executable, "-m", "relief.cli", "serve"]


@pytest.mark.day
def test_a_taken_port_is_told_with_the_way_out(tmp_path: Path) -> None:
    """In the officers' language, with the exit code of what failed, and nothing else is said."""
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run(SERVE, env=asked(tmp_path, RELIEF_PORT=port), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1
    assert f"端口{port}" in done.stderr and "RELIEF_PORT" in done.stderr
    assert not english(done.stderr, quoted=True)


@pytest.mark.day
@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "192.0.2.1"])
def test_a_host_that_is_none_of_this_machine_is_a_wrong_setting(tmp_path: Path, host: str) -> None:
    """Unresolvable or somebody else's: the setting is named, with the exit code of wrong settings."""
    done = run(SERVE, env=asked(tmp_path, RELIEF_HOST=host), capture_output=True, text=True)
    assert done.returncode == 2
    assert "RELIEF_HOST" in done.stderr and host in done.stderr
    assert not english(done.stderr, quoted=True)


@pytest.mark.day
def test_a_start_and_an_end_say_nothing_in_english(tmp_path: Path) -> None:
    """Whoever sits before it reads that the service has begun, and where."""
    settings = asked(tmp_path, RELIEF_PORT="8291")
    told = [sys.executable, "-c", FOR_PEOPLE]
    with Popen(told, env=settings, stderr=-1, text=True, cwd=tmp_path) as server:
        assert server.stderr is not None
        said = list[str]()
        until = monotonic() + 60
        while "服务已启动" not in "".join(said) and monotonic() < until:
            said.append(server.stderr.readline())
        sleep(1)
        server.send_signal(signal.SIGTERM)
        said += server.stderr.readlines()
    assert any("服务已启动（地址127.0.0.1、端口8291）" in one for one in said)
    assert [one for one in said if english(one, quoted=True)] == []


FOR_PEOPLE = """
import relief.logs
import relief.cli
usual = relief.logs.configure
relief.logs.configure = lambda level, **_: usual(level, people=True)
raise SystemExit(relief.cli.main(["serve"]))
"""
