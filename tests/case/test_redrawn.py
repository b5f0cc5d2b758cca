"""第十八条入户抽查: what was drawn and fell away unvisited is drawn again before anything is decided."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random
from typing import cast

import pytest

from domain.account.known import DeathKnown
from domain.case.intake.facts import HandedToCompetent
from domain.case.state import Case
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Stage, Subject
from domain.registers.roster.facts import (
    CaseBeyondDraw,
    CaseCountedForSpotCheck,
    CaseDrawnAgain,
    SpotCheckFellAway,
)
from domain.registers.roster.state import Roster, draw_of, stream
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About
from tests.case.world import Entry, World
from tests.support import commands as c
from tests.support import facts as e


def others(n: int) -> About:
    """Another case of another family."""
    return About(case=f"L-{n}", family=p.family(f"家{n}"))


def undrawn(world: World, n: int, about: About | None = None) -> j.Journey:
    """One more file received, and not drawn."""
    at = j.submitted(j.accepted(about or others(n), world))
    for seed in range(100):
        tried = j.Journey(at.about, at.world.copy())
        tried.go(c.ReceiveAtCounty, seed=f"s{seed}")
        if not tried.case.county.spot_check:
            return tried
    raise AssertionError("every seed draws it")


def received() -> tuple[j.Journey, j.Journey, j.Journey]:
    """Three files at the county: the first is drawn, the others are not."""
    first = j.drawn()
    second = undrawn(first.world, 2)
    third = undrawn(second.world, 3)
    world = third.world
    return tuple(j.Journey(x.about, world) for x in (first, second, third))  # type: ignore[return-value]


def after_withdrawal() -> tuple[j.Journey, j.Journey]:
    """After the first was withdrawn unvisited: the one that is drawn then, and the other."""
    first, second, third = received()
    first.on(third.about.day).go(c.WithdrawApplication)
    following = roster(first).next_drawn
    both = (second.on(third.about.day), third)
    return both if following == second.case.id else both[::-1]


def withdrawn() -> j.Journey:
    """The one that is drawn then."""
    return after_withdrawal()[0]


def roster(at: j.Journey) -> Roster:
    """The county's roster as it stands."""
    return cast(Roster, at.world.rosters[stream(p.COUNTY)])


WRONG: tuple[Wrong, ...] = (
    *rows(
        lambda: withdrawn(),
        c.RefuseRelief,
        ("nor refused unvisited", Code.SPOT_CHECK_SHORT, "18.1.2", None),
    ),
    *rows(j.drawn, c.DrawAgain, ("it is drawn", Code.SPOT_CHECK_ENOUGH, "18.1.2", None)),
    *rows(
        lambda: received()[1],
        c.DrawAgain,
        ("enough are drawn", Code.SPOT_CHECK_ENOUGH, "18.1.2", None),
    ),
    *rows(
        lambda: after_withdrawal()[1],
        c.DrawAgain,
        ("another is next by its draw", Code.SPOT_CHECK_OTHER, "18.1.2", None),
    ),
    *rows(
        lambda: withdrawn(),
        c.DrawAgain,
        ("by chance", Code.FIELD_MISSING, None, "seed", {"seed": " "}),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_is_not_decided_and_not_drawn(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("18.1.2")
def test_one_that_is_withdrawn_unvisited_is_drawn_again_among_the_others() -> None:
    """Two approved with none visited would be 0 of 2: one of them is visited first."""
    first, _, third = received()
    day = third.about.day
    story = given(first).when(c.WithdrawApplication, day=day)
    story.then(e.ApplicationWithdrawn, like(SpotCheckFellAway, received=2, selected=0, case="L-1"))
    following, other = after_withdrawal()
    again, last = given(following), given(j.Journey(other.about, following.world))
    for one in (again, last):
        one.when(c.ApproveRelief, day=day).then_refused(Code.SPOT_CHECK_SHORT, article="18.1.2")
    again.when(c.DrawAgain).then(
        like(e.SpotCheckSelected, on=day, sequence=2),
        like(CaseDrawnAgain, case=following.case.id, received=2, selected=1),
    )
    again.when(c.ApproveRelief).then_refused(Code.SPOT_CHECK_PENDING)
    again.when(c.ReportSpotCheck).when(c.ApproveRelief)
    assert again.at(Stage.APPROVED)
    assert last.when(c.ApproveRelief).at(Stage.APPROVED)


@pytest.mark.article("18.1.2")
def test_whose_turn_it_is_follows_from_the_draws_of_their_receipt() -> None:
    """Reckoned again from what was stored: of those counted and not drawn the one of the lowest draw."""
    following, other = after_withdrawal()
    counted = cast(
        tuple[CaseCountedForSpotCheck, ...], following.world.facts(CaseCountedForSpotCheck)
    )
    draws = {one.case: draw_of(one.seed, one.case) for one in counted if not one.chosen}
    assert min(draws, key=lambda case: (draws[case], case)) == following.case.id
    assert {*draws} == {following.case.id, other.case.id}


@pytest.mark.article("18.1.2")
def test_no_officer_has_a_say_in_which_one_it_is() -> None:
    """Whatever is tried first, in whichever order, by whom, with whichever seed: the same one is drawn."""
    drawn: set[tuple[str, ...]] = set()
    for backwards, seed in product((False, True), ("", "seed", "another seed")):
        following, other = after_withdrawal()
        pair = [following, j.Journey(other.about, following.world)]
        tried = pair[::-1] if backwards else pair
        for one, command in product(tried, (c.ApproveRelief, c.RefuseRelief)):
            given(one).when(command).then_refused(Code.SPOT_CHECK_SHORT)
        for one in tried:
            given(one).when(c.DrawAgain, seed=seed)
        selected = following.world.facts(CaseDrawnAgain)
        drawn.add(tuple(cast(CaseDrawnAgain, one).case for one in selected))
    assert drawn == {(following.case.id,)}


@pytest.mark.parametrize("stage", [Stage.RETURNED, Stage.OPINION_SIGNED])
def test_one_that_lies_with_the_township_is_drawn_there(stage: Stage) -> None:
    """It is bound to be visited once it comes back, and nobody waits for it."""
    following, other = returned(stage)
    assert following.stage is stage
    given(following).when(c.DrawAgain).then(e.SpotCheckSelected, CaseDrawnAgain)
    story = given(j.Journey(other.about, following.world)).when(c.ApproveRelief)
    assert story.at(Stage.APPROVED)


def returned(stage: Stage) -> tuple[j.Journey, j.Journey]:
    """The same, where the one that is drawn next went back to the township before."""
    first, second, third = received()
    lowest = roster(first).next_drawn
    back, other = (second, third) if lowest == second.case.id else (third, second)
    back.on(third.about.day).go(c.ReturnForReexamination)
    if stage is Stage.OPINION_SIGNED:
        back.go(c.RecordHomeVisit, c.SignOpinion)
    first.on(third.about.day).go(c.WithdrawApplication)
    return back, other.on(third.about.day)


BACK = (c.ReturnForReexamination, c.RecordHomeVisit, c.SignOpinion, c.SendBackOpinion)
"""With the township, where no opinion stands."""

LEAVING: tuple[tuple[str, Sequence[type[c.Command]], type[c.Command], int], ...] = (
    ("approved", (), c.ApproveRelief, 3),
    ("refused", (), c.RefuseRelief, 3),
    ("withdrawn", (), c.WithdrawApplication, 3),
    ("accepted by mistake", (), c.UndoAcceptance, 2),
    ("handed to whoever is competent", BACK, c.HandToCompetent, 3),
)


@pytest.mark.article("18.1.2")
@pytest.mark.parametrize(
    ("how", "before", "leaving", "counted"), LEAVING, ids=[one[0] for one in LEAVING]
)
def test_what_was_decided_or_ended_undrawn_takes_nobodys_place(
    how: str, before: Sequence[type[c.Command]], leaving: type[c.Command], counted: int
) -> None:
    """Else the county would wait for a file that is over; what was accepted by mistake counts no more."""
    first, second, third = received()
    second.on(third.about.day).go(*before)
    by = p.APPROVER if leaving is c.UndoAcceptance else None
    story = given(second).when(leaving, by)
    assert isinstance(story.last, tuple), (how, story.reasons)
    told, *others = reversed(story.last)
    assert like(CaseBeyondDraw, case="L-2", received=counted, selected=1).fits(told)
    story.then(*reversed(others), CaseBeyondDraw)
    assert [one.case for one in roster(first).reserve] == [third.case.id]
    first.on(third.about.day).go(c.WithdrawApplication)
    assert roster(first).next_drawn == third.case.id


def test_one_who_died_waiting_takes_nobodys_place() -> None:
    """As one that was withdrawn."""
    alone = About(
        case="L-2",
        family=p.family("家2"),
        subject=Subject.INDIVIDUAL,
        category=Category.SPECIAL_INDIVIDUAL,
    )
    at = undrawn(j.drawn().world, 2, alone)
    story = given(at).when(c.RecordDeath, person=at.about.family.applicant)
    story.then(e.MemberDied, e.CaseTerminated, like(CaseBeyondDraw, case="L-2"), DeathKnown)


def test_a_drawn_case_that_is_handed_over_unvisited_falls_away() -> None:
    """As one that is withdrawn."""
    story = given(j.drawn().go(*BACK)).when(c.HandToCompetent)
    story.then(HandedToCompetent, like(SpotCheckFellAway, received=0, selected=0))


def test_of_a_history_that_did_not_say_who_waits_any_undrawn_case_is_drawn() -> None:
    """As it was then: nobody is named, so nobody is left out."""
    following, other = after_withdrawal()
    key = stream(p.COUNTY)
    last = following.world.streams[key][-1]
    silent = replace(cast(SpotCheckFellAway, last.fact), reserve=())
    following.world.record(key, Entry(silent, p.CHECKER.id, None, following.about.day))
    story = given(j.Journey(other.about, following.world)).when(c.DrawAgain)
    story.then(e.SpotCheckSelected, CaseDrawnAgain)


def test_one_that_was_visited_counts_though_it_is_withdrawn() -> None:
    """The visit was made."""
    given(j.under_county).when(c.WithdrawApplication).then(e.ApplicationWithdrawn)


def test_a_drawn_case_that_is_still_open_counts() -> None:
    """It is bound to be visited: another may be decided before."""
    _, second, third = received()
    story = given(second).when(c.ApproveRelief, day=third.about.day)
    assert story.at(Stage.APPROVED)


def test_a_death_that_ends_a_drawn_case_is_the_same() -> None:
    """Whoever was to be visited died before."""
    about = About(subject=Subject.INDIVIDUAL, category=Category.SPECIAL_INDIVIDUAL)
    story = given(j.drawn(j.accepted(about))).when(c.RecordDeath, person=p.GESANG.applicant)
    story.then(
        e.MemberDied, e.CaseTerminated, like(SpotCheckFellAway, received=0, selected=0), DeathKnown
    )
    assert story.journey.about.day > MONDAY


FILES = 9
STEPS: tuple[type[c.Command], ...] = (
    *(c.ReceiveAtCounty, c.ReceiveAtCounty, c.ReceiveAtCounty),
    *(c.ApproveRelief, c.ApproveRelief, c.ApproveRelief, c.RefuseRelief),
    *(c.ReportSpotCheck, c.DrawAgain, c.DrawAgain, c.DrawAgain),
    *(c.WithdrawApplication, c.WithdrawApplication, c.WithdrawApplication),
    *(c.ReturnForReexamination, c.SubmitForApproval),
)
"""What happens to the files of a county, by how often."""


@cache
def county() -> tuple[World, tuple[About, ...]]:
    """Some files that all went up and that nobody received yet."""
    world, abouts = World(), list[About]()
    for number in range(1, FILES + 1):
        abouts.append(j.submitted(j.accepted(others(number), world)).about)
    return world, tuple(abouts)


@pytest.mark.article("18.1.2")
def test_of_whatever_a_county_decides_three_in_ten_were_visited() -> None:
    """At every moment at which no visit and no draw is owed; and whenever an unvisited one is decided, with
    the visits that are owed counted.
    """
    drawn = decided = 0
    for seed in range(50):
        world = walked(Random(seed))
        drawn += len(world.facts(CaseDrawnAgain))
        decided += len(world.facts(e.ReliefApproved)) + len(world.facts(e.ReliefRefused))
    assert drawn > 10 and decided > 60, "chance says nothing"


def walked(chance: Random) -> World:
    """A county in which anything happens to its files, looked at after each step."""
    start, abouts = county()
    world = start.copy()
    files = [j.Journey(about, world) for about in abouts]
    for _ in range(90):
        at, command = chance.choice(files), chance.choice(STEPS)
        if command is c.WithdrawApplication and not visit_owed(at.case):
            continue
        unseen = command in (c.ApproveRelief, c.RefuseRelief) and not at.case.county.spot_check
        done = at.do(command)
        counted = [one.case for one in files if one.case.county.counted]
        decided = [one for one in counted if one.stage in DECIDED]
        seen = sum(one.county.spot_checked is not None for one in counted)
        bound = sum(visit_owed(one) for one in counted)
        if unseen and not isinstance(done, Refused):
            assert 10 * (seen + bound) >= 3 * len(decided)
        if counted and not bound and not draw_owed(world):
            assert 10 * seen >= 3 * len(decided)
    return world


DECIDED = (Stage.APPROVED, Stage.REFUSED)


def visit_owed(case: Case) -> bool:
    """Drawn, open, and not seen yet."""
    drawn = case.county.spot_check and case.county.spot_checked is None
    return drawn and case.stage not in (*DECIDED, Stage.CLOSED)


def draw_owed(world: World) -> bool:
    """Whether the county drew fewer than three in ten of what counts."""
    now = cast(Roster, world.rosters[stream(p.COUNTY)])
    return 10 * now.selected < 3 * now.received
