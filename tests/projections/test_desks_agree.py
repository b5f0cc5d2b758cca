"""Lists and commands say the same: what is mine now is allowed, and what is awaited of me is mine."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.case.authority import CITY, LEVEL, Officer
from domain.case.moves import Party, party
from domain.case.situation import Situation
from domain.case.state import Case
from domain.ground.posts import Post
from domain.ground.refusal import Refused
from domain.time.due import last_day
from projections import desk_boards
from projections.desk_boards import ItemRow, Who
from relief.api.checks import STEPS
from relief.api.desks import allowed
from relief.api.lists import DeskList
from relief.api.steps import step
from tests.case import journeys as j
from tests.case import people as p
from tests.case.journeys import Journey
from tests.case.machine import Machine, steps
from tests.case.test_limits import DECEMBER
from tests.case.test_redrawn import received, withdrawn
from tests.case.words import MONDAY, About
from tests.case.world import CALENDAR, PACK
from tests.projections.folding import ledgers
from tests.support import commands as c

POSTS = (*LEVEL, Post.CITY_OFFICER)
LENGTHS = (40, 80, 120, 160, 200)


def lists(machine: Machine) -> Iterator[tuple[Connection, Case]]:
    """Every case that random orders brought somewhere, with the ledgers as they are then."""
    journal = machine.world.journal
    with ledgers(journal.following(0, journal.head)) as connection:
        for case in machine.cases:
            yield connection, case


def seat(case: Case, post: Post) -> Officer:
    """Somebody of a post there who never saw the file."""
    place = case.receiver or case.asked.township
    return Officer("nobody-yet", frozenset({post}), place[: LEVEL.get(post, CITY)])


def mine(connection: Connection, case: Case, who: Officer, today: Any) -> list[ItemRow]:
    """The rows of one case on somebody's list."""
    area = {who.division: Who(frozenset(map(str, who.posts)), who.ids, who.kin)}
    found = desk_boards.mine(connection, area, today, size=500).rows
    return [row for row in found if row["case_id"] == case.id]


def compared(machine: Machine) -> Iterator[tuple[str, Post, list[ItemRow], set[str], set[str]]]:
    """Of each case and post: what lists name, and what next-steps say is awaited and allowed."""
    machine.world.show(machine.day)
    for connection, case in lists(machine):
        for post in POSTS:
            who = seat(case, post)
            seen = machine.world.office.situation(case.id, who)
            assert seen is not None
            rows = mine(connection, case, who, machine.day)
            named = {name for row in rows for name in allowed(row, seen, who, DeskList.MINE)}
            yield case.id, post, rows, named, due(seen, who, post)


def due(seen: Situation, who: Officer, post: Post) -> set[str]:
    """The steps that wait for this post and that nothing stands against."""
    asked = (step(route, seen, who) for route in STEPS)
    return {
        one.route.name
        for one in asked
        if one.awaited and not one.reasons and one.rule.whose(seen.under(one.rule), post)
        if party(one.rule) is not Party.APPLICANT
    }


@pytest.mark.parametrize("seed", range(4))
def test_what_is_mine_is_allowed_and_what_is_awaited_of_me_is_mine(seed: int) -> None:
    """Of every post, wherever random orders brought a case."""
    counted: Counter[bool] = Counter()
    for length in LENGTHS:
        machine = Machine().run(list(steps(seed, length)))
        for case, post, _, named, expected in compared(machine):
            assert named == expected, (case, post, machine.day, named, expected)
            counted[bool(named)] += 1
    assert counted[True] > 20


def told(journey: Journey, days: int = 0) -> dict[Post, set[str]]:
    """What lists name of a story's case some days later, held to what next-steps say of it."""
    day = journey.about.day + timedelta(days=days)
    journey.on(day)
    found: dict[Post, set[str]] = {}
    for case, post, _, named, expected in compared(Machine(world=journey.world, day=day)):
        assert named == expected, (case, post, named, expected)
        if case == journey.about.case:
            found[post] = named
    return found


def test_what_may_not_be_decided_before_another_is_drawn_is_on_no_list_but_the_checkers() -> None:
    """18.1.2: the approver has it again once the share is kept."""
    short = told(withdrawn())
    assert short[Post.APPROVER] == set()
    assert short[Post.COUNTY_CHECKER] == {"DrawAgain"}
    enough = told(received()[1])
    assert {"ApproveRelief", "RefuseRelief"} <= enough[Post.APPROVER]


def test_an_application_that_lapses_waits_for_time_alone() -> None:
    """16/1: nobody is told to end it, neither before its thirty days nor after; the sweep does."""
    at = j.told()
    for days in (0, 15, 60):
        assert told(at, days)[Post.CASEWORKER] == set()
    machine = Machine(world=at.world, day=at.about.day)
    records = machine.world.journal.following(0, machine.world.journal.head)
    with ledgers(records) as connection:
        who = seat(machine.world.case(at.about.case), Post.CASEWORKER)
        area = {who.division: Who({"caseworker"}, who.ids, who.kin)}
        waits = desk_boards.others(connection, area, machine.day, size=500).rows
        due = {row["party"]: row["due_on"] for row in waits}
        assert due["time"] == str(last_day(PACK.limits["supplement"], MONDAY, CALENDAR))


def test_what_was_released_is_nobodys_to_hand_over_in_an_office_of_three() -> None:
    """19, 30: finance takes it back, and next-steps say so of cash and goods."""
    at = j.delegated()
    at.world.staffed(p.register(p.CASEWORKER, p.LEADER, p.SECOND_CASEWORKER, p.FINANCE))
    at.go(c.ReleaseForHandover)
    found = told(at)
    assert "PayCash" not in found[Post.FINANCE] | found[Post.CASEWORKER]
    assert "ReturnRelease" in found[Post.FINANCE]


def test_a_file_that_waits_for_the_box_is_on_a_list_from_its_day_on() -> None:
    """18.1.1: not before the box was emptied."""
    at = j.cleared(j.accepted(About(day=DECEMBER)))
    assert told(at)[Post.TOWNSHIP_LEADER] == set()
    assert "SubmitForApproval" in told(at, 4)[Post.TOWNSHIP_LEADER]


def elsewhere(at: Journey, *family: Any, dies: bool = False, **said: Any) -> Journey:
    """Another township's application lists the wife of the family of a story too; or she dies there."""
    far = p.officer("tw-far", p.OTHER_TOWNSHIP, Post.CASEWORKER)
    about = About(case="L-9", township=p.OTHER_TOWNSHIP, family=p.Family(family), **said)
    other = Journey(about, at.world).go(c.SubmitApplication, by=far)
    if dies:
        person = p.GESANG.persons[1]
        done = other.do(c.RecordDeath, by=far, person=person, representative=None)
        assert not isinstance(done, Refused), done
    at.world = other.world
    return at


STRANGER, WIFE = p.family("别家", size=1).members[0], p.GESANG.members[1]


def test_a_death_known_elsewhere_is_judged_before_finance_has_the_case_again() -> None:
    """14.1: whoever may judge it has it; finance has nothing of it, and has it back afterwards."""
    assert "InstructPayment" in told(j.approved())[Post.FINANCE]
    at = elsewhere(j.approved(), STRANGER, WIFE, dies=True)
    found = told(at)
    assert "JudgeDeath" in found[Post.CASEWORKER] and not found[Post.FINANCE]
    at.go(c.JudgeDeath, person=p.GESANG.persons[1])
    found = told(at)
    assert "JudgeDeath" not in found[Post.CASEWORKER]
    assert "InstructPayment" in found[Post.FINANCE]


def test_whoever_lives_in_two_households_is_judged_by_those_who_may() -> None:
    """11: the approver is left with a refusal alone; once they parted, relief may be granted."""
    at = elsewhere(j.under_county(), STRANGER, WIFE)
    found = told(at)
    assert "PartHousehold" in found[Post.CASEWORKER]
    assert found[Post.APPROVER] == {"RefuseRelief"}
    at.go(c.PartHousehold, persons=(p.GESANG.persons[1],))
    found = told(at)
    assert "PartHousehold" not in found[Post.CASEWORKER]
    assert "ApproveRelief" in found[Post.APPROVER]


def test_what_stops_nothing_is_on_no_list() -> None:
    """Known elsewhere while the township examines: nothing waits for the judgement yet."""
    found = told(elsewhere(j.accepted(), STRANGER, WIFE))
    assert "PartHousehold" not in found[Post.CASEWORKER] | found[Post.COUNTY_CHECKER]
