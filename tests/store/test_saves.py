"""A save is all or nothing, in one global order, and says exactly why it was refused."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from sqlite3 import Connection
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from sqlalchemy import URL, create_engine, text
from sqlalchemy import Connection as Held

from adapters.store.beside import NOTHING, Beside
from adapters.store.errors import (
    CommandAlreadyRecorded,
    OutcomeUnknown,
    PersonAlreadyKnown,
    VersionConflict,
)
from adapters.store.factory import install_store, open_recorder
from adapters.store.postgres import PostgresRecorder
from adapters.store.postgres_ddl import LOCK
from adapters.store.recorder import EventRecorder
from adapters.store.sqlite import SqliteRecorder
from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow, PersonRow
from tests.support.waiting import until


def event(stream: str, version: int, body: str = '{"of":"临时救助"}') -> StoredEvent:
    """A stored event."""
    return StoredEvent(stream, version, "sample/1", body.encode())


def test_a_save_keeps_events_receipt_and_persons_together(recorder: EventRecorder) -> None:
    """Positions come back in order, and the receipt carries the first and the last."""
    person = PersonRow("p1", "blind1", "wrapped1")
    events = [event("case-1", 1), event("account-1", 1), event("case-1", 2)]
    receipt = CommandRow("cmd-1", "digest", "accepted")
    assert recorder.insert_events(events, command=receipt, people=[person]) == [1, 2, 3]
    assert recorder.command("cmd-1") == CommandRow("cmd-1", "digest", "accepted", 1, 3)
    assert recorder.people_by_id(["p1", "p2"]) == {"p1": person}
    assert recorder.people_by_blind_index(["blind1"]) == {"blind1": person}
    found = recorder.select_streams(["case-1", "account-1", "nobody"])
    assert {stream: [e.originator_version for e in es] for stream, es in found.items()} == {
        "case-1": [1, 2],
        "account-1": [1],
        "nobody": [],
    }
    assert recorder.last_event("case-1") == events[2]


def test_a_receipt_without_facts_has_no_positions(recorder: EventRecorder) -> None:
    """A command that changed nothing may still have a receipt."""
    recorder.insert_events([event("case-1", 1)])
    recorder.insert_events([], command=CommandRow("cmd-1", "d", "nothing to do"))
    assert recorder.command("cmd-1") == CommandRow("cmd-1", "d", "nothing to do", 0, 0)


def test_a_conflict_in_one_stream_keeps_nothing_of_the_others(recorder: EventRecorder) -> None:
    """No torn save: neither events, nor the receipt, nor the person, nor a used-up position."""
    recorder.insert_events([event("case-1", 1)])
    with pytest.raises(VersionConflict):
        recorder.insert_events(
            [event("account-1", 1), event("case-1", 1)],
            command=CommandRow("cmd-2", "d", "ok"),
            people=[PersonRow("p1", "b1", "w1")],
        )
    assert recorder.select_events("account-1") == []
    assert recorder.command("cmd-2") is None
    assert recorder.people_by_id(["p1"]) == {}
    assert recorder.insert_events([event("case-1", 2)]) == [2]


def test_a_command_id_is_recorded_once(recorder: EventRecorder) -> None:
    """A twin is told apart from a race, even where its events would conflict as well."""
    recorder.insert_events([event("case-1", 1)], command=CommandRow("cmd-1", "d", "ok"))
    for events in ([event("case-1", 1)], [event("case-1", 2)], []):
        with pytest.raises(CommandAlreadyRecorded) as refusal:
            recorder.insert_events(events, command=CommandRow("cmd-1", "d", "ok"))
        assert isinstance(refusal.value, IntegrityError)
    assert recorder.max_notification_id() == 1


def test_a_person_is_known_once_by_blind_index(recorder: EventRecorder) -> None:
    """Two clerks registering one person at once: one of them is told to look again."""
    recorder.insert_events([event("case-1", 1)], people=[PersonRow("p1", "same", "w1")])
    with pytest.raises(PersonAlreadyKnown):
        recorder.insert_events([event("case-2", 1)], people=[PersonRow("p2", "same", "w2")])
    assert recorder.select_events("case-2") == []


def test_a_tailing_reader_never_misses_an_event(recorder: EventRecorder) -> None:
    """Under concurrent writers, positions appear without a gap and in order."""
    writers, saves = 4, 40
    seen: list[int] = []

    def write(writer: int) -> None:
        for n in range(saves):
            recorder.insert_events([event(f"case-{writer}-{n}", v) for v in range(1, 4)])

    def tail() -> None:
        last = 0
        while last < writers * saves * 3:
            for found in recorder.select_notifications(last, 100, inclusive_of_start=False):
                seen.append(found.id)
                last = found.id

    reader = Thread(target=tail)
    reader.start()
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    reader.join(timeout=30)
    assert seen == list(range(1, writers * saves * 3 + 1))


def test_of_racing_twins_exactly_one_is_recorded(recorder: EventRecorder) -> None:
    """The same command sent eight times at once is executed once."""

    def send(_: int) -> str:
        try:
            recorder.insert_events([event("case-1", 1)], command=CommandRow("cmd-1", "d", "ok"))
        except CommandAlreadyRecorded:
            return "twin"
        return "first"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, range(8))) == ["first"] + ["twin"] * 7


def test_saves_that_wait_together_are_refused_one_by_one(sqlite_url: URL) -> None:
    """Writers share a transaction; a conflict among them takes nothing of the others with it."""
    install_store(sqlite_url)
    recorder = open_recorder(sqlite_url)
    assert isinstance(recorder, SqliteRecorder)
    streams = ["case-1", "case-2", "case-1", "case-3", "case-2"]

    def save(n: int) -> int | str:
        receipt = CommandRow(f"cmd-{n}", "d", "ok")
        events = [event(f"own-{n}", 1), event(streams[n], 1)]
        try:
            return next(iter(recorder.insert_events(events, command=receipt) or ()))
        except VersionConflict:
            return "conflict"

    with ThreadPoolExecutor(len(streams)) as pool:
        with recorder._writing:
            waiting = [pool.submit(save, n) for n in range(len(streams))]
            while len(recorder._queue) < len(streams):
                sleep(0.001)
        answers = [one.result() for one in waiting]
    assert answers.count("conflict") == 2
    kept = [n for n, answer in enumerate(answers) if answer != "conflict"]
    assert sorted(int(answers[n]) for n in kept) == [1, 3, 5]
    for n, answer in enumerate(answers):
        found = recorder.command(f"cmd-{n}")
        assert (found.first_position if found else "conflict") == answer
        assert len(recorder.select_events(f"own-{n}")) == (answer != "conflict")
    assert [e.originator_id for e in recorder.select_notifications(1, 10)][::2] == [
        f"own-{n}" for n in sorted(kept, key=lambda n: int(answers[n]))
    ]
    recorder.close()


def queued(held: Held) -> int:
    """How many calls wait at the server for the lock that orders positions."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    return int(held.execute(waiting).scalar_one())


def test_saves_that_wait_for_postgresql_share_a_call_and_are_refused_one_by_one(
    postgres_url: URL,
) -> None:
    """Two calls are under way, the rest waits and goes together: order, receipts, versions as ever."""
    install_store(postgres_url)
    recorder, holder = open_recorder(postgres_url), create_engine(postgres_url)
    assert isinstance(recorder, PostgresRecorder)
    calls = list[int]()
    real = recorder._together._call

    shared = Event()

    def counted(group: Sequence[Any]) -> None:
        calls.append(len(group))
        nth = len(calls)
        if nth == 3:
            shared.set()
        real(group)
        # Were both to end before whoever waits longest has gathered the rest, two would share it.
        if nth == 2:
            assert shared.wait(60)

    recorder._together._call = counted
    person = PersonRow("p1", "blind1", "wrapped1")
    saves: list[tuple[str, str, list[PersonRow]]] = [
        ("case-0", "cmd-0", []),
        ("case-1", "cmd-1", []),
        ("case-2", "cmd-2", [person]),
        ("case-2", "cmd-3", []),
        ("case-3", "cmd-2", []),
        ("case-4", "cmd-4", [person]),
        ("case-5", "cmd-5", []),
    ]

    def save(stream: str, command: str, people: list[PersonRow]) -> int | str:
        receipt = CommandRow(command, "d", "ok")
        try:
            found = recorder.insert_events([event(stream, 1)], command=receipt, people=people)
        except IntegrityError as refused:
            return type(refused).__name__
        return next(iter(found or ()))

    try:
        with ThreadPoolExecutor(len(saves)) as pool, holder.begin() as held:
            held.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            waiting = []
            for words in saves:
                waiting.append(pool.submit(save, *words))
                until(lambda: len(calls) + recorder._together.waiting == len(waiting))
                until(lambda: queued(held) == min(len(waiting), 2))
            held.rollback()
            answers = [one.result() for one in waiting]
    finally:
        holder.dispose()
    assert calls == [1, 1, 5]
    assert sorted(map(str, answers[:2])) == ["1", "2"]
    assert answers[2:] == [
        3,
        "VersionConflict",
        "CommandAlreadyRecorded",
        "PersonAlreadyKnown",
        4,
    ]
    found = recorder.command("cmd-5")
    assert found is not None and (found.first_position, found.last_position) == (4, 4)
    assert recorder.command("cmd-3") is None
    assert [e.originator_id for e in recorder.select_notifications(3, 9)] == ["case-2", "case-5"]
    recorder.close()


def test_a_save_no_call_can_carry_harms_no_other(postgres_url: URL) -> None:
    """What is no conflict fails the whole call: each goes on its own then, and one hears of it."""
    install_store(postgres_url)
    recorder, holder = open_recorder(postgres_url), create_engine(postgres_url)
    assert isinstance(recorder, PostgresRecorder)
    wrong: Any = "no number"
    broken = Beside([ClaimRow("kind", "key", "", True, "case-3", wrong)])

    def save(n: int) -> int | str:
        beside = broken if n == 3 else NOTHING
        try:
            found = recorder.insert_events([event(f"case-{n}", 1)], beside=beside)
        except PersistenceError as refused:
            return type(refused).__name__
        return next(iter(found or ()))

    try:
        with ThreadPoolExecutor(6) as pool, holder.begin() as held:
            held.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            waiting = [pool.submit(save, n) for n in range(6)]
            until(lambda: recorder._together.waiting == 4)
            held.rollback()
            answers = [one.result() for one in waiting]
    finally:
        holder.dispose()
    assert answers[3] == "DataError"
    assert sorted(int(a) for n, a in enumerate(answers) if n != 3) == [1, 2, 3, 4, 5]
    recorder.close()


def test_when_the_common_transaction_fails_every_save_hears_of_it(sqlite_url: URL) -> None:
    """Nobody is told of success, or of a conflict with something that was not kept."""
    install_store(sqlite_url)
    recorder = open_recorder(sqlite_url)
    assert isinstance(recorder, SqliteRecorder)
    real, failing = recorder._commit, [True]

    def commit(writer: Connection) -> None:
        if failing:
            failing.clear()
            writer.execute("ROLLBACK")
            raise OutcomeUnknown("disk gone")
        real(writer)

    recorder._commit = commit  # type: ignore[method-assign]
    with ThreadPoolExecutor(3) as pool:
        with recorder._writing:
            waiting = [pool.submit(recorder.insert_events, [event("case-1", 1)]) for _ in range(3)]
            while len(recorder._queue) < 3:
                sleep(0.001)
        assert [type(one.exception()) for one in waiting] == [OutcomeUnknown] * 3
    assert recorder.insert_events([event("case-1", 1)]) == [1]
    recorder.close()


def test_a_subscription_hears_of_another_recorders_commits(database: URL) -> None:
    """Two recorders on one database, as two processes would have."""
    install_store(database)
    ours, theirs = open_recorder(database), open_recorder(database)
    try:
        with ours.subscribe() as subscription:
            theirs.insert_events([event("case-1", 1)])
            assert next(subscription).originator_id == "case-1"
    finally:
        ours.close()
        theirs.close()


def test_closing_waits_for_readers(recorder: EventRecorder) -> None:
    """Nothing crashes where threads still read; later calls are refused."""
    recorder.insert_events([event("case-1", n) for n in range(1, 500)])
    stop, errors = Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                recorder.select_events("case-1")
            except Exception as error:
                errors.append(type(error).__name__)
                return

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    recorder.close()
    stop.set()
    for thread in threads:
        thread.join()
    assert set(errors) <= {"InterfaceError"}


def test_a_lost_connection_leaves_the_outcome_unknown(postgres_url: URL) -> None:
    """Never a false conflict, never a silent retry; the next save works again."""
    install_store(postgres_url)
    recorder = open_recorder(postgres_url)
    assert isinstance(recorder, PostgresRecorder)
    try:
        recorder.insert_events([event("case-1", 1)])
        other = open_recorder(postgres_url)
        with other.engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.close()
        with pytest.raises(OutcomeUnknown):
            recorder.insert_events([event("case-1", 2)], command=CommandRow("cmd-1", "d", "ok"))
        assert recorder.command("cmd-1") is None
        assert recorder.insert_events([event("case-1", 2)]) == [2]
    finally:
        recorder.close()


def test_receipts_are_looked_up_together(recorder: EventRecorder) -> None:
    """Which of many command ids are known is one question."""
    recorder.insert_events([], command=CommandRow("cmd-1", "d", "o"))
    assert recorder.known_commands(["cmd-1", "cmd-2"]) == {"cmd-1"}
    assert recorder.known_commands([]) == frozenset()
