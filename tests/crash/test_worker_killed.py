"""The API worker is killed again and again while officers work: nothing lost, nothing twice."""

from datetime import datetime
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest
from sqlalchemy import URL

from relief.clock import LHASA
from tests.support.asking import Book
from tests.support.crowd import Crowd, passing, seed
from tests.support.lengths import walk
from tests.support.wholeness import check
from tests.support.worker import Worker, settings_for, worker

pytestmark = pytest.mark.day

KILLS = walk(8, 22)
START = datetime(2026, 1, 5, 9, 0, tzinfo=LHASA)


def killed_at_work(at: Worker, book: Book, random: Random) -> int:
    """Kill and restart; how often requests were under way at that moment.

    Every seventh kill strikes while the worker is still starting. Ready for commands is enough: while
    days pass in seconds, a busy machine's sweep may never come up with them.
    """
    under_way = 0
    for number in range(KILLS):
        if number % 7 == 6:
            sleep(random.uniform(0.0, 0.4))
        else:
            at.wait("commands")
            sleep(random.uniform(0.05, 0.9))
        under_way += book.in_flight > 0
        at.kill()
        at.start(ready=False)
    at.wait("commands")
    return under_way


@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_does_nothing_twice(
    database: URL, tmp_path: Path
) -> None:
    """Many times SIGKILL under load with duplicates: every acknowledged command stands once."""
    chosen, began = seed(), monotonic()
    settings, random = settings_for(database, tmp_path), Random(chosen)
    book = Book(settings.token_key, START)
    with worker(settings, tmp_path, START) as at:
        at.start()
        with Crowd(at.url, book, at.clock, chosen), passing(at.clock):
            under_way = killed_at_work(at, book, random)
            sleep(1.0)
        stopped = at.stop()
    facts = check(settings, book)
    commands = len({answer.command for answer in book.answers})
    print(
        f"{at.kills} kills, {under_way} with requests under way; {commands} commands, {facts} facts"
        f" in {monotonic() - began:.0f} s; {dict(book.counts)}"
    )
    assert at.kills >= KILLS and under_way >= KILLS // 3
    assert commands >= walk(40, 150) and book.counts["walked to the end"] >= walk(1, 4)
    assert book.doubled >= 0.15 * commands
    assert stopped == 0
