"""Desks: what every case waits for, whose it is, and what is due first."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.case.moves import KEPT, Party, moves
from domain.case.state import Case
from domain.ground.facts import Recorded
from domain.ground.posts import Post
from domain.registers.leads.facts import LeadClosed, LeadOutcome, LeadRecorded, LeadSource
from domain.registers.leads.state import stream as lead_stream
from domain.time.notices import HolidayNoticeRecorded
from projections import desk_boards
from projections.all import everything
from projections.desk_boards import ItemRow, Who
from projections.desk_rows import DESKS, JUDGING, NEVER, acts_of
from projections.desks import Desks
from projections.elsewhere import KIND_OF
from projections.limits import TimeLimits
from projections.rosters import ROSTERS
from projections.rows import DictRows, Row, primary_key
from tests.case import journeys as j
from tests.case import people as p
from tests.case.journeys import Journey
from tests.case.machine import Machine, steps
from tests.case.test_limits import DECEMBER, december_approved
from tests.case.test_redrawn import received, withdrawn
from tests.case.words import About
from tests.projections.folding import LAW, folded, ledgers, settle, streams
from tests.projections.histories import (
    SEWU,
    Log,
    accepted,
    day,
    holiday,
    posted,
    secret,
    signed,
    submitted,
)
from tests.support import commands as c

COUNTY = SEWU[:6]
FRESH = "nobody-yet"


def courses(runs: int = 5) -> Iterator[tuple[Machine, list[Recorded]]]:
    """Some random histories, as recorded."""
    for seed in range(runs):
        machine = Machine().run(list(steps(seed, 160)))
        journal = machine.world.journal
        yield machine, journal.following(0, journal.head)


def desk(*posts: Post, id: str = FRESH, kin: tuple[str, ...] = ()) -> Who:
    """An officer as a list sees one."""
    return Who(frozenset(post.value for post in posts), frozenset({id}), frozenset(kin))


def remembering(records: list[Recorded]) -> Desks:
    """The projection, which may read a stream again."""
    return Desks(LAW, streams(records).__getitem__)


def waiting(rows: list[Row]) -> dict[tuple[str, str, str, str], frozenset[str]]:
    """Which post may do what in which case and township, and who may not."""
    return {
        (row["case_id"], row["township"], row["post"], act): apart
        for row in rows
        for act, apart in acts_of(row["acts"]).items()
    }


def expected(machine: Machine, case: Case) -> dict[tuple[str, str, str, str], frozenset[str]]:
    """The same, asked of the case itself."""
    pack = machine.world.pack(case, case.moments[-1].on, case.asked.township)
    found = moves(case, pack, machine.world.limits(case.id))
    return {
        (case.id, one.place, post.value, one.command.__name__): one.apart
        for one in found
        for post in one.posts
    }


def test_the_ledger_says_of_every_case_what_the_case_says() -> None:
    """After random histories: the same acts, of the same posts, kept from the same hands."""
    counted = 0
    for machine, records in courses():
        rows = folded(records, [remembering(records)])
        told = {key: by for case in machine.cases for key, by in expected(machine, case).items()}
        assert waiting(rows.find(DESKS)) == told
        counted += len(told)
    assert counted > 30


def test_a_restart_after_any_fact_changes_no_row() -> None:
    """Who remembers nothing reads the case's own history again; nobody needs to have been there."""
    for _, records in courses(3):
        whole, again = folded(records, [remembering(records)]), DictRows()
        for one in records:
            projection = remembering(records)
            projection.project(again, one)
            projection.settle(again)
        assert again.all(DESKS) == whole.all(DESKS)


@pytest.mark.parametrize("together", [2, 3, 7, 50])
def test_however_many_facts_come_together_the_rows_are_the_same(together: int) -> None:
    """Also since when each waits, and what a holiday notice moves between two of them."""
    notices = 0
    for _, records in courses(6):
        each, rows = DictRows(), DictRows()
        one_by_one, at_once = everything(LAW), everything(LAW)
        for n, one in enumerate(records, 1):
            for projection in one_by_one:
                projection.project(each, one)
            settle(each, one_by_one)
            for projection in at_once:
                projection.project(rows, one)
            if n % together == 0:
                settle(rows, at_once)
                assert rows.all(DESKS) == each.all(DESKS), n
            notices += isinstance(one.fact, HolidayNoticeRecorded)
    assert notices


def test_a_batch_that_was_rolled_back_leaves_nothing_remembered() -> None:
    """The same facts once more over the rows of before come to the same rows."""
    _, records = next(courses(1))
    half = len(records) // 2
    rows, lost, projection = DictRows(), DictRows(), remembering(records)
    for one in records[:half]:
        projection.project(rows, one)
    projection.settle(rows)
    for one in records[half:]:
        projection.project(lost, one)
    projection.forget()
    projection.settle(rows)
    for one in records[half:]:
        projection.project(rows, one)
    projection.settle(rows)
    assert rows.all(DESKS) == folded(records, [remembering(records)]).all(DESKS)


def test_without_a_history_nobody_guesses() -> None:
    """What stood before cannot be told: an error, and no row."""
    _, records = next(courses(1))
    late = next(one for one in records if one.stream.startswith("case-") and one.version == 2)
    with pytest.raises(LookupError):
        Desks(LAW).project(DictRows(), late)


def in_examination() -> Log:
    """Two cases; one was accepted two days before the other."""
    log = Log()
    for n, case in ((2, "c2"), (0, "c1")):
        log.case(submitted(case, day(n)), accepted(day(n)), case=case)
    return log


@pytest.mark.parametrize(
    ("start", "undoing", "post", "act", "limit"),
    [
        (december_approved, c.RevokeDecision, Post.APPROVER, "ApproveRelief", "renewed-decision"),
        (
            lambda: j.accepted(About(day=DECEMBER)),
            c.UndoAcceptance,
            Post.CASEWORKER,
            "AcceptApplication",
            "renewed-acceptance",
        ),
    ],
    ids=["decision", "acceptance"],
)
def test_what_was_taken_back_is_due_anew(
    start: j.Start, undoing: type[c.Command], post: Post, act: str, limit: str
) -> None:
    """On the desk of whoever must decide again, with a last day of the house."""
    at = start().go(undoing)
    records = at.world.journal.following(0, at.world.journal.head)
    rows = folded(records, [TimeLimits(LAW), remembering(records)]).find(DESKS, post=post.value)
    (row,) = (one for one in rows if act in acts_of(one["acts"]))
    told = (row["limit"], row["basis"], row["started_on"])
    assert told == (limit, "INTERNAL", str(at.about.day))
    assert row["due_on"] > str(at.about.day)


def test_a_lead_is_on_the_desk_of_whoever_looks_into_it_until_it_is_closed() -> None:
    """14.2: on that of the caseworker and of the leader, with its working day."""
    log = Log()
    lead = LeadRecorded(
        lead="l1",
        on=day(4),
        township=SEWU,
        source=LeadSource.POLICE,
        category=None,
        person=secret().about,
        whereabouts=secret(),
    )
    log.add(lead_stream("l1"), lead)
    with ledgers(log.records) as connection:
        for post in (Post.CASEWORKER, Post.TOWNSHIP_LEADER):
            (row,) = mine(connection, desk(post), day(4))
            assert (row["kind"], row["case_id"], [*acts_of(row["acts"])]) == (
                "lead",
                "l1",
                ["CloseLead"],
            )
            assert (row["limit"], row["due_on"], row["basis"]) == (
                "lead-triage",
                "2026-03-09",
                "INTERNAL",
            )
        assert mine(connection, desk(Post.CASEWORKER), day(9))[0]["mark"] == "late"
        assert mine(connection, desk(Post.COUNTY_CHECKER), day(4)) == []
        assert len(others(connection, desk(Post.COUNTY_CHECKER), day(4))) == 2
        kin = desk(Post.CASEWORKER, kin=(str(lead.person),))
        assert mine(connection, kin, day(4)) == []
    log.add(lead_stream("l1"), LeadClosed(on=day(7), outcome=LeadOutcome.NOT_FOUND, note=secret()))
    assert folded(log.records).find(DESKS) == []


def test_a_holiday_notice_moves_the_day_of_a_lead() -> None:
    """As it moves every other."""
    log, lead = (
        Log(),
        LeadRecorded(
            lead="l1",
            on=day(4),
            township=SEWU,
            source=LeadSource.CITIZEN,
            category=None,
            person=secret().about,
            whereabouts=secret(),
        ),
    )
    log.add(lead_stream("l1"), lead)
    log.add("calendar", holiday([date(2026, 3, 9)]))
    assert {row["due_on"] for row in folded(log.records).find(DESKS)} == {"2026-03-10"}


def test_what_is_due_first_stands_first_with_its_law() -> None:
    """A step on the way is due when the limit is that it leads to; and since when it waits."""
    with ledgers(in_examination().records) as connection:
        found = mine(connection, desk(Post.CASEWORKER), day(1))
        assert [(row["case_id"], row["since"], row["mark"]) for row in found] == [
            ("c1", str(day(0)), "later"),
            ("c2", str(day(2)), "later"),
        ]
        first = found[0]
        assert (first["limit"], first["basis"], first["citation"]) == (
            "examination",
            "STATUTORY",
            "18.1.1",
        )
        assert desk_boards.counts(connection, {SEWU: desk(Post.CASEWORKER)}, day(30)) == {
            "late": 2,
            "today": 0,
            "soon": 0,
            "later": 0,
        }


def test_a_holiday_notice_moves_the_day_on_the_desk() -> None:
    """As it moves the limit itself."""
    log = in_examination()
    before = folded(log.records).find(DESKS, case_id="c1")[0]["due_on"]
    log.add("calendar", holiday([date.fromisoformat(before)]))
    rows = folded(log.records)
    after = rows.find(DESKS, case_id="c1")[0]["due_on"]
    assert after > before != NEVER


def test_a_notice_is_on_the_desk_once_its_time_is_over() -> None:
    """Until then it waits for time, and stands among what waits for others."""
    log = Log().case(submitted("c1", day(0)), accepted(day(0)), *signed(day(1)), posted(day(2)))
    with ledgers(log.records) as connection:
        who = desk(Post.CASEWORKER)
        (row,) = others(connection, who, day(4))
        over = date.fromisoformat(row["due_on"])
        assert (row["party"], [*acts_of(row["acts"])]) == ("time", ["EndPublicNotice"])
        assert mine(connection, who, over) == []
        (late,) = mine(connection, who, over + timedelta(days=1))
        assert late["case_id"] == "c1" and others(connection, who, over + timedelta(days=1)) == []


def place(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells a row from any other."""
    return tuple(row[name] for name in primary_key(DESKS))


def stopped(machine: Machine, row: Row) -> bool:
    """Whether what is known elsewhere stops all acts of a row, or some that it would answer."""
    seen = machine.world.office.situation(row["case_id"], p.AUDITOR)
    assert seen is not None
    return any(f",{kind}," in row["stops"] and guard(seen) for guard, kind in KIND_OF.items())


def test_every_row_is_either_mine_or_for_others() -> None:
    """Whoever asks: nothing stands on both lists, nothing on neither."""
    keeping = (one for one in courses() if any(x["apart"] for x in folded(one[1]).find(DESKS)))
    machine, records = max(keeping, key=lambda one: len(one[1]))
    today = date(2027, 1, 1)
    with ledgers(records) as connection:
        rosters = [row for row in folded(records).find(ROSTERS) if row["short"]]
        short = {row["county"] for row in rosters}
        following = {row["next_case"] for row in rosters}
        every = {
            place(row)
            for row in folded(records).find(DESKS)
            if row["party"] != Party.LOT or row["case_id"] in following
            if row["ripe"] != KEPT or row["county"] not in short
            if (row["party"] == JUDGING) == stopped(machine, row)
        }
        hands = {id for row in folded(records).find(DESKS) for id in row["apart"].split(",") if id}
        assert hands and every
        for id in sorted({FRESH, *hands}):
            seats = dict.fromkeys((p.TOWNSHIP, p.OTHER_TOWNSHIP), desk(*Post, id=id))
            own = desk_boards.mine(connection, seats, today).rows
            rest = desk_boards.others(connection, seats, today).rows
            told = [place(row) for row in (*own, *rest)]
            assert sorted(told) == sorted(every)
            assert all(id not in row["apart"].split(",") for row in own)


def to_draw(journey: Journey) -> set[str]:
    """What a checker of the county is to draw again."""
    journal = journey.world.journal
    with ledgers(journal.following(0, journal.head)) as connection:
        seats = {p.COUNTY: desk(Post.COUNTY_CHECKER)}
        rows = desk_boards.mine(connection, seats, journey.about.day).rows
        return {row["case_id"] for row in rows if "DrawAgain" in acts_of(row["acts"])}


def test_what_is_to_be_drawn_again_is_on_a_checkers_desk_until_it_is_drawn() -> None:
    """Nobody may decide meanwhile (18.1.2), and nobody would have been told: which one, chance said."""
    assert to_draw(received()[1]) == set()
    second = withdrawn()
    assert to_draw(second) == {second.case.id}
    assert to_draw(second.go(c.DrawAgain)) == set()


def test_whose_kin_it_is_has_it_on_no_list_of_work() -> None:
    """公务员法§76: somebody else's turn."""
    with ledgers(in_examination().records) as connection:
        every = mine(connection, desk(Post.CASEWORKER), day(3))
        person = every[0]["members"].strip(",").split(",")[0]
        kin = desk(Post.CASEWORKER, kin=(person,))
        theirs = {row["case_id"] for row in every if f",{person}," in row["members"]}
        left = {row["case_id"] for row in mine(connection, kin, day(3))}
        assert theirs and left == {row["case_id"] for row in every} - theirs
        assert theirs <= {row["case_id"] for row in others(connection, kin, day(3))}


def mine(connection: Connection, who: Who, today: date) -> list[ItemRow]:
    """A list of work of the township."""
    return [*desk_boards.mine(connection, {SEWU: who}, today).rows]


def others(connection: Connection, who: Who, today: date) -> list[ItemRow]:
    """What waits for others there."""
    return [*desk_boards.others(connection, {SEWU: who}, today).rows]
