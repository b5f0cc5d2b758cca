"""All read models together: rebuilt, restarted and on both databases they are the same rows."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import URL, Connection, event

from adapters.store import shares, sharing
from adapters.store.building import build
from adapters.store.factory import install_store, open_recorder
from adapters.store.folding import Recipe
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.places import Places
from domain.ground.facts import Recorded
from domain.ground.people import PersonId
from domain.ground.terms import Category
from projections import accounts, delegations, leads, limit_boards, notices, register
from projections.all import COMMON, everything
from projections.calendars import NOTICES
from projections.limit_rows import LIMITS
from projections.register import Filter
from tests.projections.folding import LAW, folded, ledgers, stored, streams, tables
from tests.projections.histories import busy, day, holiday
from tests.projections.measure import NoKeys

HISTORY = busy(60, 15)
IN_TIME = [
    replace(one, position=position)
    for position, one in enumerate(sorted(HISTORY, key=lambda one: one.recorded_at), 1)
]
"""The same as a store takes it: no case begins before what is recorded already."""


def test_projections_share_no_table():
    """Each table is written by one projection only."""
    assert len(tables()) == len(set(tables()))


@pytest.mark.parametrize("batch", [1, 7, 250, 10_000])
def test_a_rebuild_gives_the_same_rows_in_any_batches(batch: int):
    """Row for row, closed versions included, although every batch begins with empty caches."""
    memory = folded(HISTORY)
    with ledgers(HISTORY, batch=batch) as connection:
        for table in tables():
            assert stored(connection, table) == memory.all(table)


def test_the_follower_gives_the_same_rows_on_both_databases(database: URL):
    """Stored, sealed, decoded and followed with a restart between: still the same rows."""
    install_store(database)
    recorder, mapper, places = (
        open_recorder(database),
        FactMapper(sealer=NoKeys()),
        Places(database),
    )
    memory = folded(IN_TIME)
    try:
        for half in (IN_TIME[:500], IN_TIME[500:]):
            recorder.insert_events(mapper.stored(half))
            place = places.first()
            told = everything(LAW, streams(IN_TIME).__getitem__)
            Follower("all", recorder, mapper, place, told, 100).catch_up()
        with places.reading() as connection:
            for table in tables():
                assert stored(connection, table) == memory.all(table)
            ask_everything(connection)
            assert limit_boards.counts(connection, "5401")
    finally:
        places.close()
        recorder.close()


def with_notices(records: list[Recorded]) -> list[Recorded]:
    """The same history with notices among the cases, which move limits that run."""
    mixed = [*records]
    for version, share in enumerate((0.3, 0.5, 0.9), 2):
        place = int(share * len(mixed))
        at = mixed[place].recorded_at
        notice = holiday([at.date() + timedelta(n) for n in range(1, 7)], name=f"假期{version}")
        told = replace(records[0], fact=notice, version=version, recorded_at=at)
        mixed.insert(place, told)
    return [replace(one, position=position) for position, one in enumerate(mixed, 1)]


@pytest.mark.parametrize("processes", [1, 2])
def test_shares_give_the_same_rows_on_both_databases(
    database: URL, processes: int, monkeypatch: pytest.MonkeyPatch
):
    """Stream by stream, each row written once: as fact by fact, also where notices move limits."""
    monkeypatch.setattr(shares, "SIZE", 90)
    monkeypatch.setattr(sharing, "WORTH", 1)
    install_store(database)
    recorder, mapper, places = (
        open_recorder(database),
        FactMapper(sealer=NoKeys()),
        Places(database),
    )
    history = with_notices(IN_TIME)
    memory = folded(history)
    recipe = Recipe("all", FactMapper, partial(everything, LAW), COMMON)
    try:
        recorder.insert_events(mapper.stored(history))
        folds = sharing.Sharing(database, recorder, recipe, 1, processes)
        place = build(places, lambda place: recipe.following(place, recorder), sharing=folds)
        assert place is not None
        with places.reading() as connection:
            for table in tables():
                assert stored(connection, table) == memory.all(table)
        moved = [row for row in memory.all(LIMITS) if row["moved_from"]]
        assert moved and len(memory.all(NOTICES)) == 4
    finally:
        places.close()
        recorder.close()


def ask_everything(connection: Connection) -> None:
    """Every question there is, on areas of each size and on second pages."""
    for area in ("5401", "540102", "540102001"):
        for which in (
            Filter(),
            Filter(year=2026, category=Category.MEDICAL),
            Filter(approved_from="2026-03-01", approved_to="2026-03-31"),
            Filter(as_of=300),
        ):
            first = register.county_ledger(connection, area, which, size=2)
            register.county_ledger(connection, area, which, size=2, after=first.next)
            register.totals(connection, area, which)
        for state in ("running", "late"):
            limit_boards.board(connection, area, state)
        limit_boards.worklist(connection, area, ("approver", "finance"), day(10))
        limit_boards.worklist_counts(connection, area, ("approver",), day(10))
        notices.board(connection, area, states=("ended",), posted_from="2026-03-01")
        leads.leads(connection, area)
    register.one(connection, "2026-000001", as_of=99)
    limit_boards.due(connection, day(10))
    limit_boards.of_case(connection, "2026-000001")
    accounts.of_year(connection, PersonId("2026-000001-p1"), 2026)
    accounts.grants(connection, PersonId("2026-000001-p1"), 2026)
    accounts.of_case(connection, "2026-000001")
    delegations.of_county(connection, "540102")


def test_no_question_scans_a_whole_table_of_unbounded_size():
    """SQLite's plans: every table is searched by an index, or walked along one in page order."""
    plans: list[str] = []
    with ledgers(HISTORY) as connection:

        def explain(_c, cursor, statement, parameters, _context, _many):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(f"{detail}: {statement}" for *_, detail in plan.fetchall())

        event.listen(connection, "before_cursor_execute", explain)
        ask_everything(connection)
    assert plans
    assert [p for p in plans if p.startswith("SCAN") and " USING " not in p.split(":")[0]] == []
