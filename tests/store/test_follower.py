"""Followers: rows and position move together, stop at an error, and rebuild to the same rows."""

from collections.abc import Iterator
from itertools import count
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import URL, Table, select

from adapters.store import follower as follower_module
from adapters.store.factory import open_recorder
from adapters.store.follower import Follower, FollowerOvertaken, LedgersAhead
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.places import PlaceInUse, Places
from adapters.store.recorder import EventRecorder
from adapters.store.trouble import FollowerStopped
from domain.ground.facts import Recorded
from projections.rows import Rows, Unsettled
from tests.store.samples import (
    HISTORY,
    PAYMENTS,
    SAMPLES,
    TOTALS,
    History,
    Payments,
    Totals,
    paid,
    recorded,
)
from tests.support.goneback import cut_off

MAPPER = FactMapper(facts=SAMPLES)
TABLES = (TOTALS, HISTORY, PAYMENTS)


class Fails:
    """A projection that writes, and then breaks at one position until repaired."""

    tables = (TOTALS,)

    def __init__(self, at: int) -> None:
        self.at = at

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """The same totals, until it breaks."""
        Totals().project(rows, recorded)
        if recorded.position == self.at:
            raise KeyError("a gap in the projection")


@pytest.fixture
def places(recorder: EventRecorder, database: URL) -> Iterator[Places]:
    """Places on the recorder's database; a swap is noticed at once."""
    opened = Places(database, clock=lambda: monotonic() * 1e6)
    yield opened
    opened.close()


def pay(recorder: EventRecorder, cases: int, each: int) -> None:
    """Payments spread over cases, interleaved."""
    for version in range(1, each + 1):
        facts = [recorded(f"case-{n}", version, paid(100 * n + version)) for n in range(cases)]
        recorder.insert_events(MAPPER.stored(facts))


def follower(recorder: EventRecorder, place: Place, *also: Any, batch: int = 7) -> Follower:
    """A follower with the three sample projections, in awkward batches."""
    projections = [Totals(), History(), Payments(), *also]
    return Follower("ledgers", recorder, MAPPER, place, projections, batch)


def rows_of(place: Place, table: Table) -> list[tuple[Any, ...]]:
    """All rows, in order of primary keys."""
    with place.reading() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key))
        return [tuple(row) for row in found]


def test_following_goes_on_where_it_ended(recorder: EventRecorder, places: Places) -> None:
    """Also in another process: the position lies with the rows."""
    pay(recorder, 3, 4)
    place = places.first()
    assert follower(recorder, place).catch_up() == 12
    recorder.insert_events(MAPPER.stored([recorded("case-0", 5, paid(5))]))
    again = follower(recorder, place)
    assert (again.position, again.catch_up(), again.catch_up()) == (12, 1, 0)
    assert [row[:3] for row in rows_of(place, TOTALS)] == [
        ("case-0", 15, 5),
        ("case-1", 410, 4),
        ("case-2", 810, 4),
    ]


def test_an_error_stops_the_follower_at_its_position(
    recorder: EventRecorder, places: Places
) -> None:
    """Everything before is kept, nothing of the failing event is, and repair lets it go on."""
    pay(recorder, 3, 4)
    place, breaks = places.first(), Fails(at=10)
    stopped = Follower("ledgers", recorder, MAPPER, place, [Payments(), breaks], batch=500)
    for _ in range(2):
        with pytest.raises(FollowerStopped, match="position 10") as refusal:
            stopped.catch_up()
        assert refusal.value.position == 10
        assert stopped.position == 9
        assert sum(row[2] for row in rows_of(place, TOTALS)) == 9
        assert len(rows_of(place, PAYMENTS)) == 9
    breaks.at = 0
    assert stopped.catch_up() == 3
    assert len(rows_of(place, PAYMENTS)) == 12


class Leaves:
    """A projection that writes at the end of a batch, and cannot after one position."""

    tables = (TOTALS,)

    def __init__(self, at: int) -> None:
        self.at = at
        self.left: list[Recorded] = []

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Leave it until the end."""
        self.left.append(recorded)

    def settle(self, rows: Rows) -> None:
        """The same totals."""
        for one in self.left:
            if one.position == self.at:
                raise Unsettled(one) from KeyError("a gap in the projection")
            Totals().project(rows, one)
        self.left.clear()

    def forget(self) -> None:
        """Nothing was left."""
        self.left.clear()


def test_what_cannot_be_written_at_the_end_of_a_batch_stops_at_its_fact(
    recorder: EventRecorder, places: Places
) -> None:
    """As where it fails at once: everything before is kept, and repair lets it go on."""
    pay(recorder, 3, 4)
    place, breaks = places.first(), Leaves(at=10)
    stopped = Follower("ledgers", recorder, MAPPER, place, [Payments(), breaks], batch=500)
    for _ in range(2):
        with pytest.raises(FollowerStopped, match="position 10") as refusal:
            stopped.catch_up()
        assert isinstance(refusal.value.__cause__, KeyError)
        assert sum(row[2] for row in rows_of(place, TOTALS)) == 9
        assert len(rows_of(place, PAYMENTS)) == 9
    breaks.at = 0
    assert stopped.catch_up() == 3
    assert sum(row[2] for row in rows_of(place, TOTALS)) == 12


def test_an_unreadable_event_stops_the_follower_too(
    recorder: EventRecorder, places: Places
) -> None:
    """It is named, and never stepped over."""
    pay(recorder, 1, 2)
    unread = Follower("ledgers", recorder, FactMapper(facts={}), places.first(), [Totals()])
    with pytest.raises(FollowerStopped, match="case-0 version 1, sample-paid/1"):
        unread.catch_up()
    assert unread.position == 0


def test_a_crash_before_the_commit_leaves_rows_and_position_as_they_were(
    recorder: EventRecorder, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch is simply done again; nothing is counted twice."""
    pay(recorder, 2, 5)
    place = places.first()
    one = follower(recorder, place)

    def crash(*_: object) -> None:
        raise SystemExit("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(one, "_advance", crash)
        with pytest.raises(SystemExit):
            one.catch_up()
    assert rows_of(place, PAYMENTS) == []
    assert one.catch_up() == 10
    assert [row[2] for row in rows_of(place, TOTALS)] == [5, 5]


def test_two_followers_of_one_name_cannot_both_write(
    recorder: EventRecorder, places: Places
) -> None:
    """The slower one writes nothing, is told, and goes on from where the other came."""
    pay(recorder, 2, 5)
    place = places.first()
    slow, fast = follower(recorder, place), follower(recorder, place)
    fast.catch_up()
    with pytest.raises(FollowerOvertaken):
        slow.catch_up()
    assert (slow.position, slow.catch_up()) == (10, 0)
    assert [row[2] for row in rows_of(place, TOTALS)] == [5, 5]


def test_a_rebuild_equals_what_was_followed_live(recorder: EventRecorder, places: Places) -> None:
    """Row for row, versions included; then it is swapped in and the old place dropped."""
    live_place = places.first()
    live = follower(recorder, live_place, batch=3)
    for version in range(1, 6):
        facts = [recorded(f"case-{n}", version, paid(n + version)) for n in range(4)]
        recorder.insert_events(MAPPER.stored(facts))
        live.catch_up()
    rebuilt = places.fresh()
    follower(recorder, rebuilt, batch=500).catch_up()
    for table in TABLES:
        assert rows_of(rebuilt, table) == rows_of(live_place, table)
    with pytest.raises(PlaceInUse):
        places.drop(live_place)
    places.swap(rebuilt)
    assert places.first().name == rebuilt.name == "ledgers_2"
    places.drop(live_place)
    assert places.names() == ["ledgers_2"]
    with places.reading() as connection:
        assert len(connection.execute(select(PAYMENTS)).all()) == 20


def test_a_swap_by_another_process_is_noticed(
    recorder: EventRecorder, places: Places, database: URL
) -> None:
    """Readers look at the pointer again."""
    first = places.first()
    elsewhere = Places(database)
    elsewhere.swap(elsewhere.fresh())
    elsewhere.close()
    assert places.first().name != first.name


def test_a_running_follower_hears_of_new_events(recorder: EventRecorder, places: Places) -> None:
    """It wakes on commits, survives an error by waiting, and stops when told."""
    one, stop = follower(recorder, places.first()), Event()
    thread = Thread(target=one.run, args=(stop,))
    thread.start()
    try:
        pay(recorder, 2, 2)
        deadline = monotonic() + 5
        while one.position < 4 and monotonic() < deadline:
            sleep(0.01)
        assert one.position == 4
    finally:
        stop.set()
        recorder.wake.ring()
        thread.join()


def test_a_follower_that_is_overtaken_stands_by_quietly(
    recorder: EventRecorder,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However often another process is faster: one line, no traceback, no error."""
    one, stop, overtaken = follower(recorder, places.first()), Event(), count(1)

    def always_late() -> int:
        if next(overtaken) == 3:
            stop.set()
        raise FollowerOvertaken("followed by another process as well")

    monkeypatch.setattr(one, "catch_up", always_late)
    monkeypatch.setattr(follower_module, "RETRY_SECONDS", 0.0)
    with caplog.at_level("INFO"):
        one.run(stop)
    said = [(r.levelname, r.exc_info) for r in caplog.records if r.name == follower_module.__name__]
    assert said == [("INFO", None)]


@pytest.mark.parametrize("again", [0, 5])
def test_ledgers_ahead_of_the_history_stand_still_until_rebuilt(
    recorder: EventRecorder, places: Places, database: URL, again: int
) -> None:
    """Rows of lost facts are not added to, also where other facts have their positions by now."""
    pay(recorder, 2, 2)
    one = follower(recorder, places.first())
    assert one.catch_up() == 4
    cut_off(database, after=2)
    other = open_recorder(database)
    for n in range(again):
        other.insert_events(MAPPER.stored([recorded(f"case-9{n}", 1, paid(5))]))
    other.close()
    with pytest.raises(LedgersAhead, match="position 4"):
        one.catch_up()
    assert [row[2] for row in rows_of(places.current(), TOTALS)] == [2, 2]
    fresh = places.fresh()
    assert follower(recorder, fresh).catch_up() == 2 + again
