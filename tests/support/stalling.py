"""A follower that stands still in the middle of a batch, so that it can be killed there."""

import sys
from time import sleep

from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from domain.ground.facts import Recorded
from projections.all import everything
from projections.rows import Rows
from relief.bootstrap import build
from relief.keeper import FOLLOWER
from relief.settings import Settings

BATCH = 40


class Stall:
    """Says so on reaching a position, and sleeps."""

    tables = ()

    def __init__(self, at: int) -> None:
        self.at = at

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Nothing, until its position comes."""
        if recorded.position == self.at:
            print("here", flush=True)
            sleep(600)


def main() -> None:
    """Follow with the ledgers of the settings in the environment."""
    service = build(Settings.read())
    projections = [*everything(service.law, service.keeper.history), Stall(int(sys.argv[1]))]
    place = service.ledgers.first()
    Follower(FOLLOWER, service.journal.store, FactMapper(), place, projections, BATCH).catch_up()


if __name__ == "__main__":
    main()
