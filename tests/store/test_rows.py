"""The row port behaves the same over a dict and over both databases, flushed or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import URL, select

from adapters.store.factory import install_store
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.rows import BatchingRows
from projections.rows import OPEN, DictRows, IncompleteRow, Rows
from tests.store.samples import HISTORY, PAYMENTS, TOTALS


@pytest.fixture
def place(database: URL) -> Iterator[Place]:
    """A fresh place with the sample tables."""
    install_store(database)
    places = Places(database)
    current = places.first()
    current.prepare([TOTALS, HISTORY, PAYMENTS])
    yield current
    places.close()


def total(case: str, fen: int, on: date | None = date(2026, 3, 2)) -> dict[str, Any]:
    """A row of totals."""
    return {"case_id": case, "fen": fen, "payments": 1, "last_on": on, "large": fen > 5}


@contextmanager
def batch(place: Place, rows: BatchingRows) -> Iterator[BatchingRows]:
    """A transaction that is flushed at the end."""
    with place.writing() as connection:
        rows.use(connection)
        yield rows
        rows.flush()


def test_rows_are_read_back_as_written(place: Place) -> None:
    """Before the flush from the cache, after it from the table, types and nulls included."""
    with batch(place, BatchingRows()) as rows:
        rows.put(TOTALS, total("a", 1))
        rows.put(TOTALS, total("b", 10, None))
        rows.put(TOTALS, total("c", 10))
        rows.delete(TOTALS, ("c",))
        assert rows.get(TOTALS, ("a",)) == total("a", 1)
    with batch(place, BatchingRows()) as again:
        assert again.get(TOTALS, ("a",)) == total("a", 1)
        assert again.find(TOTALS, large=True) == [total("b", 10, None)]
        assert again.find(TOTALS) == [total("a", 1), total("b", 10, None)]
        assert again.get(TOTALS, ("c",)) is None
        again.put(TOTALS, total("a", 7))
        again.delete(TOTALS, ("b",))
        assert again.find(TOTALS, large=True) == [total("a", 7)]
    with place.reading() as connection:
        assert [tuple(row) for row in connection.execute(select(TOTALS))] == [
            ("a", 7, 1, date(2026, 3, 2), True)
        ]


def test_a_row_given_out_may_be_changed_without_harm(place: Place) -> None:
    """What a projection does to its copy stays its own until it is put."""
    with batch(place, BatchingRows()) as rows:
        rows.put(TOTALS, total("a", 1))
        mine = rows.get(TOTALS, ("a",))
        assert mine is not None
        mine["fen"] = 99
        assert rows.get(TOTALS, ("a",)) == total("a", 1)


def test_an_incomplete_row_is_refused(place: Place) -> None:
    """A forgotten column is an error, not a null."""
    with batch(place, BatchingRows()) as rows:
        for target in (rows, DictRows()):
            with pytest.raises(IncompleteRow, match="payments"):
                target.put(TOTALS, {"case_id": "a", "fen": 1, "last_on": None, "large": False})


def test_versions_can_be_asked_as_of_any_position(place: Place) -> None:
    """Each change closes the version before; an unchanged row opens none."""
    with batch(place, BatchingRows()) as rows:
        rows.put_version(HISTORY, {"case_id": "a", "fen": 1}, 3)
        rows.put_version(HISTORY, {"case_id": "a", "fen": 1}, 4)
        rows.put_version(HISTORY, {"case_id": "a", "fen": 2}, 5)
    with batch(place, BatchingRows()) as rows:
        rows.put_version(HISTORY, {"case_id": "a", "fen": 3}, 7)
        rows.put_version(HISTORY, {"case_id": "b", "fen": 1}, 7)
        assert [row["fen"] for row in rows.find(HISTORY, case_id="a")] == [3]
        rows.close_version(HISTORY, ("b",), 9)
        assert rows.get(HISTORY, ("b",)) is None
    with place.reading() as connection:
        found = connection.execute(
            select(HISTORY).order_by(HISTORY.c.case_id, HISTORY.c.from_position)
        )
        assert [tuple(row) for row in found] == [
            ("a", 3, 5, 1),
            ("a", 5, 7, 2),
            ("a", 7, OPEN, 3),
            ("b", 7, 9, 1),
        ]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_walk_meets_every_row_in_steps_while_it_changes_them(place: Place, size: int) -> None:
    """Rows put in a step are written before the next; one put further on is met again, none is missed.

    The same over a dict and over a table, whether everything of it is cached or nothing.
    """
    cases = [total(case, 1) for case in "abcdefg"]
    with batch(place, BatchingRows()) as rows:
        for row in cases:
            rows.put(TOTALS, row)
        walked(rows, size)
    with batch(place, BatchingRows()) as again:
        again.put(TOTALS, total("h", 1))
        walked(again, size)
        assert {row["fen"] for row in again.find(TOTALS)} == {2, 3}
    kept = DictRows()
    for row in cases:
        kept.put(TOTALS, row)
    walked(kept, size)
    assert {row["fen"] for row in kept.find(TOTALS)} == {2}


def walked(rows: Rows, size: int) -> None:
    """Each row from "b" on gains one; the first too, so that all have the same."""
    first = rows.get(TOTALS, ("a",))
    assert first is not None
    rows.put(TOTALS, {**first, "fen": first["fen"] + 1})
    met = []
    for page in rows.walk(TOTALS, "case_id", "b", size, payments=1):
        assert len(page) <= size
        for row in page:
            met.append(row["case_id"])
            rows.put(TOTALS, {**row, "fen": row["fen"] + 1})
    assert met == sorted(set(met)) and "a" not in met and "g" in met


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "delete", "version", "close", "get", "find", "flush"]),
        st.sampled_from("abc"),
        st.integers(0, 3),
    ),
    max_size=30,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps, remembered=st.sampled_from([1, 3]))
def test_any_order_of_steps_gives_what_a_dict_gives(
    place: Place, steps: list[tuple[str, str, int]], remembered: int
) -> None:
    """With a cache so small that flushes empty it, or leave only what they wrote."""
    with place.writing() as connection:
        for table in (TOTALS, HISTORY):
            connection.execute(table.delete())
    kept, expected = BatchingRows(remembered), DictRows()
    with place.writing() as connection:
        kept.use(connection)
        for position, (act, case, fen) in enumerate(steps, start=1):
            if act == "flush":
                kept.flush()
                continue
            assert _step(kept, act, case, fen, position) == _step(
                expected, act, case, fen, position
            )
        kept.flush()
    with place.reading() as connection:
        for table in (TOTALS, HISTORY):
            found = connection.execute(select(table).order_by(*table.primary_key))
            assert [dict(row._mapping) for row in found] == expected.all(table)


def _step(rows: Any, act: str, case: str, fen: int, position: int) -> Any:
    if act == "put":
        return rows.put(TOTALS, total(case, fen))
    if act == "delete":
        return rows.delete(TOTALS, (case,))
    if act == "version":
        return rows.put_version(HISTORY, {"case_id": case, "fen": fen}, position)
    if act == "close":
        return rows.close_version(HISTORY, (case,), position)
    if act == "get":
        return rows.get(TOTALS, (case,)), rows.get(HISTORY, (case,))
    return rows.find(TOTALS, fen=fen), rows.find(HISTORY, fen=fen)
