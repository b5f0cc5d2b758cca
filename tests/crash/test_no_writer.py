"""A server that takes no writes, or acknowledges none: told as unavailable, in time, and no longer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from time import monotonic

import httpx
import pytest
from eventsourcing.persistence import OperationalError
from sqlalchemy import URL, create_engine, exc

from adapters.access.log import AccessLog
from adapters.identity.tokens import issue
from adapters.store.errors import OutcomeUnknown
from adapters.store.factory import install_store, open_recorder
from adapters.store.recorder import EventRecorder
from domain.ground.history import CommandRow
from relief.clock import SystemClock
from tests.api.words import CASEWORKER, application
from tests.crash.test_first_start import ready, served
from tests.store.test_access_log import look
from tests.store.test_saves import event
from tests.support.cluster import cluster
from tests.support.worker import settings_for

IN_TIME = 10.0


@pytest.fixture
def server() -> Iterator[URL]:
    """A server of its own, whose settings are changed."""
    with cluster() as made:
        yield made.url


def told(server: URL, setting: str) -> None:
    """Have the whole server work by another setting from now on."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("SET default_transaction_read_only = off")
        connection.exec_driver_sql("SET synchronous_commit = local")
        connection.exec_driver_sql(f"ALTER SYSTEM SET {setting}")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


def until(recorder: EventRecorder, writable: bool) -> None:
    """Wait until the new setting holds everywhere. Raises ``AssertionError``."""
    deadline = monotonic() + 3 * IN_TIME
    while recorder._writes() is not writable:
        assert monotonic() < deadline


def test_a_read_only_server_is_an_unavailable_one(server: URL) -> None:
    """After a failover to a server that only reads: nothing internal, and it heals by itself."""
    install_store(server)
    recorder, looks = open_recorder(server), AccessLog(server)
    recorder.insert_events([event("case-1", 1)])
    assert recorder.writable()
    told(server, "default_transaction_read_only = on")
    until(recorder, False)
    with pytest.raises(OperationalError):
        recorder.insert_events([event("case-1", 2)])
    with pytest.raises((OperationalError, exc.OperationalError)):
        looks.note(look(1))
    assert len(recorder.select_events("case-1")) == 1
    told(server, "default_transaction_read_only = off")
    until(recorder, True)
    recorder.insert_events([event("case-1", 2)])
    recorder.close()
    looks.close()


def test_a_commit_no_standby_confirms_is_given_up_in_time(server: URL) -> None:
    """Its outcome is unknown, others wait no longer, reads go on, and the same command tells later."""
    install_store(server)
    recorder, looks = open_recorder(server), AccessLog(server)
    recorder.insert_events([event("case-1", 1)])
    told(server, "synchronous_standby_names = 'nobody'")
    until(recorder, False)
    began = monotonic()
    with pytest.raises(OperationalError):
        recorder.insert_events([event("case-1", 2)], command=CommandRow("cmd-1", "d", "o"))
    assert monotonic() - began < IN_TIME
    began = monotonic()
    with pytest.raises(OperationalError):
        looks.note(look(1))
    assert monotonic() - began < IN_TIME
    assert len(recorder.select_events("case-1")) == 1
    assert not recorder.writable()
    began = monotonic()
    recorder.close()
    looks.close()
    assert monotonic() - began < IN_TIME
    told(server, "synchronous_standby_names = ''")


def test_a_lost_acknowledgement_is_no_success(server: URL) -> None:
    """The first save meets the missing standby itself: kept or not, nobody is told that it is."""
    install_store(server)
    recorder = open_recorder(server)
    recorder.insert_events([event("case-1", 1)])
    told(server, "synchronous_standby_names = 'nobody'")
    version, began = 2, monotonic()
    with pytest.raises(OutcomeUnknown):
        while monotonic() - began < IN_TIME:
            recorder.insert_events([event("case-1", version)])
            version, began = version + 1, monotonic()
    assert monotonic() - began < IN_TIME
    told(server, "synchronous_standby_names = ''")
    until(recorder, True)
    assert [e.originator_version for e in recorder.select_events("case-1")] == list(
        range(1, version + 1)
    )
    recorder.close()


def submitted(address: str, officer: str) -> httpx.Response:
    """An application handed in over HTTP, and what is answered."""
    headers = {"Authorization": f"Bearer {officer}", "Idempotency-Key": token_hex(16)}
    return httpx.post(
        f"{address}/v1/cases", json=application(), headers=headers, timeout=3 * IN_TIME
    )


@pytest.mark.slow
@pytest.mark.day
def test_over_a_server_that_hangs_a_command_is_answered_and_the_service_ends(
    server: URL, tmp_path: Path
) -> None:
    """``relief serve`` itself: 503 within ten seconds, again and again, and an end within thirty of
    SIGTERM, while no commit is confirmed.
    """
    with served(server, tmp_path) as (address, _):
        ready(address)
        signed = issue(
            settings_for(server, tmp_path).token_key,
            CASEWORKER,
            SystemClock().now(),
            timedelta(hours=1),
        )
        first = submitted(address, signed)
        assert first.status_code == 201, first.text
        told(server, "synchronous_standby_names = 'nobody'")
        answers: list[int] = []
        deadline = monotonic() + 3 * IN_TIME
        while len(answers) < 2:
            began = monotonic()
            answer = submitted(address, signed)
            assert monotonic() - began < IN_TIME
            answers += [answer.status_code] if answer.status_code != 201 else []
            assert monotonic() < deadline
        assert answers == [503, 503]
