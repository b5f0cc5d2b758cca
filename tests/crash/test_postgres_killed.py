"""PostgreSQL itself is killed while officers work: what was acknowledged survives, once."""

from datetime import datetime
from pathlib import Path
from random import Random
from time import monotonic, sleep

import httpx
import pytest

from relief.clock import LHASA
from tests.support.asking import Book
from tests.support.cluster import Cluster, cluster
from tests.support.crowd import Crowd, passing, seed
from tests.support.lengths import walk
from tests.support.wholeness import check
from tests.support.worker import settings_for, worker

pytestmark = pytest.mark.day

KILLS = walk(2, 5)
START = datetime(2026, 1, 5, 9, 0, tzinfo=LHASA)
CATCH_UP_SECONDS = 20.0


def killed_under_load(server: Cluster, random: Random) -> None:
    """Kill and restart, in turn the postmaster alone and the whole server at once."""
    for number in range(KILLS):
        sleep(random.uniform(0.7, 1.5))
        server.kill(children=number % 2 == 1)
        sleep(random.uniform(0.0, 0.3))
        server.start()
    sleep(1.5)


def lag_of(url: str) -> int:
    """How far the ledgers are behind, asked until they have caught up or time is over."""
    deadline = monotonic() + CATCH_UP_SECONDS
    while True:
        told = httpx.get(f"{url}/readyz", timeout=10)
        if told.status_code == 200 and not told.json()["lag"]:
            return 0
        if monotonic() > deadline:
            return int(told.json()["lag"]) if told.status_code == 200 else -1
        sleep(0.1)


@pytest.mark.slow
def test_a_killed_postgres_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """SIGKILL by turns to the postmaster and to every process of the server: each command stands once.

    The one API worker lives through it all: it answers again, its ledgers catch up, it stops.
    """
    chosen, began = seed(), monotonic()
    with cluster() as server:
        settings, random = settings_for(server.url, tmp_path), Random(chosen)
        book = Book(settings.token_key, START)
        with worker(settings, tmp_path, START) as at:
            at.start()
            with Crowd(at.url, book, at.clock, chosen), passing(at.clock):
                killed_under_load(server, random)
            assert lag_of(at.url) == 0, at.log.read_text()[-3000:]
            assert at.stop() == 0, at.log.read_text()[-3000:]
        facts = check(settings, book)
    commands = len({answer.command for answer in book.answers})
    print(
        f"{server.kills} kills; {commands} commands, {facts} facts"
        f" in {monotonic() - began:.0f} s; {dict(book.counts)}"
    )
    assert commands >= walk(30, 100) and book.counts["refused: store-unavailable"] >= 1
    assert book.doubled >= 0.15 * commands
