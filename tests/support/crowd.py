"""A crowd of officers at work over HTTP, and days that pass quickly meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from random import Random
from threading import Event, Lock, Thread

from relief.demo.families import Families
from tests.support.asking import Book, Client
from tests.support.moving import FileClock
from tests.support.walks import TOWNSHIPS, Visitor, appointments, delegations

CLIENTS = 6


def seed() -> int:
    """The seed from the environment, else a fresh one; printed, so that a run can be repeated."""
    chosen = int(os.environ.get("RELIEF_TEST_SEED", "0")) or Random().randrange(1, 10**9)
    print(f"RELIEF_TEST_SEED={chosen}")
    return chosen


class Crowd:
    """Clients at work, each walking one case after the other until told that it is enough."""

    def __init__(self, url: str, book: Book, clock: FileClock, seed: int) -> None:
        self.enough = Event()
        self.errors: list[BaseException] = []
        self._families, self._lock = Families(seed), Lock()
        self._clock, self._numbers = clock, count()
        self._clients = [
            Client(f"c{n}", url, book, f"{seed}/{n}", self.enough) for n in range(CLIENTS)
        ]
        self._threads = [Thread(target=self._work, args=(c,)) for c in self._clients]

    def __enter__(self) -> "Crowd":
        """Appoint and delegate, then let everybody begin."""
        appointments(self._clients[0])
        delegations(self._clients[0])
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let everybody bring the request at hand to its end. Raises what went wrong."""
        self.enough.set()
        for thread in self._threads:
            thread.join()
        for client in self._clients:
            client.close()
        if self.errors:
            raise self.errors[0]

    def _work(self, client: Client) -> None:
        try:
            while not self.enough.is_set():
                number = next(self._numbers)
                township = TOWNSHIPS[number % len(TOWNSHIPS)]
                with self._lock:
                    family = self._families.make(township[:6], 1 + number % 3)
                Visitor(client, self._clock, family, township).walk(urgent=number % 2 == 0)
        except BaseException as error:
            self.errors.append(error)


@contextmanager
def passing(clock: FileClock) -> Iterator[None]:
    """Days pass quickly in the background, so that notices end while clients wait."""
    stop = Event()

    def turn() -> None:
        while not stop.wait(0.25):
            clock.forward(timedelta(days=1))

    thread = Thread(target=turn)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
