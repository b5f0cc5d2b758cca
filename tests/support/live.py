"""The real server in a thread of the test: sockets, parser, limits, follower and all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from time import sleep
from typing import Any

import uvicorn

from relief.bootstrap import Service
from relief.tools.serve import configured
from tests.support.following import following


@contextmanager
def live(service: Service, **chosen: Any) -> Iterator[tuple[str, int]]:
    """Host and port of a server over the service, its ledgers followed; ``chosen``: other settings."""
    service.settings = replace(service.settings, port=0, **chosen)
    server = uvicorn.Server(configured(service))
    with following(service):
        thread = Thread(target=server.run, name="live")
        thread.start()
        while not server.started:
            sleep(0.01)
        try:
            host, port = server.servers[0].sockets[0].getsockname()[:2]
            yield host, port
        finally:
            server.should_exit = True
            thread.join()
