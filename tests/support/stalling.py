"""A follower, or a builder of ledgers, that stands still in the middle, so that it can be killed there."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from threading import Event
from time import sleep

from adapters.store import shares, sharing
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from domain.ground.facts import Recorded
from domain.law.pack import Law
from projections.all import everything
from projections.rows import History, Projection, Rows
from relief.bootstrap import Service, build
from relief.keeper import FOLLOWER
from relief.settings import Settings

BATCH = 40


class Stall:
    """Says so on reaching a position, and sleeps: in the process it is meant for."""

    tables = ()

    def __init__(self, at: int, process: int) -> None:
        self.at = at
        self.process = process

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Nothing, until its position comes."""
        if recorded.position >= self.at and os.getpid() == self.process:
            print("here", flush=True)
            sleep(600)


def stalling(law: Law, at: int, process: int, history: History | None = None) -> list[Projection]:
    """Every ledger, and one that stands still."""
    return [*everything(law, history), Stall(at, process)]


def main() -> None:
    """Follow with the ledgers of the settings in the environment; at 0, build them in shares."""
    service, at = build(Settings.read()), int(sys.argv[1])
    ledgers = partial(stalling, service.law, at, os.getpid())
    if not at:
        in_shares(service, ledgers)
    place = service.ledgers.first()
    projections = stalling(service.law, at, os.getpid(), service.keeper.history)
    Follower(FOLLOWER, service.journal.store, FactMapper(), place, projections, BATCH).catch_up()


def in_shares(service: Service, ledgers: Callable[[], Sequence[Projection]]) -> None:
    """Stand still at the first fact, while a process beside folds other shares."""
    shares.SIZE, sharing.WORTH = 8, 1
    recipe = replace(service.keeper.sharing.recipe, projections=ledgers)
    builds = replace(service.keeper.sharing, recipe=recipe, least=1, processes=2)
    builds.fold(service.ledgers.begin(), Event())


if __name__ == "__main__":
    # Under its own name: what is sent to another process must be found there.
    import_module("tests.support.stalling").main()
