"""Anchors: how far each log had come stands in the history, so that a cut end is found."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from adapters.access.log import access_engine
from adapters.identity.door import door_engine
from adapters.identity.log import Entry
from domain.registers.anchors.facts import KeptLog, LogAnchored
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.tools.findings import Findings
from relief.tools.output import Output
from relief.tools.verify import check_logs, verify
from relief.upkeep.anchoring import anchor, anchors
from relief.upkeep.sweep import Sweep
from relief.words.dictionary import of
from tests.case.words import MONDAY
from tests.store.test_access_log import look
from tests.support.offices import all_at_once, at, processes, serving

TABLES = {
    KeptLog.ACCESS: ("access_log", "access_persons", "access_asked"),
    KeptLog.SIGN_IN: ("sign_in_log",),
}
NAMES = {log: of(log) for log in KeptLog}


@pytest.fixture
def clock() -> SimulatedClock:
    """A Monday in March."""
    return SimulatedClock(at(MONDAY))


@pytest.fixture
def services(database: URL, tmp_path: Path, clock: SimulatedClock) -> Iterator[list[Service]]:
    """As many as may write at once."""
    with processes(tmp_path, database, clock) as running:
        yield running


def noted(service: Service, times: int) -> None:
    """Somebody signed in and looked, so many times."""
    for number in range(times):
        service.looks.log.note(look(number))
        service.sign_in.door.log.note(Entry(1.75e9 + number, "cw", "signed in", "password", ""))


def days(service: Service) -> dict[KeptLog, list[tuple[date, int]]]:
    """Every anchor: its day and its number."""
    return {log: [(one.on, one.number) for one in anchors(service, log)] for log in KeptLog}


def faults(service: Service) -> list[str]:
    """What is wrong with the logs."""
    found = Findings()
    check_logs(service, found)
    return found.faults


def owner(database: URL, log: KeptLog) -> Engine:
    """Every right over a log."""
    return access_engine(database) if log is KeptLog.ACCESS else door_engine(database)


def cut(database: URL, log: KeptLog, to: int) -> None:
    """What the owner of the database may do: drop the triggers and delete the newest entries."""
    engine = owner(database, log)
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for table in TABLES[log]:
            drop = f"DROP TRIGGER {table}_no_DELETE" if sqlite else ""
            connection.execute(text(drop or f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            connection.execute(text(f"DELETE FROM {table} WHERE number > {to}"))
    engine.dispose()


def test_a_log_is_anchored_once_a_day_where_it_moved_on(
    services: list[Service], clock: SimulatedClock
) -> None:
    """However many processes sweep, and however often; a log that stands still is left alone."""
    one, other = services[0], services[-1]
    sweeps = [partial(anchor, one), partial(anchor, other)]
    all_at_once(sweeps)
    assert days(one) == {log: [] for log in KeptLog}
    noted(one, 2)
    for _ in range(2):
        all_at_once(sweeps)
        noted(other, 1)
    number, digest = 2, one.looks.log.digest(2)
    assert anchors(one, KeptLog.ACCESS) == [
        LogAnchored(on=MONDAY, log=KeptLog.ACCESS, number=number, digest=str(digest))
    ]
    one.follower().catch_up()
    clock.set(at(MONDAY) + timedelta(days=1))
    Sweep(one).run()
    clock.set(at(MONDAY) + timedelta(days=2))
    Sweep(other).run()
    assert days(other) == {log: [(MONDAY, 2), (MONDAY + timedelta(days=1), 4)] for log in KeptLog}
    assert faults(one) == []


def test_entries_cut_off_the_end_are_missed(
    database: URL,
    services: list[Service],
    clock: SimulatedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without the anchors the rest looks whole; and other entries in their place are not them."""
    service = services[0]
    noted(service, 3)
    anchor(service)
    assert faults(service) == []
    for log in KeptLog:
        cut(database, log, 1)
        assert list(service.logs[log].faults()) == []
    service.follower().catch_up()
    assert verify(service, Output()) == 4
    said = capsys.readouterr().out
    for name in NAMES.values():
        assert f"✗ {name}：{MONDAY}留证的第3条已不存在，记录只到第1条" in said
    noted(service, 3)
    instead = [f"{name}：第3条与{MONDAY}留证的不是同一条" for name in NAMES.values()]
    assert faults(service) == instead
    clock.set(at(MONDAY) + timedelta(days=1))
    anchor(service)
    assert [one[1] for one in days(service)[KeptLog.ACCESS]] == [3, 4]
    assert faults(service) == instead


def test_an_older_file_brought_back_is_found(
    sqlite_url: URL, tmp_path: Path, clock: SimulatedClock
) -> None:
    """SQLite keeps either log in a file of its own, which can be replaced without the history."""
    files = [tmp_path / f"relief-{name}.db" for name in ("access", "sign-in")]
    with serving(tmp_path, sqlite_url, clock) as service:
        noted(service, 2)
        for file in files:
            with (
                closing(sqlite3.connect(file)) as now,
                closing(sqlite3.connect(f"{file}.old")) as old,
            ):
                now.backup(old)
        noted(service, 2)
        anchor(service)
    for file in files:
        for part in ("-wal", "-shm"):
            Path(f"{file}{part}").unlink(missing_ok=True)
        Path(f"{file}.old").replace(file)
    with serving(tmp_path, sqlite_url, clock) as service:
        assert faults(service) == [
            f"{name}：{MONDAY}留证的第4条已不存在，记录只到第2条" for name in NAMES.values()
        ]
