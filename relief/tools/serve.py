"""``relief serve``: the API and the sweep, and a follower beside them; each of the two can be left out."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import FrameType

import structlog
import uvicorn

from adapters import drawing
from adapters.collector import settle
from relief import readiness
from relief.api.crowd import Crowd
from relief.api.wire import bounded
from relief.bootstrap import Service
from relief.clients import Proxies
from relief.console.app import with_console
from relief.descriptors import room_for
from relief.listening import listening
from relief.settings import Settings
from relief.terminal import complain
from relief.tools.beside import beside
from relief.tools.followed import followed
from relief.tools.watching import watching
from relief.upkeep.checkpointing import keep_checkpoints
from relief.upkeep.scheduler import ticking
from relief.upkeep.sweep import Sweep
from relief.words.sentences import say

log = structlog.get_logger(__name__)
GRACE_SECONDS = 20
KEEP_ALIVE_SECONDS = 5
DEVELOPMENT = say("serve.development")


@contextmanager
def sweeping(service: Service) -> Iterator[None]:
    """The sweep in the background, every tick."""
    service.standing.sweeps()
    scheduler = ticking(partial(sweep, service), service.settings.tick_seconds)
    try:
        yield
    finally:
        scheduler.shutdown()


def sweep(service: Service) -> None:
    """Sweep once; an error is logged and kept for readiness, and the next tick tries again."""
    try:
        Sweep(service).run()
    except Exception as error:
        service.standing.sweep_failed(error)
        log.exception("the sweep failed and is tried again")
    else:
        service.standing.swept()


def ended(_signal: int, _frame: FrameType | None) -> None:
    """Leave by the same doors as always: uvicorn raises SIGTERM again once it has stopped."""
    raise SystemExit(0)


def configured(service: Service) -> uvicorn.Config:
    """The server: no client can hold it up, and it says nothing of itself."""
    chosen = service.settings
    most = room_for(chosen.connections)
    crowd = Crowd(most, min(most, chosen.client_connections), Proxies(chosen.proxies))
    return uvicorn.Config(
        with_console(service),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        http=bounded(crowd),
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        proxy_headers=bool(chosen.proxies),
        forwarded_allow_ips=chosen.proxies or None,
    )


def loudly(settings: Settings) -> None:
    """Say on every start that anybody with the token key is anybody."""
    if settings.development:
        complain(DEVELOPMENT)
        log.warning("development tokens are accepted; never for real families")


def serve(service: Service) -> int:
    """Serve until told to stop; requests under way are finished first.

    Raises ``NotListening`` where somebody else has the address.
    """
    loudly(service.settings)
    for sentence in service.enactments.not_counting():
        complain(sentence)
    server = uvicorn.Server(configured(service))
    drawing.ready()
    settle()
    signal.signal(signal.SIGTERM, ended)
    with listening(service.settings) as sockets, ExitStack() as background:
        background.enter_context(beside(service.forgetting.run, "forgetting"))
        service.ledgers.hear_moves()
        service.standing.expects_follower()
        if service.settings.follow:
            background.enter_context(followed(service))
            background.enter_context(beside(service.reckonings.run, "reckonings"))
        if service.settings.sweep:
            background.enter_context(sweeping(service))
            background.enter_context(beside(partial(keep_checkpoints, service), "checkpoints"))
            background.enter_context(beside(partial(watching, service), "watcher"))
        # Last, so that nobody is missed who was told to stop.
        background.enter_context(beside(partial(readiness.watch, service), "readiness"))
        log.info("listening", host=service.settings.host, port=service.settings.port)
        server.run(sockets)
    return 0
