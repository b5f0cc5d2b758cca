"""Ledgers folded in shares: the rows of a follower, whoever dies, stops or is quicker meanwhile."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from threading import Event
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import URL, Table, select

from adapters.store import shares as shares_module
from adapters.store import sharing as sharing_module
from adapters.store.building import build
from adapters.store.factory import open_recorder
from adapters.store.folding import Folding, Recipe
from adapters.store.follower import LedgersAhead
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from adapters.store.shares import Shares
from adapters.store.sharing import Sharing
from adapters.store.trouble import FollowerStopped
from domain.ground.facts import Recorded
from projections.rows import Projection, Rows
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

TABLES = (TOTALS, HISTORY, PAYMENTS)
NAME = "ledgers"


class Fails:
    """A projection that breaks at one position."""

    tables = ()

    def __init__(self, at: int) -> None:
        self.at = at

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Nothing, until it breaks."""
        if recorded.position == self.at:
            raise KeyError("a gap in the projection")


def mapper() -> FactMapper:
    """Of the sample facts."""
    return FactMapper(facts=SAMPLES)


def samples(at: int = 0) -> list[Projection]:
    """The sample projections, and one that breaks."""
    return [Totals(), History(), Payments(), Fails(at)]


def recipe(at: int = 0) -> Recipe:
    """What folds the sample facts."""
    return Recipe(NAME, mapper, partial(samples, at))


@pytest.fixture
def places(recorder: EventRecorder, database: URL) -> Iterator[Places]:
    """Places on the recorder's database; a swap is noticed at once."""
    opened = Places(database, clock=lambda: monotonic() * 1e6)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares of four facts, worth a process each."""
    monkeypatch.setattr(shares_module, "SIZE", 4)
    monkeypatch.setattr(sharing_module, "WORTH", 1)


@pytest.fixture
def sharing(recorder: EventRecorder, database: URL) -> Callable[..., Sharing]:
    """Who folds that history in shares, however short."""
    return lambda at=0, processes=1, least=1: Sharing(
        database, recorder, recipe(at), least, processes
    )


def pay(recorder: EventRecorder, cases: int = 5, each: int = 3) -> None:
    """Payments spread over cases, interleaved, and one case of many."""
    stored = mapper().stored
    for version in range(1, each + 1):
        facts = [recorded(f"case-{n}", version, paid(100 * n + version)) for n in range(cases)]
        recorder.insert_events(stored(facts))
    recorder.insert_events(stored([recorded("case-long", n, paid(n)) for n in range(1, 12)]))


def rows_of(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, in order of primary keys."""

    def held(table: Table) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.execute(select(table).order_by(*keys(table)))]

    def keys(table: Table) -> list[Any]:
        return list(table.primary_key)

    with place.reading() as connection:
        return {table.name: held(table) for table in TABLES}


def followed(recorder: EventRecorder, places: Places) -> dict[str, list[tuple[Any, ...]]]:
    """The rows a follower makes of the same history, fact by fact."""
    place = places.fresh()
    recipe().following(place, recorder).catch_up()
    return rows_of(place)


def following(recorder: EventRecorder, at: int = 0) -> Callable[[Place], Any]:
    """Who goes on after the shares."""
    return lambda place: recipe(at).following(place, recorder)


@pytest.mark.parametrize("processes", [1, 3])
def test_shares_make_the_rows_a_follower_makes(
    recorder: EventRecorder, places: Places, sharing: Any, processes: int
) -> None:
    """Closed versions included; what comes later is followed, and the place says where it stands."""
    pay(recorder)
    place = build(places, following(recorder), sharing=sharing(processes=processes))
    assert place is not None and places.current().name == place.name
    assert rows_of(place) == followed(recorder, places)
    assert place.position(NAME) == 26
    recorder.insert_events(mapper().stored([recorded("case-0", 4, paid(4))]))
    assert following(recorder)(place).catch_up() == 1
    assert rows_of(place) == followed(recorder, places)


def test_a_short_history_is_followed(recorder: EventRecorder, places: Places, sharing: Any) -> None:
    """To begin with shares takes longer than to be done."""
    pay(recorder)
    place = places.begin()
    sharing(least=27).fold(place, Event())
    assert place.position(NAME) == 0
    assert following(recorder)(place).catch_up() == 26


def begun(places: Places, recorder: EventRecorder, sharing: Any, done: int) -> Place:
    """A place whose builder was killed after some shares."""
    place, asked = places.begin(), recipe()
    place.prepare(TABLES)
    shares = Shares(NAME, place, recorder)
    assert shares.begun(1)
    folding = Folding(asked, place, recorder)
    for share in shares.left()[:done]:
        folding.write(folding.fold(share))
    return place


def test_a_place_half_folded_is_never_taken_for_whole(
    recorder: EventRecorder, places: Places, sharing: Any
) -> None:
    """No follower goes on with it, however many shares are done; the next builder does the others."""
    pay(recorder)
    for done in (0, 2):
        place = begun(places, recorder, sharing, done)
        assert places.found() is None
        with pytest.raises(LedgersAhead):
            following(recorder)(place).catch_up()
        assert not Shares(NAME, place, recorder).finish()
        places.abandon(place)
    place = begun(places, recorder, sharing, 2)
    done_before = place.position(NAME)
    assert 0 < done_before < 26
    built = build(places, following(recorder), sharing=sharing())
    assert built is not None and built.name == place.name
    assert rows_of(built) == followed(recorder, places)


def test_a_share_is_written_once_whoever_folds_it(
    recorder: EventRecorder, places: Places, sharing: Any
) -> None:
    """Two builders at one place: the slower one's rows are thrown away, also when all is over."""
    pay(recorder)
    place = begun(places, recorder, sharing, 0)
    one, other = (Folding(recipe(), place, recorder) for _ in range(2))
    shares = Shares(NAME, place, recorder).left()
    folded = [other.fold(share) for share in shares]
    for share in shares:
        one.write(one.fold(share))
    other.write(folded[0])
    assert place.position(NAME) == 26
    assert Shares(NAME, place, recorder).finish()
    other.write(folded[-1])
    assert rows_of(place) == followed(recorder, places)


def test_who_folds_beside_and_dies_leaves_its_share_to_the_builder(
    recorder: EventRecorder, places: Places, sharing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost but time."""
    pay(recorder)
    started, start = list[Any](), subprocess.Popen

    def dies(_words: Any, **named: Any) -> Any:
        started.append(start(["true"], stdin=named["stdin"], stdout=named["stdout"]))
        return started[-1]

    with monkeypatch.context() as patched:
        patched.setattr("subprocess.Popen", dies)
        place = build(places, following(recorder), sharing=sharing(processes=3))
    assert place is not None and started
    assert rows_of(place) == followed(recorder, places)


@pytest.mark.parametrize("processes", [1, 3])
def test_a_fact_that_cannot_be_folded_stops_the_shares(
    recorder: EventRecorder, places: Places, sharing: Any, processes: int
) -> None:
    """It is named and never stepped over; repaired, its share is folded, the others are not again."""
    pay(recorder)
    for _ in range(2):
        with pytest.raises(FollowerStopped, match="position 8 ") as refusal:
            build(places, following(recorder), sharing=sharing(at=8, processes=processes))
        assert refusal.value.position == 8
        assert places.found() is None
    place = build(places, following(recorder), sharing=sharing())
    assert place is not None
    assert rows_of(place) == followed(recorder, places)


def test_shares_of_a_history_that_went_back_are_no_ledgers(
    recorder: EventRecorder, places: Places, sharing: Any, database: URL
) -> None:
    """Lost facts stand in some shares: also where others have their positions by now."""
    pay(recorder)
    place = begun(places, recorder, sharing, 1)
    cut_off(database, after=20)
    with ExitStack() as stack:
        other = open_recorder(database)
        stack.callback(other.close)
        for n in range(10):
            other.insert_events(mapper().stored([recorded(f"case-9{n}", 1, paid(5))]))
        with pytest.raises(LedgersAhead, match="position 26"):
            Sharing(database, other, recipe(), 1, 1).fold(place, Event())
        assert place.position(NAME) != 26 or places.found() is None


def test_shares_end_when_told_to_stop(
    recorder: EventRecorder, places: Places, sharing: Any
) -> None:
    """With what was folded kept, and nothing taken for ledgers."""
    pay(recorder)
    stop = Event()
    stop.set()
    assert build(places, following(recorder), stop, sharing=sharing()) is None
    assert places.found() is None
    assert build(places, following(recorder), sharing=sharing()) is not None
