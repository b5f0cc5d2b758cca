"""Limits in hours in the ledger: due at their very end, wherever the day then stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from adapters.packs.parser import parse
from domain.case.ending import facts as e
from domain.law.pack import Law
from projections import limit_boards
from projections.limit_rows import LATE, LIMITS, MET
from projections.limits import TimeLimits
from tests.projections import folding
from tests.projections.folding import LAW, folded, ledgers
from tests.projections.histories import Log, accepted, approved, day, submitted

FILE = Path(__file__).parents[1] / "assessment" / "packs" / "beihe-2022-9.toml"
BEIHE = parse(FILE.read_text(encoding="utf-8"))
BOTH = Law.of((*LAW.packs, BEIHE))
PLACE = "990101001"
BEGUN = datetime.combine(day(0), datetime.min.time(), UTC) + timedelta(hours=9)
OVER = BEGUN + timedelta(hours=48)


def begun() -> Log:
    """Accepted under Beihe's pack at nine o'clock UTC, beside a case of Lhasa's."""
    ours = replace(accepted(day(0)), pack=BEIHE.name)
    log = Log().case(submitted(township=PLACE), ours)
    return log.case(submitted("c2"), accepted(day(0)), case="c2")


def test_a_limit_in_hours_is_due_at_its_very_end(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A microsecond before it is not; the case of the other city is not touched."""
    monkeypatch.setattr(folding, "LAW", BOTH)
    with ledgers(begun().records, database) as connection:
        early = OVER - timedelta(microseconds=1)
        assert limit_boards.due_today(connection, OVER.date(), early).rows == ()
        assert limit_boards.due(connection, OVER.date()).rows == ()
        (row,) = limit_boards.due_today(connection, OVER.date(), OVER).rows
        assert (row["case_id"], row["limit"]) == ("c1", "decision")
        assert (row["until"], row["last_day"]) == (
            OVER.isoformat(timespec="microseconds"),
            day(2).isoformat(),
        )
        # From the next day on it is among those that are due by their day, and only there.
        assert limit_boards.due_today(connection, day(3), OVER).rows == ()
        assert limit_boards.due(connection, day(3)).rows == (row,)


@pytest.mark.parametrize(("hours", "state"), [(47, MET), (48, LATE)])
def test_how_a_limit_in_hours_stood_is_told_by_the_instant(hours: int, state: str) -> None:
    """Approved an hour before its end it was met, at its end it was late."""
    log = begun()
    made = log.add("case-c1", approved(day(2)))
    log.records[-1] = replace(made, recorded_at=BEGUN + timedelta(hours=hours))
    rows = folded(log.records, [TimeLimits(BOTH)]).all(LIMITS)
    found = {(row["case_id"], row["limit"]): row["state"] for row in rows}
    assert found["c1", "decision"] == state
    assert {row["until"] for row in rows if row["case_id"] == "c2"} == {None}


def test_a_limit_in_hours_missed_twice_in_one_day_is_two_rows() -> None:
    """The fact names the instant its run began at, so an earlier one is never taken for a later."""
    log = begun()
    again = log.add("case-c1", accepted(day(0)))
    log.records[-1] = replace(again, fact=replace(accepted(day(0)), pack=BEIHE.name))
    since = BEGUN + timedelta(hours=1)
    log.records[-1] = replace(log.records[-1], recorded_at=since)
    lateness = e.TimeLimitMissed(
        on=day(2), limit="decision", started_on=day(0), started_at=BEGUN, last_day=day(2)
    )
    log.add("case-c1", lateness)
    rows = folded(log.records, [TimeLimits(BOTH)]).all(LIMITS)
    assert {row["missed_on"] for row in rows} == {None}
    log.add("case-c1", replace(lateness, started_at=since))
    rows = folded(log.records, [TimeLimits(BOTH)]).all(LIMITS)
    assert {row["occurrence"] for row in rows if row["missed_on"]} == {2}
