"""The watcher finds what was changed a part at a time, and nothing silences it but the truth."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from relief.bootstrap import Service, build
from relief.readiness import readiness
from relief.standing import Standing
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.watching import Watcher, watcher
from relief.words.edges import Edge
from tests.proof.conftest import SEED, Copied
from tests.support.proving import CLOCK, Proven
from tests.support.tampering_logs import ATTACKS

pytestmark = pytest.mark.slow


@contextmanager
def watched(at: Proven) -> Iterator[tuple[Service, Watcher]]:
    """A service with its watcher, as a start anew has them."""
    service = build(at.settings, CLOCK)
    try:
        with watcher(service) as one:
            yield service, one
    finally:
        service.close()


def round_of(one: Watcher) -> int:
    """Every part once; how many there were."""
    parts = list(one._rolling.parts())
    for part in parts:
        one.look(part)
    return len(parts)


def told(service: Service) -> list[Edge]:
    """What readiness says of the watcher."""
    return [one.code for one in readiness(service).causes if one.code is Edge.WATCH_RED]


def test_it_stays_red_until_it_is_right_again(copied: Copied, tmp_path: Path) -> None:
    """A whole history is quiet; a changed fact is red, also after a start anew and with its row
    deleted; a witness keeps it; put back as it was it is whole."""
    with copied(tmp_path) as at:
        with watched(at) as (service, one):
            rebuild(service, Output(json=True))
            assert round_of(one) > 10 and one.red == {} and told(service) == []
        ((right,),) = at.run("SELECT body FROM events WHERE position = 300")
        at.run("UPDATE events SET body = ? WHERE position = 300", (right.replace("20", "21", 1),))
        with watched(at) as (service, one):
            round_of(one)
            assert one.red and told(service) == [Edge.WATCH_RED]
        with watched(at) as (service, one):
            assert told(service) == [Edge.WATCH_RED]
            one.again()
            assert one.red and told(service) == [Edge.WATCH_RED]
        assert list((tmp_path / "witness").rglob("alarms/*"))
        at.run("DELETE FROM proof_watch", (), "proof")
        with watched(at) as (service, one):
            round_of(one)
            assert told(service) == [Edge.WATCH_RED]
            at.run("UPDATE events SET body = ? WHERE position = 300", (right,))
            one.again()
            assert one.red == {} and told(service) == []
        with watched(at) as (service, _):
            assert told(service) == []


def test_a_ledger_and_a_receipt_are_watched(copied: Copied, tmp_path: Path) -> None:
    """A row of the ledgers and a receipt, changed each by itself, are red."""
    with copied(tmp_path) as at, watched(at) as (service, one):
        rebuild(service, Output(json=True))
        place = service.ledgers.current()
        with place.writing() as connection:
            connection.exec_driver_sql("UPDATE register SET village = 'x'")
        round_of(one)
        assert any("register" in what for found in one.red.values() for what in found)
        ATTACKS["a receipt"](at, Random(SEED))
        before = len(one.red)
        round_of(one)
        assert len(one.red) > before


def test_one_that_stands_still_is_told() -> None:
    """A watcher that does not look any more is told by its seconds; a process without one is not."""
    now = [0.0]
    standing = Standing(lambda: now[0])
    now[0] = 5_000.0
    assert standing.unwatched() == 0.0
    standing.watches()
    now[0] += 700.0
    assert standing.unwatched() == 700.0
    standing.watched(["wrong"])
    assert (standing.unwatched(), standing.red) == (0.0, ("wrong",))
