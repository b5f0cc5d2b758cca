"""``relief serve``: the API, the follower and the sweep in one process; each can be left out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import uvicorn

from relief.api.app import create_app
from relief.bootstrap import Service
from relief.scheduler import ticking
from relief.sweep import Sweep

GRACE_SECONDS = 20


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
def sweeping(service: Service) -> Iterator[None]:
    """The sweep in the background, every tick."""
    scheduler = ticking(Sweep(service).run, service.settings.tick_seconds)
    try:
        yield
    finally:
        scheduler.shutdown()


def follow(service: Service, stop: Event) -> None:
    """Keep the ledgers, also after they were rebuilt and swapped by another process."""
    while not stop.is_set():
        place = service.ledgers.current()
        swapped = Event()
        follower = service.follower()
        watcher = Thread(target=watch, args=(service, place.name, stop, swapped), daemon=True)
        watcher.start()
        follower.run(swapped)
        watcher.join()


def watch(service: Service, place: str, stop: Event, swapped: Event) -> None:
    """Tell the follower when its ledgers are no longer the current ones, or all is to stop."""
    while not stop.wait(1.0):
        if service.ledgers.current().name != place:
            break
    swapped.set()


def serve(service: Service) -> int:
    """Serve until told to stop; requests under way are finished first."""
    config = uvicorn.Config(
        create_app(service),
        host=service.settings.host,
        port=service.settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )
    server = uvicorn.Server(config)
    with ExitStack() as background:
        if service.settings.follow:
            background.enter_context(following(service))
        if service.settings.sweep:
            background.enter_context(sweeping(service))
        server.run()
    return 0
