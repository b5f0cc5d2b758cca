"""Boards and worklists of time limits: what is due, whose it is, how near."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import URL, Connection, event, text

from domain.registers.leads.facts import LeadRecorded, LeadSource
from domain.registers.leads.state import stream
from projections import limit_boards
from projections.limit_rows import LIMITS, MET, LimitRow
from tests.projections.folding import ledgers, stored, values
from tests.projections.histories import (
    SEWU,
    Log,
    accepted,
    busy,
    day,
    general,
    missed,
    secret,
    submitted,
)


def late_cases() -> Log:
    """Three cases late with their examination, one of them already on record, and a lead."""
    log = Log()
    for n, case in enumerate(("c1", "c2", "c3")):
        log.case(submitted(case, day(n)), accepted(day(n)), case=case)
    log.case(missed(day(30), 1), case="c2")
    lead = LeadRecorded(
        lead="l1",
        on=day(0),
        township=SEWU,
        source=LeadSource.POLICE,
        category=None,
        person=secret().about,
        whereabouts=secret(),
    )
    log.add(stream("l1"), lead)
    return log


def test_the_sweep_is_told_what_is_over_the_oldest_first():
    """What is not over yet, on record already, or of another kind is left out."""
    with ledgers(late_cases().records) as connection:
        due = limit_boards.due(connection, day(30)).rows
        assert [(r["limit"], r["case_id"]) for r in due] == [
            ("examination", "c1"),
            ("examination", "c3"),
        ]
        assert due[0]["expiry"] == "LATE"
        assert due[0]["provisional"] is True
        assert limit_boards.due(connection, day(7)).rows == ()
        first = limit_boards.due(connection, day(30), size=1)
        second = limit_boards.due(connection, day(30), size=1, after=first.next)
        assert (*first.rows, *second.rows) == due
        leads = limit_boards.due(connection, day(30), kind="lead")
        assert values(leads.rows, "case_id") == ["l1"]


@pytest.mark.parametrize(
    ("board", "index"),
    [
        (partial(limit_boards.due, today=day(30)), "time_limits_city"),
        (
            partial(limit_boards.due_today, today=day(30), now=datetime(2030, 1, 1, tzinfo=UTC)),
            "time_limits_until",
        ),
        (limit_boards.moved, "time_limits_moved"),
    ],
    ids=["due", "due today", "moved"],
)
def test_what_each_tick_asks_goes_by_an_index(
    board: Callable[[Connection], object], index: str, database: URL
) -> None:
    """However many limits run, only those are read that something is to be done about."""
    with ledgers(late_cases().records, database) as connection:
        if connection.dialect.name == "postgresql":
            # These few rows would be read whole, whatever there is to go by.
            connection.execute(text("SET enable_seqscan = off"))
        asked: list[tuple[str, Any]] = []

        @event.listens_for(connection, "before_cursor_execute")
        def note(_c: Any, _u: Any, statement: str, params: Any, *_: Any) -> None:
            asked.append((statement, params))

        board(connection)
        (statement, params) = asked[0]
        explain = "EXPLAIN " if "postgresql" in connection.dialect.name else "EXPLAIN QUERY PLAN "
        plan = " ".join(str(row) for row in connection.exec_driver_sql(explain + statement, params))
    assert f"{index} " in plan or f"{index}'" in plan


def test_a_worklist_says_how_near_each_last_day_is():
    """Late, today, soon, later; on record as missed or not, it stays on the desk."""
    with ledgers(late_cases().records) as connection:
        for today, marks in (
            (day(30), ["late", "late", "late"]),
            (day(7), ["today", "soon", "soon"]),
            (day(5), ["soon", "later", "later"]),
        ):
            found = limit_boards.worklist(connection, SEWU, ("caseworker",), today).rows
            rows = [row for row in found if row["limit"] == "examination"]
            assert values(rows, "mark") == marks
            assert values(rows, "case_id") == ["c1", "c2", "c3"]
        counts = limit_boards.worklist_counts(connection, "540102", ("caseworker",), day(8))
        assert counts == {"late": 2, "today": 1, "soon": 1, "later": 0}
        assert not limit_boards.worklist(connection, "540103", ("caseworker",), day(8)).rows
        assert not limit_boards.worklist(connection, SEWU, ("finance",), day(8)).rows


def test_the_board_pages_through_a_state():
    """Limits of an area in one state, by last day."""
    with ledgers(busy(20)) as connection:
        table = [row for row in stored(connection, LIMITS) if row["county"] == "540102"]
        met = [row for row in table if row["state"] == MET]
        found: list[LimitRow] = []
        after = None
        while True:
            got = limit_boards.board(connection, "540102", MET, after=after, size=7)
            found += got.rows
            if (after := got.next) is None:
                break
        assert len(found) == len(met) > 7
        assert values(found, "last_day") == sorted(values(found, "last_day"))
        chosen = limit_boards.board(connection, "5401", MET, limit="examination", basis="STATUTORY")
        assert set(values(chosen.rows, "limit")) == {"examination"}
        sums = limit_boards.counts(connection, "540102")
        assert sum(values(sums, "count")) == len(table)


def test_the_limits_of_a_case_are_listed_in_order():
    """Every clock that ran in it."""
    with ledgers(Log().case(*general()).records) as connection:
        found = limit_boards.of_case(connection, "c1")
    assert values(found, "started_on") == sorted(values(found, "started_on"))
    assert {"examination", "public-notice", "county-decision", "payment"} <= {
        row["limit"] for row in found
    }
