"""``relief serve``: the API, the follower and the sweep in one process; each can be left out."""

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from types import FrameType

import structlog
import uvicorn

from adapters.store.follower import RETRY_SECONDS
from relief.api.app import create_app
from relief.api.wire import BoundedProtocol
from relief.bootstrap import Service
from relief.collector import settle
from relief.scheduler import ticking
from relief.settings import Settings
from relief.sweep import Sweep

log = structlog.get_logger(__name__)
GRACE_SECONDS = 20
LOOK_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 5
DEVELOPMENT = "警告：开发模式，接受自行签发的试用令牌，任何人可冒充任何岗位；不得用于真实办理。"


@contextmanager
def following(service: Service) -> Iterator[None]:
    """The ledgers kept in the background."""
    stop = Event()
    service.journal.store.listen()
    follower = Thread(target=follow, args=(service, stop), name="follower")
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join()


@contextmanager
def forgetting(service: Service) -> Iterator[None]:
    """Keys that other processes destroyed leave this one's memory as well."""
    stop = Event()
    watcher = Thread(target=service.forgetting.run, args=(stop,), name="forgetting")
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


@contextmanager
def sweeping(service: Service) -> Iterator[None]:
    """The sweep in the background, every tick."""
    scheduler = ticking(Sweep(service).run, service.settings.tick_seconds)
    try:
        yield
    finally:
        scheduler.shutdown()


def follow(service: Service, stop: Event) -> None:
    """Keep the ledgers, whatever happens to the database, until told to stop."""
    while not stop.is_set():
        try:
            follow_current(service, stop)
        except Exception:
            log.exception("the ledgers cannot be followed now")
            stop.wait(RETRY_SECONDS)


def follow_current(service: Service, stop: Event) -> None:
    """Keep the ledgers in use now, until they are swapped by another process."""
    place = service.ledgers.current()
    swapped = Event()
    follower = service.follower()
    watcher = Thread(target=watch, args=(service, place.name, stop, swapped), daemon=True)
    watcher.start()
    follower.run(swapped)
    watcher.join()


def watch(service: Service, place: str, stop: Event, swapped: Event) -> None:
    """Tell the follower when its ledgers are no longer the current ones, or all is to stop."""
    while not stop.wait(LOOK_SECONDS):
        try:
            if service.ledgers.current().name != place:
                break
        except Exception as error:
            log.warning("which ledgers are current cannot be asked now", error=type(error).__name__)
    swapped.set()


def ended(_signal: int, _frame: FrameType | None) -> None:
    """Leave by the same doors as always: uvicorn raises SIGTERM again once it has stopped."""
    raise SystemExit(0)


def configured(service: Service) -> uvicorn.Config:
    """The server: no client can hold it up, and it says nothing of itself."""
    chosen = service.settings
    return uvicorn.Config(
        create_app(service),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=chosen.connections,
        proxy_headers=bool(chosen.proxies),
        forwarded_allow_ips=chosen.proxies or None,
    )


def loudly(settings: Settings) -> None:
    """Say on every start that anybody with the token key is anybody."""
    if settings.development:
        print(DEVELOPMENT, file=sys.stderr, flush=True)
        log.warning("development tokens are accepted; never for real families")


def serve(service: Service) -> int:
    """Serve until told to stop; requests under way are finished first."""
    loudly(service.settings)
    server = uvicorn.Server(configured(service))
    settle()
    signal.signal(signal.SIGTERM, ended)
    with ExitStack() as background:
        background.enter_context(forgetting(service))
        if service.settings.follow:
            background.enter_context(following(service))
        if service.settings.sweep:
            background.enter_context(sweeping(service))
        server.run()
    return 0
