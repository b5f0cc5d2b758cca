"""Ledgers that are built: without the indexes only readers need, which stand before anybody reads."""

from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import URL, Index, Table, inspect

from adapters.store.building import build
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from tests.store.samples import SAMPLES, TOTALS, Totals, paid, recorded

MAPPER = FactMapper(facts=SAMPLES)
LISTED = Index("totals_fen", TOTALS.c.fen)


@pytest.fixture
def places(recorder: EventRecorder, database: URL) -> Iterator[Places]:
    """Places on the recorder's database; a swap is noticed at once."""
    opened = Places(database, clock=lambda: monotonic() * 1e6)
    yield opened
    opened.close()


def indexes(place: Place, table: Table) -> set[str | None]:
    """The names of a table's indexes, those of its keys left out."""
    with place.reading() as connection:
        found = inspect(connection).get_indexes(table.name)
        return {index["name"] for index in found}


def test_indexes_come_last_and_stand_before_the_swap(
    recorder: EventRecorder, places: Places
) -> None:
    """While facts are folded there is none; readers never meet ledgers without; once is enough."""
    recorder.insert_events(MAPPER.stored([recorded("case-1", n, paid(n)) for n in range(1, 9)]))
    seen: list[set[str | None]] = []

    class Looks(Totals):
        def project(self, rows: object, one: object) -> None:
            """What there is while the last batch is folded."""
            seen.append(indexes(places.building() or places.current(), TOTALS))
            super().project(rows, one)  # type: ignore[arg-type]

    def following(place: Place) -> Follower:
        return Follower("ledgers", recorder, MAPPER, place, [Looks()])

    place = build(places, following)
    assert place is not None and places.current().name == place.name
    assert len(seen) == 8 and set().union(*seen) == set()
    assert indexes(place, TOTALS) == {"totals_fen"}
    place.index([TOTALS])
    following(place)
    assert indexes(place, TOTALS) == {"totals_fen"}
