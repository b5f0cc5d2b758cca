"""The public-notice board: what hangs where, until when, and nothing private."""

import pytest

from domain.ground.facts import Fact
from domain.ground.people import PersonId
from domain.ground.terms import ObjectionOutcome
from projections import notices
from projections.notices import NOTICES, BoardRow, NoticeRow
from tests.projections.folding import folded, ledgers, values
from tests.projections.histories import (
    SEWU,
    Log,
    accepted,
    busy,
    day,
    general,
    holiday,
    posted,
    secret,
    signed,
    submitted,
)
from tests.support import facts as e

UP = (submitted(), accepted(day(0)), *signed(day(2)), posted(day(3)))
OBJECTION = e.ObjectionLodged(on=day(5), number=1, content=secret())


def answered(outcome: ObjectionOutcome) -> e.ObjectionResolved:
    """The answer to the objection."""
    return e.ObjectionResolved(on=day(6), number=1, outcome=outcome, findings=secret())


def board(*facts: Fact, calendar: bool = False) -> list[BoardRow]:
    """The whole board after these facts of a case."""
    log = Log()
    if calendar:
        log.add("calendar", holiday([day(10)]))
    with ledgers(log.case(*facts).records) as connection:
        return list(notices.board(connection, SEWU).rows)


def test_a_notice_shows_the_case_without_the_persons():
    """Village, kind of hardship, number of persons and sum (E2): no name, no identifier."""
    (row,) = board(*UP)
    expected = {
        "case_id": "c1",
        "round": 1,
        "village": "540102001201",
        "category": "medical-expenditure",
        "members": 2,
        "amount_fen": 300_000,
        "place": "board",
        "posted_on": "2026-03-05",
        "last_day": "2026-03-12",
        "provisional": True,
        "state": "up",
        "ended_on": None,
    }
    assert {name: row[name] for name in expected} == expected  # type: ignore[literal-required]


def test_the_board_has_no_private_data():
    """Neither a person's identifier nor any private text is in a column."""
    assert not {"applicant", "person", "name"} & (NoticeRow.__annotations__.keys())
    rows = folded(Log().case(*general(), OBJECTION).records).all(NOTICES)
    written = " ".join(str(value) for row in rows for value in row.values())
    for word in ("secret", "broken", "c1-p1", "illness"):
        assert word not in written


@pytest.mark.article("民法典§203")
def test_the_last_day_follows_the_calendar():
    """A day off at the end moves it on, and a published year makes it final (民法典 §203)."""
    (row,) = board(*UP, calendar=True)
    assert (row["last_day"], row["provisional"]) == ("2026-03-13", False)


def test_an_ended_notice_keeps_the_last_day_it_was_served_with():
    """The file says so, whatever the calendar says later."""
    ended = e.PublicNoticeEnded(on=day(12), round=1, last_day=day(10))
    (row,) = board(*UP, ended, calendar=True)
    assert (row["state"], row["last_day"], row["ended_on"]) == ("ended", "2026-03-12", "2026-03-12")


def test_an_interrupted_notice_is_posted_anew():
    """Each posting is a line of its own."""
    torn = e.PublicNoticeInterrupted(on=day(4), round=1, reason=secret())
    first, second = board(*UP, torn, posted(day(5), 2))
    assert (first["state"], first["ended_on"], first["last_day"]) == (
        "interrupted",
        "2026-03-06",
        None,
    )
    assert (second["round"], second["state"], second["last_day"]) == (2, "up", "2026-03-16")


def test_an_objection_shows_until_it_is_answered():
    """Unfounded: the notice hangs on; right: it comes down."""
    (row,) = board(*UP, OBJECTION)
    assert row["state"] == "objection"
    (row,) = board(*UP, OBJECTION, answered(ObjectionOutcome.UNFOUNDED))
    assert row["state"] == "up"
    for outcome in (ObjectionOutcome.AMOUNT_WRONG, ObjectionOutcome.NOT_ELIGIBLE):
        (row,) = board(*UP, OBJECTION, answered(outcome))
        assert (row["state"], row["ended_on"], row["last_day"]) == ("down", "2026-03-08", None)


def test_a_case_that_ends_takes_its_notice_down():
    """A withdrawn application is not shown any more."""
    (row,) = board(*UP, e.ApplicationWithdrawn(on=day(4), reason=secret()))
    assert row["state"] == "down"


def test_a_notice_counts_the_members_of_its_day():
    """Someone who died before it is not counted; someone after it changes nothing posted."""
    death = e.MemberDied(on=day(1), person=PersonId("c1-p2"))
    (row,) = board(submitted(), death, *UP[1:])
    assert row["members"] == 1
    (row,) = board(*UP, death)
    assert row["members"] == 2


def test_the_board_is_paged_by_area_and_day():
    """Filters by area, state and day; pages without gap or repetition."""
    with ledgers(busy(40)) as connection:
        everything = notices.board(connection, "5401", size=500).rows
        found: list[BoardRow] = []
        after = None
        while True:
            got = notices.board(connection, "5401", after=after, size=4)
            found += got.rows
            if (after := got.next) is None:
                break
        assert found == list(everything)
        assert values(found, "posted_on") == sorted(values(found, "posted_on"))
        county = notices.board(connection, "540102", size=500).rows
        assert list(county) == [row for row in everything if row["county"] == "540102"]
        some = notices.board(
            connection, "5401", states=("ended",), posted_from="2026-03-10", posted_to="2026-03-12"
        ).rows
        days = {row["posted_on"] for row in some}
        assert days == {"2026-03-10", "2026-03-11", "2026-03-12"} & {
            row["posted_on"] for row in everything
        }
        assert not notices.board(connection, "5401", states=("up",)).rows
