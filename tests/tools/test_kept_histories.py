"""What release 11a5808 left opens under this one: the same states, the same rows, every sum again."""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, create_engine, inspect, select

from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import FOLLOWERS
from domain.case.recomputation import DECISIONS, reckoned
from domain.case.state import Case
from domain.ground.facts import Recorded
from projections.all import everything
from projections.casefile import figures, public
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.office.streams import fold
from tests.support.earlier import HISTORIES, RELEASES, unpacked
from tests.support.kept import facts, opened

CALENDARS_NAME = ("time_limits.calendar", "calendar_current.version")


@pytest.fixture(scope="module", params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    """Every history that is kept."""
    return str(request.param)


@pytest.fixture(scope="module")
def left(release: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation as the release left it; nobody writes here."""
    folder = tmp_path_factory.mktemp("left")
    unpacked(release, folder)
    return folder


@pytest.fixture(scope="module")
def service(release: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """This release over a copy of it."""
    made = opened(release, tmp_path_factory.mktemp("opened"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def history(service: Service) -> list[Recorded]:
    """Every fact, in order."""
    return list(facts(service.journal))


@pytest.mark.article("11")
def test_every_trace_is_reckoned_to_its_stored_sum(
    service: Service, history: list[Recorded]
) -> None:
    """Approvals and refusals alike, by the law as it stood: nothing differs (11)."""
    known, seen = service.references.current(), Counter[str]()
    for one in history:
        found = reckoned(one.fact, service.law, known)
        if found is not None:
            assert found.why is None, (one.stream, found)
            seen[one.fact.NAME] += 1
    assert set(seen) == {"relief-approved", "relief-refused"}
    decisions = [one.fact for one in history if isinstance(one.fact, DECISIONS)]
    assert sum(seen.values()) == len([fact for fact in decisions if fact.assessment is not None])


SINCE = {
    *("desks", "elsewhere", "evidence", "likenesses", "message_causes"),
    *("messages_agreed", "outbox", "rosters"),
}
"""Ledgers that no release here kept."""


def test_the_ledger_rows_are_those_that_release_made(service: Service, left: Path) -> None:
    """Folded afresh from the same facts, row for row and column for column as it left them."""
    fresh, projections = service.ledgers.fresh(), everything(service.law, service.keeper.history)
    ledgers = create_engine(f"sqlite:///file:{left / 'relief-ledgers-1.db'}?mode=ro&uri=true")
    try:
        follower = Follower("again", service.journal.store, FactMapper(), fresh, projections)
        follower.catch_up()
        with fresh.reading() as again, ledgers.connect() as before:
            reached = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == FOLLOWER)
            assert before.execute(reached).scalar_one() <= follower.position
            every = [t for projection in projections for t in projection.tables]
            there = set(inspect(before).get_table_names())
            assert {table.name for table in every} - there == SINCE
            for table in (one for one in every if one.name in there):
                kept = {column["name"] for column in inspect(before).get_columns(table.name)}
                rows = compared(before, table, kept)
                assert rows and compared(again, table, kept) == rows, table.name
    finally:
        ledgers.dispose()
        service.ledgers.drop(fresh)


def test_every_stream_adds_up_to_what_that_release_saw(
    release: str, service: Service, history: list[Recorded]
) -> None:
    """Cases with their figures and running limits, accounts with their grants, leads."""
    kept = json.loads(lzma.decompress((HISTORIES / release / "states.json.xz").read_bytes()))
    streams: dict[str, list[Recorded]] = {}
    for one in history:
        streams.setdefault(one.stream, []).append(one)
    assert len(kept) > 90
    for name, was in kept.items():
        assert within(was, shown(fold(name, streams[name]), service)), name


def compared(connection: Connection, table: Table, kept: set[str]) -> list[tuple[object, ...]]:
    """A table's rows, sorted: the columns that release kept, but for the calendar's name, which has
    left out days of recording since.
    """
    columns = [c for c in table.c if c.name in kept and str(c) not in CALENDARS_NAME]
    return sorted(map(tuple, connection.execute(select(*columns))), key=repr)


def shown(state: Any, service: Service) -> Any:
    """A state as the kept file has it."""
    if isinstance(state, Case):
        found = asdict(figures(state, service.law))
        own = ("accepted_on", "approval", "payments", "version", "pack", "materials")
        plain: dict[str, Any] = {name: public(getattr(state, name)) for name in own}
        plain["materials"] = sorted(state.materials)
        return {**found, "limits": list(found["limits"]), **plain}
    standing = getattr(state, "standing", None)
    return public(state) if standing is None else [public(one) for one in standing]


def within(was: Any, now: Any) -> bool:
    """Whether everything kept is still said; what came later may be said besides."""
    if isinstance(was, dict):
        return isinstance(now, dict) and all(within(one, now.get(key)) for key, one in was.items())
    if isinstance(was, list):
        pairs = zip(was, now, strict=False)
        return len(was) == len(now) and all(within(one, other) for one, other in pairs)
    return bool(was == now)
