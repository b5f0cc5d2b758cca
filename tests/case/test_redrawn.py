"""第十八条入户抽查: what was drawn and fell away unvisited is drawn again before anything is decided."""

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import Category, Stage, Subject
from domain.registers.roster.facts import CaseDrawnAgain, SpotCheckFellAway
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e


def others(n: int) -> About:
    """Another case of another family."""
    return About(case=f"L-{n}", family=p.family(f"家{n}"))


def undrawn(world: World, n: int) -> j.Journey:
    """One more file received, and not drawn."""
    at = j.submitted(j.accepted(others(n), world))
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


def withdrawn() -> j.Journey:
    """The second of them, after the first was withdrawn unvisited."""
    first, second, third = received()
    first.on(third.about.day).go(c.WithdrawApplication)
    return second.on(third.about.day)


WRONG: tuple[Wrong, ...] = (
    *rows(
        withdrawn,
        c.RefuseRelief,
        ("nor refused unvisited", Code.SPOT_CHECK_SHORT, "18.1.2", None),
    ),
    *rows(j.drawn, c.DrawAgain, ("it is drawn", Code.SPOT_CHECK_ENOUGH, "18.1.2", None)),
    *rows(
        lambda: received()[1],
        c.DrawAgain,
        ("enough are drawn", Code.SPOT_CHECK_ENOUGH, "18.1.2", None),
    ),
    *rows(withdrawn, c.DrawAgain, ("by chance", Code.FIELD_MISSING, None, "seed", {"seed": " "})),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_is_not_decided_and_not_drawn(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("18.1.2")
def test_one_that_is_withdrawn_unvisited_is_drawn_again_among_the_others() -> None:
    """Two approved with none visited would be 0 of 2: the first to be decided is visited."""
    first, second, third = received()
    day = third.about.day
    story = given(first).when(c.WithdrawApplication, day=day)
    story.then(e.ApplicationWithdrawn, like(SpotCheckFellAway, received=2, selected=0, case="L-1"))
    again = given(second).when(c.ApproveRelief, day=day)
    again.then_refused(Code.SPOT_CHECK_SHORT, article="18.1.2")
    again.when(c.DrawAgain).then(
        like(e.SpotCheckSelected, on=day, sequence=2),
        like(CaseDrawnAgain, case="L-2", received=2, selected=1),
    )
    assert isinstance(again.last, tuple)
    told, _, own = next(x.seed for x in again.last if isinstance(x, e.SpotCheckSelected)).partition(
        "|"
    )
    assert told == "seed-2" and len(own) == 16
    again.when(c.ApproveRelief).then_refused(Code.SPOT_CHECK_PENDING)
    again.when(c.ReportSpotCheck).when(c.ApproveRelief)
    assert again.at(Stage.APPROVED)
    last = given(third).when(c.ApproveRelief)
    assert last.at(Stage.APPROVED)


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
    story.then(e.MemberDied, e.CaseTerminated, like(SpotCheckFellAway, received=0, selected=0))
    assert story.journey.about.day > MONDAY
