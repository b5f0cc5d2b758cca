"""Whose move it is: no case lies where nobody sees it, and what is named may be done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from domain.case.authority import CITY, LEVEL, Officer, authorise
from domain.case.decide import standing
from domain.case.moves import AWAITED, Move, Party
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import RULES
from domain.ground.duties import Hands
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.terms import Procedure, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.bringing import waiting
from tests.case.machine import Machine, steps
from tests.case.words import RIGHT, About, delegation_of, giver
from tests.case.world import World
from tests.support import commands as c
from tests.support.complete import complete

RUNS = range(32)
LENGTH = 220

BESIDE = {
    Code.PHOTOGRAPHS_MISSING,
    Code.NOTICE_NOT_OVER,
    Code.BOX_NOT_EMPTIED,
    Code.SPOT_CHECK_SHORT,
    Code.RELEASE_OPEN,
    Code.SPOT_CHECK_ENOUGH,
    Code.LIMIT_NOT_OVER,
    Code.DAY_OVER,
    Code.NOT_DELEGATED,
    Code.ANNUAL_CAP_REACHED,
    Code.TEST_FAILED,
    Code.REFUSAL_GROUND,
    Code.NOTHING_DUE,
    Code.YEARLY_COUNT_REACHED,
    Code.SAME_MATTER,
    Code.FACTS_MISSING,
    Code.OTHER_RULES_APPLY,
    Code.NOT_COVERED,
}
"""What only the day, accounts, delegations, rosters or the assessment can say against an act."""


def courses() -> Iterator[tuple[Machine, Case, tuple[Move, ...]]]:
    """Every state that random orders of commands reach, with what it waits for."""
    for seed in RUNS:
        machine = Machine()
        for step in steps(seed, LENGTH):
            done = len(machine.history)
            machine.try_one(step)
            case = machine.world.case(machine.number(step))
            if len(machine.history) > done and case.stage is not Stage.UNKNOWN:
                yield machine, case, waiting(machine.world, case, machine.day)


def asked(machine: Machine, case: Case, move: Move, who: Officer) -> Situation:
    """The situation in which somebody would do it."""
    return machine.world.situation(words(case, move), who, machine.day)


def words(case: Case, move: Move) -> c.Command:
    """The act before anything is filled in."""
    made: c.Command = object.__new__(move.command)
    object.__setattr__(made, "case", case.id)
    return made


def somebody(case: Case, move: Move, post: Post, id: str = "nobody-yet") -> Officer:
    """An officer of a post there."""
    return Officer(id, frozenset({post}), move.place[: LEVEL.get(post, CITY)])


def test_every_case_that_is_not_closed_waits_for_somebody() -> None:
    """The office, the applicant or time; with a debt, the applicant: its recovery is not built yet."""
    reached: Counter[Stage] = Counter()
    for _, case, found in courses():
        reached[case.stage] += 1
        assert found or case.stage is Stage.CLOSED, (
            f"a case that is {case.stage.value} waits for nobody: which row is `awaited` there?"
        )
    complete(reached, set(Stage) - {Stage.UNKNOWN}, "the courses of tests/case, of stages,")
    assert min(reached.values()) > 10, reached


def test_what_is_named_may_be_done_but_for_its_words() -> None:
    """As the command itself would answer; else only what lies beside the case stands against it."""
    named: Counter[str] = Counter()
    for machine, case, found in courses():
        for move in found:
            who = somebody(case, move, move.posts[0])
            against = standing(asked(machine, case, move, who), RULES[move.command])
            named[move.command.__name__] += 1
            codes = {one.code for one in against}
            if RULES[move.command].families and move.party is Party.APPLICANT:
                assert codes == {Code.DEBT_OPEN}
                continue
            assert codes <= (set() if move.sure else BESIDE), (case, move, codes)
    assert len(named) > 25, named


def test_who_had_a_hand_that_is_kept_apart_has_no_such_move_and_others_have() -> None:
    """Of everybody who did anything in the case, as the command's own authority answers."""
    counted: Counter[bool] = Counter()
    for machine, case, found in courses():
        doers = {id for one in fields(Hands) for id in getattr(case.hands, one.name)}
        for move in found:
            rule = RULES[move.command]
            if rule.short_handed:
                continue
            for id in sorted(doers | {"nobody-yet"}):
                who = somebody(case, move, move.posts[0], id)
                s = asked(machine, case, move, who)
                power = authorise(words(case, move), who, move.place, case, s.today)
                refused = isinstance(power, tuple)
                assert refused == (id in move.apart), (move, id)
                counted[refused] += 1
    assert min(counted.values()) > 100, counted


Course = tuple[tuple[type[c.Command], dict[type[c.Command], str]], ...]

GENERAL: Course = (
    (c.SubmitApplication, {c.AcceptApplication: "caseworker", c.RefuseAcceptance: "caseworker"}),
    (
        c.AcceptApplication,
        dict.fromkeys((c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances), "caseworker"),
    ),
    (c.ReportMeansCheck, {c.RecordHomeVisit: "caseworker", c.RecordCircumstances: "caseworker"}),
    (c.RecordHomeVisit, {c.RecordCircumstances: "caseworker"}),
    (c.RecordCircumstances, {c.SignOpinion: "caseworker"}),
    (c.SignOpinion, {c.CompleteExamination: "township-leader"}),
    (c.CompleteExamination, {c.PostPublicNotice: "caseworker"}),
    (c.PostPublicNotice, {}),
    (c.LodgeObjection, {c.ResolveObjection: "township-leader"}),
)
"""The general course as far as days pass: after each act, whose move it is and which."""

URGENT: Course = (
    (c.EstablishUrgency, {c.AcceptApplication: "caseworker", c.RefuseAcceptance: "caseworker"}),
    (
        c.AcceptApplication,
        dict.fromkeys((c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances), "caseworker"),
    ),
    (c.ReportMeansCheck, {c.RecordHomeVisit: "caseworker", c.RecordCircumstances: "caseworker"}),
    (c.RecordHomeVisit, {c.RecordCircumstances: "caseworker"}),
    (c.RecordCircumstances, {c.SignOpinion: "caseworker"}),
    (c.SignOpinion, {c.CompleteExamination: "township-leader"}),
    (
        c.CompleteExamination,
        {c.ApproveUnderDelegation: "township-leader", c.SubmitForApproval: "caseworker"},
    ),
)
"""The urgent one, up to its decision."""


@pytest.mark.parametrize(
    ("procedure", "course"),
    [(Procedure.GENERAL, GENERAL), (Procedure.URGENT, URGENT)],
    ids=["general", "urgent"],
)
def test_along_the_straight_course_the_next_one_is_named(
    procedure: Procedure,
    course: Course,
) -> None:
    """Each act by the first of the posts that give it; what only waits for time is on no list."""
    about, world = About(), World()
    world.execute(delegation_of(about), p.APPROVER, about.day)
    if procedure is Procedure.URGENT:
        world.execute(RIGHT[c.SubmitApplication](about), giver(c.SubmitApplication), about.day)
    for kind, expected in course:
        asked = RIGHT[kind](about)
        if isinstance(asked, c.AcceptApplication):
            asked = replace(asked, procedure=procedure)
        assert isinstance(world.execute(asked, giver(kind), about.day), tuple), kind
        case = world.case(about.case)
        found = waiting(world, case, about.day)
        mine = {one.command: one.posts[0] for one in found if one.party is Party.OFFICE}
        assert mine == expected, kind


def test_a_notice_waits_for_time_and_papers_for_the_family() -> None:
    """Neither is work of the office before its day; both are named, with the limit that runs."""
    about, world = About(), World()
    for kind, _ in GENERAL[:-1]:
        world.execute(RIGHT[kind](about), giver(kind), about.day)
    (notice,) = waiting(world, world.case(about.case), about.day)
    assert (notice.command, notice.party) == (c.EndPublicNotice, Party.TIME)
    assert [run.limit for run in notice.meets] == ["public-notice"]
    parties = {
        (command, one.party)
        for _, case, found in courses()
        if case.stage is Stage.SUPPLEMENT_REQUESTED
        for one in found
        for command in (one.command,)
    }
    assert {(c.ReceiveSupplement, Party.APPLICANT), (c.LapseApplication, Party.TIME)} <= parties


def test_what_was_set_apart_waits_to_come_back_and_is_not_ordered_again() -> None:
    """Where no caseworker may hand it over, finance has it on its list."""
    journey = j.approved().go(c.ReleaseForHandover)
    found = waiting(journey.world, journey.case, journey.about.day)
    named = {one.command: one.posts for one in found if one.party is Party.OFFICE}
    assert named[c.ReturnRelease] == (Post.FINANCE,)
    assert c.InstructPayment not in named
    journey.go(c.ReturnRelease)
    again = waiting(journey.world, journey.case, journey.about.day)
    assert c.InstructPayment in {one.command for one in again}
    assert c.ReturnRelease not in {one.command for one in again}


def test_only_rows_of_cases_are_awaited_and_every_stage_but_the_last_has_some() -> None:
    """Each stage in which something is still to be done."""
    without = sorted(stage.value for stage, rows in AWAITED.items() if not rows)
    assert without == [Stage.UNKNOWN], f"no row is `awaited` where a case is {without}"
    assert all(rule.awaited for rows in AWAITED.values() for _, rule in rows)
