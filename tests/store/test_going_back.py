"""A database that goes back under a running service: nothing is built on what it holds no more."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from shutil import copyfile, move
from unittest.mock import Mock

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import URL, create_engine, exc

from adapters.journal import Journal
from adapters.store.beside import Beside
from adapters.store.errors import (
    ClaimTaken,
    ClockBehind,
    Emptied,
    EpochChanged,
    NotInstalled,
    VersionConflict,
)
from adapters.store.factory import install_store, open_recorder
from adapters.store.mapper import FactMapper
from adapters.store.postgres_ddl import APPEND_SIGNATURE, PARAMETERS, SEPARATOR
from adapters.store.postgres_guards import DESTROYS_BESIDES, DESTROYS_YEAR, NAMES_SINCE
from adapters.store.recorder import EventRecorder
from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow
from relief.clock import LHASA
from tests.store.samples import NOON, SAMPLES, paid, recorded
from tests.store.test_ports import of, receipt, slip
from tests.store.test_saves import event
from tests.support.goneback import cut_off
from tests.support.postgres import fresh_database


@pytest.fixture
def other(recorder: EventRecorder, database: URL) -> Iterator[EventRecorder]:
    """Another process on the same database."""
    opened = open_recorder(database)
    yield opened
    opened.close()


def versions(recorder: EventRecorder, stream: str) -> list[int]:
    """What a stream holds."""
    return [e.originator_version for e in recorder.select_events(stream)]


@pytest.mark.parametrize("first", [2, 3, 10])
def test_a_stream_begins_with_its_first_fact(recorder: EventRecorder, first: int) -> None:
    """No fact without those before it."""
    with pytest.raises(VersionConflict):
        recorder.insert_events([event("case-1", first)])
    assert recorder.max_notification_id() is None


def test_a_version_is_the_next_of_its_stream_and_no_later(recorder: EventRecorder) -> None:
    """Also where several facts of a stream are saved together, or of several streams by turns."""
    recorder.insert_events([event("case-1", 1), event("case-2", 1), event("case-1", 2)])
    for wrong in ([("case-1", 4)], [("case-1", 3), ("case-1", 5)], [("case-2", 2), ("case-1", 4)]):
        with pytest.raises(VersionConflict):
            recorder.insert_events([event(stream, version) for stream, version in wrong])
    recorder.insert_events([event("case-1", 3), event("case-2", 2), event("case-1", 4)])
    assert versions(recorder, "case-1") == [1, 2, 3, 4]
    assert versions(recorder, "case-2") == [1, 2]


def test_a_save_upon_facts_that_are_gone_is_refused(
    recorder: EventRecorder, other: EventRecorder, database: URL
) -> None:
    """By whoever remembers them, having saved or only read them, and whatever they save next."""
    recorder.insert_events([event("case-1", 1)])
    recorder.insert_events([event("case-1", 2), event("case-9", 1)])
    other.select_events("case-9")
    cut_off(database, after=1)
    forgotten: list[str] = []
    recorder.epoch.forgetting.append(lambda: forgotten.append("all"))
    for one in (recorder, other):
        with pytest.raises(EpochChanged):
            one.insert_events([event("case-1", 3)])
    assert forgotten == ["all"]
    with pytest.raises(VersionConflict):
        recorder.insert_events([event("case-1", 3)])
    recorder.insert_events([event("case-1", 2)])
    assert versions(recorder, "case-1") == [1, 2]


def test_no_other_history_is_begun_where_one_is_gone(
    recorder: EventRecorder, other: EventRecorder, database: URL
) -> None:
    """By a process that saw it, whatever it saves; put back, it goes on, and so does who begins."""
    recorder.insert_events([event("case-1", 1), event("case-1", 2)])
    kept = other.select_events("case-1")
    cut_off(database, after=0)
    with pytest.raises(EpochChanged):
        recorder.insert_events([event("case-2", 1)])
    for _ in range(2):
        assert recorder.emptied()
        with pytest.raises(Emptied):
            recorder.insert_events([event("case-2", 1)], epoch=recorder.epoch.number)
    assert recorder.max_notification_id() is None
    other.look()
    assert other.emptied()
    begun = open_recorder(database)
    assert not begun.emptied()
    begun.insert_events(kept)
    begun.close()
    assert not recorder.emptied()
    recorder.insert_events([event("case-1", 3)])
    assert versions(recorder, "case-1") == [1, 2, 3]


def test_positions_given_out_again_do_not_hide_what_is_gone(
    recorder: EventRecorder, other: EventRecorder, database: URL
) -> None:
    """The same head, but other facts below it: the one that was seen is not there."""
    recorder.insert_events([event("case-1", 1), event("case-1", 2)])
    cut_off(database, after=1)
    other.insert_events([event("case-2", 1), event("case-2", 2)])
    with pytest.raises(EpochChanged):
        recorder.insert_events([event("case-3", 1)])


def test_what_was_read_before_the_store_went_back_is_not_saved_after_it(
    recorder: EventRecorder, database: URL
) -> None:
    """Though somebody else of this process found out meanwhile."""
    recorder.insert_events([event("case-1", 1), event("case-1", 2)])
    epoch = recorder.epoch.number
    cut_off(database, after=1)
    with pytest.raises(EpochChanged):
        recorder.insert_events([event("case-2", 1)])
    with pytest.raises(EpochChanged):
        recorder.insert_events([event("case-3", 1)], epoch=epoch)
    recorder.insert_events([event("case-3", 1)], epoch=recorder.epoch.number)


def test_whoever_only_looks_finds_out_as_well(recorder: EventRecorder, database: URL) -> None:
    """Without a save: the watch that runs in each process asks."""
    recorder.insert_events([event("case-1", 1), event("case-1", 2)])
    recorder.look()
    assert recorder.epoch.number == 0
    cut_off(database, after=1)
    recorder.look()
    assert recorder.epoch.number == 1


def test_a_single_fact_is_read_once_and_again_where_the_store_went_back(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was lost is not told from memory; what stands now in its place is."""
    with closing(Journal(database.render_as_string(hide_password=False))) as journal:
        journal.append([of("s", 1), of("s", 2)], receipt("c-1"))
        read = Mock(wraps=journal.store.select_events)
        monkeypatch.setattr(journal.store, "select_events", read)
        for _ in range(2):
            assert (journal.first("s"), journal.at("s", 2)) == (of("s", 1), of("s", 2))
        assert read.call_count == 2
        cut_off(database, after=1)
        journal.look()
        with pytest.raises(LookupError):
            journal.at("s", 2)
        another = replace(of("s", 2), officer="another")
        journal.append([another], receipt("c-2"))
        assert journal.at("s", 2) == another


def test_facts_of_a_kind_are_decoded_once_and_again_where_the_store_went_back(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a whole stream only those that are asked for, in their order, by whichever process they came."""
    with closing(Journal(database.render_as_string(hide_password=False))) as journal:
        figure = type(of("s", 1).fact)
        journal.append([of("s", 1), of("s", 2, slip("单 1")), of("s", 3)], receipt("c-1"))
        decode = Mock(wraps=journal.mapper.to_domain_event)
        monkeypatch.setattr(journal._remembered, "_decode", decode)
        for _ in range(2):
            assert journal.of_kinds("s", figure) == [of("s", 1), of("s", 3)]
        assert journal.at("s", 3) == of("s", 3) and decode.call_count == 2
        cut_off(database, after=2)
        journal.look()
        another = replace(of("s", 3), officer="another")
        journal.append([another], receipt("c-2"))
        assert journal.of_kinds("s", figure) == [of("s", 1), another]


def test_an_older_file_put_in_place_is_noticed(sqlite_url: URL) -> None:
    """A file moved there: what is written into the one opened before would be gone."""
    install_store(sqlite_url)
    file = str(sqlite_url.database)
    recorder = open_recorder(sqlite_url)
    recorder.insert_events([event("case-1", 1)])
    recorder.scrub()
    copyfile(file, f"{file}.kept")
    recorder.insert_events([event("case-1", 2)])
    recorder.scrub()
    move(f"{file}.kept", file)
    with pytest.raises(EpochChanged):
        recorder.insert_events([event("case-1", 3)])
    recorder.insert_events([event("case-1", 2)])
    recorder.close()
    again = open_recorder(sqlite_url)
    assert versions(again, "case-1") == [1, 2]
    again.close()


def test_a_database_made_again_under_the_same_name_is_another(postgres: URL) -> None:
    """Dropped and restored: even where it holds all that was seen, it is asked for everything anew."""
    with fresh_database(postgres) as kept, fresh_database(postgres) as url:
        install_store(url)
        recorder = open_recorder(url)
        recorder.insert_events([event("case-1", 1)])
        server = create_engine(postgres, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            for statement in (
                f"DROP DATABASE {kept.database}",
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{url.database}'",
                f"CREATE DATABASE {kept.database} TEMPLATE {url.database}",
                f"DROP DATABASE {url.database} WITH (FORCE)",
                f"CREATE DATABASE {url.database} TEMPLATE {kept.database}",
            ):
                connection.exec_driver_sql(statement)
        server.dispose()
        epoch = recorder.epoch.number
        with pytest.raises(Exception, match=r"lost|closed|terminat"):
            recorder.insert_events([event("case-1", 2)], epoch=epoch)
        with pytest.raises(EpochChanged):
            recorder.insert_events([event("case-1", 2)], epoch=epoch)
        recorder.insert_events([event("case-1", 2)], epoch=recorder.epoch.number)
        recorder.close()


def at(version: int, seconds: float, stream: str = "case-1", zone: timezone = UTC) -> StoredEvent:
    """A real body, recorded that many seconds after noon."""
    moment = (NOON + timedelta(seconds=seconds)).astimezone(zone)
    fact = replace(recorded(stream, version, paid(5)), recorded_at=moment)
    return FactMapper(facts=SAMPLES).to_stored_event(fact)


def test_no_fact_stands_before_what_its_stream_holds(recorder: EventRecorder) -> None:
    """Refused with both instants; other streams and equal instants are none of its business."""
    recorder.insert_events([at(1, 0.5)])
    for earlier in (0, -86_400 * 4):
        with pytest.raises(ClockBehind) as refused:
            recorder.insert_events([at(2, earlier)])
        told = refused.value.newest - refused.value.given
        assert told == timedelta(seconds=0.5 - earlier)
        assert recorder.clock_behind == told.total_seconds()
    recorder.insert_events([at(1, -5, "case-2"), at(2, 0.5)])
    assert recorder.clock_behind == 0


@pytest.mark.parametrize(("zone", "other"), [(UTC, LHASA), (LHASA, UTC), (LHASA, LHASA)])
def test_times_are_compared_as_instants_however_they_are_written(
    recorder: EventRecorder, zone: timezone, other: timezone
) -> None:
    """With and without fractions, in one save or two, and of another zone."""

    def fact(version: int, seconds: float) -> StoredEvent:
        return at(version, seconds, zone=zone)

    recorder.insert_events([fact(1, 0), fact(2, 0.25), fact(3, 1)])
    for early in (0, 0.25, 0.999):
        for together in (
            [fact(4, early)],
            [fact(4, 2), fact(5, early)],
            [fact(4, 2.5), fact(5, 2)],
        ):
            with pytest.raises(ClockBehind):
                recorder.insert_events(together)
    recorder.insert_events([at(4, 1.5, zone=other)])
    with pytest.raises(ClockBehind):
        recorder.insert_events([fact(5, 1.25)])
    recorder.insert_events([fact(5, 1.75), at(6, 2, zone=other), fact(7, 2.5)])
    assert versions(recorder, "case-1") == [1, 2, 3, 4, 5, 6, 7]


def test_no_fact_is_replaced_by_the_next_of_an_earlier_one(sqlite_url: URL) -> None:
    """Also where it follows the fact before it plainly."""
    install_store(sqlite_url)
    recorder = open_recorder(sqlite_url)
    recorder.insert_events([at(1, 0.5), at(2, 1.5)])
    engine = create_engine(sqlite_url)
    for columns in ("stream, version, name, body", "position, stream, version, name, body"):
        for version in (2, 3):
            values: list[object] = ["case-1", version, "n", at(2, 2.5).state.decode()]
            if columns.startswith("position"):
                values.insert(0, 1)
            elif version == 3:
                continue
            marks = ", ".join("?" * len(values))
            with engine.connect() as connection, pytest.raises(exc.IntegrityError, match="UNIQUE"):
                connection.exec_driver_sql(
                    f"INSERT OR REPLACE INTO events ({columns}) VALUES ({marks})", tuple(values)
                )
    engine.dispose()
    assert recorder.select_events("case-1") == [at(1, 0.5), at(2, 1.5)]
    recorder.close()


LAXLY = {
    "gap": ("1|3", "contiguous"),
    "turned": ("2|1", "contiguous"),
    "from nought, turned": ("1|0", "contiguous"),
    "twice": ("1|1", "stream_version_key"),
    "late": ("2", "contiguous"),
    "before the first": ("-1", "contiguous"),
}


@pytest.mark.parametrize(("given", "refusal"), LAXLY.values(), ids=LAXLY)
def test_the_function_itself_keeps_streams_whole(
    postgres_url: URL, given: str, refusal: str
) -> None:
    """Whoever may call it: a gap within one save is refused as one before it."""
    install_store(postgres_url)
    engine = create_engine(postgres_url)
    count = given.count("|") + 1
    columns = ["case-1"] * count, given.split("|"), ["n/1"] * count, ["{}"] * count
    params = tuple(SEPARATOR.join(column) for column in columns) + (None,) * (PARAMETERS - 4)
    asked = f"SELECT relief_append({', '.join(['%s'] * PARAMETERS)})"
    with engine.connect() as connection, pytest.raises(exc.IntegrityError) as no:
        connection.exec_driver_sql(asked, params)
    assert refusal in no.value.orig.diag.constraint_name  # type: ignore[union-attr]
    engine.dispose()


def claim(stream: str, shared: str = "", vouched: bool = False) -> ClaimRow:
    """A claim to the one number all of them are about."""
    return ClaimRow("bank-serial", "number", shared, vouched, stream, 1)


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        (claim("case-1"), claim("case-2"), True),
        (claim("case-1", "batch-1"), claim("case-2", "batch-1"), False),
        (claim("case-1", "batch-1"), claim("case-2", "batch-2"), True),
        (claim("case-1", "batch-1"), claim("case-2"), True),
        (claim("case-1"), claim("case-2", vouched=True), False),
        (claim("case-1", vouched=True), claim("case-2"), True),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_a_number_is_used_once_unless_in_one_batch_or_vouched_for(
    recorder: EventRecorder, first: ClaimRow, second: ClaimRow, taken: bool, together: bool
) -> None:
    """In one save or in two; where it is refused nothing of the save is kept."""

    def save() -> None:
        one, two = event("case-1", 1), event("case-2", 1)
        if together:
            recorder.insert_events([one, two], beside=Beside([first, second]))
            return
        recorder.insert_events([one], beside=Beside([first]), command=CommandRow("c-1", "d", "o"))
        recorder.insert_events([two], beside=Beside([second]), command=CommandRow("c-2", "d", "o"))

    if not taken:
        save()
        assert versions(recorder, "case-2") == [1]
        return
    with pytest.raises(ClaimTaken) as refused:
        save()
    assert (refused.value.kind, refused.value.key) == ("bank-serial", "number")
    assert versions(recorder, "case-2") == [] and recorder.command("c-2") is None


@pytest.mark.parametrize(
    ("trigger", "function"),
    [
        ("events_contiguous", APPEND_SIGNATURE),
        ("events_destroy_index_key", f"{DESTROYS_YEAR} CASCADE"),
        ("events_destroy_besides", f"{DESTROYS_BESIDES} CASCADE"),
        ("events_name_the_living_since", f"{NAMES_SINCE} CASCADE"),
    ],
    ids=["the door", "the end of index keys", "what went with a person", "who is named since"],
)
def test_an_older_installation_is_brought_up_to_date_by_its_owner_only(
    database: URL, trigger: str, function: str
) -> None:
    """Without installing it is refused, by name; the older, laxer door is closed for good."""
    install_store(database)
    engine = create_engine(database)
    sqlite = database.get_backend_name() == "sqlite"
    older = f"relief_append({', '.join(['text'] * 12)})"
    with engine.begin() as connection:
        if sqlite:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        else:
            connection.exec_driver_sql(f"DROP FUNCTION {function}")
            connection.exec_driver_sql(f"CREATE FUNCTION {older} RETURNS bigint RETURN 1")
    url = database.render_as_string(hide_password=False)
    with pytest.raises(NotInstalled, match="relief install"):
        Journal(url, create=False)
    install_store(database)
    Journal(url, create=False).close()
    if not sqlite:
        with engine.connect() as connection:
            found = connection.exec_driver_sql(f"SELECT to_regprocedure('{older}')").scalar_one()
        assert found is None
    engine.dispose()
