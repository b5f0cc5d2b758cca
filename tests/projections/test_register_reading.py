"""Reading the register: as it was known, page by page, filtered and added up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.terms import Category, Stage, Subject
from projections import register
from projections.reading import BadCursor
from projections.register import Filter
from projections.register_moves import CaseRow
from projections.rows import OPEN
from tests.projections.folding import last, ledgers, values
from tests.projections.histories import (
    Log,
    busy,
    day,
    general,
    submitted,
    urgent,
)


def test_a_case_is_read_as_it_was_known():
    """At each position the line says what the facts up to there said."""
    facts = general()
    with ledgers(Log().case(*facts).records) as connection:
        for position in range(1, len(facts) + 1):
            then = last(*facts[:position])
            found = register.one(connection, "c1", as_of=position)
            assert found is not None
            for name in ("stage", "amount_fen", "paid_fen", "notice_to", "approver"):
                assert found[name] == then[name]
        assert register.one(connection, "c1", as_of=0) is None
        now = register.one(connection, "c1")
        assert now is not None
        assert (now["to_position"], now["spot_check"], now["late"]) == (OPEN, True, False)
        assert register.one(connection, "c2") is None


def test_pages_follow_each_other_without_gap_or_repetition():
    """Whatever the size of a page, all lines come once, in order."""
    with ledgers(busy(30)) as connection:
        for size in (1, 7, 500):
            found: list[CaseRow] = []
            after = None
            while True:
                got = register.county_ledger(connection, "540102", after=after, size=size)
                found += got.rows
                if (after := got.next) is None:
                    break
            assert len(found) == 15
            assert values(found, "case_id") == sorted(values(found, "case_id"))
            assert set(values(found, "county")) == {"540102"}


def test_a_strange_cursor_is_refused():
    """Nothing that a page did not give out reaches the database."""
    with ledgers(busy(2)) as connection:
        for cursor in ("", "[]", '["a"]', '["a", 1]', "{}", '["a","b","c"]'):
            with pytest.raises(BadCursor):
                register.county_ledger(connection, "540102", after=cursor)
        with pytest.raises(ValueError, match="page"):
            register.county_ledger(connection, "540102", size=0)


def test_filters_choose_lines():
    """Each filter alone, and as of an earlier position."""
    log = Log().case(*general(), case="c1")
    before = len(log.records)
    log.case(*[submitted("c2", day(400), category=Category.EDUCATION)], case="c2")

    def cases(which: Filter) -> list[str]:
        return values(register.township_ledger(connection, "540102001", which).rows, "case_id")

    with ledgers(log.records) as connection:
        assert cases(Filter()) == ["c1", "c2"]
        assert cases(Filter(stage=Stage.CLOSED)) == ["c1"]
        assert cases(Filter(category=Category.EDUCATION)) == ["c2"]
        assert cases(Filter(year=2027)) == ["c2"]
        assert cases(Filter(approved_from="2026-03-17", approved_to="2026-03-17")) == ["c1"]
        assert cases(Filter(approved_to="2026-03-16")) == []
        assert cases(Filter(as_of=before)) == ["c1"]
        assert cases(Filter(as_of=before, stage=Stage.RECEIVED)) == []
        assert cases(Filter(as_of=1, stage=Stage.RECEIVED)) == ["c1"]


def test_totals_keep_households_individuals_and_persons_apart():
    """户次, 人次 and the persons behind them are three numbers."""
    log = Log().case(*general("c1", members=4), case="c1")
    log.case(*urgent("c2", subject=Subject.INDIVIDUAL, members=3, township="540102002"), case="c2")
    log.case(submitted("c3", members=2), case="c3")
    with ledgers(log.records) as connection:
        found = register.totals(connection, "540102")
        then = register.totals(connection, "540102", Filter(as_of=1))
    total = found.total
    assert (total.cases, total.persons) == (3, 9)
    assert (total.granted_households, total.granted_individuals, total.granted_persons) == (1, 1, 5)
    assert (total.approved_fen, total.paid_fen) == (450_000, 450_000)
    assert found.by_township["540102002"].approved_fen == 150_000
    assert found.by_category["medical-expenditure"] == total
    assert {name: part.cases for name, part in found.by_procedure.items()} == {
        "general": 1,
        "urgent": 1,
    }
    assert (then.total.cases, then.total.approved_fen) == (1, 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 25), st.integers(1, 40))
def test_totals_are_the_sums_of_the_lines(cases: int, position: int):
    """However many cases, and whenever one asks."""
    records = busy(cases, 5)
    with ledgers(records) as connection:
        for as_of in (None, min(position * 10, len(records))):
            for area in ("5401", "540102", "540102001"):
                lines = register.county_ledger(connection, area, Filter(as_of=as_of), size=500).rows
                total = register.totals(connection, area, Filter(as_of=as_of)).total
                assert total.cases == len(lines)
                assert total.persons == sum(values(lines, "members"))
                assert total.paid_fen == sum(values(lines, "paid_fen"))
                assert total.approved_fen == sum(a or 0 for a in values(lines, "amount_fen"))
