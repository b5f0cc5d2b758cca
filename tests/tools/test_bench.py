"""The bench: each promise has its row, targets are ratios, and the peer a user would write decides alike."""

import json
import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from adapters.journal import Journal
from bench.__main__ import MEASURES
from bench.costs import Cost
from bench.databases import service
from bench.deciding import StockJournal, begun
from bench.deciding import office as deciding
from bench.figures import Figure, in_processor
from bench.general import TOWNSHIPS, DeskClock, Walk, application, desks, township_part
from bench.http import body_of
from bench.office import allowed
from bench.peer import environment
from domain.ground.commands import Command
from relief.api.bodies import BODIES
from relief.office.streams import case_stream

PAGE = Path(__file__).parents[2] / "docs/measurements.md"


def test_every_promise_names_rows_there_are_and_no_row_is_left_out() -> None:
    """The page's table of promises names measurements by the word that asks for them."""
    page = PAGE.read_text(encoding="utf-8")
    table, beside = page.split("| promised |")[1].split("Beside them:")
    rows = [line.split("|")[3] for line in table.splitlines() if line.startswith("| ")]
    promised = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)}
    explaining = set(re.findall(r"`([a-z]+)`", beside.splitlines()[0]))
    assert promised - {"python"} | explaining == MEASURES.keys()


@pytest.mark.parametrize(
    ("fsync", "inserts"), [(5e-3, 1.2), (1e-3, 1.2), (5.5e-4, 1.85), (1e-4, 2.5), (1e-5, 2.5)]
)
def test_a_slow_disk_lets_a_command_take_fewer_inserts(fsync: float, inserts: float) -> None:
    """Where half of either is a wait for the disk, the rest may not be much more."""
    assert allowed(fsync) == pytest.approx(inserts)


def test_a_target_is_so_many_times_the_other() -> None:
    """Ours and the other's of one run, client and server together."""
    ours, other = Cost(9.0, 0.001, 0.001), Cost(1.0, 0.005, 0.001)
    told = in_processor("x", ours, "y", other)
    assert told.ratio == pytest.approx(3.0)
    assert (told.least(3.0).met, told.least(3.01).met, told.most(3.0).met) == (True, False, True)
    assert Figure("x", 1, "s").least(1).met is False


def test_what_the_bench_sends_over_http_is_taken() -> None:
    """Each body of the case that is sent again and again is one that the service reads."""
    at = desks(TOWNSHIPS[0])
    sent: list[Command] = [application(TOWNSHIPS[0], 1)]
    sent += [command for command, _ in township_part("case", at, date(2026, 3, 2))]
    for command in sent:
        BODIES[type(command)].model_validate_json(json.dumps(body_of(command)))


def test_the_peer_a_user_would_write_records_what_we_record(tmp_path: Path) -> None:
    """The same case through the stock recorder: the same facts, sealed, and a receipt each."""
    url, clock = make_url(f"sqlite:///{tmp_path / 'ours.db'}"), DeskClock()
    with service(url, tmp_path, clock) as ours, ExitStack() as stack:
        head = ours.journal.head
        walked = Walk(ours.office, clock, desks(TOWNSHIPS[0])).run()
        peer = StockJournal(environment(url, cached=False, name="deciding"), ours)
        stack.callback(peer.close)
        begun(peer, ours, head)
        again = Walk(deciding(peer, ours), clock, desks(TOWNSHIPS[0])).run()
        one, two = facts(ours.journal, walked.case), facts(peer, again.case)
        assert [fact.NAME for fact in one] == [fact.NAME for fact in two]
        assert two[0].contact.phone.box is not None
        assert again.commands == walked.commands
        receipts = peer.recorder.select_notifications(None, 10_000, topics=["CommandRow"])
        assert len(receipts) >= again.commands


def facts(journal: Journal | StockJournal, case: str) -> list[Any]:
    """The facts of a case."""
    stream = case_stream(case)
    return [recorded.fact for recorded in journal.read((stream,))[stream]]
