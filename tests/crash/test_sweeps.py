"""Sweeps: each due limit acted on once, whoever sweeps; after an outage, in order and as late."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from domain.ground.facts import Recorded
from domain.ground.terms import Relation
from projections import limit_boards
from projections.limit_rows import LimitRow
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.upkeep.sweep import Sweep, Swept, waves
from tests.case import people as p
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e
from tests.support.offices import EXAMINATION, Counter, all_at_once, at, processes, serving
from tests.support.wholeness import whole_history

DUE = 2_000
LATER = date(2025, 5, 20)


@pytest.fixture
def clock() -> SimulatedClock:
    """A Monday in March."""
    return SimulatedClock(at(MONDAY))


@pytest.fixture
def services(database: URL, tmp_path: Path, clock: SimulatedClock) -> Iterator[list[Service]]:
    """As many as may write at once."""
    with processes(tmp_path, database, clock) as running:
        yield running


def applicant(number: int) -> p.Family:
    """Somebody who applies alone; another person for each number up to 10,989."""
    year, serial = divmod(number, 999)
    return p.Family((p.member(f"单-{number}", Relation.APPLICANT, serial + 1, 1900 + year),))


def due(service: Service) -> list[LimitRow]:
    """Everything that is due today, from ledgers that are up to date."""
    service.follower().catch_up()
    today, after_row, rows = service.clock.now().date(), None, list[LimitRow]()
    with service.ledgers.reading() as connection:
        while True:
            page = limit_boards.due(connection, today, after=after_row, size=500)
            rows.extend(page.rows)
            if page.next is None:
                return rows
            after_row = page.next


def many_due(service: Service, clock: SimulatedClock) -> list[LimitRow]:
    """Applications nobody looked at, until their limits have run out."""
    counter = Counter(service)
    for number in range(DUE // 2):
        about = About(case=f"D-{number}", family=applicant(number))
        counter.go(about, c.SubmitApplication)
    clock.set(at(LATER))
    return due(service)


def missed(facts: list[Recorded]) -> list[tuple[str, e.TimeLimitMissed]]:
    """What was recorded as missed, in order of recording, by case."""
    return [
        (r.stream.removeprefix("case-"), r.fact)
        for r in facts
        if isinstance(r.fact, e.TimeLimitMissed)
    ]


@pytest.mark.slow
def test_two_sweeps_at_once_act_on_each_due_limit_once(
    services: list[Service], clock: SimulatedClock
) -> None:
    """2,000 due limits, two schedulers: 2,000 facts; a third sweep finds nothing left."""
    rows = many_due(services[0], clock)
    assert len(rows) >= DUE
    one, two = all_at_once([Sweep(services[0]).run, Sweep(services[-1]).run])
    assert one.due == two.due == len(rows)
    assert one.acted + two.acted == len(rows) == one.repeated + two.repeated
    assert not one.refused + two.refused
    found = [
        (case, fact.limit, fact.started_on) for case, fact in missed(whole_history(services[0]))
    ]
    wanted = [(r["case_id"], r["limit"], date.fromisoformat(r["started_on"])) for r in rows]
    assert sorted(found) == sorted(wanted)
    assert due(services[0]) == []
    assert Sweep(services[-1]).run() == Swept()


def under_way(service: Service, clock: SimulatedClock) -> list[About]:
    """Cases that wait at different desks: some just received, some hanging in the village."""
    counter = Counter(service)
    cases = [About(case=f"W-{n}", family=applicant(n), day=after(n)) for n in range(5)]
    for about in cases:
        clock.set(at(about.day))
        counter.go(about, c.SubmitApplication)
        if about.case != "W-0":
            counter.go(about, c.AcceptApplication)
        if about.case in ("W-2", "W-3", "W-4"):
            counter.go(about, *EXAMINATION, c.PostPublicNotice)
    return cases


def test_a_sweep_that_was_away_catches_up_in_order_and_as_late(
    database: URL, tmp_path: Path
) -> None:
    """Two months without a sweep: after the restart everything is acted on once, oldest first.

    Each fact bears the day it was recorded, after the last day it missed; notices end once.
    """
    with serving(tmp_path, database, clock := SimulatedClock(at(MONDAY))) as before:
        under_way(before, clock)
    clock.set(at(LATER))
    with serving(tmp_path, database, clock) as restarted:
        rows = due(restarted)
        swept = Sweep(restarted).run()
        facts = whole_history(restarted)
        late = missed(facts)
        assert swept.acted == swept.due == len(rows) >= 6
        assert [f.last_day for _, f in late] == sorted(f.last_day for _, f in late)
        assert all(fact.last_day < fact.on == LATER for _, fact in late)
        assert all(r.recorded_at.date() == LATER for r in facts if r.fact in [f for _, f in late])
        ended = [r for r in facts if isinstance(r.fact, e.PublicNoticeEnded)]
        assert sorted(r.stream for r in ended) == ["case-W-2", "case-W-3", "case-W-4"]
        for recorded in ended:
            assert isinstance(recorded.fact, e.PublicNoticeEnded)
            assert recorded.fact.last_day < recorded.fact.on == LATER
        again = Sweep(restarted).run()
        assert (again.acted, again.repeated) == (0, again.due)
        assert due(restarted) == []


def test_what_is_handed_in_together_is_refused_each_by_itself(
    database: URL, tmp_path: Path, clock: SimulatedClock
) -> None:
    """One case moved on since the ledgers looked: its limit is refused, the others' are recorded."""
    with serving(tmp_path, database, clock) as service:
        counter, cases = (
            Counter(service),
            [About(case=f"T-{n}", family=applicant(n)) for n in range(9)],
        )
        for about in cases:
            counter.go(about, c.SubmitApplication)
        clock.set(at(after(1)))
        rows = due(service)
        counter.go(cases[4], c.AcceptApplication)
        swept = Sweep(service).run()
        assert {row["case_id"] for row in rows} == {about.case for about in cases}
        assert (swept.due, swept.acted, swept.refused) == (len(rows), len(rows) - 1, 1)
        late = {case for case, _ in missed(whole_history(service))}
        assert late == {about.case for about in cases} - {"T-4"}


def test_a_wave_holds_one_day_and_no_case_twice() -> None:
    """Days stay in order; of a case's limits of one day each waits for the one before."""
    rows: list[Any] = [
        {"case_id": case, "last_day": day, "limit": limit}
        for case, day, limit in (
            ("A", "1", "x"),
            ("A", "1", "y"),
            ("B", "1", "x"),
            ("A", "2", "x"),
            ("A", "2", "y"),
            ("A", "2", "z"),
        )
    ]
    told = [["".join(row.values()) for row in wave] for wave in waves(rows)]  # type: ignore[arg-type]
    assert told == [["A1x", "B1x"], ["A1y"], ["A2x"], ["A2y"], ["A2z"]]


def test_a_clock_set_back_does_nothing_twice(
    services: list[Service], clock: SimulatedClock
) -> None:
    """Swept, set back two hours over midnight, and forward again: one fact for each limit."""
    counter = Counter(services[0])
    counter.go(About(), c.SubmitApplication)
    midnight = at(after(1), 0)
    for moment in (midnight, midnight - timedelta(hours=2), midnight):
        clock.set(moment)
        due(services[0])
        for service in services:
            Sweep(service).run()
    found = [(case, fact.limit) for case, fact in missed(whole_history(services[0]))]
    assert found and len(found) == len(set(found))
    assert Sweep(services[0]).run() == Swept()
